"""The page for a part that is text: the box with its measure, what is beside it, what puts it right."""
