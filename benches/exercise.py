#!/usr/bin/env python3
"""What `netlab exercise check` takes beside a bare loop of the same connections, by turns, with the same server.

    python3 benches/exercise.py [--runs N] [--netlab PATH]

The server is the solution in Go out of tests/exercise/program, the bare loop is exercise/bare.c. cc and Go are needed.
"""

import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def timed(command, environment):
    """Seconds on the wall, and of processor time of the command and all that it has waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--netlab", default=None)
    asked = parser.parse_args()
    netlab = asked.netlab
    if netlab is None:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
        netlab = ROOT / "target/release/netlab"
    with tempfile.TemporaryDirectory() as place:
        bare, server = f"{place}/bare", f"{place}/server"
        subprocess.run(["cc", "-O2", "-pthread", "-o", bare, ROOT / "benches/exercise/bare.c"], check=True)
        source = ROOT / "tests/exercise/program/echo-many.go"
        subprocess.run(["go", "build", "-o", server, source], check=True)
        environment = {**os.environ, "NETLAB_STATE": f"{place}/state.json"}
        taken = {"netlab": [], "bare": []}
        for _ in range(asked.runs):
            port = free()
            at = f"127.0.0.1:{port}"
            check = [netlab, "exercise", "check", "--id", "echo-many", "--run", f"exec {server} {at}", "--at", at]
            taken["netlab"].append(timed(check, environment))
            port = free()
            taken["bare"].append(timed([bare, str(port), server, f"127.0.0.1:{port}"], environment))
        load = os.getloadavg()[0]
        median = {
            who: [statistics.median(run[i] for run in runs) for i in (0, 1)] for who, runs in taken.items()
        }
        print("| what | netlab | bare | ratio |")
        print("| --- | --- | --- | --- |")
        for i, what in enumerate(["wall, ms", "processor, ms, the server's included"]):
            ours, theirs = median["netlab"][i] * 1000, median["bare"][i] * 1000
            print(f"| {what} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.2f} |")
        print(f"load {load:.1f}, {asked.runs} runs", file=sys.stderr)


if __name__ == "__main__":
    main()
