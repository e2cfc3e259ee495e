"""What goes up in pieces: which requests carry one, how they belong together, what is missing."""
