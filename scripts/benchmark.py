"""Measure speed and memory of `gongbao extract` on a given amount of text or on single long texts.

Tells the share of each component and the time of loading as well.
"""

import gzip
import json
import os
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


def measure(folder: Path, model: str, processes: int) -> tuple[float, float, float, int]:
    """Run the command line on a folder: seconds, CPU seconds, MiB of its largest process, and events."""
    output = folder / "out.jsonl"
    command = [sys.executable, "-m", "gongbao", "extract", str(folder), "-m", model, "-n", str(processes)]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "-o", str(output)])  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise typer.Exit(1)
    with output.open(encoding="utf8") as lines:
        events = sum(len(json.loads(line)["events"]) for line in lines)
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, events


def measure_loading(model: str) -> str:
    """Measure the loading of a pipeline in a fresh process, after the import of spaCy; the least of three times."""
    code = (
        "import sys, time, gongbao.inference as inference; wall, busy = time.perf_counter(), time.process_time(); "
        "inference.load(sys.argv[1]); print(time.perf_counter() - wall, time.process_time() - busy)"
    )
    runs = [
        tuple(map(float, subprocess.check_output([sys.executable, "-c", code, model], text=True).split()))  # noqa: S603
        for _ in range(3)
    ]
    return "{} loads in {:.2f} s, {:.2f} s of the processor".format(model, *min(runs))


def measure_length(texts: list[str], length: int, model: str) -> str:
    """Measure one text of a length in characters, made of all texts one after the other, again and again."""
    joined = "\n".join(texts) + "\n"
    text = (joined * (length // len(joined) + 1))[:length]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.txt").write_text(text, "utf8")
        seconds, busy, peak, events = measure(Path(folder), model, 1)
    size = len(text.encode()) / 1e6
    return (
        f"one text of {length} characters ({size:.2f} MB), {events} events: "
        f"{seconds:.1f} s, {busy:.1f} s of the processor, {peak:.0f} MiB"
    )


def main(
    source: Annotated[Path, typer.Argument(help="Folder of .txt files, or .jsonl(.gz) with a text field.")],
    model: Annotated[str, typer.Option(help="Pipeline: a folder or an installed package.")] = "zh_gongbao_sm",
    megabytes: Annotated[float, typer.Option(help="How much text, in UTF-8.")] = 2.0,
    processes: Annotated[int, typer.Option(help="Worker processes.")] = 1,
    components: Annotated[
        bool, typer.Option(help="Print the share of each component as well, in one process.")
    ] = False,
    loading: Annotated[bool, typer.Option("--loading", help="Measure the loading of the pipeline as well.")] = False,
    lengths: Annotated[
        list[int] | None, typer.Option(help="Measure one text of this many characters instead; may come again.")
    ] = None,
) -> None:
    """Write the texts to files, run the command line on them, and print what it took."""
    if loading:
        typer.echo(measure_loading(model))
    for length in lengths or ():
        typer.echo(measure_length(list(read_texts(source)), length, model))
    if lengths:
        return
    with tempfile.TemporaryDirectory() as folder:
        size, characters, count, texts = 0, 0, 0, []
        for text in read_texts(source):
            if size >= megabytes * 1e6:
                break
            if text.strip():
                Path(folder, f"{count:06}.txt").write_text(text, "utf8")
                texts.append(text)
                size, characters, count = size + len(text.encode()), characters + len(text), count + 1
        seconds, _, peak, events = measure(Path(folder), model, processes)
    typer.echo(
        f"{count} documents, {characters} characters, {events} events: {seconds:.1f} s, "
        f"{characters / seconds:.0f} characters/s, largest process {peak:.0f} MiB, {processes} process(es)"
    )
    for name, share in component_shares(gongbao.load(model), texts).items() if components else ():
        typer.echo(f"{name:20} {share:6.1%}")


if __name__ == "__main__":
    typer.run(main)
