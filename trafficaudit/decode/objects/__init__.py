"""Objects as the libraries of a language write them: members by their names, without a schema beside them."""
