"""One open report on screen: parts, pages, cover, text box, pane of the cell, lock, find, last year."""
