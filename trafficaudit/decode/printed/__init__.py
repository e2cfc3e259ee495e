"""Values as programs print them, in notations of brackets, names and values."""
