"""Everything a new database begins with."""

from importlib import import_module

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


protect = import_module("wenguo.migrations.0002_append_only").protect
create = import_module("wenguo.migrations.0003_search").create
protect_looks = import_module("wenguo.migrations.0006_handling").protect_looks


class Migration(migrations.Migration):
    """Six steps as one, for a new database: the steps redraw every model at each field and take three times as long."""

    replaces = [
        ('wenguo', '0001_start'),
        ('wenguo', '0002_append_only'),
        ('wenguo', '0003_search'),
        ('wenguo', '0004_screens'),
        ('wenguo', '0005_advice'),
        ('wenguo', '0006_handling'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('display_name', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('away_from', models.DateTimeField(blank=True, null=True)),
                ('away_until', models.DateTimeField(blank=True, null=True)),
                ('must_change_password', models.BooleanField(db_default=False, default=False)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputises_for', to=settings.AUTH_USER_MODEL)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'db_table': 'wenguo_account',
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('packs', models.JSONField(blank=True, default=list)),
                ('country', models.CharField(blank=True, max_length=10)),
                ('time_zone', models.CharField(blank=True, max_length=60)),
                ('hours', models.JSONField(blank=True, default=dict)),
                ('extra_days', models.JSONField(blank=True, default=dict)),
                ('active', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('head', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='heads', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_unit',
                'ordering': ('code',),
            },
        ),
        migrations.AddField(
            model_name='Account',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='wenguo.unit'),
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('root', models.CharField(max_length=64)),
                ('complaints', models.IntegerField()),
                ('lines', models.BigIntegerField()),
                ('prev', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'db_table': 'wenguo_anchor',
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True)),
                ('parent', models.CharField(blank=True, max_length=20)),
                ('zh', models.CharField(max_length=200)),
                ('en', models.CharField(max_length=200)),
                ('retired', models.BooleanField(default=False)),
                ('merged_into', models.CharField(blank=True, max_length=20)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'wenguo_code',
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, unique=True)),
                ('offered_to', models.IntegerField(null=True)),
                ('hidden_from', models.TextField(null=True)),
                ('also_seen_by', models.TextField(null=True)),
                ('asked_units', models.TextField(null=True)),
                ('stage', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=20)),
                ('severity', models.CharField(max_length=2)),
                ('cause', models.CharField(max_length=20, null=True)),
                ('dissatisfaction', models.CharField(max_length=10, null=True)),
                ('product', models.CharField(max_length=60, null=True)),
                ('referrer', models.CharField(max_length=60, null=True)),
                ('outcome', models.CharField(max_length=60, null=True)),
                ('grumble', models.BooleanField()),
                ('live', models.BooleanField()),
                ('source', models.CharField(max_length=64, null=True, unique=True)),
                ('received_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('last_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('overdue_at', models.DateTimeField(null=True)),
                ('urgent_at', models.DateTimeField(null=True)),
                ('promise_at', models.DateTimeField(null=True)),
                ('awaits', models.CharField(max_length=10, null=True)),
                ('hand_overs', models.IntegerField()),
                ('turn_backs', models.IntegerField()),
                ('chases', models.IntegerField()),
                ('supervisions', models.IntegerField()),
                ('disputes', models.IntegerField()),
                ('reopenings', models.IntegerField()),
                ('broken_promises', models.IntegerField()),
                ('redress', models.CharField(max_length=60, null=True)),
                ('redress_fen', models.BigIntegerField(null=True)),
                ('redress_at', models.DateTimeField(null=True)),
                ('troubled', models.BooleanField(default=False)),
                ('alerted', models.TextField(null=True)),
                ('warned_at', models.DateTimeField(null=True)),
                ('worse_at', models.DateTimeField(null=True)),
                ('right_at', models.DateTimeField(null=True)),
                ('silent_at', models.DateTimeField(null=True)),
                ('moved_at', models.DateTimeField(null=True)),
                ('major', models.CharField(max_length=20, null=True)),
                ('length', models.IntegerField()),
                ('person_position', models.IntegerField()),
                ('head', models.CharField(max_length=64)),
                ('first_responder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='received', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='owned', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_complaint',
                'indexes': [models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['urgent_at', 'id'], name='open_by_urgency'), models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['owner', 'urgent_at', 'id'], name='open_of_owner'), models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['first_responder', 'urgent_at', 'id'], name='open_of_first'), models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['unit', 'urgent_at', 'id'], name='open_of_unit'), models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['overdue_at'], name='open_by_overdue'), models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='next_moments'), models.Index(condition=models.Q(('offered_to__isnull', False)), fields=['offered_to'], name='offered_to'), models.Index(condition=models.Q(('hidden_from__isnull', False)), fields=['id'], name='hidden'), models.Index(condition=models.Q(('asked_units__isnull', False)), fields=['urgent_at', 'id'], name='parts_asked'), models.Index(condition=models.Q(('also_seen_by__isnull', False)), fields=['urgent_at', 'id'], name='also_seen'), models.Index(condition=models.Q(('promise_at__isnull', False)), fields=['owner', 'promise_at'], name='promises_of_owner'), models.Index(condition=models.Q(('awaits__isnull', False)), fields=['unit', 'urgent_at'], name='awaiting'), models.Index(fields=['received_at'], name='by_receipt'), models.Index(condition=models.Q(('cause__isnull', False)), fields=['cause'], name='by_cause'), models.Index(fields=['stage', 'unit'], name='by_stage'), models.Index(fields=['owner', 'id'], name='by_owner'), models.Index(fields=['unit', 'id'], name='by_unit'), models.Index(fields=['channel', 'id'], name='by_channel'), models.Index(fields=['severity', 'id'], name='by_severity'), models.Index(fields=['kind', 'id'], name='by_kind'), models.Index(condition=models.Q(('stage', 'closed'), _negated=True), fields=['unit', 'owner', 'overdue_at', 'due_at', 'promise_at', 'offered_to', 'stage'], name='open_load'), models.Index(condition=models.Q(models.Q(('stage', 'closed'), _negated=True), ('turn_backs__gt', 0)), fields=['unit', 'urgent_at'], name='turned_back'), models.Index(fields=['closed_at', 'unit', 'recorded_at'], name='by_closing'), models.Index(condition=models.Q(('troubled', True)), fields=['unit', 'received_at', 'disputes', 'reopenings', 'broken_promises', 'troubled'], name='troubled'), models.Index(condition=models.Q(models.Q(('stage', 'closed'), _negated=True), models.Q(('severity', 'T1'), ('disputes__gt', 0), ('chases__gte', 3), ('supervisions__gt', 0), _connector='OR')), fields=['unit', 'owner', 'severity', 'disputes', 'chases', 'supervisions', 'stage'], name='hard_open'), models.Index(condition=models.Q(('redress_fen__isnull', False)), fields=['cause', 'redress', 'redress_at', 'redress_fen', 'dissatisfaction'], name='redress_of_cause'), models.Index(condition=models.Q(('redress_fen__isnull', False)), fields=['redress_at', 'cause', 'redress', 'unit', 'redress_fen'], name='redress_by_time'), models.Index(condition=models.Q(('silent_at__isnull', False)), fields=['silent_at'], name='silent'), models.Index(condition=models.Q(('moved_at__isnull', False)), fields=['moved_at'], name='moved'), models.Index(condition=models.Q(('major__isnull', False)), fields=['unit', 'id'], name='major_open'), models.Index(condition=models.Q(models.Q(('stage', 'closed'), _negated=True), ('warned_at__isnull', False)), fields=['unit', 'warned_at'], name='warned_open')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('name', models.TextField(null=True)),
                ('media_type', models.CharField(blank=True, max_length=200)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64, null=True)),
                ('path', models.TextField(null=True)),
                ('salt', models.BinaryField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_evidence',
            },
        ),
        migrations.CreateModel(
            name='GroupRarity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20, unique=True)),
                ('texts', models.BigIntegerField(default=0)),
                ('counts', models.BinaryField()),
            ],
            options={
                'db_table': 'wenguo_group_rarity',
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('value', models.JSONField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'wenguo_setting',
            },
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('wrong', models.PositiveIntegerField()),
                ('at', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'wenguo_tries',
            },
        ),
        migrations.CreateModel(
            name='SealedNote',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('sealed', models.TextField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'wenguo_sealed_note',
            },
        ),
        migrations.CreateModel(
            name='GroupPrint',
            fields=[
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='wenguo.complaint')),
                ('version', models.CharField(max_length=20)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('body', models.BinaryField()),
            ],
            options={
                'db_table': 'wenguo_group_print',
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='forming', max_length=10)),
                ('size', models.IntegerField(default=0)),
                ('people', models.IntegerField(default=0)),
                ('first_at', models.DateTimeField(null=True)),
                ('last_at', models.DateTimeField(null=True)),
                ('found_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('merged_into', models.BigIntegerField(null=True)),
                ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'wenguo_group',
                'indexes': [models.Index(fields=['state', '-last_at'], name='groups_by_last')],
            },
        ),
        migrations.CreateModel(
            name='GroupKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.BigIntegerField()),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_group_key',
                'indexes': [models.Index(fields=['term', '-complaint'], name='group_keys_newest')],
            },
        ),
        migrations.CreateModel(
            name='GroupLesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('act', models.CharField(max_length=10)),
                ('body', models.JSONField(default=dict)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='wenguo.group')),
            ],
            options={
                'db_table': 'wenguo_group_lesson',
            },
        ),
        migrations.CreateModel(
            name='GroupBond',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('together', models.BooleanField()),
                ('a', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.complaint')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.complaint')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.grouplesson')),
            ],
            options={
                'db_table': 'wenguo_group_bond',
                'constraints': [models.UniqueConstraint(fields=('a', 'b'), name='one_bond_a_pair')],
            },
        ),
        migrations.CreateModel(
            name='GroupTie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('a', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.complaint')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_group_tie',
                'constraints': [models.UniqueConstraint(fields=('a', 'b'), name='one_tie_a_pair')],
            },
        ),
        migrations.CreateModel(
            name='GroupWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('version', models.IntegerField()),
                ('words', models.TextField(null=True)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='wenguo.group')),
            ],
            options={
                'db_table': 'wenguo_group_word',
                'constraints': [models.UniqueConstraint(fields=('group', 'kind', 'version'), name='one_word_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('name', models.TextField()),
                ('media_type', models.CharField(blank=True, max_length=200)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('path', models.TextField(blank=True)),
                ('salt', models.BinaryField(null=True)),
                ('fp', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_incoming',
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('data', models.TextField()),
                ('complaint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_line',
                'constraints': [models.UniqueConstraint(fields=('complaint', 'position'), name='one_line_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alarms', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='wenguo.complaint')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='wenguo.line')),
            ],
            options={
                'db_table': 'wenguo_alarm',
                'indexes': [models.Index(fields=['account', '-at'], name='alarms_of_account'), models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['account', '-at'], name='unseen_alarms')],
                'constraints': [models.UniqueConstraint(fields=('account', 'line', 'kind'), name='one_alarm_a_line')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('doing', models.CharField(blank=True, max_length=40)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_look',
                'constraints': [models.UniqueConstraint(fields=('account', 'complaint'), name='one_look_each')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('text', models.TextField(null=True)),
                ('salt', models.BinaryField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_message',
                'indexes': [models.Index(django.db.models.functions.text.Left(django.db.models.functions.text.Upper(django.db.models.functions.text.Replace(models.F('text'), models.Value(' '), models.Value(''))), 60), models.OrderBy(models.F('complaint'), descending=True), condition=models.Q(('field', 'contract')), name='by_contract')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('name', models.TextField(null=True)),
                ('phone', models.TextField(db_index=True, null=True)),
                ('email', models.TextField(null=True)),
                ('address', models.TextField(null=True)),
                ('identity', models.TextField(null=True)),
                ('language', models.TextField(null=True)),
                ('salt', models.BinaryField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_person',
                'indexes': [models.Index(django.db.models.functions.text.Right(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(models.F('phone'), models.Value(' '), models.Value('')), models.Value('-'), models.Value('')), models.Value('('), models.Value('')), models.Value(')'), models.Value('')), models.Value('（'), models.Value('')), models.Value('）'), models.Value('')), models.Value('.'), models.Value('')), 11), models.OrderBy(models.F('complaint'), descending=True), condition=models.Q(('phone__gt', '')), name='by_digits'), models.Index(django.db.models.functions.text.Lower('email'), models.OrderBy(models.F('complaint'), descending=True), condition=models.Q(('email__gt', '')), name='by_email')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('not_before', models.DateTimeField()),
                ('tries', models.IntegerField(default=0)),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='wenguo.line')),
            ],
            options={
                'db_table': 'wenguo_reaction',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['not_before'], name='waiting_reactions'), models.Index(condition=models.Q(('state', 'dead')), fields=['id'], name='dead_reactions')],
                'constraints': [models.UniqueConstraint(fields=('line', 'name'), name='one_reaction_a_line')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(max_length=64)),
                ('position', models.IntegerField(default=0)),
                ('at', models.DateTimeField(db_index=True)),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_reply',
                'constraints': [models.UniqueConstraint(fields=('actor', 'key'), name='one_reply_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(max_length=10)),
                ('state', models.CharField(default='going', max_length=10)),
                ('tries', models.IntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='wenguo.line')),
            ],
            options={
                'db_table': 'wenguo_sending',
            },
        ),
        migrations.CreateModel(
            name='Taught',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=40)),
                ('said', models.CharField(max_length=200)),
                ('proposed', models.CharField(max_length=200, null=True)),
                ('score', models.IntegerField(null=True)),
                ('model', models.CharField(max_length=100, null=True)),
                ('how', models.CharField(max_length=12)),
                ('message', models.BigIntegerField()),
                ('proposed_at', models.DateTimeField(null=True)),
                ('said_at', models.DateTimeField()),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_taught',
                'indexes': [models.Index(fields=['topic', 'said_at'], name='lessons_by_time')],
                'constraints': [models.UniqueConstraint(fields=('complaint', 'topic'), name='one_lesson_a_topic')],
            },
        ),
        migrations.CreateModel(
            name='TheirLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('data', models.TextField()),
                ('complaint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='their_looks', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_their_look',
                'constraints': [models.UniqueConstraint(fields=('complaint', 'position'), name='one_their_look_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=100)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'wenguo_token',
            },
        ),
        migrations.CreateModel(
            name='Tracking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tracking', to='wenguo.complaint')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'wenguo_tracking',
            },
        ),
        migrations.CreateModel(
            name='Trained',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField()),
                ('card', models.JSONField()),
                ('better', models.BooleanField()),
                ('promoted_at', models.DateTimeField(null=True)),
                ('retired_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('promoted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'wenguo_trained',
                'constraints': [models.UniqueConstraint(fields=('topic', 'version'), name='one_model_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=100)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('body', models.TextField()),
                ('active', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_template',
                'ordering': ('verb', 'name'),
            },
        ),
        migrations.CreateModel(
            name='Switch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=40)),
                ('on', models.BooleanField()),
                ('changed_at', models.DateTimeField()),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_switch',
                'constraints': [models.UniqueConstraint(fields=('unit', 'word'), name='one_switch_a_unit'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('word',), name='one_switch_for_all')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('origin', models.CharField(max_length=200)),
                ('active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_site',
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('query', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('alarm_after', models.IntegerField(blank=True, null=True)),
                ('counted_up_to', models.BigIntegerField(default=0)),
                ('settled_up_to', models.BigIntegerField(default=0)),
                ('new_hits', models.IntegerField(default=0)),
                ('alarmed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_saved_search',
                'constraints': [models.UniqueConstraint(fields=('account', 'name'), name='one_saved_search_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('offering', models.BooleanField(default=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to=settings.AUTH_USER_MODEL)),
                ('told', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_pause',
                'indexes': [models.Index(fields=['account', '-until'], name='pauses_of_account'), models.Index(fields=['unit', '-began_at'], name='pauses_of_unit'), models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['told'], name='pauses_to_tell')],
            },
        ),
        migrations.CreateModel(
            name='ModelUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('purpose', models.CharField(max_length=40)),
                ('model', models.CharField(max_length=100)),
                ('host', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('sent', models.IntegerField()),
                ('received', models.IntegerField()),
                ('replaced', models.IntegerField()),
                ('passed', models.BooleanField()),
                ('failed', models.CharField(blank=True, max_length=200)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='wenguo.complaint')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_model_use',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('front_line', '一线员工'), ('handler', '处理人'), ('head', '部门负责人'), ('approver', '审批人'), ('quality', '质量管理'), ('legal', '法务'), ('auditor', '审计（只读）'), ('administrator', '管理员'), ('integration', '系统对接')], max_length=20)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_membership',
                'constraints': [models.UniqueConstraint(fields=('account', 'unit', 'role'), name='one_membership')],
            },
        ),
        migrations.CreateModel(
            name='CoachedAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('mark', models.CharField(max_length=32)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_coached_author',
                'constraints': [models.UniqueConstraint(fields=('unit', 'week', 'mark'), name='one_mark_a_week')],
            },
        ),
        migrations.CreateModel(
            name='Coached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('replies', models.IntegerField(default=0)),
                ('points', models.IntegerField(default=0)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_coached',
                'constraints': [models.UniqueConstraint(fields=('unit', 'week'), name='one_sum_a_week')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('what', models.CharField(max_length=40)),
                ('target', models.CharField(max_length=200)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_change',
                'indexes': [models.Index(fields=['what', 'target'], name='changes_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('published', models.BooleanField(default=False)),
                ('internal', models.BooleanField(default=False)),
                ('causes', models.JSONField(default=list)),
                ('rules', models.JSONField(default=list)),
                ('changed_at', models.DateTimeField()),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_article',
                'ordering': ('language', 'title'),
                'indexes': [models.Index(fields=['published', 'changed_at'], name='articles_published')],
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField()),
                ('secret', models.TextField()),
                ('events', models.JSONField(blank=True, default=list)),
                ('with_words', models.BooleanField(default=False)),
                ('active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='wenguo.unit')),
            ],
            options={
                'db_table': 'wenguo_webhook',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('tries', models.IntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('status', models.IntegerField(null=True)),
                ('error', models.TextField(blank=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='wenguo.line')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='wenguo.webhook')),
            ],
            options={
                'db_table': 'wenguo_delivery',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at'], name='waiting_deliveries'), models.Index(condition=models.Q(('state', 'dead')), fields=['webhook', 'id'], name='dead_deliveries')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'line'), name='one_delivery_a_line')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('value', models.JSONField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'wenguo_choice',
                'constraints': [models.UniqueConstraint(fields=('account', 'name'), name='one_choice_a_name')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='wenguo.complaint')),
                ('how', models.CharField(max_length=10)),
                ('score', models.FloatField()),
                ('like', models.BigIntegerField(null=True)),
                ('joined_at', models.DateTimeField()),
                ('role', models.CharField(db_default='member', default='member', max_length=16)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='wenguo.group')),
            ],
            options={
                'db_table': 'wenguo_group_member',
                'indexes': [models.Index(fields=['group', '-joined_at', '-complaint'], name='group_members_newest')],
            },
        ),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('data', models.TextField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_access',
                'constraints': [models.UniqueConstraint(fields=('account', 'position'), name='one_access_a_position')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('body', models.JSONField(default=dict)),
                ('expected', models.IntegerField(null=True)),
                ('state', models.CharField(default='open', max_length=10)),
                ('send_at', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_draft',
                'indexes': [models.Index(fields=['account', '-changed_at'], name='drafts_of_account'), models.Index(condition=models.Q(('state', 'sending')), fields=['send_at'], name='drafts_to_send')],
            },
        ),
        migrations.CreateModel(
            name='Examined',
            fields=[
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='examined', serialize=False, to='wenguo.evidence')),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('exif', models.JSONField(default=dict)),
                ('look', models.CharField(blank=True, max_length=16)),
                ('look_1', models.IntegerField(null=True)),
                ('look_2', models.IntegerField(null=True)),
                ('look_3', models.IntegerField(null=True)),
                ('look_4', models.IntegerField(null=True)),
                ('scan', models.CharField(blank=True, max_length=10)),
                ('scan_said', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='wenguo.complaint')),
            ],
            options={
                'db_table': 'wenguo_examined',
                'indexes': [models.Index(condition=models.Q(('sha256__gt', '')), fields=['sha256'], name='same_bytes'), models.Index(condition=models.Q(('look_1__isnull', False)), fields=['look_1', 'evidence'], name='looks_1'), models.Index(condition=models.Q(('look_2__isnull', False)), fields=['look_2', 'evidence'], name='looks_2'), models.Index(condition=models.Q(('look_3__isnull', False)), fields=['look_3', 'evidence'], name='looks_3'), models.Index(condition=models.Q(('look_4__isnull', False)), fields=['look_4', 'evidence'], name='looks_4')],
            },
        ),
        migrations.RunPython(protect, elidable=False),
        migrations.RunPython(create, elidable=False),
        migrations.RunPython(protect_looks, elidable=False),
    ]
