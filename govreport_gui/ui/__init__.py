"""The window. Shows a ReportEditor and turns gestures into calls; no rules, no file formats."""
