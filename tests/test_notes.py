"""Numbers that disagree are noted, in texts with the number in brackets; those that may agree are not."""

import re
from decimal import Decimal

import pytest

from gongbao.normal import parse_quantity
from gongbao.notes import find_notes
from gongbao.records import Argument, Event, EventQuantity, Mention, Quantity, Span

PART, SHARE, TWO = "part_above_total", "share_contradicts_counts", "two_values"
NOTED = [
    ("救助[1200人]，其中老人[1300人]。", PART, ["1200人", "1300人"]),
    ("共有机构[39家]，其中公办[12家]、民办[47家]。", PART, ["39家", "47家"]),
    ("投入[500万元]，其中省级[0.6亿元]。", PART, ["500万元", "0.6亿元"]),
    ("现有机构[200家]，其中公办[50家]，占[30%]。", SHARE, ["200家", "50家", "30%"]),
    ("救助[1200人]，其中老人[800人]（占总数的[75%]）。", SHARE, ["1200人", "800人", "75%"]),
    ("救助[1.2万人]，其中老人[12600人]。", PART, ["1.2万人", "12600人"]),
    ("共办理[3000件]，其中线上[1000件]，占比[43.3%]。", SHARE, ["3000件", "1000件", "43.3%"]),
]
AGREE = [
    "救助[1200人]，其中老人[800人]。",
    "救助[1200余人]，其中老人[1300人]。",
    "救助[1200人]，其中资金[36万元]。",
    "救助[1200人]。其中老人[1300人]。",
    "救助[1200人]，培训[1300人]。",
    "现有机构[200家]，其中公办[50家]，占[25%]。",
    "现有机构[3000家]，其中公办[1000家]，占[33.3%]。",
    "现有机构[200家]，其中公办[50家]，占[三成]左右。",
    "现有机构[200家]，其中公办[50家]，占[约30%]。",
    "现有机构[200家]，其中公办[50家]，入住率[30%]。",
    "同比增加[200家]，其中公办[250家]。",
    "殡仪馆[9个]、公墓[327处]，其中新建公墓[58处]、墓穴[160个]。",
    "不合格[3家]，其中[1家]公益支出只占上年余额的[5.7%]。",
    "离婚[57对]，其中跨省[23对]，占结婚登记量的[7.2%]。",
    "救助[1.2万人]，其中本地人口[12300人]。",
    "新增床位[300张]，其中护理型床位总数达到[1.2万张]。",
    "救助[1200人]，其中老人同比增加[1300人]。",
    "发放资金[500万元]，其中每人[800元]。",
    "投入[3.4亿元]，其中省级资金[34400万元]。",
    "现有老人[6.8万人]，其中空巢老人[1.2万人]，占[17.6%]。",
    "",
]


def read(marked):
    """The text without brackets, and its numbers as mentions with normal forms."""
    places = [found.span() for found in re.finditer(r"\[[^\]]+\]", marked)]
    text = re.sub(r"[\[\]]", "", marked)
    mentions = []
    for number, (start, end) in enumerate(places):
        start, end = start - 2 * number, end - 2 * number - 2
        quantity = parse_quantity(text[start:end], text[:start], text[end:])
        mentions.append(Mention(text=text[start:end], start=start, end=end, label="QUANTITY", quantity=quantity))
    return text, mentions


@pytest.mark.parametrize(("marked", "kind", "numbers"), NOTED)
def test_disagreement_is_noted(marked, kind, numbers):
    notes = find_notes(*read(marked), [])
    assert [(note.kind, [span.text for span in note.spans]) for note in notes] == [(kind, numbers)]


@pytest.mark.parametrize("marked", AGREE)
def test_what_may_agree_is_not_noted(marked):
    assert find_notes(*read(marked), []) == []


def statistic(value, place="全市", metric="覆盖率", start=0, unit=None, bound="exact", dimension="ratio"):
    """A statistic in a sentence of its own."""
    quantity = Quantity(value=Decimal(value), low=Decimal(value), dimension=dimension, bound=bound, unit=unit)
    known = {"text": value, "start": start, "end": start + 4}
    arguments = {"place": place, "metric": metric}
    return Event(
        type="statistic",
        kind="level",
        status="realized",
        arguments={
            role: (Argument(text=text, start=start, end=start + 1, label="ITEM"),)
            for role, text in arguments.items()
            if text
        },
        quantities=(EventQuantity(**known, label="QUANTITY", quantity=quantity, role="value"),),
        evidence=(Span(text="。", start=start, end=start + 9),),
        confidence=1,
    )


def test_rounded_value_agrees_with_the_full_one():
    rounded, *full = (
        statistic(value, start=start, dimension="people") for start, value in enumerate(("12000", "11980", "11400"))
    )
    short = rounded.quantities[0].model_copy(update={"text": "1.2万人"})
    rounded = rounded.model_copy(update={"quantities": (short,)})
    assert [len(find_notes("", [], [rounded, other])) for other in full] == [0, 1]


def test_indicator_with_two_values_is_noted():
    (note,) = find_notes("", [], [statistic("0.86"), statistic("0.81", start=20)])
    assert (note.kind, [span.start for span in note.spans]) == (TWO, [0, 20])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"value": "0.86"}, id="the same value"),
        pytest.param({"place": "全县"}, id="another place"),
        pytest.param({"metric": "入户率"}, id="another indicator"),
        pytest.param({"unit": "倍"}, id="another unit"),
        pytest.param({"start": 0}, id="the same sentence: old and new value"),
        pytest.param({"bound": "at_least"}, id="no exact value"),
        pytest.param({"metric": ""}, id="no indicator"),
        pytest.param({"place": ""}, id="no place and no time"),
    ],
)
def test_other_statistics_agree(other):
    assert find_notes("", [], [statistic("0.86"), statistic(**{"value": "0.81", "start": 20, **other})]) == []
