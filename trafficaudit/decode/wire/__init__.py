"""Binary formats: typed values one behind the other, with or without their names."""
