"""The publication date that a text states of itself; what a known month alone can place."""

from datetime import date

import pytest
import spacy

from gongbao.normal import find_dateline, parse_time
from gongbao.normal.dateline import parse_time_in

BODY = "近日，临江市民政局走访老人，3月12日又召开会议。"
# text, first and last day
STATED = [
    (f"推进会召开\n发布时间：2023-12-05 来源：市民政局\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n发布日期: 2023年12月5日\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n2023年12月5日\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n\n　2023 年 12 月 5 日 \n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n2023-12-05 10:32\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n2023.12.5（星期二）\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开（2023年12月5日）\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"【2023/12/05】\n推进会召开\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n来源：临江日报  2023年12月5日  浏览：310\n{BODY}", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n本报讯 {BODY}\n（来源：临江市民政局 2023年12月5日）", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n{BODY}\n临江市民政局\n二〇二三年十二月五日", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n{BODY}\n临江市民政局办公室 2023年12月5日印发", "2023-12-05", "2023-12-05"),
    (f"推进会召开\n新华社北京2023年12月5日电 {BODY}", "2023-12-05", "2023-12-05"),
    (f"临江民政动态\n2023年12月\n{BODY}", "2023-12-01", "2023-12-31"),
    (f"临江市2023年12月社会救助工作简报\n{BODY}", "2023-12-01", "2023-12-31"),
    (f"二〇二三年十二月民政统计月报\n{BODY}", "2023-12-01", "2023-12-31"),
]
NOT_STATED = [
    "",
    BODY,
    f"推进会召开\n{BODY}",
    f"2023年工作总结\n{BODY}",
    "推进会召开\n2023年12月5日，临江市民政局走访老人。",
    f"推进会召开\n{BODY}\n1996年7月30日市人民政府发布的规定同时废止。",
    f"推进会召开\n{BODY}\n活动自2023年12月5日开始。",
    "2023年12月救助老人300名\n近日，临江市走访老人。",
    f"推进会召开\n2023年13月45日\n{BODY}",
    f"推进会召开\n新华社北京12月5日电 {BODY}",
    "\n\n　\n",
]
# mention, what it is in a text of December 2023; none where the day matters
IN_THE_MONTH = [
    ("今年", "2023-01-01", "2023-12-31"),
    ("上半年", "2023-01-01", "2023-06-30"),
    ("本月", "2023-12-01", "2023-12-31"),
    ("去年底", "2022-12-01", "2022-12-31"),
    ("6月12日", "2023-06-12", "2023-06-12"),
    ("12月5日", "2023-12-05", "2023-12-05"),
    ("2021年3月", "2021-03-01", "2021-03-31"),
    ("近日", None, None),
    ("今天", None, None),
    ("今年以来", None, None),
    ("周三", None, None),
    ("去年同期", None, None),
]


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "start", "end"), STATED)
def test_finds_what_the_text_states(text, start, end):
    found = find_dateline(text)
    assert found is not None
    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize("text", NOT_STATED)
def test_takes_no_other_date(text):
    assert find_dateline(text) is None


@pytest.mark.parametrize(("text", "start", "end"), IN_THE_MONTH)
def test_a_month_places_what_its_days_agree_on(text, start, end):
    month = parse_time("2023年12月")
    assert month is not None
    found = parse_time_in(text, month)
    assert found is not None
    assert (found.start, found.end) == (day(start), day(end))


def read(text: str, *mentions: str, published: date | None = None) -> list[date | None]:
    """First days of mentions in a text, read by the component."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"pattern": mention, "label": "TIME"} for mention in mentions])
    nlp.add_pipe("gongbao_times")
    doc = nlp.make_doc(text)
    doc._.published = published
    return [span._.interval.start for span in nlp(doc).ents]


def test_stated_date_places_the_times_of_its_text():
    assert read(f"会议召开\n发布时间：2023-12-05\n{BODY}", "近日", "3月12日") == [date(2023, 11, 22), date(2023, 3, 12)]


def test_given_date_goes_before_the_stated_one():
    assert read("会议召开\n发布时间：2023-12-05\n3月12日走访。", "3月12日", published=date(2021, 5, 1)) == [
        date(2021, 3, 12)
    ]


def test_stated_month_places_what_it_can():
    assert read(f"临江民政简报2023年12月\n{BODY}", "近日", "3月12日") == [None, date(2023, 3, 12)]


def test_years_in_the_text_hold_for_those_that_refer_to_them():
    text = "2019年启动，当年6月建成，次年3月扩建，去年走访。"
    found = read(text, "2019年", "当年6月", "次年3月", "去年", published=date(2023, 5, 1))
    assert found == [date(2019, 1, 1), date(2019, 6, 1), date(2020, 3, 1), date(2022, 1, 1)]


def test_years_before_a_stretch_of_years_still_hold():
    text = "2019年启动，2015至2017年筹备，当年建成。"
    found = read(text, "2019年", "2015至2017年", "当年", published=date(2023, 5, 1))
    assert found[2] == date(2019, 1, 1)


def test_days_in_the_text_hold_for_those_that_refer_to_them():
    found = read("4月8日召开，当天签约，次日走访。", "4月8日", "当天", "次日", published=date(2023, 5, 1))
    assert found == [date(2023, 4, 8), date(2023, 4, 8), date(2023, 4, 9)]
