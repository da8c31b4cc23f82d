"""The staff area at /verwaltung/: forms and pages; what they do is in the catalog."""
