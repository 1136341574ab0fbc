"""The window in which a foreign file is looked through: source beside reading, doubtful cells first."""
