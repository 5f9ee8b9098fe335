"""Looks at one form in a process of its own, within 256 MB, and says what came of it.

Its own process, so that memory and time are the form's alone.
"""

import json
import re
import resource
import sys
from pathlib import Path
from time import process_time

from desktop.forms import FormRefusedError, inspect, load

MOST_MEMORY = 256 * 2**20


def peak_mb() -> float:
    """Return this process's own peak; where Linux does not say, what it may have inherited."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if peak:
            return int(peak[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    raw = Path(sys.argv[1]).read_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    begun = process_time()
    seen = inspect(raw)
    looked = process_time() - begun
    begun = process_time()
    try:
        load(raw)
    except FormRefusedError as refused:
        rules = {finding.rule for finding in refused.findings}
    else:
        rules = {finding.rule for finding in seen.findings}
    said = {
        "verdict": seen.verdict,
        "rules": sorted(rules),
        "findings": len(seen.findings),
        "seconds": max(looked, process_time() - begun),
        "peak_mb": peak_mb(),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
