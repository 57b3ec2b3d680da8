#!/bin/sh
# Runs all tests: `sh tests/run.sh`, with the arguments of `cargo test` behind it.
#
# The tests hold netlab against other programs. Where root runs this on Debian or Ubuntu, those that are missing are
# installed first; elsewhere the tests that need them are skipped, and each says so. With CI set, none may be skipped.
# `sh tests/run.sh --setup` installs and runs nothing.
set -eu
cd "$(dirname "$0")/.."

# program, and the Debian package that has it
witnesses='tshark tshark
tcpdump tcpdump
xxd xxd
hexdump bsdextrautils
od coreutils
base64 coreutils
cc gcc
go golang-go
bash bash
zsh zsh
fish fish
python3 python3
node nodejs
npm npm
xmllint libxml2-utils
ip iproute2
setpriv util-linux
nc.openbsd netcat-openbsd
nc.traditional netcat-traditional
ncat ncat
socat socat
curl curl
chromium chromium
pdfinfo poppler-utils
ss iproute2
unshare util-linux
ping iputils-ping
arping iputils-arping
dnsmasq dnsmasq-base
nsd nsd
udhcpd udhcpd
udhcpc udhcpc
dhclient isc-dhcp-client'

has_schema() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import jsonschema' 2>/dev/null && return 0
    done
    return 1
}

# Debian has it for its own Python
has_scapy() {
    /usr/bin/python3 -c 'import scapy' 2>/dev/null
}

has_openpyxl() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import openpyxl' 2>/dev/null && return 0
    done
    return 1
}

# what a browser prints Chinese with
has_font() {
    fc-list :lang=zh 2>/dev/null | grep -q .
}

missing() {
    echo "$witnesses" | while read -r program package; do
        command -v "$program" >/dev/null 2>&1 || echo "$package"
    done
    has_schema || echo python3-jsonschema
    has_scapy || echo python3-scapy
    has_openpyxl || echo python3-openpyxl
    has_font || echo fonts-wqy-zenhei
    python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
}

packages=$(missing | sort -u | tr '\n' ' ')
if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing with apt-get: $packages" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of packages
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } \
        >"$log" 2>&1 </dev/null || tail -n 5 "$log" >&2
    rm -f "$log"
    packages=$(missing | sort -u | tr '\n' ' ')
fi
# aggregate6 is to be had from PyPI alone: it gets a place of its own, behind all others on the path
place=${CARGO_TARGET_DIR:-target}/witnesses
case $place in /*) ;; *) place=$PWD/$place ;; esac
PATH=$PATH:$place/path
if ! command -v aggregate6 >/dev/null 2>&1; then
    mkdir -p "$place/path"
    { python3 -m venv "$place/python" && "$place/python/bin/pip" install aggregate6==1.0.15 &&
        ln -sf "$place/python/bin/aggregate6" "$place/path/aggregate6"; } >"$place/log" 2>&1 </dev/null ||
        { tail -n 3 "$place/log" && packages="$packages(aggregate6 from PyPI)"; } >&2
fi
# the readers of school systems' formats: GIFT from npm, Canvas from PyPI
if ! [ -d "$place/node/node_modules/gift-pegjs" ]; then
    mkdir -p "$place/node"
    npm install --no-audit --no-fund --prefix "$place/node" gift-pegjs@1.0.2 >"$place/log" 2>&1 </dev/null ||
        { tail -n 3 "$place/log" && packages="$packages(gift-pegjs from npm)"; } >&2
fi
if ! [ -x "$place/text2qti/bin/text2qti" ]; then
    { python3 -m venv "$place/text2qti" && "$place/text2qti/bin/pip" install text2qti==0.8.0; } >"$place/log" 2>&1 </dev/null ||
        { tail -n 3 "$place/log" && packages="$packages(text2qti from PyPI)"; } >&2
fi
if [ -n "$packages" ]; then
    echo "some tests will be skipped; these Debian packages hold what they need: $packages" >&2
fi

if [ "${1-}" = --setup ]; then
    exit 0
fi
exec cargo test --quiet "$@"
