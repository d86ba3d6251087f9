"""Scoring: signals, popularity, thresholds, ranking and explanations."""
