"""One file per step; a step adds in one release and removes in a later one."""
