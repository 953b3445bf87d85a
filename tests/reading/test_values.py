from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenguo.reading.amounts import read_amount, read_amount_under
from wenguo.reading.values import Calendar, date_order, read_moment, tidy_number

CHINA = Calendar(ZoneInfo("Asia/Shanghai"), date(2026, 11, 22))
LONDON = Calendar(ZoneInfo("Europe/London"), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020/1/4 11:17:46", "2020-01-04T11:17:46+08:00"),
        ("2019-11-28", "2019-11-28T00:00:00+08:00"),
        ("2019年11月28日 9时8分", "2019-11-28T09:08:00+08:00"),
        ("2019年11月28日9时8分5秒", "2019-11-28T09:08:05+08:00"),
        ("２０１９－１１－２８　９：０８", "2019-11-28T09:08:00+08:00"),
        ("2019-11-28 星期四", "2019-11-28T00:00:00+08:00"),
        ("2019/11/28 下午 3:08:00", "2019-11-28T15:08:00+08:00"),
        ("11/28/2019 12:08 AM", "2019-11-28T00:08:00+08:00"),
        ("2019-11-28 24:00", "2019-11-29T00:00:00+08:00"),
        ("46039", "2026-01-17T00:00:00+08:00"),
        ("46039.5", "2026-01-17T12:00:00+08:00"),
        ("20191128", "2019-11-28T00:00:00+08:00"),
        ("20191128111746", "2019-11-28T11:17:46+08:00"),
        ("2026-01-05T10:00:00+01:00", "2026-01-05T10:00:00+01:00"),
        ("2026-01-05T10:00:00.123Z", "2026-01-05T10:00:00+00:00"),
        ("1574910000000", "2019-11-28T03:00:00+00:00"),
        ("Nov 28, 2019", "2019-11-28T00:00:00+08:00"),
        ("28 Nov 2019 11:17", "2019-11-28T11:17:00+08:00"),
        ("25/12/2025", "2025-12-25T00:00:00+08:00"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, iso: str) -> None:
    moment, _ = read_moment(text, CHINA)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30/02/26", "不止一种读法"),
        ("03/04/2025", "不止一种读法"),
        ("2026-02-30", "不是有效日期"),
        ("2026-02-29", "不是有效日期"),
        ("1900-01-00", "不是有效日期"),
        ("0001-01-01", "不是有效日期"),
        ("2019-11-28 25:00", "不是有效日期"),
        ("2019-1-112:00", "看不懂"),
        ("99999", "看不懂"),
        ("昨天下午", "看不懂"),
    ],
)
def test_a_doubtful_date_is_said_and_never_guessed(text: str, said: str) -> None:
    moment, note = read_moment(text, CHINA)
    assert moment is None
    assert note is not None
    assert said in note.zh
    assert text in note.zh
    assert text in note.en


@pytest.mark.parametrize("text", ["", "-", "无", "N/A", "null", " "])
def test_no_date_needs_no_remark(text: str) -> None:
    assert read_moment(text, CHINA) == (None, None)


def test_a_future_date_is_kept_and_flagged() -> None:
    moment, note = read_moment("2026-11-23", CHINA)
    assert moment is not None
    assert note is not None
    assert "在未来" in note.zh


def test_an_excel_serial_of_1904_is_four_years_later() -> None:
    calendar = Calendar(CHINA.zone, CHINA.today, None, epoch_1904=True)
    assert read_moment("44577", calendar)[0] == read_moment("46039", CHINA)[0]


def test_summer_time_leaves_a_gap_and_a_doubled_hour() -> None:
    skipped, note = read_moment("2026-03-29 01:30", LONDON)
    assert skipped is None
    assert note is not None
    assert "夏令时" in note.zh
    twice, note = read_moment("2026-10-25 01:30", LONDON)
    assert twice is not None
    assert twice.utcoffset() == timedelta(hours=1)
    assert note is not None


def test_a_column_of_dates_tells_its_order_only_without_contradiction() -> None:
    assert date_order(["01/02/2025", "25/12/2025"]) == "dmy"
    assert date_order(["01/02/2025", "12/25/2025"]) == "mdy"
    assert date_order(["25/12/2025", "12/25/2025"]) is None
    assert date_order(["01/02/2025", "2025-12-25"]) is None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 20)), st.integers(-12, 14))
