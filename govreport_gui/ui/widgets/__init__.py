"""Parts that know no report: theme, icons, fields, message bars, dialogs, sizes of windows."""
