#!/usr/bin/env python3
"""Holds netlab against tshark, field by field: the same place, the same value.

    agree.py [--netlab PROGRAM] [--jobs N] DIRECTORY...

map.txt says which field of tshark is which of netlab's. Where both programs have such a field in a frame of the captures
below DIRECTORY, its bits and its value must be the same. Every disagreement must stand in disagreements.txt, and all that
stands there under the name of a DIRECTORY must be there. `--write` brings the list up to date; what has no kind comes
behind its end, and somebody must judge it. `--learn` prints which fields of tshark stand where netlab has one that the
map does not tell of, `--one-sided` which fields that it does tell of only one of the two has.
"""

import argparse
import collections
import concurrent.futures
import ipaddress
import json
import os
import re
import subprocess
import sys

TSHARK = ["tshark", "-n", "-T", "json", "-x", "--no-duplicate-keys"]
# a field must stand in the frame where it is shown, and netlab puts nothing together
PREFERENCES = {
    "ip.check_checksum": "TRUE",
    "tcp.check_checksum": "TRUE",
    "udp.check_checksum": "TRUE",
    "tcp.relative_sequence_numbers": "FALSE",
    "ip.defragment": "FALSE",
    "ipv6.defragment": "FALSE",
    "tcp.desegment_tcp_streams": "FALSE",
    "tls.desegment_ssl_records": "FALSE",
}

SAME_TABLES = {"mdns": "dns", "llmnr": "dns"}
OCTETS = re.compile("[0-9a-f]{2}(:[0-9a-f]{2})+")
STATUS = ["wrong", "correct", "unknown", "absent", "wrong"]

# Field of one frame: name, first bit, bit behind the last, value.
Field = collections.namedtuple("Field", "name start end value little", defaults=[None])


