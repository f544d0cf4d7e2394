"""Measures of speed, as ratios to a reference taken in the same run. Not shipped."""
