"""Sentences written from the tables; numbers of the text that follow them."""
