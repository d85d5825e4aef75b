"""Chinese government and civil-affairs bulletins in, structured events out."""

from gongbao.inference import extract, load

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]
