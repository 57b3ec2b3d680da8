"""Measures netlab on a wire beside nping, mausezahn, arping and tcpdump: `python3 benches/live.py [--netlab PATH]`.

Makes two network namespaces with a pair of interfaces between them (so root is needed, and nothing leaves the machine),
builds netlab in release mode unless a binary is named, and lets the tools do the same by turns: frames sent a second,
the round trip of ARP as each prints it, and frames of a flood that each keeps. Medians are compared. A tool that is not
installed is left out. Standard library only.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = ROOT / "target" / "live"
HERE, THERE = "netlab-bench-here", "netlab-bench-there"
FRAMES = 100_000
FLOOD = 500_000


def sh(line):
    subprocess.run(line, shell=True, check=True)


def inside(where, command, **options):
    return subprocess.run(["ip", "netns", "exec", where, *command], check=True, capture_output=True, text=True, **options)


def wire():
    for name in (HERE, THERE):
        subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL)
        sh(f"ip netns add {name}")
        sh(f"ip netns exec {name} sysctl -qw net.ipv6.conf.default.disable_ipv6=1")
    sh(f"ip -n {HERE} link add veth0 address 02:00:00:00:10:10 type veth peer name veth1 "
       f"address 02:00:00:00:10:11 netns {THERE}")
    for name, interface, address in ((HERE, "veth0", "172.16.10.10"), (THERE, "veth1", "172.16.10.11")):
        sh(f"ip -n {name} address add {address}/24 dev {interface}")
        sh(f"ip -n {name} link set {interface} up")


def received():
    text = inside(THERE, ["ip", "-s", "-j", "link", "show", "veth1"]).stdout
    return json.loads(text)[0]["stats64"]["rx"]["packets"]


def sending(command):
    """Frames a second, as many as the other end has got."""
    before, began = received(), time.perf_counter()
    inside(HERE, command)
    took = time.perf_counter() - began
    return (received() - before) / took


def send(netlab, runs):
    udp = "udp 172.16.10.11 9 hex=000102030405060708090a0b0c0d0e0f1011"
    tools = {
        "netlab": [netlab, "build", *udp.split(), "--send", "veth0", f"--count={FRAMES}", "--yes"],
        "nping": ["nping", "--udp", "-p", "9", "--data-length", "18", "-c", str(FRAMES), "--rate", "10000000", "-N", "-q",
                  "-e", "veth0", "--send-eth", "--source-mac", "02:00:00:00:10:10", "--dest-mac", "02:00:00:00:10:11",
                  "-S", "172.16.10.10", "172.16.10.11"],
        "mausezahn": ["mausezahn", "veth0", "-q", "-c", str(FRAMES), "-a", "02:00:00:00:10:10", "-b", "02:00:00:00:10:11",
                      "-A", "172.16.10.10", "-B", "172.16.10.11", "-t", "udp", "dp=9,sp=9", "-p", "18"],
    }
    return by_turns(tools, runs, sending)


def arp(netlab, runs):
    tools = {
        "netlab": [netlab, "build", "arp", "who-has", "172.16.10.11", "--send", "veth0", "--wait"],
        "arping": ["arping", "-c", "1", "-I", "veth0", "172.16.10.11"],
    }

    def microseconds(command):
        text = inside(HERE, command).stdout
        number, unit = re.search(r"(?:after|\])\s+([\d.]+)\s*(µs|us|ms)", text).groups()
        return float(number) * (1000 if unit == "ms" else 1)

    return by_turns(tools, runs * 5, microseconds)


def keeping(name, command, netlab, flood):
    """The share of a flood that is in the file afterwards."""
    file = PLACE / f"{name}.pcap"
    file.unlink(missing_ok=True)
    listener = subprocess.Popen(["ip", "netns", "exec", THERE, *command(file)], stderr=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, text=True)
    while "listening" not in listener.stderr.readline():
        pass
    inside(HERE, flood)
    # what waits in the kernel is still taken
    time.sleep(1)
    listener.send_signal(2)
    said = listener.stderr.read()
    listener.wait()
    count = subprocess.run([netlab, "frame", file, "--count"], capture_output=True, text=True)
    kept = int(count.stdout) if file.exists() else int(re.search(r"(\d+) frames", said).group(1))
    lost = re.search(r"lost (\d+) of|(\d+) packets dropped by kernel", said)
    lost = int(next(group for group in lost.groups() if group)) if lost else 0
    return kept, lost


def keep(netlab, runs):
    flood = [netlab, "build", "udp", "172.16.10.11", "9", "text=x", "--send", "veth0", f"--count={FLOOD}", "--yes"]
    tools = {
        "netlab --write": lambda file: [netlab, "frame", "--live", "veth1", "--write", file],
        "netlab --summary": lambda file: [netlab, "frame", "--live", "veth1", "--summary"],
        "tcpdump -nn -w": lambda file: ["tcpdump", "-i", "veth1", "-nn", "-w", file],
    }
    rows = {name: [] for name in tools}
    for _ in range(runs):
        for name, command in tools.items():
            if name.startswith("netlab") or shutil.which(name.split()[0]):
                rows[name].append(keeping(name.replace(" ", ""), command, netlab, flood))
    return rows


def by_turns(tools, runs, measure):
    tools = {name: command for name, command in tools.items() if name == "netlab" or shutil.which(name)}
    found = {name: [] for name in tools}
    for _ in range(runs):
        for name, command in tools.items():
            found[name].append(measure(command))
    return {name: statistics.median(values) for name, values in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--netlab")
    options = parser.parse_args()
    if not options.netlab:
        subprocess.run(["cargo", "build", "--release", "--bin", "netlab"], cwd=ROOT, check=True)
    netlab = os.path.realpath(options.netlab or ROOT / "target" / "release" / "netlab")
    PLACE.mkdir(parents=True, exist_ok=True)
    wire()
    try:
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        for what, unit, result, more_is_better in (
            (f"{FRAMES:,} frames sent", "frames/s", send(netlab, options.runs), True),
            ("ARP round trip", "µs", arp(netlab, options.runs), False),
        ):
            own = result["netlab"]
            for name, value in result.items():
                ratio = own / value if more_is_better else value / own
                print(f"{what:<24} {name:<18} {value:>12,.0f} {unit:<9} ratio {ratio:.2f}")
        for name, rows in keep(netlab, options.runs).items():
            if rows:
                kept, lost = min(kept for kept, _ in rows), max(lost for _, lost in rows)
                what = f"flood of {FLOOD:,}"
                print(f"{what:<24} {name:<18} {kept:>12,} frames kept at least, {lost:,} said to be lost at most")
    finally:
        for name in (HERE, THERE):
            subprocess.run(["ip", "netns", "del", name])


if __name__ == "__main__":
    main()
