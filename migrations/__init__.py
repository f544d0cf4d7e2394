"""The schema's history: one revision after the other, each frozen once it has been released."""
