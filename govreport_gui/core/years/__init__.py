"""This year beside last year; a new report from last year's."""
