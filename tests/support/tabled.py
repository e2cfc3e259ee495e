"""Run a script of ``analysis/`` and print, as its last line, the tables that it shows: JSON by their titles."""

import json
import runpy
import sys

import pandas as pd

if __name__ == "__main__":
    from trafficaudit.tables import asking

    shown: dict[str, object] = {}

    def keep(title: str, table: pd.DataFrame, *, empty: str = "none") -> None:
        shown[title] = table.to_dict("records")

    asking.show = keep
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
    print()
    print(json.dumps(shown, default=str, ensure_ascii=False))
