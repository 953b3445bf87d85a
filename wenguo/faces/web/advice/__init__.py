"""What advice sees across complaints: groups of one matter, and signals to whoever leads."""
