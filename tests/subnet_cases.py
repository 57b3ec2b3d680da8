#!/usr/bin/env python3
"""Holds `netlab subnet` against a table of cases: id, category, input, expected, ... in columns parted by tabs.

`python3 tests/subnet_cases.py FILE [NETLAB]`. Exit status 1 where a case fails.
"""

import json
import re
import subprocess
import sys

NETLAB = sys.argv[2] if len(sys.argv) > 2 else "target/debug/netlab"


def run(*words):
    command = [NETLAB, "--lang", "en", "subnet", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


HELP = run("--help")[1]


def need(found, what):
    if not found:
        raise AssertionError(what)


def info(words, expected):
    status, out, _ = run("--json", *words.split())
    need(status == 0, f"status {status}")
    have = json.loads(out)
    for part in expected.split("; "):
        name, value = part.split("=")
        key = {"net": "cidr", "wild": "wildcard", "bc": "broadcast"}.get(name, name)
        got = "none" if have[key] is None else str(have[key])
        need(got == value, f"{key}: {got}, not {value}")
    page = run(*words.split())[1]
    for part in expected.split("; "):
        need(part.split("=")[1] in page, f"not on the page: {part}")


def error(words, _):
    status, out, told = run(words.strip('"'))
    need(status == 2 and out == "" and told.startswith("error: ") and "hint: " in told, f"{status} {out} {told}")


def same(words, expected):
    status, out, _ = run("--json", *words.split())
    have = json.loads(out)
    verdict = re.match(r"same|different|asymmetric", expected).group()
    need(have["verdict"] == verdict, have["verdict"])
    need(status == (0 if verdict == "same" else 1), f"status {status}")
    if "warn" in expected:
        need(have["warnings"], "no warning")


def kind(words, expected):
    _, out, _ = run("--json", words)
    have = json.loads(out)
    page = run(words)[1]
    if "NOT private" in expected:
        need(have["special"] == [] and have["globally_reachable"], have["special"])
        return
    for rfc in re.findall(r"RFC ?(\d+)", expected):
        need(f"RFC {rfc}" in page, f"no RFC {rfc}")
    if "neither private nor global" in expected:
        need(not have["globally_reachable"], "globally reachable")
    for mac in re.findall(r"MAC (\S+)", expected):
        need(mac in page, mac)
    need(have["special"], "ordinary")


def convert(words, expected):
    page = run(words.split()[0])[1]
    bits = page.replace(" | ", ".").replace("|", "").replace(" ", "")
    for token in re.findall(r"[0-9A-Fa-fx.:]{6,}(?:\.arpa|n-addr\.arpa)?|\S+\.arpa", expected):
        need(token.lower() in page.lower() or token in bits, f"no {token}")


def prefixes(page):
    return re.findall(r"(?<![\w.:])[0-9a-f.:]+/\d+", page)


def split(words, expected):
    parent, length = words.split(" -> ")
    status, out, _ = run(parent, "--split", length)
    if expected.startswith("ERROR"):
        return need(status == 2, f"status {status}")
    if "refuse to list" in expected:
        need("4294967296" in out.replace(",", ""), "no count")
        return need(len(out.splitlines()) < 100, "listed")
    need(status == 0, f"status {status}")
    found = prefixes(out)
    for prefix in expected.split():
        need(prefix in found, f"no {prefix}")


def vlsm(words, expected):
    parent, hosts = words.split(" hosts ")
    plan = ",".join(f"n{i}={count}" for i, count in enumerate(hosts.split()))
    status, out, told = run(parent, "--plan", plan)
    if expected.startswith(("ERROR", "FAIL")):
        need(status == 2, f"status {status}")
        return need("255" not in hosts or "/23" in told, told)
    need(status == 0, told)
    found = prefixes(out)
    for part in expected.split():
        need(part.split(":")[1] in found, f"no {part}")


def several(option):
    def check(words, expected):
        given = [words.replace(" - ", "-")] if option == "--range" else words.split()
        status, out, _ = run(option, *given)
        if expected.startswith("ERROR"):
            return need(status == 2, f"status {status}")
        need(status == 0, f"status {status}")
        found = prefixes(out)
        for prefix in expected.split():
            need(prefix in found, f"no {prefix} in {found}")

    return check


CHECKS = {
    "info": info, "error": error, "same": same, "class": kind, "convert": convert, "split": split, "vlsm": vlsm,
    "range": several("--range"), "aggregate": several("--merge"), "supernet": several("--cover"),
}
NEEDS = {"split": "--split", "vlsm": "--plan", "range": "--range", "aggregate": "--merge", "supernet": "--cover"}


def main():
    wrong, held, left = 0, 0, set()
    with open(sys.argv[1], encoding="utf-8") as table:
        next(table)
        for line in table:
            number, category, words, expected = line.rstrip("\n").split("\t")[:4]
            option = NEEDS.get(category)
            if option and option not in HELP:
                left.add(category)
                continue
            try:
                CHECKS[category](words, expected)
                held += 1
            except (AssertionError, KeyError, ValueError) as error:
                wrong += 1
                print(f"{number} {category} {words}: {error}")
    print(f"{held} cases hold, {wrong} do not")
    if left:
        print("left out, for netlab subnet has no option for them:", ", ".join(sorted(left)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
