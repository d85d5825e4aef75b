"""Read a time mention as first and last day."""

from datetime import date

from gongbao.records import TimeInterval


def parse_time(text: str, published: date | None = None) -> TimeInterval | None:
    """Read a time mention, none where it is no time."""
    return None
