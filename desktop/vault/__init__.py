"""Users, keys, unlock and device identity."""
