"""The editor pane: header, format bar, and the page with kicker, headline, standfirst and body."""
