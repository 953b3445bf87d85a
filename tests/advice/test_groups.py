"""Groups of one matter: many people, one thing that happened; the same place with another matter is something else."""

import csv
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories import T0, Office, Story
from wenguo.advice.evaluating import groups as measured
from wenguo.advice.groups import find, print_of
from wenguo.advice.groups.gathering import gathered, pair
from wenguo.advice.groups.likeness import FEATURES, compared, terms, weighed
from wenguo.advice.groups.prints import Print, names
from wenguo.advice.groups.rarity import Rarity
from wenguo.advice.groups.telling import shared_words, why_not
from wenguo.advising import arriving, grouping
from wenguo.models import Group, GroupKey, GroupMember, GroupPrint, GroupTie, Reaction
from wenguo.models.prints import forget_rarity
from wenguo.queries import groups as queries
from wenguo.queries.seeing import Asker, asker
from wenguo.verbs import Refused

pytestmark = pytest.mark.row("M06")

DAY = timedelta(days=1)
EVERYBODY = Asker(1, None)

LIFTS = (
    ("云杉里小区二号楼电梯又停了", "云杉里小区二号楼的电梯本周第三次停运，老人被困在十五楼，物业一直不修。"),
    ("云杉里二号楼电梯停运", "我住云杉里小区二号楼，电梯停运好几天，物业说等配件，老人下不了楼。"),
    ("请修云杉里小区的电梯", "云杉里小区二号楼电梯坏了没人修，电梯停运期间十五楼的老人只能爬楼梯。"),
)
BINS = (
    ("云杉里小区垃圾没人清运", "云杉里小区东门的垃圾堆了一周没人清运，夏天苍蝇很多，气味难闻。"),
    ("望川花园电梯停运", "望川花园六号楼的电梯停运，物业说在等检测报告，住户只好走楼梯。"),
)
OTHERS = (
    ("银帆银行信用卡重复扣款", "银帆银行信用卡九月账单重复扣了年费，打电话客服说要等核实。"),
    ("退票费太高", "我在晴空航空买的机票改签被收了一半票价，客服解释不清楚收费依据。"),
    ("快递丢了", "顺达快递把我的包裹弄丢了，客服让我找商家，商家让我找快递。"),
    ("宽带总是断", "家里的宽带每天晚上断线，报修三次师傅都没有来，月租照扣。"),
    ("医院挂号排队太久", "和安医院的自助挂号机坏了两台，早上排队一个小时才挂上号。"),
    ("学校门口没有斑马线", "明德小学门口车速很快没有斑马线，希望加装红绿灯和减速带。"),
    ("路灯不亮", "长亭路靠近菜市场的一段路灯已经一个月不亮，晚上骑车很危险。"),
    ("健身房不退费", "动力健身房换了老板以后不认以前的会员卡，余额也不肯退。"),
)


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    forget_rarity()


def prints(*texts: tuple[str, str]) -> list[Print]:
    return [print_of(title, words, f"p{at}", T0 + at * DAY) for at, (title, words) in enumerate(texts)]


def test_people_who_write_of_one_matter_are_one_group_and_nobody_else_is_in_it() -> None:
    found = find(prints(*LIFTS, *BINS, *OTHERS))
    assert found.groups == [[0, 1, 2]]


def test_the_same_estate_with_another_matter_stays_outside_and_so_does_the_same_matter_elsewhere() -> None:
    texts = prints(*LIFTS, *BINS, *OTHERS)
    rarity = Rarity()
    for one in texts:
        rarity.add(terms(one))
    ready = [weighed(one, rarity) for one in texts]
    estate = compared(ready[0], texts[3], ready[3].sizes)
    elsewhere = compared(ready[0], texts[4], ready[4].sizes)
    assert why_not(estate).zh == "同一个地方或单位，但说的是另一件事。"
    assert "地方或单位" in why_not(elsewhere).zh
    assert why_not(elsewhere).zh != why_not(estate).zh


