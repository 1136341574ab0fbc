"""Reading aloud: what was ticked, numbers in words."""
