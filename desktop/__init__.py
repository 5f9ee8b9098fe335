"""The workstation without its windows; Qt-free but for launch.py."""
