"""An invented night in custody, from the published figures."""