def json_of(command):
    """What a program prints; that it complains of a file cut short is no matter here."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False).stdout


def ours(netlab, file):
    """The fields of each frame, by number, as netlab reads them."""
    frames = {}
    for line in json_of([netlab, "frame", "--json", file]).splitlines():
        frame = json.loads(line)
        found = frames[frame["number"]] = []
        for layer in frame["layers"]:
            protocol = SAME_TABLES.get(layer["protocol"], layer["protocol"])
            of_fields(protocol, layer["fields"], found)
            for key, verdict in layer.get("checksums", {}).items():
                found.append(Field(f"{protocol}.{key}.state", *layer["fields"][key]["bits"], verdict["state"]))
    return frames


def of_fields(path, fields, found):
    for key, field in fields.items():
        of_field(f"{path}.{re.sub(r'_[0-9]+$', '', key)}", field, found)


def of_field(path, field, found):
    if "bits" in field and "missing_bits" not in field:
        value = next((field[key] for key in ("value", "octets", "partial") if key in field), None)
        found.append(Field(path, *field["bits"], value))
    of_fields(path, field.get("fields", {}), found)
    for item in field.get("items", []):
        of_fields(path, {item["key"]: item}, found)


def theirs(file):
    """The same as tshark reads them."""
    command = TSHARK + [word for pair in PREFERENCES.items() for word in ("-o", "%s:%s" % pair)]
    text = json_of(command + ["-r", file])
    packets = [packet["_source"]["layers"] for packet in json.loads(text or "[]")]
    # tshark also shows blocks of pcapng that are no frames
    packets = [layers for layers in packets if "frame.encap_type" in layers["frame"]]
    frames = {}
    for number, layers in enumerate(packets, 1):
        frames[number] = []
        try:
            octets = bytes.fromhex(layers["frame_raw"][0])
        except (KeyError, ValueError):
            # an empty frame, or one that tshark reads out of a buffer of its own
            continue
        of_tree({key: value for key, value in layers.items() if not key.startswith("frame")}, octets, frames[number])
    return frames


def of_tree(tree, octets, found):
    for key, value in tree.items():
        if key.endswith("_raw"):
            name = key[:-4]
            places = value if value and isinstance(value[0], list) else [value]
            values = tree.get(name)
            if not isinstance(values, list) or len(values) != len(places):
                values = [values] if len(places) == 1 else [None] * len(places)
            for place, text in zip(places, values):
                of_place(name, place, text, octets, found)
        elif key.endswith(".status") and key + "_raw" not in tree:
            # made by tshark, and without a place of its own
            of_tree({key + "_raw": tree.get(key[: -len("status") - 1] + "_raw"), key: value}, octets, found)
        elif isinstance(value, dict):
            of_tree(value, octets, found)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    of_tree(item, octets, found)


def of_place(name, place, text, octets, found):
    if not isinstance(place, list) or len(place) != 5 or not isinstance(place[0], str):
        # a field whose own name ends in "_raw"
        return
    raw, offset, length, mask, _ = place
    text = text if isinstance(text, str) else None
    if length <= 0 or offset < 0:
        return
    # of some fields tshark gives the length of the octet that its bits begin in
    length = max(length, -(-mask.bit_length() // 8))
    start, end = offset * 8, (offset + length) * 8
    little = None
    if mask:
        turned = int.from_bytes(mask.to_bytes(max(length, 8), "big")[-length:], "little")
        if turned:
            little = end - turned.bit_length(), end - (turned & -turned).bit_length() + 1
        start, end = end - mask.bit_length(), end - (mask & -mask).bit_length() + 1
    elif octets[offset : offset + length].hex() != raw:
        # of a buffer that tshark made: bits moved, names unpacked, octets decoded
        return
    found.append(Field(name, start, end, text, little))


def same(mine, yours, how):
    """Whether the value of netlab is that of tshark, which writes every value as text."""
    if how == "place" or mine is None or not yours:
        return True
    if how == "state":
        return mine == STATUS[int(yours)]
    if how == "name":
        return plain_name(mine) == plain_name(yours)
    if isinstance(mine, bool):
        return yours in (str(int(mine)), str(mine))
    if isinstance(mine, int):
        if how.startswith("/"):
            return abs(float(yours) - mine / int(how[1:])) < 1e-4
        number = int(yours.replace(":", ""), 16) if OCTETS.fullmatch(yours) else int(yours, 0)
        return number == mine * int(how[1:] or 1)
    return bool(readings(mine, how) & readings(yours, how))


def readings(text, how):
    """The octets that a text may stand for."""
    found = {text.encode()}
    if OCTETS.fullmatch(text) or re.fullmatch("(0x)?([0-9a-f]{2})*", text):
        found.add(bytes.fromhex(text.removeprefix("0x").replace(":", "")))
    try:
        found.add(ipaddress.ip_address(text).packed)
    except ValueError:
        pass
    # zeros behind a text and behind the prefix of an address say nothing
    return {octets.rstrip(b"\0") for octets in found} if how == "zeros" else found


def plain_name(name):
    """A domain name as tshark writes it: without the dot of the root, nothing escaped."""
    name = re.sub(r"\\([0-9]{3})", lambda code: chr(int(code[1])), name)
    name = re.sub(r"\\(.)", r"\1", name)
    return "<Root>" if name == "." else name.rstrip(".")


class Map:
    """Which field of tshark is which of netlab's."""

    def __init__(self, path):
        self.rows, self.known = [], {}
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                words = line.split("#")[0].split()
                if words:
                    key, names, *how = words
                    pattern = re.escape(key).replace(r"\*", "[a-z0-9_]*")
                    self.rows.append((re.compile(pattern), names.split("|"), how))
        self.names = {name for _, names, _ in self.rows for name in names}

    def of(self, key):
        """The names and how to compare, or None. The first row holds."""
        if key not in self.known:
            rows = (row[1:] for row in self.rows if row[0].fullmatch(key))
            self.known[key] = next(rows, None)
        return self.known[key]


