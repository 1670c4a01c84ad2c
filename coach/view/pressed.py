"""The name of a key pressed in a window, the same as in the terminal."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from coach.view.keys import ENTER, ESCAPE, name_of

_Key = Qt.Key
NO_PRESS = frozenset({
    _Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_Super_L, _Key.Key_Super_R,
    _Key.Key_Hyper_L, _Key.Key_Hyper_R, _Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_ScrollLock, _Key.Key_Tab,
    _Key.Key_Backtab, _Key.Key_Mode_switch, _Key.Key_Multi_key, _Key.Key_VolumeUp, _Key.Key_VolumeDown,
    _Key.Key_VolumeMute, _Key.Key_MonBrightnessUp, _Key.Key_MonBrightnessDown, _Key.Key_KeyboardBrightnessUp,
    _Key.Key_KeyboardBrightnessDown, _Key.Key_Print, _Key.Key_ZoomIn, _Key.Key_ZoomOut,
})  # fmt: skip
"""Keys that mean nothing by themselves, move from button to button, or belong to the system, such as the volume
keys."""
_NAMED: dict[int, str] = {_Key.Key_Return: ENTER, _Key.Key_Enter: ENTER, _Key.Key_Escape: ESCAPE, _Key.Key_Space: " "}
_SHORTCUT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def pressed(event: QKeyEvent) -> str | None:
    """The key's name; None for a press that means nothing to a session, such as Ctrl or Alt+Tab."""
    key: int = event.key()
    if key in NO_PRESS or (event.modifiers() & _SHORTCUT and key != _Key.Key_Space):
        return None
    if key in _NAMED:
        return _NAMED[key]
    typed = event.text()
    if len(typed) == 1 and typed.isprintable():
        return name_of(typed)
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) or f"key {event.nativeScanCode()}"
