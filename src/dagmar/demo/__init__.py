"""The story of a year, told through public commands only."""