def place_of(field, how):
    if "octets" in how:
        return field.start // 8, -(-field.end // 8)
    return field.little if "little" in how and field.little else (field.start, field.end)


def compare(mine, yours, table):
    """Compares one frame: how many fields, the disagreements, the fields that only netlab and only tshark has."""
    compared, wrong, lonely, told = 0, [], [], set()
    named = collections.defaultdict(list)
    for field in yours:
        named[field.name].append(field)
    for field in mine:
        if table.of(field.name) is None:
            continue
        names, how = table.of(field.name)
        there = (other for name in names for other in named[name] if place_of(other, how) == place_of(field, how))
        other = next(there, None)
        if other is None:
            lonely.append(field)
            continue
        told.add(other)
        if "state" in how and "unknown" in (field.value, STATUS[int(other.value)]):
            continue
        compared += 1
        if not same(field.value, other.value, next((word for word in how if word not in ("octets", "little")), "*1")):
            wrong.append(("value", field, other))
    only_netlab = []
    for field in lonely:
        names, how = table.of(field.name)
        left = [other for name in names for other in named[name] if other not in told]
        other = next((other for other in left if other.start < field.end and field.start < other.end), None)
        if other:
            told.add(other)
            compared += 1
            wrong.append(("place", field, other))
        else:
            only_netlab.append(field)
    only_tshark = [field for field in yours if field.name in table.names and field not in told]
    return compared, wrong, only_netlab, only_tshark


def show(field):
    return f"{field.start}..{field.end} {str(field.value)[:80]}"


class List:
    """The disagreements that are known: kinds, each with a sentence of the standard and the fields that it is about."""

    UNJUDGED = "not judged yet"

    def __init__(self, path):
        # kind -> (its words, (how, key, name) -> {file: frames})
        self.path, self.kinds = path, {None: ([], {})}
        kind, row = None, None
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("== "):
                    kind = line[3:]
                    self.kinds[kind] = ([], {})
                elif line.startswith("    "):
                    file, *frames = line.split()
                    self.kinds[kind][1][row][file] = {n for frame in frames for n in between(frame)}
                elif re.match("(value|place) ", line) and kind:
                    row = tuple(line.split())
                    self.kinds[kind][1][row] = {}
                else:
                    self.kinds[kind][0].append(line)

    def known(self, tops):
        """All disagreements in captures below the directories of these names."""
        return {
            (row, file, frame)
            for _, rows in self.kinds.values()
            for row, files in rows.items()
            for file, frames in files.items()
            for frame in frames
            if file.split("/")[0] in tops
        }

    def update(self, tops, found):
        self.kinds.setdefault(self.UNJUDGED, ([""], {}))
        for _, rows in self.kinds.values():
            for files in rows.values():
                for file in [file for file in files if file.split("/")[0] in tops]:
                    del files[file]
        for row, file, frame in found:
            kind = next((kind for kind, (_, rows) in self.kinds.items() if row in rows), self.UNJUDGED)
            self.kinds[kind][1].setdefault(row, {}).setdefault(file, set()).add(frame)
        if not self.kinds[self.UNJUDGED][1]:
            del self.kinds[self.UNJUDGED]
        with open(self.path, "w", encoding="utf-8") as out:
            for kind, (words, rows) in self.kinds.items():
                text = "\n".join(words).strip("\n")
                out.write((f"\n== {kind}\n" if kind else "") + text + "\n")
                for row, files in rows.items():
                    out.write("\n" + " ".join(row) + "\n")
                    for file in sorted(files):
                        out.write(f"    {file} {ranges(files[file])}\n")


def between(frames):
    first, _, last = frames.partition("-")
    return range(int(first), int(last or first) + 1)


