"""What earlier builds made and this one may use again: conversions, pages, search entries."""
