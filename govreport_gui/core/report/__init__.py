"""One report, immutable: document, states, notes, unit, bound numbers; its figures and computed totals."""