def ranges(numbers):
    """1-3 5: what `between` reads."""
    runs = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def captures(directory):
    """The captures below a directory, each with the name it has in the list."""
    above = os.path.dirname(os.path.abspath(directory))
    for path, _, files in sorted(os.walk(os.path.abspath(directory))):
        for file in sorted(files):
            if not file.endswith((".md", ".names")):
                file = os.path.join(path, file)
                yield file, os.path.relpath(file, above).replace(os.sep, "/")


def names_of(file, name):
    """How the list calls frame n: by the file and the number, or as a file of names beside the capture says."""
    names = file + ".names"
    if not os.path.exists(names):
        return lambda number: (name, number)
    with open(names, encoding="utf-8") as lines:
        frames = [line.split() for line in lines]
    return lambda number: (f"{name.split('/')[0]}/{frames[number - 1][0]}", int(frames[number - 1][1]))


def learn(frames, table):
    """For each key without a row, how often it came and which fields of tshark stood in its place."""
    seen = collections.defaultdict(collections.Counter)
    for _, _, mine, yours in frames:
        places = collections.defaultdict(set)
        for other in yours:
            places[other.start, other.end].add(other.name)
        for field in mine:
            if table.of(field.name) is None:
                seen[field.name].update(["", *places[field.start, field.end]])
    for key in sorted(seen):
        total = seen[key].pop("")
        print(f"{key} {total}:", *(f"{name}={count}" for name, count in seen[key].most_common(8)))


def one_sided(only):
    for (program, name), files in sorted(only.items(), key=lambda item: -sum(item[1].values())):
        print(program, name, sum(files.values()), *(file for file, _ in files.most_common(6)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netlab", default="target/debug/netlab")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--one-sided", action="store_true")
    parser.add_argument("directories", nargs="+")
    options = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    table = Map(os.path.join(here, "map.txt"))
    known = List(os.path.join(here, "disagreements.txt"))

    def read(capture):
        file, name = capture
        mine, yours = ours(options.netlab, file), theirs(file)
        called = names_of(file, name)
        return [(*called(number), mine[number], yours.get(number, [])) for number in sorted(mine)]

    files = [capture for directory in options.directories for capture in captures(directory)]
    total, wrongs, found, shown, only = 0, 0, set(), {}, collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        read_all = pool.map(read, files)
        if options.learn:
            learn((frame for frames in read_all for frame in frames), table)
            return 0
        for name, number, mine, yours in (frame for frames in read_all for frame in frames):
            compared, wrong, only_netlab, only_tshark = compare(mine, yours, table)
            total, wrongs = total + compared, wrongs + len(wrong)
            for how, field, other in wrong:
                disagreement = ((how, field.name, other.name), name, number)
                found.add(disagreement)
                shown[disagreement] = f"netlab {show(field)}, tshark {show(other)}"
            for program, fields in (("netlab", only_netlab), ("tshark", only_tshark)):
                for field in fields:
                    only[program, field.name][name] += 1

    if options.one_sided:
        one_sided(only)
    tops = {os.path.basename(os.path.abspath(directory)) for directory in options.directories}
    if options.write:
        known.update(tops, found)
    expected = known.known(tops)
    for row, name, number in sorted(found - expected):
        print("new:", *row, name, number, shown[row, name, number], file=sys.stderr)
    for row, name, number in sorted(expected - found):
        print("gone:", *row, name, number, file=sys.stderr)
    kinds = [kind for kind in known.kinds if kind]
    lonely = {side: sum(sum(files.values()) for (of, _), files in only.items() if of == side) for side in ("netlab", "tshark")}
    print(f"{len(files)} captures: {total} fields compared, {total - wrongs} agree, {wrongs} disagree;")
    print(f"{lonely['netlab']} fields only netlab has, {lonely['tshark']} only tshark; {len(kinds)} kinds of disagreement")
    if List.UNJUDGED in kinds or len(kinds) > 20:
        print("disagreements.txt must judge each of at most twenty kinds", file=sys.stderr)
        return 1
    return 0 if found == expected else 1


if __name__ == "__main__":
    sys.exit(main())
