"""What is packed: compressed runs, chunks, archives, and what is told as closed."""
