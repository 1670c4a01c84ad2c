"""The screen: the window, and the terminal for computers without one."""