def test_english_complaints_of_one_matter_are_one_group() -> None:
    texts = prints(
        ("Lift out of order at Cedar Court", "The lift in Cedar Court block two has been out of order all week; my mother is stuck on floor nine."),
        ("Cedar Court lift still broken", "Block two of Cedar Court has had no working lift for days, elderly people on floor nine cannot get out."),
        ("Double charge by Silver Sail Bank", "Silver Sail Bank charged the annual fee twice in September and the hotline keeps me waiting."),
        ("Lost parcel", "The courier lost my parcel and tells me to ask the shop, and the shop tells me to ask the courier."),
        *OTHERS,
    )  # fmt: skip
    assert find(texts).groups == [[0, 1]]


def test_traditional_characters_and_width_make_no_difference() -> None:
    assert print_of("雲杉里小區電梯", "").said == print_of("云杉里小区电梯", "").said
    assert print_of("ＡＢ座", "").said == print_of("ab座", "").said


def test_names_are_found_by_their_endings() -> None:
    assert "云杉里小区" in names("云杉里小区的电梯")
    assert names("的了") == []


def test_one_strong_pair_alone_does_not_chain_two_matters() -> None:
    ties = {(1, 2): 0.9, (3, 4): 0.9, (2, 3): 0.5}
    assert gathered(range(5), ties) == [[1, 2], [3, 4]]


def test_what_people_taught_holds_against_every_likeness() -> None:
    ties = {(1, 2): 0.99, (1, 3): 0.99, (2, 3): 0.99}
    assert gathered(range(4), ties, apart={(1, 3), (2, 3)}) == [[1, 2]]
    assert gathered(range(4), {}, together={(0, 2), (2, 3)}) == [[0, 2, 3]]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda one: one[0] < one[1]),
        st.floats(0.02, 1.0),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_groups_are_disjoint_and_do_not_depend_on_the_order(ties: dict[tuple[int, int], float], chance: object) -> None:
    found = gathered(range(10), ties)
    assert sum(map(len, found)) == len({one for group in found for one in group})
    assert all(len(group) > 1 for group in found)
    shuffled = dict(sorted(ties.items(), reverse=True))
    assert gathered(reversed(range(10)), shuffled) == found


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_is_refused_and_every_feature_is_a_number_within_bounds(a: str, b: str) -> None:
    ours, theirs = print_of(a, b), print_of(b, a, "x", datetime(2026, 1, 1, tzinfo=UTC))
    rarity = Rarity()
    rarity.add(terms(ours))
    rarity.add([1, 2, 3])
    features = compared(weighed(ours, rarity), theirs, weighed(theirs, rarity).sizes)
    assert len(features) == len(FEATURES)
    assert all(0.0 <= one < 5.0 for one in features)


@pytest.mark.parametrize("text", ["", "路" * 100_000, "a" * 100_000, "\ud800\x00\u202e", "a 路 " * 20_000])
def test_odd_texts_are_read(text: str) -> None:
    assert print_of(text, text) == print_of(text, text)


def test_rarity_counts_a_known_matter_once() -> None:
    many, one = Rarity(), Rarity()
    for rarity, share in ((many, 1.0), (one, 0.1)):
        for _ in range(10):
            rarity.add([7], share)
        for other in range(100, 120):
            rarity.add([other])
    assert one.of(7) > many.of(7)
    assert Rarity(one.kept(), one.texts).of(7) == one.of(7)


def test_the_shared_words_are_those_that_half_of_the_texts_hold() -> None:
    shared = shared_words([f"{title} {words}" for title, words in LIFTS])
    assert any("云杉里" in one for one in shared)
    assert any("电梯" in one for one in shared)
    assert shared_words(["只有一个"]) == ()


