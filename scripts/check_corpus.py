"""Check the corpus against the annotation scheme; exit code 1 where the contract is broken."""

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

from gongbao.annotation import Annotation
from gongbao.corpus.brat import CorpusError, documents, read_brat
from gongbao.corpus.check import (
    Problem,
    check_document,
    invented_names,
    near_duplicates,
    repeated_names,
    repeated_share,
)
from gongbao.corpus.convert import read_splits

MOST_REPEATED = 0.02  # share of ten-character runs in three or more documents


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of brat documents.")] = Path("corpus/bulletins"),
    warnings: Annotated[bool, typer.Option(help="List the warnings as well.")] = False,
) -> None:
    """Check every document, the splits, and how much the texts repeat each other."""
    problems: list[Problem] = []
    read: dict[str, Annotation] = {}
    for path in documents(folder):
        try:
            read[path.stem] = read_brat(path)
            problems += check_document(path.stem, read[path.stem])
        except CorpusError as error:
            problems.append(Problem(path.stem, True, "brat", str(error)))
    problems += check_corpus(folder, read)
    for problem in problems:
        if problem.is_error or warnings:
            typer.echo(problem)
    counts = Counter(problem.is_error for problem in problems)
    mentions, arcs = (sum(len(part) for part in parts) for parts in zip(*(a[1:] for a in read.values()), strict=True))
    characters = sum(len(annotation.text) for annotation in read.values())
    typer.echo(
        f"{len(read)} documents, {characters} characters, {mentions} mentions, {arcs} links: "
        f"{counts[True]} errors, {counts[False]} warnings"
    )
    raise typer.Exit(int(counts[True] > 0))


def check_corpus(folder: Path, read: dict[str, Annotation]) -> list[Problem]:
    """Check what concerns the documents together."""
    problems = []
    share = repeated_share(annotation.text for annotation in read.values())
    if share > MOST_REPEATED:
        problems.append(Problem(folder.name, True, "written afresh", f"{share:.1%} of ten-character runs are repeated"))
    problems += [
        Problem(folder.name, True, "written afresh", f"{name} stands in {count} documents")
        for name, count in repeated_names(read.values()).items()
    ]
    try:
        splits = read_splits(folder.parent / "splits.json")
    except CorpusError as error:
        return [*problems, Problem(folder.name, True, "splits", str(error))]
    if lost := sorted(read.keys() ^ {name for part in splits.values() for name in part}):
        problems.append(
            Problem(folder.name, True, "splits", f"not in both splits.json and the folder: {', '.join(lost)}")
        )
    part_of = {name: part for part, names in splits.items() for name in names}
    problems += [
        Problem(first, True, "splits", f"shares {share:.0%} with {second} of another part")
        for first, second, share in near_duplicates({name: annotation.text for name, annotation in read.items()})
        if part_of.get(first) != part_of.get(second)
    ]
    names = {part: invented_names(read[n] for n in listed if n in read) for part, listed in splits.items()}
    problems += [
        Problem(folder.name, True, "splits", f"invented name in {first} and in {second}: {name}")
        for first, second in combinations(names, 2)
        for name in sorted(names[first] & names[second])
    ]
    return problems


if __name__ == "__main__":
    typer.run(main)
