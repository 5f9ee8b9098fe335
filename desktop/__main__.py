"""The command `custody-liaison`. Without a subcommand it opens the workstation."""

import gc
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 could not, 2 wrong use."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = _window_asked(given)
    if folder is not None:
        # Nothing made while starting is garbage; looking for it costs. launch.py turns it on.
        gc.disable()
        from desktop.launch import open_workstation

        return open_workstation(folder)
    from desktop.cli.commands import run

    return run(given)


def _window_asked(given: list[str]) -> Path | None:
    """Return the data folder where the window is wanted; nothing else is imported before it."""
    if given and (given[0] != "--data" or len(given) != len(("--data", "FOLDER"))):
        return None
    if given:
        return Path(given[1])
    from desktop.places import default_data_folder

    return default_data_folder()


if __name__ == "__main__":
    sys.exit(main())
