"""Many reports from folders and files; the collection as a file; its table, workbook and papers."""
