#!/usr/bin/env python3
"""netlab serve beside a C server (what can be reached) and a Go server as the article writes it, by turns, on loopback.

    python3 benches/echo.py [--runs N] [--seconds S] [--netlab PATH] [--only ping1,bulk,...]

Builds all three and the load generator (gcc, go, cargo), and prints a table. A ratio is netlab's figure divided by that of
the C server in the same round; the median of the rounds counts.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
BUILT = ROOT / "target" / "echo"

# name: what load does, clients, the figure, whether a log is written to a file, the goal
MEASURES = {
    "ping1": ("ping", 1, "a_second", True, 0.95),
    "ping100": ("ping", 100, "a_second", True, 0.95),
    "ping1000": ("ping", 1000, "a_second", True, 0.95),
    "bulk": ("bulk", 4, "octets_a_second", True, 0.75),
    "bulk-quiet": ("bulk", 4, "octets_a_second", False, 0.95),
    "visit": ("visit", 16, "a_second", True, 0.95),
}


def build(netlab):
    BUILT.mkdir(parents=True, exist_ok=True)
    for name in ("limit", "load"):
        subprocess.run(["gcc", "-O3", "-Wall", "-o", BUILT / name, HERE / "echo" / f"{name}.c"], check=True)
    servers = {"C": [BUILT / "limit", "{port}"]}
    if shutil.which("go"):
        subprocess.run(["go", "build", "-o", BUILT / "article", HERE / "echo" / "article.go"], check=True)
        servers["Go"] = [BUILT / "article", "{port}"]
    if not netlab:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
        netlab = ROOT / "target" / "release" / "netlab"
    servers["netlab"] = [netlab, "serve", "127.0.0.1:{port}"]
    return servers


class Server:
    """A server that runs, its log in a file or nowhere."""

    port = 21000 + os.getpid() % 8000

    def __init__(self, name, command, logs):
        Server.port += 1
        self.log = BUILT / "log"
        # as with any shell: what is not wanted goes to /dev/null
        with open(self.log if logs else os.devnull, "wb") as out:
            words = [str(word).format(port=Server.port) for word in command]
            words += ["--log", "none"] if name == "netlab" and not logs else []
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        self.port = Server.port
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        sys.exit(f"{name} does not listen")

    def load(self, what, clients, seconds):
        words = [BUILT / "load", what, str(self.port), str(clients), str(seconds)]
        return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)

    def processor(self):
        """Seconds of processor time that the server has used."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        lines = open(f"/proc/{self.process.pid}/smaps_rollup")
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def measure(name, servers, runs, seconds):
    what, clients, figure, logs, goal = MEASURES[name]
    found = {server: [] for server in servers}
    for run in range(runs):
        order = list(servers) if run % 2 == 0 else list(servers)[::-1]
        for server in order:
            running = Server(server, servers[server], logs)
            try:
                result = running.load(what, clients, seconds)
                result["processor"] = running.processor() / max(1, result["done"]) * 1e6
            finally:
                running.stop()
            if what == "ping" and server == "netlab":
                lines = sum(chunk.count(b"\n") for chunk in iter(lambda file=open(running.log, "rb"): file.read(1 << 20), b""))
                assert lines >= result["done"], f"{lines} lines for {result['done']} messages"
            assert not result["failed"] + result["wrong"], (server, result)
            found[server].append(result)
    median = lambda server, key: statistics.median(result[key] for result in found[server])
    for server in servers:
        ratio = statistics.median(a[figure] / max(1, b[figure]) for a, b in zip(found[server], found["C"]))
        late = f"{median(server, 'p99'):9.0f}" if what == "ping" else " " * 9
        spent = f"{median(server, 'processor'):9.2f}" if what != "bulk" else " " * 9
        wanted = f"{goal:6.2f}" if server == "netlab" else ""
        print(f"{name:11}{server:8}{median(server, figure):15,.0f}{ratio:8.2f}{wanted:>7}{late}{spent}", flush=True)


def idle(servers, clients):
    for server, command in servers.items():
        running = Server(server, command, False)
        before = running.memory()
        words = [BUILT / "load", "idle", str(running.port), str(clients), "8"]
        load = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        load.stdout.readline()
        each = (running.memory() - before) / clients
        load.wait()
        time.sleep(1)
        left = running.memory() - before
        running.stop()
        print(f"{'idle':11}{server:8}{each:12.2f} KiB a client, {left} KiB more than before a second after they left", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--netlab")
    parser.add_argument("--only", default=",".join([*MEASURES, "idle"]))
    asked = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    servers = build(asked.netlab)
    print(f"{'what':11}{'server':8}{'a second':>15}{'ratio':>8}{'goal':>7}{'p99 us':>9}{'cpu us':>9}")
    for name in asked.only.split(","):
        if name == "idle":
            idle(servers, 10_000)
        else:
            measure(name, servers, asked.runs, asked.seconds)


if __name__ == "__main__":
    main()
