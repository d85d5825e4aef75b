"""The annotated corpus: files, checks, conversion."""
