"""Checks of camera and sound, to try before lying down."""

from collections.abc import Callable

from coach.view.home.camera_check import CameraCheck
from coach.view.home.host import Host
from coach.view.home.parts import Page, panel, words
from coach.view.home.sound_check import SoundCheck


class ChecksPage(Page):
    def __init__(self, host: Host, say: Callable[[str], None]) -> None:
        super().__init__(host.text("welcome.check_title"))
        text = host.text
        self._camera, self._sound = CameraCheck(host, say), SoundCheck(host)
        self.column.addWidget(words(text("welcome.place"), "lead"))
        self.column.addWidget(panel(words(text("check.camera"), "heading"), self._camera))
        self.column.addWidget(panel(words(text("check.sound"), "heading"), self._sound))
        self.column.addStretch(1)

    def refresh(self) -> None:
        self._camera.open()

    def close_devices(self) -> None:
        self._camera.close_camera()
        self._sound.close_sound()
