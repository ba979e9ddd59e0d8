"""Log files in; clean tables, faults and a reconciliation out. Knows nothing of periods or reports."""
