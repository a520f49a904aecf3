"""Runs every proof, or those named, and prints what was tried with its count and its time."""

import sys
import time

from tests.proof import proofs


def main(names: list[str]) -> int:
    """Run the proofs; returns 1 if one fails, 2 where there is none of that name."""
    known = proofs()
    strange = [name for name in names if name not in known]
    if strange:
        print(f"no proof is named {', '.join(strange)}; there are {', '.join(known)}")
        return 2
    failed = 0
    begun = time.monotonic()
    for name in names or known:
        start = time.monotonic()
        try:
            for what, count in known[name]():
                taken = time.monotonic() - start
                number = f"{count:,}".replace(",", " ")
                print(f"{number:>13}  {what}  ({taken:.0f} s)", flush=True)
                start = time.monotonic()
        except AssertionError as error:
            failed = 1
            print(f"      FAILED  {name}: {error}", flush=True)
    print(f"{'not proved' if failed else 'proved'}, in {time.monotonic() - begun:.0f} s")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
