"""What is kept: agreements, cases, the ledger, the audit trail. The one place that knows the database."""
