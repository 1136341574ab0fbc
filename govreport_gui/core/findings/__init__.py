"""A finding, the verdict, explanations, how far each part is."""
