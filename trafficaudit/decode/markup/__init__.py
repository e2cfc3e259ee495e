"""XML, HTML and property lists in XML."""
