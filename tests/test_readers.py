"""Readers of documents and of rows, with what is damaged, encrypted or hostile."""

import io
import json
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import docx
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from gongbao.sources import SUFFIXES, Source, SourceError, as_sources, limits, read_source, read_sources, rows
from gongbao.sources.extras import need
from gongbao.sources.markdown import read_markdown

HEADLINE = "临江市为独居老人装上呼叫器"
BODY = "近日，临江市民政局为全市 1 200 名独居老人安装一键呼叫器，老人按键后五分钟内有人应答。"
PAGE = f"""<html><head><meta name="PubDate" content="2024-05-06 09:30"><title>{HEADLINE}</title>
<script>alert("偷")</script></head><body>
<nav><a href="/">首页</a><a href="/a">政务公开</a></nav>
<div class="content"><h1>{HEADLINE}</h1><p>{BODY}</p><p>下一步，将在三个县推广，年底前再安装2000台。</p>
<script>document.write("不该出现的脚本文字")</script></div><footer>版权所有 联系我们</footer></body></html>"""


def make_docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return save(document)


def save(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_pdf(*pages: str) -> bytes:
    registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 720, page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def error_of(name: str, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_source(name, data)
    assert str(caught.value).startswith(f"{name}")
    return str(caught.value)


def test_html_gives_the_main_text_and_no_scripts():
    source = read_source("a.html", PAGE.encode("utf8"))
    assert source.media_type == "text/html"
    assert source.text.startswith(HEADLINE)
    assert BODY in source.text
    assert "脚本" not in source.text
    assert "首页" not in source.text
    assert source.metadata == {"title": HEADLINE, "date": "2024-05-06"}
    assert [source.text[start:end] for start, end in source.paragraphs] == source.text.split("\n")


def test_html_in_its_declared_encoding():
    page = PAGE.replace("<head>", '<head><meta charset="gb2312">').encode("gb18030")
    assert BODY in read_source("a.htm", page).text


def test_html_without_text_is_an_error():
    assert "no main text" in error_of("a.html", b"<html><body><script>1</script></body></html>")


GOV = f"""<html><head><title>{HEADLINE}_临江市民政局</title>
<meta name="ContentSource" content="临江市民政局"></head><body>
<div class="nav"><ul><li><a href=1>首页</a></li><li><a href=2>机构</a></li></ul></div>
<div class="position">当前位置：<a>首页</a>&gt;<a>工作动态</a></div>
<div class="box"><h1>{HEADLINE}</h1><div class="info"><span>发布日期：2024-03-18</span><span>来源：市民政局</span></div>
<div id="zoom"><p>　　{BODY}</p><table><tr><td>区县</td><td>户数</td></tr><tr><td>城东区</td><td>12</td></tr></table>
<p>附件：<a href="a.doc">分配表.doc</a></p></div></div>
<div class="list"><a href=3>市民政局召开会议部署救助工作</a><a href=4>市民政局开展安全检查</a></div>
<div class="footer">版权所有：临江市民政局</div></body></html>"""


def test_html_keeps_imprint_tables_and_attachments_and_no_navigation():
    source = read_source("a.html", GOV.encode())
    lines = [line.strip("\u3000") for line in source.text.split("\n")]
    imprint = "发布日期：2024-03-18\u3000来源：市民政局"
    assert lines == [HEADLINE, imprint, BODY, "区县\t户数", "城东区\t12", "附件：分配表.doc"]
    assert source.metadata["publisher"] == "临江市民政局"


def test_html_keeps_all_articles_and_their_headlines():
    second = "城关镇开设夜间门诊"
    text = "11月5日，城关镇卫生院开设夜间门诊，首周接诊96人，其中务工人员<b>20</b>人。"
    page = f"<article><h2>{HEADLINE}</h2><p>{BODY}</p></article><article><h2>{second}</h2><p>{text}</p></article>"
    lines = [HEADLINE, BODY, second, text.replace("<b>", "").replace("</b>", "")]
    assert read_source("a.html", f"<html><body>{page}</body></html>".encode()).text.split("\n") == lines
    page = f"<center><b>{HEADLINE}</b></center><br>{BODY}<br><center><b>{second}</b></center><br>{text}<br>"
    assert read_source("a.html", f"<html><body>{page}</body></html>".encode()).text.split("\n") == lines


def test_html_may_be_a_short_fragment():
    assert (
        read_source("a.html", "<p>近日，临江市民政局发放救助金20万元。</p>".encode()).text
        == "近日，临江市民政局发放救助金20万元。"
    )


def test_html_of_great_depth_is_read_or_refused():
    page = "<div>" * 50_000 + BODY + "</div>" * 50_000
    (found,) = read_sources("a.html", page.encode())
    assert isinstance(found, Source | SourceError)


def test_markdown_loses_its_marks():
    text = f"---\ntitle: x\n---\n# {HEADLINE}\n\n**近日**，[市民政局](http://a.cn)走访老人。\n- 送米20袋\n"
    assert read_source("a.md", text.encode()).text == f"{HEADLINE}\n\n近日，市民政局走访老人。\n送米20袋\n"


def test_docx_gives_paragraphs_and_tables_in_order():
    document = docx.Document()
    document.core_properties.title = HEADLINE
    document.add_paragraph(HEADLINE)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "城关镇", "120"
    document.add_paragraph(BODY)
    source = read_source("a.docx", save(document))
    assert source.text == f"{HEADLINE}\n城关镇\t120\n{BODY}"
    assert [source.text[start:end] for start, end in source.paragraphs] == source.text.split("\n")
    assert source.metadata["title"] == HEADLINE


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_docx_reads_as_word_shows_it():
    """With tracked changes accepted, and with what stands in controls, smart tags, text boxes and nested tables."""
    document = docx.Document()
    paragraph = document.add_paragraph("发放救助金")
    box = "<w:txbxContent><w:p><w:r><w:t>热线12345</w:t></w:r></w:p></w:txbxContent>"
    office = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    for part in (
        f'<w:ins {_W} w:id="1"><w:r><w:t>360</w:t></w:r></w:ins>',
        f'<w:del {_W} w:id="2"><w:r><w:delText>250</w:delText></w:r></w:del>',
        f"<w:r {_W}><w:t>万元，</w:t></w:r>",
        f'<w:smartTag {_W} w:element="e"><w:r><w:t>惠及</w:t><w:tab/><w:t>1200户。</w:t></w:r></w:smartTag>',
        f'<w:r {_W} xmlns:mc="{office}"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ):
        paragraph._p.append(docx.oxml.parse_xml(part))
    control = f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>新增86人。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, docx.oxml.parse_xml(control))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "城东"
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "38人"
    assert read_source("a.docx", save(document)).text.split("\n") == [
        "发放救助金360万元，惠及\t1200户。",
        "热线12345",
        "新增86人。",
        "城东\t38人",
    ]


def repack(data: bytes, name: str, content: bytes) -> bytes:
    """A packed document with one part in place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def test_zip_bomb_is_not_unpacked():
    assert "zip bomb" in error_of("a.docx", repack(make_docx(BODY), "word/document.xml", b" " * 50_000_000))


def test_entities_are_not_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    assert "declares entities" in error_of("a.docx", repack(make_docx(BODY), "word/document.xml", bomb))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted, or in the old .doc format", id="old format"),
        pytest.param(b"PK\x03\x04 and no more", "no Word document", id="damaged"),
        pytest.param(make_docx(""), "without text", id="empty"),
    ],
)
def test_docx_that_cannot_be_read_says_why(data, told):
    assert told in error_of("a.docx", data)


def test_pdf_gives_pages():
    source = read_source("a.pdf", make_pdf("第一页写着民政局的消息", "第二页写着残联的消息"))
    assert source.media_type == "application/pdf"
    first, second = (source.text[start:end] for start, end in source.pages)
    assert (first.strip(), second.strip()) == ("第一页写着民政局的消息", "第二页写着残联的消息")
    assert [source.page_of(source.text.index(word)) for word in ("民政", "残联")] == [1, 2]


def test_pdf_with_pages_of_pictures_among_others_is_read():
    text = "临江市民政局为三百名独居老人装上一键呼叫器，五分钟有人应答。"
    assert read_source("a.pdf", make_pdf(text, "", "", "", "")).text.strip() == text


def encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(make_pdf("", ""), "2 pages without a text layer", id="scan"),
        pytest.param(encrypted(make_pdf("这一页有字，有八个以上。")), "encrypted", id="encrypted"),
        pytest.param(make_pdf("这一页有字，有八个以上。")[:300], "no PDF that can be read", id="cut off"),
        pytest.param(b"%PDF-1.7\n" + b"\x00" * 100, "no PDF that can be read", id="hollow"),
    ],
)
def test_pdf_that_cannot_be_read_says_why(data, told):
    assert told in error_of("a.pdf", data)


def test_jsonl_rows_and_the_errors_between_them():
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    lines = [json.dumps({"text": BODY, "date": "2024-05-01", "n": [1]}), "", "no json", deep, "[1]", '{"text": ""}']
    first, *failed = read_sources("a.jsonl", "\n".join(lines).encode())
    assert first == Source("a.jsonl#1", BODY, "application/json", (), ((0, len(BODY)),), {"date": "2024-05-01"})
    told = (
        "a.jsonl#3: no JSON",
        "a.jsonl#4: JSON nested too deeply",
        "a.jsonl#5: no row with columns (list)",
        "a.jsonl#6: column text is empty",
    )
    assert [str(error).startswith(start) for error, start in zip(failed, told, strict=True)] == [True] * 4


def test_csv_rows_and_the_name_of_the_column():
    data = f"正文,日期\n{BODY},2024-05-01\n".encode("utf-8-sig")
    (source,) = read_sources("a.csv", data, column="正文")
    assert (source.name, source.text, source.metadata) == ("a.csv#1", BODY, {"日期": "2024-05-01"})
    (error,) = read_sources("a.csv", data)
    assert str(error) == "a.csv: no column text (found: 正文, 日期); name the column of the text"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_csv_of_other_programs(mark):
    (source,) = read_sources("a.csv", f"text{mark}日期\n{BODY}{mark}2024-05-01\n".encode())
    assert (source.text, source.metadata) == (BODY, {"日期": "2024-05-01"})


def test_missing_column_is_one_error_of_the_file():
    (error,) = read_sources("a.csv", b"body\n1\n2\n")
    assert str(error).startswith("a.csv: no column text (found: body)")
    (error,) = read_sources("a.parquet", parquet_of(pa.table({"body": [BODY, BODY]})))
    assert str(error).startswith("a.parquet: no column text (found: body)")


@pytest.mark.parametrize(("name", "data"), [("a.csv", b""), ("a.csv", b"text\n"), ("a.jsonl", b"\n\n")])
def test_file_without_rows_is_an_error(name, data):
    (error,) = read_sources(name, data)
    assert str(error) == f"{name}: no rows; there is nothing to extract"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_rows_in_the_encodings_that_spreadsheets_write(encoding):
    (source,) = read_sources("a.csv", f"text,日期\r\n{BODY},2024-05-01\r\n".encode(encoding))
    assert (source.text, source.metadata) == (BODY, {"日期": "2024-05-01"})
    line = json.dumps({"text": BODY}, ensure_ascii=False)
    assert [found.text for found in read_sources("a.jsonl", f"{line}\n{line}\n".encode(encoding))] == [BODY, BODY]


def test_row_in_another_encoding_is_an_error_in_its_place():
    line = json.dumps({"text": BODY}, ensure_ascii=False) + "\n"
    first, error, last = read_sources("a.jsonl", line.encode() + line.encode("gb18030") + line.encode())
    assert (first.text, last.text) == (BODY, BODY)
    assert str(error).startswith("a.jsonl#2: not text in utf-8")
    first, error, last = read_sources("a.csv", f"text\n{BODY}\n".encode() + b"\xff\n" + BODY.encode())
    assert str(error).startswith("a.csv#2: not text in utf-8")


def test_row_that_is_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(rows, "MAX_BYTES", 400)
    monkeypatch.setattr(rows, "_MAX_TEXT", 200)
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in (BODY, "长" * 300, "长" * 900, BODY)]
    first, long, longer, last = rows.read_jsonl(io.BytesIO("\n".join(lines).encode()), "a.jsonl", "text")
    assert (first.text, last.text) == (BODY, BODY)
    assert str(long) == "a.jsonl#2: a text of 300 characters, at most 200; split it first"
    assert str(longer).startswith("a.jsonl#3: a line of more than")


def test_open_quotation_mark_in_csv_is_an_error():
    data = f'text\n{BODY}\n"{"长" * 22_000_000}'.encode()
    first, error = read_sources("a.csv", data)
    assert first.text == BODY
    assert str(error).startswith("a.csv#2: no CSV (field larger than field limit")


def parquet_of(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pa.parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def test_parquet_bomb_of_many_texts_is_given_up():
    text = "救助金" * 100_000
    again = pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), pa.array([text]))
    *found, error = read_sources("a.parquet", parquet_of(pa.table({"text": again})))
    assert len(found) < 200
    assert "packed like a bomb; what follows is not read" in str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the platform can")
def test_parquet_bomb_of_huge_texts_is_given_up():
    again = pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), pa.array(["救助金" * 5_000_000]))
    (error,) = read_sources("a.parquet", parquet_of(pa.table({"text": again})))
    assert str(error) == "a.parquet: needs more than 2 GB of memory to read; split it"


def test_parquet_rows():
    file = io.BytesIO()
    pa.parquet.write_table(pa.table({"text": [BODY, None], "title": [HEADLINE, ""]}), file)
    source, error = read_sources("a.parquet", file.getvalue())
    assert (source.name, source.text, source.metadata) == ("a.parquet#1", BODY, {"title": HEADLINE})
    assert str(error).startswith("a.parquet#2: column text is empty")


def test_any_mixture_of_items(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY, "utf8")
    given_source = Source("mine", BODY)
    found = list(as_sources([BODY, path, given_source, {"text": BODY}, {"body": BODY}]))
    assert [source.name for source in found[:4]] == ["text 1", str(path), "mine", "row 4"]
    assert isinstance(found[4], SourceError)


@pytest.mark.parametrize(
    ("module", "extra"),
    [("pypdf", "pdf"), ("docx", "docx"), ("trafilatura", "html"), ("pyarrow.parquet", "tables")],
)
def test_missing_extra_is_named(monkeypatch, module, extra):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SourceError, match=re.escape(f"a: needs {module}; pip install 'gongbao[{extra}]'")):
        need(module, extra, "a")


def slow_pdf() -> bytes:
    """A small file with one page that takes a minute to read."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    canvas.addLiteral("BT /F1 12 Tf " + "(hello) Tj " * 3_000_000 + "ET")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.pdf", slow_pdf(), id="pdf"),
        pytest.param("a.html", ("<p><b><i>近日</p>" * 400_000).encode(), id="html"),
        pytest.param("a.md", b"[" * 1_000_000, id="md"),
    ],
)
def test_file_that_takes_too_long_is_given_up_and_the_next_is_read(monkeypatch, name, data):
    monkeypatch.setattr(limits, "MAX_SECONDS", 2.0)
    began = time.monotonic()
    assert error_of(name, data) == f"{name}: takes longer than 2 seconds to read; split it, or save its text as .txt"
    assert time.monotonic() - began < 60
    monkeypatch.undo()
    assert read_source("next.md", BODY.encode()).text == BODY


