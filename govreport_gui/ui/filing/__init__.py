"""The file of the open report: marks, autosave, recovery, versions, questions."""
