"""Where two colleagues recorded different things: both shown, and a person decides."""
