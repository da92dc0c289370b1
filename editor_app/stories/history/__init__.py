"""The versions of every story, kept in the newsroom's `.stet/history`; see `keeper` for how they lie there."""
