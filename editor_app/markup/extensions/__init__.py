"""What Stet adds to Markdown, one small module a construct; `dialect` puts them together."""
