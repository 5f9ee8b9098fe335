"""The workstation's side of a round, one file per step."""
