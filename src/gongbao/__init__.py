"""Chinese government and civil-affairs bulletins in, structured events out."""

from importlib.metadata import version

from gongbao.inference import extract, load

__version__ = version("gongbao")
__all__ = ["__version__", "extract", "load"]
