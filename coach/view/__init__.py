"""What is on the screen: the window, and the terminal for those without one."""
