"""What is checked: the case, what a rule needs, one module for each subject, and `check` over all."""
