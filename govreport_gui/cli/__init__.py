"""The verbs of the console program: they need no screen and call the same functions as the menus."""
