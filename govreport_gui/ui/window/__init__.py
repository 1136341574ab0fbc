"""The frame: main window, menus, status bar, dropped files."""
