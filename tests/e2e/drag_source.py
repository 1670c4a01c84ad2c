"""A small window from which a file can be dragged, as from a folder or a mail: FILE X Y WIDTH HEIGHT."""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, file: Path, place: list[int]) -> None:
        super().__init__(file.name)
        self._file = file
        self.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.X11BypassWindowManagerHint)
        self.setGeometry(*place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag = QDrag(self)
        drag.setMimeData(data)
        sys.stdout.write(f"{drag.exec(Qt.DropAction.CopyAction).name}\n")
        sys.stdout.flush()


def main() -> None:
    app = QApplication(sys.argv)
    source = Source(Path(sys.argv[1]), [int(word) for word in sys.argv[2:6]])
    source.show()
    sys.stdout.write("there\n")
    sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main()
