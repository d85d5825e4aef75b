"""Scores of predictions against gold annotations."""
