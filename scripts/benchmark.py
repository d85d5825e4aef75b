"""Measure speed and memory of `gongbao extract` on a given amount of text, and the share of each component."""

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from spacy.language import Language

import gongbao


def read_texts(path: Path) -> Iterator[str]:
    """Texts of a folder of .txt files, or of a .jsonl or .jsonl.gz file with a `text` field."""
    if path.is_dir():
        yield from (file.read_text("utf8") for file in sorted(path.rglob("*.txt")))
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def component_shares(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Share of the time of a pipeline that its tokenizer and each of its components take, one after the other."""
    nlp(texts[0])  # loads what is loaded once
    start = time.perf_counter()
    docs = [nlp.make_doc(text) for text in texts]
    seconds = {"tokenizer": time.perf_counter() - start}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        seconds[name] = time.perf_counter() - start
    return {name: value / sum(seconds.values()) for name, value in seconds.items()}


def main(
    source: Annotated[Path, typer.Argument(help="Folder of .txt files, or .jsonl(.gz) with a text field.")],
    model: Annotated[str, typer.Option(help="Pipeline: a folder or an installed package.")] = "zh_gongbao_sm",
    megabytes: Annotated[float, typer.Option(help="How much text, in UTF-8.")] = 2.0,
    processes: Annotated[int, typer.Option(help="Worker processes.")] = 1,
    components: Annotated[
        bool, typer.Option(help="Print the share of each component as well, in one process.")
    ] = False,
) -> None:
    """Write the texts to files, run the command line on them, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        size, characters, count, texts = 0, 0, 0, []
        for text in read_texts(source):
            if size >= megabytes * 1e6:
                break
            if text.strip():
                Path(folder, f"{count:06}.txt").write_text(text, "utf8")
                texts.append(text)
                size, characters, count = size + len(text.encode()), characters + len(text), count + 1
        command = [sys.executable, "-m", "gongbao", "extract", folder, "-m", model, "-n", str(processes)]
        start = time.perf_counter()
        subprocess.run([*command, "-o", str(Path(folder, "out.jsonl"))], check=True)  # noqa: S603
        seconds = time.perf_counter() - start
        with Path(folder, "out.jsonl").open(encoding="utf8") as lines:
            events = sum(len(json.loads(line)["events"]) for line in lines)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    typer.echo(
        f"{count} documents, {characters} characters, {events} events: {seconds:.1f} s, "
        f"{characters / seconds:.0f} characters/s, largest process {peak:.0f} MiB, {processes} process(es)"
    )
    for name, share in component_shares(gongbao.load(model), texts).items() if components else ():
        typer.echo(f"{name:20} {share:6.1%}")


if __name__ == "__main__":
    typer.run(main)
