"""Chinese page layout as plain data, drawn; pages as pictures."""
