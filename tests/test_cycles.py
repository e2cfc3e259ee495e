import subprocess
import sys


def test_the_program_and_its_processes_look_seldom() -> None:
    asked = "import gc; from trafficaudit import cycles, processes; {}; print(gc.get_threshold()[0], gc.isenabled())"
    for start in ("cycles.seldom()", "processes._begin()"):
        done = subprocess.run([sys.executable, "-c", asked.format(start)], capture_output=True, text=True, check=True)
        assert done.stdout == "100000 True\n"
