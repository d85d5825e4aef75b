"""The spaCy components, and what they put on Doc and Span."""
