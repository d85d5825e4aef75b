"""Sources: which files a request means, and plain text whatever the encoding."""

import io
from types import SimpleNamespace

import pytest

from gongbao.sources import STDIN, Source, SourceError, decode, expand, read_source

TEXT = "临江市民政局走访慰问老人。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder: b.txt, a.txt, notes.md, deep/c.txt, and an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("deep", "empty"):
        (tmp_path / name).mkdir()
    for name in ("b.txt", "a.txt", "notes.md", "deep/c.txt"):
        (tmp_path / name).write_text(TEXT, "utf8")
    return tmp_path


def listed(*patterns: str) -> list[str]:
    return [str(found) for found in expand(patterns)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode("utf8"), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with byte order mark"),
        pytest.param(TEXT.encode("gb18030"), id="GB18030"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 with byte order mark"),
        pytest.param(TEXT.encode("utf-32"), id="UTF-32 with byte order mark"),
    ],
)
def test_encodings(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_source(path) == Source(str(path), TEXT, paragraphs=((0, len(TEXT) - 1),))


def test_big5_is_told_from_gb18030():
    text = "臺南市政府社會局今年為獨居老人安裝緊急求助設備，並於三月的會議中報告。"
    assert decode(text.encode("big5"), "a.txt") == text


def test_line_breaks_stay_as_they_are():
    assert decode(b"a\r\nb\rc", "a.txt") == "a\r\nb\rc"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t", "empty", id="blank"),
        pytest.param("\u3000\n\u3000".encode(), "white space", id="full-width blanks"),
        pytest.param("市局 2021".encode("utf-16-le"), "UTF-16", id="UTF-16 without byte order mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "binary", id="zero bytes"),
        pytest.param(b"\x01\x02\x03abc" * 9, "not text", id="control characters"),
        pytest.param(b"\xff\xff\xff\xff", "not text in UTF-8, UTF-16, GB18030 or Big5", id="undecodable"),
    ],
)
def test_error_names_the_file_and_what_was_found(data, told):
    with pytest.raises(SourceError, match=r"^reports/a\.txt: ") as caught:
        decode(data, "reports/a.txt")
    assert told in str(caught.value)


def test_few_control_characters_are_let_through():
    text = TEXT * 20 + "\x07"
    assert decode(text.encode(), "a.txt") == text


def test_error_names_the_missing_file(tmp_path):
    with pytest.raises(SourceError, match=r"none\.txt: cannot be read"):
        read_source(tmp_path / "none.txt")


def test_error_for_a_folder_in_place_of_a_file(tmp_path):
    with pytest.raises(SourceError, match=f"{tmp_path.name}: cannot be read"):
        read_source(tmp_path)


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode("gb18030"))))
    (path,) = expand([STDIN])
    assert read_source(path).text == TEXT


def test_folder_means_the_files_below_it_in_order(folder):
    (folder / "other.exe").write_bytes(b"")
    assert listed(".") == ["a.txt", "b.txt", "deep/c.txt", "notes.md"]


def test_link_out_of_the_folder_is_an_error(folder):
    inside = folder / "deep"
    (inside / "in.txt").symlink_to(inside / "c.txt")
    (inside / "out.txt").symlink_to(folder / "a.txt")
    good, link, bad = expand(["deep"])
    assert [str(good), str(link)] == ["deep/c.txt", "deep/in.txt"]
    assert "deep/out.txt: a link out of the folder" in str(bad)


def test_link_out_of_the_folder_of_a_glob_is_an_error(folder):
    (folder / "deep" / "out.txt").symlink_to(folder / "a.txt")
    good, bad = expand(["deep/*.txt"])
    assert str(good) == "deep/c.txt"
    assert "deep/out.txt: a link out of the folder" in str(bad)


def test_glob_means_what_it_matches_in_order(folder):
    assert listed("*.txt") == ["a.txt", "b.txt"]


def test_glob_reaches_into_folders(folder):
    assert listed("**/*.txt") == ["a.txt", "b.txt", "deep/c.txt"]


def test_absolute_glob(folder):
    assert listed(f"{folder}/*.md") == [f"{folder}/notes.md"]


def test_name_means_the_file_whatever_its_ending(folder):
    assert listed("notes.md") == ["notes.md"]


def test_name_with_brackets_means_the_file(folder):
    (folder / "a[1].txt").write_text(TEXT, "utf8")
    assert listed("a[1].txt") == ["a[1].txt"]


def test_order_is_that_of_the_request(folder):
    assert listed("notes.md", "b.txt", "deep") == ["notes.md", "b.txt", "deep/c.txt"]


def test_each_file_is_listed_once(folder):
    assert listed("b.txt", "*.txt", ".", "./b.txt") == ["b.txt", "a.txt", "deep/c.txt", "notes.md"]


@pytest.mark.parametrize("pattern", ["none.txt", "empty", "*.pdf", "a**"])
def test_what_means_nothing_gives_an_error_in_its_place(folder, pattern):
    before, error, after = expand(["a.txt", pattern, "b.txt"])
    assert (str(before), str(after)) == ("a.txt", "b.txt")
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{pattern}: ")
