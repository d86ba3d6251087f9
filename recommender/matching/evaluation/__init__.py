"""Evaluation: data sets, ranking metrics, and metrics after feedback."""
