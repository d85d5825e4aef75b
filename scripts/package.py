"""Build the wheel of a trained pipeline with `spacy package`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from spacy.cli.package import package


def main(
    pipeline: Annotated[Path, typer.Argument(help="Folder of the pipeline, for instance models/zh_gongbao_sm.")],
    output: Annotated[Path, typer.Argument(help="Folder for the wheel.")] = Path("dist"),
) -> None:
    """Write the wheel; name, version and requirements are those of the pipeline's meta.json."""
    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        package(pipeline, Path(folder), create_sdist=False, create_wheel=True, silent=True)
        for wheel in Path(folder).rglob("*.whl"):
            (output / wheel.name).write_bytes(wheel.read_bytes())
            typer.echo(f"{output / wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
