"""Notes: what concerns their text and how they hang together, without any demo."""
