"""Architecture: which module may import which, what must not be imported, and that entry points lead somewhere."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "gongbao"

# room -> rooms that it may import
ROOMS = {
    "schema": set(),
    "layout": set(),
    "sources": {"layout"},
    "annotation": {"schema"},
    "confidence": set(),
    "checkpoints": set(),
    "records": {"schema"},
    "frames": {"annotation", "schema"},
    "tables": {"records", "schema"},
    "normal": {"records", "schema"},
    "clusters": {"annotation", "normal"},
    "merging": {"records"},
    "notes": {"records"},
    "pipeline": {
        "annotation",
        "clusters",
        "confidence",
        "frames",
        "merging",
        "notes",
        "layout",
        "normal",
        "records",
        "schema",
    },
    "corpus": {"annotation", "layout", "normal", "pipeline", "records", "schema"},
    "evaluation": {"annotation", "confidence", "corpus", "frames", "pipeline", "schema"},
    "windows": {"layout"},
    "batch": set(),
    "inference": {"layout", "pipeline", "records", "sources", "windows"},
    "display": {"records", "tables"},
    "cli": {"batch", "display", "inference", "records", "sources", "tables"},
    "__init__": {"inference"},
    "__main__": {"cli"},
}
WITHOUT_SPACY = {
    "schema", "layout", "sources", "windows", "batch", "annotation", "confidence", "records", "frames", "clusters",
    "merging", "notes", "tables", "normal", "display",
}  # fmt: skip
HEAVY = {"torch", "transformers", "tokenizers", "safetensors", "datasets"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Full names of all that a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def entry_points() -> list[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    groups = [project["scripts"], *project["entry-points"].values()]
    return [item for group in groups for item in group.items()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downward(path):
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("gongbao.")}
    assert ours - {room(path)} <= ROOMS[room(path)]


def test_rooms_form_no_circle():
    left = dict(ROOMS)
    while free := [name for name, below in left.items() if not below & left.keys()]:
        for name in free:
            del left[name]
    assert not left


@pytest.mark.parametrize("name", sorted(WITHOUT_SPACY))
def test_room_knows_nothing_of_spacy(name):
    found = {top for path in MODULES if room(path) == name for top in {i.split(".")[0] for i in imports(path)}}
    assert not found & {"spacy", "thinc", "spacy_pkuseg"}


@pytest.mark.parametrize(("name", "target"), entry_points())
def test_entry_point_is_callable(name, target):
    module, _, attribute = target.partition(":")
    assert callable(getattr(import_module(module), attribute))


def test_every_factory_is_an_entry_point():
    factories = {
        name for path in MODULES for name in re.findall(r'@Language\.factory\(\s*"(\w+)"', path.read_text("utf8"))
    }
    assert factories <= dict(entry_points()).keys()
    assert factories


def test_every_registered_function_is_an_entry_point():
    pattern = r'@registry\.(?!readers|misc)\w+\("([\w.]+)"\)'
    functions = {name for path in MODULES for name in re.findall(pattern, path.read_text("utf8"))}
    assert functions <= dict(entry_points()).keys()
    assert functions


def test_package_works_without_torch_and_transformers():
    """Entries of none in `sys.modules` make an import fail, whether or not the package is there."""
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({sorted(HEAVY)}))\n"
        "import gongbao, gongbao.cli, spacy; spacy.blank('zh').add_pipe('gongbao_links')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_the_transformer_knows_heavy_packages():
    found = {path.stem for path in MODULES if {name.split(".")[0] for name in imports(path)} & HEAVY}
    assert found == {"transformer"}


def test_changelog_tops_with_the_version():
    headings = [
        line for line in (PACKAGE.parents[1] / "CHANGELOG.md").read_text("utf8").splitlines() if line[:3] == "## "
    ]
    assert headings[0] == f"## {version('gongbao')}"
