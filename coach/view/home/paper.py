"""An HTML page as a PDF, as far as Qt's documents support HTML: drawings become pictures."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from coach.errors import InputError

BEGINS = b"%PDF-"
MARGIN_MM = 12.0
REM_PX = 13.0
DOTS = 96
"""Dots per inch at which one dot is a pixel of the page."""
SHARPER = 4
"""Pixels of a drawing for each pixel of the page."""
_REM = re.compile(r"(\d*\.?\d+)rem\b")
"""Qt's documents do not support this unit."""
_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)


def write_pdf(file: Path, page: str) -> None:
    """A page as a PDF of A4 pages. Raises InputError if the file is of another type or cannot be written."""
    _check(file)
    writer = QPdfWriter(str(file))
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    writer.setResolution(DOTS)
    document = QTextDocument()
    document.setDocumentMargin(0)
    width = layout.paintRectPixels(DOTS).width()
    document.setHtml(_REM.sub(lambda found: f"{float(found[1]) * REM_PX:.0f}px", _pictured(document, page, width)))
    document.setPageSize(layout.paintRectPixels(DOTS).size().toSizeF())
    document.print_(writer)


def _check(file: Path) -> None:
    try:
        if file.exists() and file.read_bytes()[: len(BEGINS)] not in (BEGINS, b""):
            raise InputError(f"{file}: a file of another kind would be overwritten; name another file")
        with file.open("ab"):
            pass
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def _pictured(document: QTextDocument, page: str, width: int) -> str:
    """The page with every drawing as a picture of this width, in pixels."""

    def picture(found: re.Match[str]) -> str:
        renderer = QSvgRenderer(QByteArray(found[0].encode()))
        size = renderer.defaultSize()
        height = round(width * size.height() / max(1, size.width()))
        image = QImage(width * SHARPER, height * SHARPER, QImage.Format.Format_ARGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        name = f"drawing:{found.start()}"
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        return f'<p><img src="{name}" width="{width}" height="{height}"></p>'

    return _DRAWING.sub(picture, page)
