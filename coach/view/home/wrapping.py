"""A layout that puts widgets side by side and continues on the next line when there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Wrapping(QLayout):
    """``even``: the widgets of a line are as high as the highest of them. ``fill``: the last one takes the remaining
    room."""

    def __init__(self, spacing: int = 12, *, even: bool = False, fill: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._even, self._fill = even, fill
        self.column = False
        """Whether every widget has a whole line of its own."""
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The minimum is as wide as the widest widget: the others go below it."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        hints = [item.sizeHint() for item in self._items]
        if self.column:
            return QSize(max((hint.width() for hint in hints), default=0), self.heightForWidth(0))
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(area)
        y = area.y()
        for line in self._lines(area.width()):
            x, height = area.x(), _height(line)
            for item in line:
                hint = item.sizeHint()
                tall = height if self._even else hint.height()
                width = min(hint.width(), area.width())
                if (self._fill or self.column) and item is line[-1]:
                    width = max(width, area.x() + area.width() - x)
                item.setGeometry(QRect(QPoint(x, y + (height - tall) // 2), QSize(width, tall)))
                x += hint.width() + self.spacing()
            y += height + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The visible widgets, line by line."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or self.column or used + self.spacing() + wide > width:
                lines.append([item])
                used = wide
            else:
                lines[-1].append(item)
                used += self.spacing() + wide
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)
