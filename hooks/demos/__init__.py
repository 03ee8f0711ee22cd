"""Demos: from the commands in a note to what a reader sees of their run."""
