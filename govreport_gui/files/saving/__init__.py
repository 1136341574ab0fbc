"""Report file, dated copies, journal, locks, stamps."""
