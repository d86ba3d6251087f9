"""Evaluation: data sets, ranking metrics, and metrics of the user's feedback."""
