"""PUBLIC: everything people look at. Pure functions of publications; only `archive` reads files."""
