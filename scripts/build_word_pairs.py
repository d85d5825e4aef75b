"""Count which two characters hold together across a line break, and write the pairs that `gongbao.layout` reads.

A pair is kept where it stands inside lines far more often than one line that ends with its first character is
followed by one that starts with its second.
"""

import gzip
import json
import math
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")
_CLOSED = re.compile("[。；：，！？、]$")


def main(
    texts: Annotated[Path, typer.Argument(help="Texts with whole lines: .jsonl.gz with a `text` field.")],
    output: Annotated[Path, typer.Argument(help="File to write.")] = Path("src/gongbao/word_pairs.txt"),
    threshold: Annotated[float, typer.Option(help="Least log ratio of inside a line to across lines.")] = 2.5,
    least: Annotated[int, typer.Option(help="Least count of a pair.")] = 20,
) -> None:
    """Write one line a first character: itself, then the second characters of its pairs."""
    pairs, starts, ends = Counter[str](), Counter[str](), Counter[str]()
    with gzip.open(texts, "rt", encoding="utf8") as lines:
        for record in lines:
            for line in filter(None, map(str.strip, json.loads(record)["text"].split("\n"))):
                starts[line[0]] += 1
                if not _CLOSED.search(line):
                    ends[line[-1]] += 1
                for run in _CHINESE.findall(line):
                    pairs.update(map("".join, pairwise(run)))
    total = pairs.total() / (starts.total() * ends.total())
    kept: dict[str, str] = {}
    for pair, count in sorted(pairs.items()):
        expected = total * (ends[pair[0]] + 0.5) * (starts[pair[1]] + 0.5)
        if count >= least and math.log(count / expected) > threshold:
            kept[pair[0]] = kept.get(pair[0], pair[0]) + pair[1]
    output.write_text("\n".join(kept.values()) + "\n", "utf8")
    typer.echo(f"{sum(map(len, kept.values())) - len(kept)} pairs -> {output}")


if __name__ == "__main__":
    typer.run(main)
