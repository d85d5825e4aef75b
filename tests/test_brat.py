"""brat files: what is written is read back, and what cannot be read is named by file and line."""

import pytest
from examples import annotate, annotations
from hypothesis import given

from gongbao.annotation import Annotation, Arc, Mention
from gongbao.corpus.brat import CorpusError, documents, format_brat, parse_brat, read_brat

TEXT = "市局走访老人"


def parsed(annotation: Annotation) -> Annotation:
    """Written and read back, links in a fixed order."""
    found = parse_brat(annotation.text, format_brat(annotation).split("\n"), "a.ann")
    return found._replace(arcs=tuple(sorted(found.arcs)))


def by_order(annotation: Annotation) -> Annotation:
    return annotation._replace(arcs=tuple(sorted(annotation.arcs)))


@given(annotations())
def test_any_annotation_is_read_back(annotation):
    assert parsed(annotation) == annotation


def test_worked_example_is_read_back(worked_example):
    assert parsed(worked_example) == by_order(worked_example)


def test_triggers_are_events_and_other_links_relations():
    annotation = annotate("[市局|ORG o][走访|visit e!][老人|GROUP n]", "e agent o · e recipient n · n located_in o")
    assert format_brat(annotation).splitlines() == [
        "T1\tORG 0 2\t市局",
        "T2\tvisit 2 4\t走访",
        "T3\tGROUP 4 6\t老人",
        "E1\tvisit:T2 agent:T1 recipient:T3",
        "R1\tlocated_in Arg1:T3 Arg2:T1\t",
        "A1\tstatus E1 planned",
    ]


def test_several_arguments_of_one_role_are_numbered():
    annotation = annotate("[走访|visit e][老人|GROUP a][儿童|GROUP b]", "e recipient a · e recipient b")
    assert "E1\tvisit:T1 recipient:T2 recipient2:T3\n" in format_brat(annotation)


def test_mention_over_a_line_break_is_written_in_fragments():
    annotation = annotate("[民政\r\n局|ORG o]")
    assert format_brat(annotation) == "T1\tORG 0 2;4 5\t民政 局\n"


def test_planned_quantity_is_read_back():
    assert parsed(annotate("[300名|QUANTITY q!]")).mentions == (Mention(0, 4, "QUANTITY", "planned"),)


def test_arguments_may_be_events():
    lines = ["T1\tvisit 2 4\t走访", "T2\tpolicy 0 2\t市局", "E1\tvisit:T1 item:E2", "E2\tpolicy:T2"]
    arc = Arc(Mention(2, 4, "visit"), "item", Mention(0, 2, "policy"))
    assert parse_brat(TEXT, lines, "a.ann").arcs == (arc,)


def test_notes_and_blank_lines_are_passed_over():
    assert parse_brat(TEXT, ["#1\tAnnotatorNotes T1\t存疑", "", "T1\tORG 0 2\t市局"], "a.ann").mentions


@pytest.mark.parametrize("suffix", [".ann", ".txt"])
def test_files_are_read_by_either_name(tmp_path, suffix):
    annotation = annotate("[市\t局|ORG o]\r\n[走\u2028访|visit e]", "e agent o")
    (tmp_path / "a.txt").write_bytes(annotation.text.encode())
    (tmp_path / "a.ann").write_text(format_brat(annotation), "utf8")
    assert read_brat(tmp_path / f"a{suffix}") == annotation


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("T2", "cut"),
        ("E1", "cut"),
        ("A1", "cut"),
        ("R1\t", "cut"),
        ("T2\tORG 0 2", "expected ID"),
        ("T2\tORG zero two\t市局", "expected ID"),
        ("T2\tPERSON 0 2\t市局", "unknown label 'PERSON'"),
        ("T2\tORG 0 2\t民政", "hold '市局', the line says '民政'"),
        ("T2\tORG 90 92\t市局", "fix the offsets"),
        ("T2\tORG -2 -1\t老", "fix the offsets"),
        ("T2\tORG 2 2\t", "fix the offsets"),
        ("E1\tvisit:T9", "T9"),
        ("E1\tvisit:T1 agent:T9", "T9"),
        ("E1\tvisit:T1 agent", "not defined"),
        ("E1\tvisit:T1 helper:T1", "unknown link 'helper'"),
        ("R1\tpart_of Arg1:T1", "cut"),
        ("R1\tpart_of Arg1:T1 Arg2:T9", "T9"),
        ("A1\tmood T1 planned", "unknown attribute"),
        ("A1\tstatus T1 wished", "unknown attribute"),
        ("A1\tstatus", "unknown attribute"),
        ("A1\tstatus T9 planned", "T9 is not defined"),
    ],
)
def test_error_names_file_and_line(line, told):
    with pytest.raises(CorpusError) as caught:
        parse_brat(TEXT, ["T1\tORG 0 2\t市局", line], "corpus/a.ann")
    assert str(caught.value).startswith("corpus/a.ann:2: ")
    assert told in str(caught.value)


@pytest.mark.parametrize(("there", "missing"), [("a.txt", "a.ann"), ("a.ann", "a.txt")])
def test_error_names_the_missing_file(tmp_path, there, missing):
    (tmp_path / there).touch()
    with pytest.raises(CorpusError, match=f"{missing}: missing"):
        read_brat(tmp_path / "a.ann")


def test_error_for_another_encoding(tmp_path):
    (tmp_path / "a.ann").touch()
    (tmp_path / "a.txt").write_bytes("市局走访".encode("gb18030"))
    with pytest.raises(CorpusError, match=r"a\.ann: not UTF-8"):
        read_brat(tmp_path / "a.ann")


def test_documents_are_listed_in_order(tmp_path):
    for name in ("b.ann", "a.ann", "a.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in documents(tmp_path)] == ["a.ann", "b.ann"]


def test_error_for_a_folder_without_documents(tmp_path):
    with pytest.raises(CorpusError, match=f"{tmp_path.name}: no .ann files"):
        documents(tmp_path)