def test_the_scorer_counts_as_the_papers_say() -> None:
    rows = [{"msg_id": at, "user_code": f"u{at}", "title": "", "detail": "", "time": None} for at in range(6)]
    gold = [{"matter": "m", "msg_id": at, "role": "member", "kind": "group"} for at in (0, 1, 2)]
    gold += [{"matter": "m", "msg_id": 3, "role": "optional", "kind": "group"}]
    traps = [{"theme": "t", "msg_id": at} for at in (4, 5)]
    messages = measured.Messages(rows, gold, traps)
    alone = measured.figures(measured.counted(messages, dict.fromkeys(messages.ids, -1)))
    assert (alone["b3_precision"], round(alone["b3_recall"], 3), alone["groups_found"]) == (1.0, 0.333, 0)
    right = measured.figures(measured.counted(messages, {"0": 1, "1": 1, "2": 1, "3": 1, "4": -1, "5": -1}))
    assert (right["b3_f1"], right["groups_found"], right["trap_pairs_merged"]) == (1.0, 1, 0)
    wrong = measured.figures(measured.counted(messages, dict.fromkeys(messages.ids, 1)))
    assert (wrong["trap_pairs_merged"], wrong["trap_pairs"], wrong["false_groups"]) == (1, 1, 1)


def test_folds_keep_a_matter_on_one_side() -> None:
    rows = [
        {"msg_id": at, "user_code": "u", "title": "", "detail": "", "time": None, "dup_group": at // 2}
        for at in range(12)
    ]
    gold = [{"matter": "m", "msg_id": at, "role": "member", "kind": "group"} for at in (0, 5, 9)]
    parts = measured.folds(measured.Messages(rows, gold, []))
    assert sorted(one for part in parts for one in part) == sorted(str(at) for at in range(12))
    assert sum(bool(part & {"0", "5", "9"}) for part in parts) == 1


# the command


def test_the_command_reads_chinese_headers_and_writes_a_cluster_for_every_row(tmp_path: Path) -> None:
    from wenguo.faces.cli.grouping import groups

    given_, out = tmp_path / "留言.csv", tmp_path / "pred.csv"
    with given_.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("留言编号", "留言用户", "留言主题", "留言时间", "留言详情"))
        for at, (title, words) in enumerate((*LIFTS, *BINS, *OTHERS)):
            writer.writerow((100 + at, f"A{at}", title, "2026-03-02 10:00:00", words))
    ran = CliRunner().invoke(groups, [str(given_), "--out", str(out), "--json"])
    assert ran.exit_code == 0, ran.output
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [row["msg_id"] for row in rows] == [str(100 + at) for at in range(13)]
    assert [row["cluster"] for row in rows] == ["0"] * 3 + ["-1"] * 10


def test_the_command_reads_headers_as_programs_name_them(tmp_path: Path) -> None:
    from wenguo.faces.cli.grouping import _rows

    file = tmp_path / "a.csv"
    file.write_text("msg_id,user_code,time,title,detail\n7,u1,2026-03-02 10:00:00,t,d\n", encoding="utf-8")
    (row,) = _rows(file)
    assert (row.id, row.who, row.title, row.detail) == ("7", "u1", "t", "d")
    assert row.at is not None


# at the desk


def told(office: Office, *texts: tuple[str, str], unit: str = "sec") -> list[int]:
    """Complaints recorded one after another and read as they arrive."""
    from wenguo.models import Complaint

    found = []
    for at, (title, words) in enumerate(texts):
        story = Story(office).recorded(words, subject=title)
        row = Complaint.objects.get(number=story.number)
        arriving.take(row.pk, T0 + at * DAY)
        found.append(row.pk)
    return found


@pytest.fixture
def arrived(office: Office) -> list[int]:
    others = told(office, *OTHERS)
    return [*told(office, *LIFTS, *BINS), *others]


def one_group(ids: list[int]) -> int:
    (row,) = Group.objects.all()
    assert set(GroupMember.objects.filter(group=row).values_list("pk", flat=True)) == set(ids)
    return int(row.pk)


def test_a_group_forms_as_complaints_arrive_and_says_why(arrived: list[int]) -> None:
    one_group(arrived[:3])
    (row,) = queries.groups(EVERYBODY)
    assert (row.size, row.state) == (3, "forming")
    assert any("电梯" in word for word in row.shared)
    whole = queries.group(EVERYBODY, row.id)
    assert whole is not None
    assert all(member.why.zh and member.why.en for member in whole.members)
    assert arrived[3] in {miss.id for miss in whole.near_misses} or not whole.near_misses
    assert queries.group_of(EVERYBODY, arrived[0]) == whole
    assert queries.group_of(EVERYBODY, arrived[5]) is None


