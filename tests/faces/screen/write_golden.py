"""Write the golden frames of the live screen again; look at what changed before you keep it.

python tests/faces/screen/write_golden.py
"""

import sys
from pathlib import Path


def main() -> None:
    """Write every golden frame."""
    here = Path(__file__).resolve().parent
    sys.path[:0] = [str(here), str(here.parents[1]), str(here.parents[2] / "src")]
    from live_kit import write_golden

    write_golden()


if __name__ == "__main__":
    main()
