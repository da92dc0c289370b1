"""What other programs put on the clipboard -> rich blocks. Plain values in and out; nothing is fetched or opened."""
