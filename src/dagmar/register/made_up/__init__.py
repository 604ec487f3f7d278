"""Made-up data: rows from a definition alone, about persons who do not exist, with faults on request."""
