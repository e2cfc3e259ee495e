"""Run a script of ``analysis/`` as its user does, with every warning an error, and draw what a notebook would show."""

import io
import runpy
import sys
import warnings

if __name__ == "__main__":
    warnings.simplefilter("error")
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        print("figures:", len(pyplot.get_fignums()))
        for number in pyplot.get_fignums():
            pyplot.figure(number).savefig(io.BytesIO())
