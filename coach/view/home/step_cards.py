"""The steps of a routine as pictures, as many side by side as fit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from coach.view.home.host import StepCard
from coach.view.home.parts import words
from coach.view.home.wrapping import Wrapping

CARD_PX = 200
MARGIN_PX = 11


class StepCards(QWidget):
    def __init__(self, steps: tuple[StepCard, ...]) -> None:
        super().__init__()
        flow = Wrapping(even=True)
        for number, step in enumerate(steps, 1):
            flow.addWidget(_card(number, step))
        self.setLayout(flow)


def _card(number: int, step: StepCard) -> QFrame:
    frame = QFrame()
    frame.setObjectName("panel")
    frame.setFixedWidth(CARD_PX)
    frame.setAccessibleName(f"{number}. {step.name}. {step.dose}")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
    layout.setSpacing(4)
    if step.picture is not None:
        layout.addWidget(_picture(step))
    for text, look in ((f"{number}. {step.name}", ""), *((line, "quiet") for line in (step.dose, *step.details))):
        label = words(text, look)
        label.setFixedWidth(CARD_PX - 2 * MARGIN_PX)  # so that its height is known in advance
        layout.addWidget(label)
    layout.addStretch(1)
    return frame


def _picture(step: StepCard) -> QLabel:
    label = QLabel()
    label.setAccessibleName(step.name)
    ratio = label.devicePixelRatioF()
    pixels = QPixmap()
    pixels.loadFromData(step.picture or b"")
    width = round((CARD_PX - 2 * MARGIN_PX) * ratio)
    pixels = pixels.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    pixels.setDevicePixelRatio(ratio)
    label.setPixmap(pixels)
    return label
