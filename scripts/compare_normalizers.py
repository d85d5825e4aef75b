"""Compare our readers of quantities, times and places with JioNLP and Recognizers-Text, where these are installed.

Every reader gets the mention alone, without the white space of broken layout (times with the publication date as well),
and is right where it gives the number, the first and last day, or the official name, that the table expects. JioNLP
takes no places around a mention: it is right as well if it is with the issuer or one of these places put in front.
Tables: those of our tests, and the Chinese specs of Recognizers-Text (numbers, percentages, currencies, dimensions,
ages; dates and date ranges).

    pip install jionlp recognizers-text-suite "emoji<2"
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from gongbao.normal import link_place, parse_quantity, parse_time

# the number, or both ends; first and last day; the official name, empty for no division; none where nothing was read
Value = tuple[Any, ...] | None
Case = tuple[str, Any, set[Value]]  # mention, publication date or issuer and places around, answers that are right
Reader = Callable[[str, Any], set[Value]]

TESTS = Path(__file__).parents[1] / "tests"
NUMBER_SPECS = ("Number/Chinese/NumberModel", "Number/Chinese/PercentModel", "NumberWithUnit/Chinese/CurrencyModel",
                "NumberWithUnit/Chinese/DimensionModel", "NumberWithUnit/Chinese/AgeModel")  # fmt: skip
TIME_SPECS = ("DateTime/Chinese/DateTimeModel",)


def our_number(text: str, _: date) -> set[Value]:
    """The value, or both ends of an interval."""
    quantity = parse_quantity(text)
    if quantity is None:
        return {None}
    numbers = (quantity.low, quantity.high) if quantity.bound == "interval" else (quantity.value,)
    return {tuple(map(_rounded, numbers))}


def our_days(text: str, published: date) -> set[Value]:
    """First and last day."""
    interval = parse_time(text, published)
    return {(interval.start, interval.end) if interval else None}


def jio_number(text: str, _: date) -> set[Value]:
    """What JioNLP reads as money."""
    number = import_module("jionlp").parse_money(text)["num"]
    return {tuple(map(_rounded, number if isinstance(number, list) else [number]))}


def jio_days(text: str, published: date) -> set[Value]:
    """Days of the point or span of JioNLP."""
    base = {"year": published.year, "month": published.month, "day": published.day}
    found = import_module("jionlp").parse_time(text, time_base=base)["time"]
    return {tuple(None if "inf" in end else date.fromisoformat(end[:10]) for end in found)}


def recognizers_number(text: str, _: date) -> set[Value]:
    """The number that most of the text gives, of all models of Recognizers-Text."""
    culture = import_module("recognizers_text").Culture.Chinese
    numbers, units = import_module("recognizers_number"), import_module("recognizers_number_with_unit")
    models = (numbers.recognize_percentage, units.recognize_currency, units.recognize_dimension, units.recognize_age,
              numbers.recognize_number)  # fmt: skip
    found = [result for model in models for result in model(text, culture)]
    best = max(found, key=lambda result: len(result.text), default=None)
    return {_resolved(best.resolution["value"]) if best else None}


def recognizers_days(text: str, published: date) -> set[Value]:
    """The days of any value that Recognizers-Text offers."""
    culture = import_module("recognizers_text").Culture.Chinese
    model = import_module("recognizers_date_time").recognize_datetime
    moment = datetime(published.year, published.month, published.day)
    results = model(text, culture, reference=moment)
    return {days for result in results[:1] for value in result.resolution["values"] if (days := _days(value))} or {None}


def our_place(text: str, around: tuple[str, ...]) -> set[Value]:
    """The official name, none where nothing decides."""
    place = link_place(text, context=around[1:], region=around[0])
    return {("",) if place is None else (place.name,) if place.name else None}


def jio_place(text: str, around: tuple[str, ...]) -> set[Value]:
    """What JioNLP reads in the mention, and in the mention with each name around it in front."""
    parse = import_module("jionlp").parse_location
    found: set[Value] = set()
    for before in ("", *filter(None, around)):
        parts = parse(before + text, town_village=True)
        names = [parts[level] for level in ("province", "city", "county", "town") if parts[level]]
        names = [name for place, name in enumerate(names) if not place or not names[place - 1].startswith(name)]
        found.add(("".join(names),) if parts["province"] or not names else None)
    return found


PACKAGES = {"gongbao": "gongbao", "JioNLP": "jionlp", "Recognizers-Text": "recognizers_number"}
READERS: dict[str, dict[str, Reader]] = {
    "number": {"gongbao": our_number, "JioNLP": jio_number, "Recognizers-Text": recognizers_number},
    "days": {"gongbao": our_days, "JioNLP": jio_days, "Recognizers-Text": recognizers_days},
    "place": {"gongbao": our_place, "JioNLP": jio_place},
}


def our_tables() -> Iterator[tuple[str, str, list[Case]]]:
    """The tables of our tests: name, what is read, cases."""
    sys.path.insert(0, str(TESTS))
    quantities, times = import_module("test_quantity").CASES, import_module("test_time")
    mentions = import_module("places").IN_CONTEXT
    cases: list[Case] = [
        (t, date.min, {tuple(map(_rounded, [n] if isinstance(n, str) else n))}) for t, n, *_ in quantities if n
    ]
    money = [case for case, row in zip(cases, [row for row in quantities if row[1]], strict=True) if row[3] == "money"]
    cases, money = ([("".join(text.split()), day, answers) for text, day, answers in part] for part in (cases, money))
    yield "our quantities", "number", cases
    yield "of these money", "number", money
    rows = [(text, times.PUBLISHED, start, end) for text, start, end, *_ in times.CASES]
    rows += [(text, times.day(published), start, end) for text, published, start, end in times.PLACED]
    yield (
        "our times",
        "days",
        [("".join(text.split()), day, {(times.day(start), times.day(end))}) for text, day, start, end in rows],
    )
    places: list[Case] = [
        (text, (region or "", *context), {None if name is None else (name,)})
        for text, context, region, name in mentions
    ]
    yield "our places in context", "place", places
    yield "the same mentions alone", "place", [(mention, ("",), answers) for mention, _, answers in places]
    yield "of these with nothing around", "place", [case for case in places if not any(case[1])]
    yield "of these no divisions", "place", [case for case in places if case[2] == {("",)}]


def spec_tables(folder: Path) -> Iterator[tuple[str, str, list[Case]]]:
    """The Chinese specs of Recognizers-Text; every result is a case."""
    for name in NUMBER_SPECS:
        rows = [result for row in _load(folder, name) for result in row["Results"]]
        yield (
            f"spec {name.split('/')[-1]}",
            "number",
            [(row["Text"], date.min, {_resolved(row["Resolution"]["value"])}) for row in rows if row.get("Resolution")],
        )
    for name in TIME_SPECS:
        cases = []
        for row in _load(folder, name):
            day = date.fromisoformat(row.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10])
            for result in row["Results"]:
                answers = {_days(value) for value in result.get("Resolution", {}).get("values", [])} - {None}
                if answers:
                    cases.append((result["Text"], day, answers))
        yield f"spec {name.split('/')[-1]}, dates", "days", cases


def is_right(reader: Reader, case: Case) -> bool:
    """Whether the reader gives one of the right answers; an error of the reader is a wrong answer."""
    try:
        with redirect_stdout(StringIO()):
            return bool(reader(case[0], case[1]) & case[2])
    except Exception:
        return False


def main(
    specs: Annotated[Path | None, typer.Argument(help="Folder with the Specs of Recognizers-Text.")] = None,
    show: Annotated[str, typer.Option(help="List the cases that this reader gets wrong: gongbao, JioNLP.")] = "",
) -> None:
    """Print one row a table: how many cases each reader that is installed gets right."""
    there = [name for name, package in PACKAGES.items() if find_spec(package)]
    typer.echo(f"| table | cases | {' | '.join(there)} |\n|---|---:|{'---:|' * len(there)}")
    tables = [*our_tables(), *(spec_tables(specs) if specs else ())]
    for name, kind, cases in tables:
        readers = [READERS[kind].get(reader) for reader in there]
        right = [sum(is_right(reader, case) for case in cases) if reader else None for reader in readers]
        shares = ["" if n is None else f"{n} ({n / len(cases):.0%})" for n in right]
        typer.echo(f"| {name} | {len(cases)} | {' | '.join(shares)} |")
        for case in cases if show in READERS[kind] else ():
            if not is_right(reader := READERS[kind][show], case):
                typer.echo(f"  {case[0]} {case[1]}: expected {case[2]}, read {reader(*case[:2])}")


def _load(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8-sig"))
    return rows


def _rounded(number: object) -> float | None:
    """A number to twelve digits: a third is the same for all readers."""
    try:
        return float(f"{float(str(number).replace(',', '')):.12g}")
    except ValueError:
        return None


def _resolved(value: str | None) -> Value:
    """A number of Recognizers-Text; percentages are in 1."""
    number = _rounded((value or "").removesuffix("%"))
    return None if number is None else (_rounded(number / 100 if (value or "").endswith("%") else number),)


def _days(value: dict[str, str]) -> Value:
    """First and last day of a value of Recognizers-Text, whose ranges exclude their end unless they say so."""
    try:
        if value["type"] in ("date", "datetime"):
            return (date.fromisoformat(value["value"][:10]),) * 2
        if value["type"] in ("daterange", "datetimerange"):
            start, end = (date.fromisoformat(value[key][:10]) if key in value else None for key in ("start", "end"))
            is_exclusive = value["type"] == "daterange" and value.get("Mod") != "until"
            return start, end - timedelta(days=1) if end and is_exclusive else end
    except (KeyError, ValueError):
        pass
    return None


if __name__ == "__main__":
    typer.run(main)