def crash(file: BinaryIO, name: str) -> Source:
    os.abort()


def test_crash_of_a_reader_is_an_error_of_its_file():
    (error,) = limits.read_apart(crash, b"", "a.pdf")
    assert str(error).startswith("a.pdf: crashes its reader")
    (source,) = limits.read_apart(read_markdown, BODY.encode(), "a.md")
    assert source.text == BODY


def stall(file: BinaryIO, name: str) -> Iterator[Source]:
    yield Source(name, BODY)
    time.sleep(60)


def swell(file: BinaryIO, name: str) -> Iterator[Source]:
    yield Source(name, BODY)
    yield Source(name, "零" * 10**9)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the platform can")
def test_reader_that_takes_too_much_memory_is_ended():
    source, error = limits.read_apart(swell, b"", "a.parquet")
    assert source.text == BODY
    told = "a.parquet: needs more than 2 GB of memory to read after text 1; what follows is not read; split it"
    assert str(error) == told


def test_each_text_of_a_file_has_its_time(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SECONDS", 1.0)
    texts = limits.read_apart(stall, b"", "a.csv")
    assert next(texts).text == BODY
    time.sleep(1.5)  # whoever reads takes the time that it needs
    (error,) = texts
    assert str(error).startswith("a.csv: takes longer than 1 seconds to read after text 1; what follows is not read")


def test_files_of_rows_are_read_side_by_side(tmp_path):
    for name in ("a", "b"):
        lines = (json.dumps({"text": f"{name}{number}"}) + "\n" for number in range(2000))
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), "utf8")
    pairs = zip(*(read_sources(tmp_path / f"{name}.jsonl") for name in ("a", "b")), strict=True)
    assert [(a.text, b.text) for a, b in pairs] == [(f"a{n}", f"b{n}") for n in range(2000)]


def test_rows_are_given_as_they_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf8") as file:
        for _ in range(100_000):
            file.write(json.dumps({"text": BODY}) + "\n")
    began = time.monotonic()
    texts = read_sources(path)
    assert next(texts).text == BODY
    texts.close()
    assert time.monotonic() - began < 10


@given(st.sampled_from(SUFFIXES), st.binary(max_size=300))
def test_any_bytes_give_texts_or_clear_errors(suffix, data):
    for found in read_sources(f"a{suffix}", data):
        assert isinstance(found, Source | SourceError)
        assert isinstance(found, Source) or str(found).startswith("a.")


def test_one_text_is_asked_for(tmp_path):
    path = Path(tmp_path / "a.jsonl")
    path.write_text('{"text": "一"}\n{"text": "二"}\n', "utf8")
    with pytest.raises(SourceError, match="2 texts, not one"):
        read_source(path)
