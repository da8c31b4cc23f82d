"""Files in, records out: one module per step; writing is in `catalog.repository`."""