def test_reading_a_complaint_twice_changes_nothing(arrived: list[int]) -> None:
    before = list(GroupMember.objects.order_by("pk").values_list("pk", "group__size"))
    for one in arrived:
        arriving.take(one, T0 + 30 * DAY)
    assert list(GroupMember.objects.order_by("pk").values_list("pk", "group__size")) == before


def test_what_was_removed_does_not_come_back(office: Office, arrived: list[int]) -> None:
    group = one_group(arrived[:3])
    grouping.remove(asker(office.local.pk), T0, group, arrived[2])
    arriving.take(arrived[2], T0)
    assert GroupMember.objects.filter(pk=arrived[2], group=group).first() is None


def test_what_was_added_stays_whatever_its_words(office: Office, arrived: list[int]) -> None:
    group = one_group(arrived[:3])
    grouping.add(asker(office.local.pk), T0, group, arrived[7])
    arriving.take(arrived[7], T0)
    assert GroupMember.objects.get(pk=arrived[7]).group_id == group


def test_a_dismissed_group_is_announced_no_more_and_a_person_settles_it_once(
    office: Office, arrived: list[int]
) -> None:
    group = one_group(arrived[:3])
    who = asker(office.local.pk)
    grouping.dismiss(who, T0, group)
    assert queries.groups(who) == []
    assert [row.id for row in queries.groups(who, "dismissed")] == [group]
    with pytest.raises(Refused):
        grouping.dismiss(who, T0, group)
    grouping.confirm(who, T0, group)
    whole = queries.group(who, group)
    assert whole is not None
    assert [lesson.act for lesson in whole.lessons] == ["dismiss", "confirm"]


def test_groups_that_a_person_merges_are_one_and_split_are_two(office: Office, arrived: list[int]) -> None:
    who = asker(office.local.pk)
    group = one_group(arrived[:3])
    grouping.add(who, T0, group, arrived[5])
    grouping.add(who, T0, group, arrived[6])
    new = grouping.split(who, T0, group, [arrived[5], arrived[6]])
    assert new != group
    assert Group.objects.get(pk=new).size == 2
    assert grouping.merge(who, T0, group, new) == group
    assert Group.objects.get(pk=group).size == 5
    whole = queries.group(who, new)  # an old address leads to the group it became
    assert whole is not None
    assert whole.group.id == group


def test_nobody_learns_of_complaints_they_may_not_see(office: Office, arrived: list[int]) -> None:
    group = one_group(arrived[:3])
    stranger = asker(office.tom.pk)
    assert queries.groups(stranger) == []
    assert queries.group(stranger, group) is None
    with pytest.raises(Refused):
        grouping.confirm(stranger, T0, group)


def test_nothing_of_erased_words_stays(arrived: list[int]) -> None:
    arriving.forget(arrived[0], T0)
    for table in (GroupKey.objects.filter(complaint=arrived[0]), GroupPrint.objects.filter(pk=arrived[0])):
        assert not table.exists()
    assert not any(arrived[0] in (tie.a_id, tie.b_id) for tie in GroupTie.objects.all())
    assert not GroupMember.objects.filter(pk=arrived[0]).exists()


def test_history_is_taken_in_by_and_by(office: Office) -> None:
    for title, words in LIFTS:
        Story(office).recorded(words, subject=title)
    assert arriving.catch_up(T0 + DAY) is None, "what is planned already is left to it"
    Reaction.objects.all().delete()  # as an import leaves them
    last = arriving.catch_up(T0 + DAY, limit=2)
    assert GroupPrint.objects.count() == 2
    assert arriving.catch_up(T0 + DAY, after=last or 0) is not None
    assert arriving.catch_up(T0 + DAY) is None
    assert GroupMember.objects.count() == 3
    assert arriving.forget_old(T0 + 800 * DAY) == 3


def test_pairs_are_the_same_either_way() -> None:
    assert {pair(a, b) for a, b in combinations(range(4), 2)} == {pair(b, a) for a, b in combinations(range(4), 2)}
