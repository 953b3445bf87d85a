"""Who else sees a complaint, and from whom it is hidden; `wenguo rebuild` fills it in for rows drawn before."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wenguo', '0003_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='also_seen_by',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='complaint',
            name='hidden_from',
            field=models.TextField(null=True),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('hidden_from__isnull', False)), fields=['id'], name='hidden'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('also_seen_by__isnull', False)), fields=['urgent_at', 'id'], name='also_seen'),
        ),
    ]
