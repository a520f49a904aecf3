"""Runs the proofs named, and prints what was tried with its count and its time."""

import sys
import time

from tests.proof import WITHOUT_A_NAME, proofs

_TOTAL = ", in all"


def main(names: list[str]) -> int:
    """Run the proofs; returns 1 if one fails, 2 where there is none of that name."""
    known = proofs()
    asked = list(known) if names == ["all"] else names or list(WITHOUT_A_NAME)
    strange = [name for name in asked if name not in known]
    if strange:
        print(f"no proof is named {', '.join(strange)}; there are {', '.join(known)}, and all")
        return 2
    failed = False
    totals: list[str] = []
    begun = time.monotonic()
    for name in asked:
        start = time.monotonic()
        try:
            for what, count in known[name]():
                taken = time.monotonic() - start
                line = f"{f'{count:,}'.replace(',', ' '):>13}  {what}"
                print(f"{line}  ({taken:.0f} s)", flush=True)
                if what.endswith(_TOTAL):
                    totals.append(line.removesuffix(_TOTAL))
                start = time.monotonic()
        except AssertionError as error:
            failed = True
            print(f"      FAILED  {name}: {error}", flush=True)
    print("", *totals, sep="\n")
    print(f"{'not proved' if failed else 'proved'}, in {time.monotonic() - begun:.0f} s")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
