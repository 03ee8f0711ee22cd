"""Whether notes are still true: two recordings of one demo compared by meaning."""
