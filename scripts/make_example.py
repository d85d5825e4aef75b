"""Make the PDF and Word twins of the example page, which give the same events."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import docx
import typer
from reportlab.lib.pagesizes import A6
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING, MARGIN = "STSong-Light", 9, 15, 30
_CLOSING = "，。；：、！？）》”,.;:!?)%"


def wrap(line: str, width: float) -> Iterator[str]:
    """Break a line as a typesetter does: closing punctuation never begins a line."""
    start = 0
    for end in range(1, len(line)):
        if stringWidth(line[start : end + 1], FONT, SIZE) > width and line[end] not in _CLOSING:
            yield line[start:end]
            start = end
    yield line[start:]


def main(page: Annotated[Path, typer.Argument(help="Text of the page.")] = Path("corpus/example.txt")) -> None:
    """Write NAME.docx and NAME.pdf beside NAME.txt."""
    lines = page.read_text("utf8").split("\n")
    document = docx.Document()
    for line in filter(None, lines):
        document.add_paragraph(line)
    document.save(str(page.with_suffix(".docx")))
    registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(page.with_suffix(".pdf")), pagesize=A6, invariant=True)
    width, height = A6
    number, y = 1, height - MARGIN
    canvas.setFont(FONT, SIZE)
    for text in (piece for line in filter(None, lines) for piece in wrap(line, width - 2 * MARGIN)):
        if y < 2 * MARGIN:
            canvas.drawCentredString(width / 2, MARGIN / 2, f"— {number} —")
            canvas.showPage()
            canvas.setFont(FONT, SIZE)
            number, y = number + 1, height - MARGIN
        canvas.drawString(MARGIN, y, text)
        y -= LEADING
    canvas.drawCentredString(width / 2, MARGIN / 2, f"— {number} —")
    canvas.save()


if __name__ == "__main__":
    typer.run(main)
