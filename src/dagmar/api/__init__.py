"""The same doors for machines: JSON under /api/v1/, with OpenAPI."""
