"""Events that an article reports twice become one, with both pieces of evidence."""

from decimal import Decimal

from gongbao.merging import merge_duplicates
from gongbao.records import Argument, Event, EventQuantity, Quantity, Span

HEADLINE = Span(text="市局走访“老人”", start=0, end=8)
BODY = Span(text="昨日，“市局走访老人。”", start=8, end=20)
LATER = Span(text="市局又走访老人。", start=20, end=28)


def mention(text, start=0, **known):
    return Argument(text=text, start=start, end=start + len(text), label="ORG", **known)


def people(number):
    quantity = Quantity(value=Decimal(number), unit="名", dimension="people", bound="exact")
    text = f"{number}名"
    return EventQuantity(text=text, start=0, end=len(text), label="QUANTITY", role="amount", quantity=quantity)


def visit(evidence, confidence=0.5, status="realized", numbers=(), **arguments):
    trigger = Span(text="走访", start=evidence.start + 2, end=evidence.start + 4)
    return Event(
        type="visit",
        status=status,
        triggers=(trigger,),
        arguments={role: tuple(mentions) for role, mentions in arguments.items()},
        quantities=tuple(map(people, numbers)),
        evidence=(evidence,),
        confidence=confidence,
    )


AGENT, OLD = mention("柳州市民政局", cluster=1), mention("老人")


def test_headline_and_body_become_one_event():
    short = visit(HEADLINE, 0.9, agent=[mention("市局", cluster=1)], recipient=[OLD])
    full = visit(BODY, 0.6, agent=[AGENT], recipient=[OLD], time=[mention("昨日")])
    (event,) = merge_duplicates([short, full])
    assert event.arguments == full.arguments
    assert event.evidence == (HEADLINE, BODY)
    assert [trigger.start for trigger in event.triggers] == [2, 10]
    assert event.confidence == 0.9


def test_equal_reports_with_a_number_become_one_event():
    events = [visit(BODY, numbers=[300], agent=[AGENT]), visit(LATER, numbers=[300], agent=[AGENT])]
    assert [event.evidence for event in merge_duplicates(events)] == [(BODY, LATER)]


def test_equal_reports_without_a_number_may_be_two_events():
    events = [visit(evidence, agent=[AGENT], recipient=[OLD]) for evidence in (BODY, LATER)]
    assert merge_duplicates(events) == events


def test_events_of_one_sentence_are_kept_apart():
    events = [visit(BODY, numbers=[300], agent=[AGENT]), visit(BODY, numbers=[300], agent=[AGENT])]
    assert merge_duplicates(events) == events


def test_other_numbers_arguments_and_status_are_other_events():
    first = visit(HEADLINE, numbers=[300], agent=[AGENT], recipient=[OLD])
    others = [
        visit(BODY, numbers=[320], agent=[AGENT], recipient=[OLD]),
        visit(BODY, numbers=[300], agent=[mention("县局", cluster=2)], recipient=[OLD]),
        visit(BODY, numbers=[300], agent=[AGENT], recipient=[OLD], status="planned"),
        visit(BODY, numbers=[300], agent=[AGENT]),
    ]
    for other in others:
        assert len(merge_duplicates([first, other])) == 2


def test_one_shared_fact_is_not_enough():
    assert len(merge_duplicates([visit(HEADLINE, agent=[AGENT]), visit(BODY, agent=[AGENT], recipient=[OLD])])) == 2


def test_order_is_kept():
    other = visit(BODY, numbers=[5], agent=[AGENT])
    events = [visit(HEADLINE, numbers=[300], agent=[AGENT]), other, visit(LATER, numbers=[300], agent=[AGENT])]
    assert [event.quantities[0].text for event in merge_duplicates(events)] == ["300名", "5名"]


def test_no_events():
    assert merge_duplicates([]) == []
