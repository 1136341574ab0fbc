"""Which cell is wrong: equations, slips of the hand, proposals."""
