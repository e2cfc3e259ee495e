"""Characters that stand as escapes in a text."""
