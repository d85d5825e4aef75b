"""Pure functions from the strings of mentions to normal forms; nothing here knows spaCy.

`quantity` reads numbers with units, `time` reads dates and periods, `place` links names to administrative divisions
(which come from `divisions`). `dateline` finds the publication date that a text states.
"""

from gongbao.normal.dateline import find_dateline
from gongbao.normal.place import link_place
from gongbao.normal.quantity import parse_quantity
from gongbao.normal.time import parse_time

__all__ = ["find_dateline", "link_place", "parse_quantity", "parse_time"]
