"""Stories to pages to a site. No Qt; nothing here decides what is public except through `stories.gate`."""
