"""Run a script of ``analysis/`` and print, as its last line, the tables that it shows: JSON by their titles."""

import json
import runpy
import sys

if __name__ == "__main__":
    from trafficaudit.tables import asking

    shown: dict[str, object] = {}
    asking.show = lambda title, table: shown.__setitem__(title, table.to_dict("records"))
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
    print()
    print(json.dumps(shown, default=str, ensure_ascii=False))
