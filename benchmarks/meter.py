"""A command -> its seconds, peak memory and exit code, on standard output as JSON.

This runs as a process of its own, as small as Python can be: the kernel counts what a process holds before it
starts the command towards the command's peak.
"""

import json
import os
import subprocess
import sys
import time

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


def main() -> None:
    """Run the command that stands in the arguments."""
    start = time.perf_counter()
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    cost = {"seconds": seconds, "peak_mb": usage.ru_maxrss * RSS_UNIT / 1e6, "exit_code": child.returncode}
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main()
