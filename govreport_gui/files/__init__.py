"""The world outside: report files, readable sources, PDF, workbooks, settings. No Qt."""
