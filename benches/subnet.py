"""Measures `netlab subnet` beside sipcalc and the crate iprange: `python3 benches/subnet.py [--runs N] [--netlab PATH]`.

Builds netlab and a small program on iprange in release mode (unless a binary is named), writes queries and prefixes with a
fixed seed, runs all by turns and prints the ratio of their median processor times. Output goes to /dev/null. sipcalc is left
out where it is not installed. The program on iprange reads the prefixes, merges them and prints what they come to, as
`netlab subnet --merge -` does. Standard library only.
"""

import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from compare import by_turns, rate, reached, table, written  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = ROOT / "target" / "compare"
LINES = 100_000


def queries():
    """Files of addresses and of prefixes, of both families."""
    draw = random.Random(4)
    group = lambda: f"{draw.randrange(65536):x}"  # noqa: E731
    octets = lambda: ".".join(str(draw.randrange(256)) for _ in range(4))  # noqa: E731
    kinds = {
        "addresses-4": lambda: f"{octets()}/{draw.randrange(8, 31)}",
        "addresses-6": lambda: f"2001:{':'.join(group() for _ in range(7))}/{draw.randrange(32, 65)}",
        "prefixes-4": lambda: f"{draw.randrange(1, 224)}.{draw.randrange(256)}.{draw.randrange(256)}.0/{draw.randrange(16, 25)}",
        "prefixes-6": lambda: f"2{draw.randrange(4096):03x}:{group()}:{group()}::/{draw.randrange(32, 65)}",
    }
    files = {}
    for name, line in kinds.items():
        files[name] = PLACE / f"{name}.txt"
        files[name].write_text("".join(line() + "\n" for _ in range(LINES)))
    return files


def iprange():
    """A program that merges the prefixes on its standard input with the crate iprange."""
    place = PLACE / "iprange"
    (place / "src").mkdir(parents=True, exist_ok=True)
    (place / "Cargo.toml").write_text(
        '[package]\nname = "merge"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n\n'
        '[dependencies]\nipnet = "2"\niprange = "0.6"\n\n[profile.release]\nlto = "fat"\ncodegen-units = 1\n'
    )
    (place / "src" / "main.rs").write_text(
        """use std::io::{BufRead, Write};

fn merge<N>(lines: Vec<String>)
where
    N: iprange::IpNet + std::str::FromStr + std::fmt::Display,
    iprange::IpRange<N>: std::iter::FromIterator<N>,
{
    let mut range: iprange::IpRange<N> = lines.iter().filter_map(|line| line.parse().ok()).collect();
    range.simplify();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for net in range.iter() {
        writeln!(out, "{net}").unwrap();
    }
}

fn main() {
    let lines: Vec<String> = std::io::stdin().lock().lines().map(Result::unwrap).collect();
    match lines.first().is_some_and(|line| line.contains(':')) {
        true => merge::<ipnet::Ipv6Net>(lines),
        false => merge::<ipnet::Ipv4Net>(lines),
    }
}
"""
    )
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=place, check=True)
    return str(place / "target" / "release" / "merge")


def fed(command, name):
    """A command with a file as its standard input."""
    line = " ".join(f"'{word}'" for word in command)
    return ["sh", "-c", f"exec {line} <'{name}' 2>/dev/null"]


def above_true(command, rounds=400):
    """The median milliseconds from start to exit of a command, less those of /bin/true, which runs by turns with it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in range(3)]

    def once(words):
        begin = time.perf_counter()
        os.waitpid(os.posix_spawn(words[0], words, os.environ, file_actions=actions), 0)
        return (time.perf_counter() - begin) * 1000

    times = [(once(["/bin/true"]), once(command)) for _ in range(rounds)]
    os.close(nowhere)
    return statistics.median(theirs for _, theirs in times) - statistics.median(true for true, _ in times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each command (default: 7)")
    parser.add_argument("--netlab", help="a binary, instead of building one")
    asked = parser.parse_args()
    if not asked.netlab:
        subprocess.run(["cargo", "build", "--release", "--bin", "netlab"], cwd=ROOT, check=True)
    binary = os.path.realpath(asked.netlab or ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "netlab")
    PLACE.mkdir(parents=True, exist_ok=True)
    files = queries()
    merge = iprange()
    has_sipcalc = shutil.which("sipcalc") is not None
    if not has_sipcalc:
        print("sipcalc is not installed: its rows are left out", file=sys.stderr)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")

    rows = []
    # sipcalc takes IPv6 addresses on standard input for names of interfaces, and answers none of them
    for what, file, args, theirs, goal in [
        ("JSON", "addresses-4", ["-", "--json"], ["sipcalc", "-"], 10),
        ("a line each", "addresses-4", ["-", "--format", "{network} {first}"], ["sipcalc", "-"], None),
        ("merged", "prefixes-4", ["--merge", "-"], [merge], 1),
        ("merged", "prefixes-6", ["--merge", "-"], [merge], 1),
    ]:
        if theirs[0] == "sipcalc" and not has_sipcalc:
            continue
        commands = [fed([binary, "subnet", *args], files[file]), fed(theirs, files[file])]
        octets = [written(command) for command in commands]
        medians, _ = by_turns(commands, asked.runs)
        seconds = [wall for wall, _ in medians]
        ratio = seconds[1] / seconds[0]
        cells = [cell for time, size in zip(seconds, octets) for cell in (rate(LINES / time), rate(size))]
        other = "iprange" if theirs[0] == merge else " ".join(theirs)
        rows.append([what, file, " ".join(args), other, *cells, f"{ratio:.2f}", reached(ratio, goal)])
        print(f"{what}, {file}: {ratio:.2f}", file=sys.stderr)
    table(["what", "100,000 lines", "netlab", "beside", "lines/s", "octets", "lines/s", "octets", "ratio", "goal"], rows)

    one = "172.16.10.1/24"
    starts = [("netlab subnet", [binary, "subnet", one])]
    if has_sipcalc:
        starts.append(("sipcalc", [shutil.which("sipcalc"), one]))
    for name, command in starts:
        print(f"{name} {one}: {above_true(command):.2f} ms from start to exit above /bin/true")


if __name__ == "__main__":
    main()
