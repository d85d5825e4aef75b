"""Import the libraries of optional extras."""

from importlib import import_module
from types import ModuleType

from gongbao.sources.source import SourceError


def need(module: str, extra: str, name: str) -> ModuleType:
    """Import a module that an extra brings.

    Args:
        module: full name of the module.
        extra: which extra of the package brings it.
        name: of what is read, for the message.

    Raises:
        SourceError: where it is not installed; the message names the extra.
    """
    try:
        return import_module(module)
    except ImportError:
        raise SourceError(f"{name}: needs {module}; pip install 'gongbao[{extra}]'") from None
