"""Chinese government and civil-affairs bulletins in, structured events out."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongbao.inference import extract, load

__version__ = version("gongbao")
__all__ = ["__version__", "extract", "load"]


def __getattr__(name: str) -> object:
    """Import what needs spaCy only when it is asked for: the reading process starts without it."""
    if name in ("extract", "load"):
        return getattr(import_module("gongbao.inference"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
