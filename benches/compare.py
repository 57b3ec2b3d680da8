"""Measures netlab beside tcpdump and tshark: `python3 benches/compare.py [--runs N] [--netlab PATH]`.

Builds netlab in release mode (unless a binary is named), writes a capture of a million frames with frames.py and runs
both tools on it by turns. Two ratios of their median times are printed, with the octets that each wrote, for a tool that
says more works longer: of the time on the wall, which is what a user waits and in which netlab uses several processors,
and of processor time, which other work on the machine disturbs less. A goal is held against the first where both were
alone on the machine, else against the second; `others` is the share of the processors that other work took meanwhile.
Output goes to /dev/null. A tool that is not installed is left out. Standard library only.
"""

import argparse
import os
import pathlib
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import frames  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = ROOT / "target" / "compare"
WHERE = "tcp.dst_port == 80 and ipv4.src in 172.16.0.0/16"
BPF = "tcp dst port 80 and src net 172.16.0.0/16"
TSHARK = "tcp.dstport == 80 and ip.src == 172.16.0.0/16"

# What is done, on how many frames, netlab's arguments, the other's, how many times as fast netlab should be.
ROWS = [
    ("a line a frame", 1_000_000, ["--summary"], ["tcpdump", "-nn"], 8),
    ("a line a frame", 50_000, ["--summary"], ["tshark", "-n"], None),
    ("frames counted", 1_000_000, ["--where", WHERE, "--count"], ["tcpdump", "--count", "-nn", BPF], 0.5),
    ("frames counted", 50_000, ["--where", WHERE, "--count"], ["tshark", "-n", "-Y", TSHARK], 20),
    ("every field, hex", 20_000, ["--tree", "--dump"], ["tcpdump", "-nn", "-vvv", "-X"], 4),
    ("every field, hex", 20_000, ["--tree", "--dump"], ["tshark", "-n", "-V", "-x"], None),
    ("JSON", 20_000, ["--json"], ["tshark", "-n", "-T", "json"], 15),
    ("start to exit", 1, ["--summary"], ["tcpdump", "-nn"], 2),
]
# Tools are alone where other work takes less than this share of the processors.
ALONE = 0.1
# How often a command is run that has but one frame.
STARTS = 100


def capture(count):
    """A file with the first `count` of the million frames."""
    name = PLACE / f"{count}.pcap"
    if name.exists() and name.stat().st_mtime > (ROOT / "benches" / "frames.py").stat().st_mtime:
        return str(name)
    part = name.with_suffix(".part")
    if count == 1_000_000:
        print("making a million frames ...", file=sys.stderr)
        frames.main(part, count)
    else:
        with open(capture(1_000_000), "rb") as all_of_them, open(part, "wb") as some:
            some.write(all_of_them.read(24))
            for _ in range(count):
                head = all_of_them.read(16)
                some.write(head + all_of_them.read(struct.unpack("<I", head[8:12])[0]))
    part.rename(name)
    return str(name)


def of_netlab(binary, args, name):
    return [binary, "frame", *args, name]


def of_other(args, name):
    """libpcap's filter stands last, behind the file."""
    at = len(args) - 1 if args[-1] == BPF else len(args)
    return [*args[:at], "-r", name, *args[at:]]


def run(command, times=1):
    """Seconds that a command took on the wall, again and again, and of processor time, with what it started, in user and
    kernel mode. It is started without a shell and without a copy of this process, whose time would be counted with its own."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for _ in range(times):
        _, status = os.waitpid(os.posix_spawnp(command[0], command, os.environ, file_actions=quiet), 0)
        if status != 0:
            raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def written(command):
    """How many octets a command writes."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as process:
        return sum(len(chunk) for chunk in iter(lambda: process.stdout.read(1 << 20), b""))


def busy():
    """Seconds that all processors have worked since the machine was started, for whomever."""
    user, nice, system, _, _, *interrupts = (int(word) for word in open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def by_turns(commands, runs, starts=1):
    """The median seconds of each command, on the wall and of processor time; they run by turns, again and again. And the
    share of the processors that other work took."""
    before = busy()
    times = [[run(command, starts) for command in commands] for _ in range(runs)]
    wall, own = (sum(each[kind] for turn in times for each in turn) for kind in (0, 1))
    others = max(busy() - before - own, 0) / (wall * os.cpu_count())
    return [[statistics.median(kind) for kind in zip(*column)] for column in zip(*times)], others


def compared(commands, count, runs, goal):
    """The cells of a row: frames on the wall and octets of both, the ratios of the times, whether the goal is reached."""
    octets = [written(command) for command in commands]
    medians, others = by_turns(commands, runs, 1 if count > 1 else STARTS)
    wall, work = (theirs / ours for ours, theirs in zip(*medians))
    count = count if count > 1 else STARTS
    rates = [cell for (seconds, _), size in zip(medians, octets) for cell in (rate(count / seconds), rate(size))]
    return [*rates, f"{wall:.2f}", f"{work:.2f}", f"{others:.0%}", reached(wall if others < ALONE else work, goal)]


def peak(command):
    """The most memory a command held, in KiB: the kernel's VmHWM, read until the command ends."""
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            status = pathlib.Path(f"/proc/{process.pid}/status")
            for line in status.read_text().splitlines() if status.exists() else []:
                if line.startswith("VmHWM") and os.readlink(f"/proc/{process.pid}/exe") == command[0]:
                    most = int(line.split()[1])
            time.sleep(0.002)
    return most


def rate(number):
    return f"{number:,.0f}"


def reached(ratio, goal):
    if goal is None:
        return ""
    return f"{goal:g} {'reached' if ratio >= goal else 'MISSED'}"


def table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default: 5)")
    parser.add_argument("--netlab", help="a binary, instead of building one")
    asked = parser.parse_args()
    if not asked.netlab:
        subprocess.run(["cargo", "build", "--release", "--bin", "netlab"], cwd=ROOT, check=True)
    binary = os.path.realpath(asked.netlab or ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "netlab")
    PLACE.mkdir(parents=True, exist_ok=True)

    versions = {}
    for tool in ("tcpdump", "tshark"):
        if shutil.which(tool):
            said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)
            versions[tool] = (said.stdout + said.stderr).splitlines()[0]
        else:
            print(f"{tool} is not installed: its rows are left out", file=sys.stderr)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {'; '.join(versions.values())}\n")

    rows = []
    for what, count, ours, theirs, goal in ROWS:
        if theirs[0] not in versions:
            continue
        name = capture(count)
        commands = [of_netlab(binary, ours, name), of_other(theirs, name)]
        other = " ".join(word for word in theirs if word not in (BPF, TSHARK))
        cells = compared(commands, count, asked.runs, goal)
        rows.append([what, rate(count), ours[-1] if "--where" in ours else " ".join(ours), other, *cells])
        print(f"{other}: {cells[-4]} on the wall, {cells[-3]} of processor time", file=sys.stderr)
    head = ["what", "frames", "netlab", "beside", "frames/s", "octets", "frames/s", "octets", "wall", "processor", "others", "goal"]
    table(head, rows)

    counting = ["--where", WHERE, "--count"]
    watched = [(count, ours) for ours in (["--summary"], counting) for count in (100_000, 1_000_000)]
    watched += [(20_000, ["--json"]), (20_000, ["--tree", "--dump"])]
    memory = []
    for count, ours in watched:
        most = peak(of_netlab(binary, ours, capture(count))) / 1024
        memory.append([rate(count), "--count" if ours is counting else " ".join(ours), f"{most:.1f} MiB"])
    table(["frames", "netlab", "memory"], memory)


if __name__ == "__main__":
    main()
