"""What an agreement says: its terms, the file that holds them, and the check of one against the other. Pure."""
