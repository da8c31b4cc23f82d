"""The catalog in the hands of the staff: drafts, review, publishing, history."""
