"""Tables of rows that somebody brings, in four forms, read within limits."""
