"""Gathers what guards and commands may know, set-based: one query for one case or for thousands."""
