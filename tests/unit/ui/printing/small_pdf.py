"""Small real PDFs for tests of preview and print."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def a_pdf(*pages: str, black_corner: bool = False) -> bytes:
    """Return an A4 PDF with one line of text a page; `black_corner` marks the top left."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    for words in pages:
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 720, words)
        if black_corner:
            canvas.rect(20, A4[1] - 60, 60, 40, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
