"""Tables: one row an event, a number or an argument, with normal forms in cells of their own."""

from datetime import date

import pytest

from gongbao.records import (
    Argument,
    Change,
    Cluster,
    Document,
    Event,
    EventQuantity,
    Place,
    Quantity,
    Span,
    TimeInterval,
)
from gongbao.tables import COLUMNS, TABLES, argument_rows, clean, format_value, quantity_rows, rows


def mention(text: str, label: str, **normal) -> Argument:
    return Argument(text=text, start=0, end=len(text), label=label, **normal)


def number(text: str = "300名", quantity: Quantity | None = None, measures: tuple[Span, ...] = ()) -> EventQuantity:
    return EventQuantity(
        text=text, start=0, end=len(text), label="QUANTITY", role="amount", quantity=quantity, measures=measures
    )


def people(**values) -> Quantity:
    return Quantity(dimension="people", bound="exact", unit="名", **values)


def event(**values) -> Event:
    evidence = (Span(text="市局 走访\n老人。", start=10, end=19),)
    return Event(**{"type": "visit", "status": "realized", "evidence": evidence, "confidence": 0.5, **values})


def row(**values):
    document = Document(source="a.txt", text="", entities=(), events=(event(**values),))
    return next(rows(document))


def test_row_has_the_columns_in_order():
    assert tuple(row()) == COLUMNS


def test_events_are_numbered_within_their_document():
    document = Document(source="a.txt", text="", entities=(), events=(event(), event(status="planned")))
    assert [(r["source"], r["event"], r["status"]) for r in rows(document)] == [
        ("a.txt", 1, "realized"),
        ("a.txt", 2, "planned"),
    ]


def test_document_without_events_has_no_rows():
    assert not list(rows(Document(source="a.txt", text="", entities=(), events=())))


def test_triggers_are_joined():
    triggers = (Span(text="走访", start=0, end=2), Span(text="慰问", start=3, end=5))
    assert row(triggers=triggers)["trigger"] == "走访; 慰问"


def test_arguments_are_joined_without_layout_and_each_once():
    people = tuple(mention(text, "GROUP") for text in ("困难 老人", "困难\n老人", "儿童"))
    assert row(arguments={"recipient": people})["recipient"] == "困难老人; 儿童"


def test_role_that_is_not_filled_is_an_empty_cell():
    assert row()["agent"] == ""


def test_places_without_a_code_are_left_out_of_the_codes():
    places = (mention("南宁市", "PLACE", place=Place(code="450100")), mention("临江市", "PLACE", place=Place()))
    assert row(arguments={"place": places})["place_codes"] == "450100"


def test_time_runs_from_the_first_start_to_the_last_end():
    times = [
        mention("3月", "TIME", time=TimeInterval(start=date(2021, 3, 1), end=date(2021, 3, 31), precision="month")),
        mention("至今", "TIME", time=TimeInterval(start=date(2021, 2, 1), precision="period")),
        mention("近日", "TIME"),
        mention("1月", "TIME", time=TimeInterval(end=date(2021, 1, 31), precision="month")),
    ]
    found = row(arguments={"time": tuple(times)})
    assert (found["time_start"], found["time_end"]) == ("2021-02-01", "2021-03-31")


def test_time_is_none_where_none_is_known():
    assert row(arguments={"time": (mention("近日", "TIME"),)})["time_start"] is None


def test_quantity_is_described_by_what_it_counts():
    counted = (Span(text="志愿 者", start=0, end=4), Span(text="社工", start=5, end=7))
    assert row(quantities=(number("300 名", measures=counted),))["quantities"] == "志愿者、社工 300名"


def test_values_and_units_stand_at_the_place_of_their_quantity():
    found = row(quantities=(number("若干"), number(quantity=people(value=300))))
    assert (found["quantities"], found["values"], found["units"]) == ("若干; 300名", "; 300", "; 名")


def test_evidence_is_one_line_with_its_place():
    found = row()
    assert (found["evidence"], found["evidence_start"], found["evidence_end"]) == ("市局 走访 老人。", 10, 19)


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (None, ""),
        (people(value="1200"), "1200"),
        (people(value="1E+4"), "10000"),
        (people(value="0.86"), "0.86"),
        (people(low="5", high="8"), "5–8"),
        (people(low="5"), "5–"),
    ],
)
def test_format_value(quantity, shown):
    assert format_value(number(quantity=quantity)) == shown


def test_clean_takes_all_white_space_out():
    assert clean("2.6 万\r\n\u3000名") == "2.6万名"


def document(*events: Event, **values) -> Document:
    return Document(source="a.txt", text="", entities=(), events=events, **values)


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_every_table_have_its_columns(name):
    filled = event(arguments={"agent": (mention("市局", "ORG"),)}, quantities=(number(quantity=people(value=300)),))
    (found,) = TABLES[name].rows(document(filled))
    assert set(found) == set(TABLES[name].columns)


def test_a_number_is_a_row_with_its_normal_form():
    quantity = Quantity(
        value="0.123", low="0.123", high="0.123", unit="/年", dimension="ratio", bound="exact", per=("年",),
        change=Change(direction="decrease", base="year_on_year"), part_of=True,
    )  # fmt: skip
    place = mention("南宁市", "PLACE", place=Place(code="450100"))
    filled = event(
        type="statistic", kind="change", as_of=date(2021, 3, 31), arguments={"place": (place,)},
        quantities=(number("12.3%", quantity, (Span(text="入住 率", start=0, end=4),)), number("若干")),
    )  # fmt: skip
    first, second = quantity_rows(document(event(), filled))
    shown = ("event", "kind", "value", "unit", "per", "change", "change_base", "cumulative", "part_of", "measures")
    assert [first[key] for key in shown] == [
        2, "change", 0.123, "/年", "年", "decrease", "year_on_year", False, True, "入住率",
    ]  # fmt: skip
    assert first["place_codes"] == second["place_codes"] == "450100"
    assert (second["text"], second["value"], second["change"]) == ("若干", None, None)


def test_whole_numbers_stay_whole():
    (found,) = quantity_rows(document(event(quantities=(number(quantity=people(value="1.2E+3", low="1200")),))))
    assert [repr(found[key]) for key in ("value", "low", "high")] == ["1200", "1200", "None"]


def test_an_argument_is_a_row_with_its_fullest_name():
    interval = TimeInterval(start=date(2021, 3, 1), end=date(2021, 3, 31), precision="month")
    arguments = {
        "agent": (mention("市 局", "ORG", cluster=3),),
        "place": (mention("南宁", "PLACE", place=Place(code="450100", name="南宁市", level="city")),),
        "time": (mention("3月", "TIME", time=interval),),
    }
    cluster = Cluster(id=3, label="ORG", name="南宁市民政局", mentions=())
    agent, place, time = argument_rows(document(event(arguments=arguments), clusters=(cluster,)))
    assert (agent["role"], agent["text"], agent["cluster"], agent["name"]) == ("agent", "市局", 3, "南宁市民政局")
    assert (place["name"], place["place_code"], place["place_level"]) == ("南宁", "450100", "city")
    assert (time["time_start"], time["time_end"], time["time_precision"]) == ("2021-03-01", "2021-03-31", "month")
