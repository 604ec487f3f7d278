"""A case is one grant, one recipient, one year: commands become events or problems, events fold to a standing. Pure."""