def test_any_moment_survives_writing_and_reading(naive: datetime, hours: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert read_moment(moment.isoformat(), CHINA)[0] == moment
    plain = moment.replace(tzinfo=None)
    for text in (f"{plain:%Y/%m/%d %H:%M:%S}", f"{plain:%Y年%m月%d日 %H时%M分%S秒}", f"{plain:%Y%m%d%H%M%S}"):
        back, _ = read_moment(text, Calendar(ZoneInfo("UTC"), CHINA.today))
        assert back == plain.replace(tzinfo=UTC)


@given(st.text(max_size=30))
def test_no_text_makes_a_date_or_an_amount_fail(text: str) -> None:
    read_moment(text.strip(), CHINA)
    read_amount(text)


@pytest.mark.parametrize(
    ("text", "fen", "currency"),
    [
        ("一千二百元", 120000, "CNY"),
        ("¥1,200.50", 120050, "CNY"),
        ("￥１，２００．５", 120050, "CNY"),
        ("两万", 2000000, None),
        ("1.2万元", 1200000, "CNY"),
        ("1,200", 120000, None),
        ("壹仟贰佰叁拾肆元伍角陆分", 123456, "CNY"),
        ("壹万元整", 1000000, "CNY"),
        ("一千二", 120000, None),
        ("一千零二", 100200, None),
        ("二万零五十元", 2005000, "CNY"),
        ("1万2千", 1200000, None),
        ("5百万", 500000000, None),
        ("一亿五千万", 15000000000, None),
        ("3块5", 350, "CNY"),
        ("十五", 1500, None),
        ("人民币1200元", 120000, "CNY"),
        ("US$1,200", 120000, "USD"),
        ("1200港币", 120000, "HKD"),
        ("1200日元", 1200, "JPY"),
        ("0", 0, None),
    ],
)
def test_an_amount_is_read_in_figures_and_in_words(text: str, fen: int, currency: str | None) -> None:
    amount = read_amount(text)
    assert (amount.minor, amount.currency, amount.note) == (fen, currency, None)


@pytest.mark.parametrize(
    ("header", "text", "fen"),
    [
        ("amount_fen", "12000", 12000),
        ("amountFen", "12,000", 12000),
        ("金额（分）", "１２０", 120),
        ("Amount in cents", "250", 250),
        ("金额（万元）", "5.5", 5_500_000),
        ("涉案金额（单位：万元）", "2", 2_000_000),
        ("金额/亿元", "1", 10_000_000_000),
        ("金额（万元）", "1,200元", 120_000),
        ("金额（元）", "12.5", 1250),
        ("得分", "5", 500),
        ("Profen", "5", 500),
        ("amount_fen", "12.5", None),
    ],
)
def test_a_header_says_what_bare_figures_count(header: str, text: str, fen: int | None) -> None:
    assert read_amount_under(header, text).minor == fen


@pytest.mark.parametrize(
    "text", ["约5000元", "3000-5000元", "-100", "12.345", "1.200,50", "1,20", "一二三", "千", "万元", "很多", "9" * 30]
)
def test_what_is_no_exact_amount_is_said_and_never_guessed(text: str) -> None:
    amount = read_amount(text)
    assert amount.minor is None
    assert amount.note is not None
    assert text in amount.note.zh


def chinese(number: int) -> str:
    """Write a number below 10^12 as an accountant would."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]

    def below_ten_thousand(part: int) -> str:
        text, gap = "", False
        for place in (3, 2, 1, 0):
            digit = part // 10**place % 10
            if digit:
                text += ("零" if gap and text else "") + digits[digit] + units[place]
                gap = False
            else:
                gap = True
        return text

    text, last = "", None
    for place, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // place % 10**4
        if part:
            zero = "零" if last is not None and (part < 1000 or last) else ""
            text += zero + below_ten_thousand(part) + unit
            last = False
        elif last is False:
            last = True
    return text or "零"


@given(st.integers(0, 10**12 - 1))
def test_any_sum_in_chinese_words_survives_writing_and_reading(number: int) -> None:
    assert read_amount(chinese(number) + "元").minor == number * 100


@given(st.integers(0, 10**15))
def test_any_sum_in_figures_survives_writing_and_reading(fen: int) -> None:
    yuan, rest = divmod(fen, 100)
    for text in (f"{yuan}.{rest:02}", f"¥{yuan:,}.{rest:02}", f"{yuan}.{rest:02}元"):
        assert read_amount(text).minor == fen


def test_phone_and_id_numbers_are_written_narrow_and_without_gaps() -> None:
    assert tidy_number("１３８－００１３ ８０００") == "13800138000"
    assert tidy_number("+86 (138) 0013-8000") == "+8613800138000"
    assert tidy_number("11010119900307123x") == "11010119900307123X"
