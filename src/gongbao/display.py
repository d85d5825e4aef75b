"""Show a document in a terminal: the article with its entities coloured, its events as a table."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongbao.records import Document, Event, Mention
from gongbao.tables import clean, format_value

COLOURS = {
    "ORG": "bold blue", "PLACE": "green", "PROGRAM": "bold magenta", "QUANTITY": "bold yellow",
    "TIME": "cyan", "GROUP": "red", "ITEM": "bright_black", "DOC": "blue underline",
}  # fmt: skip
_TRIGGER = "reverse"
_WHO = ("agent", "partner", "recipient", "item", "metric", "program")
_WHERE = ("place", "time")


def print_document(document: Document, console: Console) -> None:
    """Print the article and its events."""
    article = Text(document.text)
    for mention in document.entities:
        article.stylize(COLOURS[mention.label], mention.start, mention.end)
    for event in document.events:
        for trigger in event.triggers:
            article.stylize(_TRIGGER, trigger.start, trigger.end)
    console.print(article, soft_wrap=True)
    console.print()
    legend = Text("  ").join(Text(label, style) for label, style in COLOURS.items())
    console.print(legend.append("  ").append("trigger", _TRIGGER))
    title = f"{len(document.events)} events"
    table = Table(title=title, show_lines=True)
    for heading in ("event", "who and what", "where, when", "how many", "conf."):
        table.add_column(heading, overflow="fold")
    for event in document.events:
        cells = (_event(event), _arguments(event, _WHO), _arguments(event, _WHERE), _quantities(event))
        table.add_row(*map(Text, cells), f"{event.confidence:.2f}")
    console.print(table)


def _event(event: Event) -> str:
    trigger = "、".join(clean(span.text) for span in event.triggers)
    return "\n".join(filter(None, (event.type, trigger, "planned" if event.status == "planned" else "")))


def _arguments(event: Event, roles: tuple[str, ...]) -> str:
    found = {role: event.arguments[role] for role in roles if role in event.arguments}
    return "\n".join(
        f"{role}: {'、'.join(_normal(mention) for mention in mentions)}" for role, mentions in found.items()
    )


def _normal(mention: Mention) -> str:
    """The mention, and its normal form where there is one."""
    text = clean(mention.text)
    if mention.place and mention.place.code:
        return f"{text} [{mention.place.code}]"
    if mention.time and (mention.time.start or mention.time.end):
        ends = [end.isoformat() if end else "" for end in (mention.time.start, mention.time.end)]
        return f"{text} [{ends[0] if ends[0] == ends[1] else '/'.join(ends)}]"
    return text


def _quantities(event: Event) -> str:
    lines = []
    for quantity in event.quantities:
        counted = "、".join(clean(span.text) for span in quantity.measures)
        lines.append(f"{counted} {clean(quantity.text)} = {format_value(quantity) or '?'}".strip())
    return "\n".join(lines)
