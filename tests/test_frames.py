"""Event frames: the worked example gives its events; which numbers are statistics; which triggers merge."""

import pytest
from examples import annotate, annotations
from hypothesis import given

from gongbao.annotation import Annotation
from gongbao.frames import Frame, compose_frames


def shown(annotation: Annotation) -> list[str]:
    """Frames as `type trigger+trigger status: role=text role=text`."""

    def text(mention) -> str:
        return annotation.text[mention.start : mention.end].replace(" ", "")

    def line(frame: Frame) -> str:
        triggers = "+".join(text(trigger) for trigger in frame.triggers) or "-"
        arguments = " ".join(f"{a.role}={text(a.mention)}" for a in frame.arguments)
        return f"{frame.type} {triggers} {frame.status}: {arguments}"

    return [line(frame) for frame in compose_frames(annotation)]


def types(marked: str, links: str = "") -> list[str]:
    return [frame.type for frame in compose_frames(annotate(marked, links))]


def test_worked_example_gives_its_events(worked_example):
    assert shown(worked_example) == [
        "activity 启动 realized: time=近日 agent=临江市民政局 partner=阳光公益基金会 program=“暖阳行动”",
        "distribution 发放 realized: time=近日 agent=临江市民政局 recipient=高龄失能老人 item=防跌倒包 "
        "amount=1200个 amount=36万元",
        "construction 建成 realized: time=8月底 place=全市 item=社区食堂 amount=47家",
        "statistic - realized: value=86% metric=覆盖率 place=全市 time=8月底",
        "mobilization 招募 planned: recipient=志愿者 amount=300名",
    ]


def test_number_that_hangs_on_nothing_is_a_statistic():
    assert types("[300名|QUANTITY q]") == ["statistic"]


def test_amount_of_a_trigger_is_no_statistic():
    assert types("[招募|mobilization e][300名|QUANTITY q]", "e amount q") == ["mobilization"]


def test_number_that_measures_an_argument_is_no_statistic():
    marked = "[走访|visit e][300名|QUANTITY q][老人|GROUP n]"
    assert types(marked, "e recipient n · q measures n") == ["visit"]


def test_number_that_measures_what_is_no_argument_is_a_statistic():
    marked = "[走访|visit e][老人|GROUP n]，有[300个|QUANTITY q][床位|ITEM i]"
    assert types(marked, "e recipient n · q measures i") == ["visit", "statistic"]


def test_number_that_measures_the_metric_of_a_statistic_is_one_as_well():
    marked = "[入户率|ITEM i]由[80%|QUANTITY a]升至[86%|QUANTITY b]"
    assert types(marked, "a measures i · b measures i") == ["statistic", "statistic"]


def test_statistic_may_be_planned():
    (frame,) = compose_frames(annotate("将达[90%|QUANTITY q!]"))
    assert frame.status == "planned"


def test_statistic_is_anchored_in_its_value():
    annotation = annotate("[覆盖率|ITEM i]达[86%|QUANTITY q]", "q measures i")
    assert compose_frames(annotation)[0].anchor == annotation.mentions[1]


def test_trigger_without_links_is_an_event():
    assert shown(annotate("[走访|visit e]")) == ["visit 走访 realized: "]


def test_relations_of_a_trigger_are_no_arguments():
    assert shown(annotate("[市局|ORG o][走访|visit e]", "e part_of o")) == ["visit 走访 realized: "]


def test_triggers_that_share_all_arguments_merge():
    marked = "[市局|ORG o][走访|visit a]、[慰问|visit b]"
    assert shown(annotate(marked, "a agent o · b agent o")) == ["visit 走访+慰问 realized: agent=市局"]


@pytest.mark.parametrize(
    ("marked", "links"),
    [
        pytest.param("[市局|ORG o][走访|visit a]、[培训|training b]", "a agent o · b agent o", id="another type"),
        pytest.param("[市局|ORG o][走访|visit a]，将[慰问|visit b!]", "a agent o · b agent o", id="another status"),
        pytest.param("[市局|ORG o][走访|visit a]、[慰问|visit b]", "a agent o", id="no arguments"),
        pytest.param("[市局|ORG o][走访|visit a]、[慰问|visit b]", "a agent o · b partner o", id="another role"),
        pytest.param("[走访|visit a]、[慰问|visit b]", "", id="neither has arguments"),
    ],
)
def test_other_triggers_do_not_merge(marked, links):
    assert len(types(marked, links)) == 2


def test_events_and_statistics_stand_in_text_order():
    marked = "[86%|QUANTITY q]。[走访|visit e]。[90%|QUANTITY p]"
    assert types(marked) == ["statistic", "visit", "statistic"]


@given(annotations())
def test_every_trigger_stands_in_one_event(annotation):
    triggers = [trigger for frame in compose_frames(annotation) for trigger in frame.triggers]
    assert sorted(triggers) == [mention for mention in annotation.mentions if mention.is_trigger]


@given(annotations())
def test_order_of_links_does_not_matter(annotation):
    turned = annotation._replace(arcs=annotation.arcs[::-1])
    assert [f.key for f in compose_frames(turned)] == [f.key for f in compose_frames(annotation)]
