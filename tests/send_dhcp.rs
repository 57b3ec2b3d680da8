//! `netlab build dhcp discover --send --wait --all`: leases from the servers that are in use.
#![cfg(target_os = "linux")]

mod common;

use common::dhcp::{DNSMASQ, dnsmasq, is_there, network, wait_for};
use common::network::{Network, Running, Side};
use common::{Ran, directory, finish, skip};
use std::fs;
use std::process::Stdio;

/// The client that netlab is on a veth0 with the MAC address of these tests.
const CLIENT: &str = "5e:00:00:00:10:b5";

fn discover(network: &Network, more: &[&str]) -> Ran {
    let words = ["build", "dhcp", "discover", "hostname=student-pc", "--send", "veth0", "--wait=10s"];
    let words: Vec<&str> = words.iter().chain(more).copied().collect();
    finish(&mut network.netlab(Side::Here, &words))
}

/// The transcript without what is drawn or takes time.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = match line.split_once(", after ") {
            Some((before, _)) if before.contains("yiaddr") => format!("{before}, after TIME"),
            _ => line.to_string(),
        };
        match line.split_once("0x") {
            Some((before, after)) => {
                let rest = after.trim_start_matches(|c: char| c.is_ascii_hexdigit());
                out.push_str(&format!("{before}0xXID{rest}\n"));
            }
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

/// From DISCOVER to the four settings, and back; and the server agrees on every option.
#[test]
fn dnsmasq_leases_an_address() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-lease");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.50,1h"]);
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        steady(&ran.stdout),
        "DISCOVER  0.0.0.0 → 255.255.255.255  UDP 68 → 67 len 300  DHCP DISCOVER xid
          0xXID
OFFER     172.16.10.1 → 255.255.255.255  UDP 67 → 68 len 309  DHCP OFFER xid
          0xXID yiaddr 172.16.10.50, after TIME
REQUEST   0.0.0.0 → 255.255.255.255  UDP 68 → 67 len 300  DHCP REQUEST xid
          0xXID
ACK       172.16.10.1 → 255.255.255.255  UDP 67 → 68 len 309  DHCP ACK xid
          0xXID yiaddr 172.16.10.50, after TIME
probe     nobody answers for 172.16.10.50: it may be used

address   172.16.10.50
mask      255.255.255.0
gateway   172.16.10.1
DNS       172.16.10.53, 172.16.10.54
domain    lab.example
server    172.16.10.1
lease     3600 s: to be renewed after 1800 s, with any server after 3150 s

  172.16.10.50 AND 255.255.255.0 = 172.16.10.0
  172.16.10.1  AND 255.255.255.0 = 172.16.10.0
Same subnet: 172.16.10.1 is a neighbour; what is for it goes to its own MAC
address.

RELEASE   172.16.10.50 → 172.16.10.1  UDP 68 → 67 len 300  DHCP RELEASE xid
          0xXID
"
    );
    assert!(ran.stderr.contains(&format!("The client was {CLIENT}, not this machine")), "{ran:?}");
    let log = wait_for(&place.join("log"), &format!("DHCPRELEASE(veth1) 172.16.10.50 {CLIENT}"));
    for line in [
        format!("DHCPDISCOVER(veth1) {CLIENT}"),
        format!("DHCPREQUEST(veth1) 172.16.10.50 {CLIENT}"),
        format!("DHCPACK(veth1) 172.16.10.50 {CLIENT} student-pc"),
        "client provides name: student-pc".into(),
        "requested options: 1:netmask, 3:router, 6:dns-server, 15:domain-name".into(),
        "option: 54 server-identifier  172.16.10.1".into(),
        "option: 51 lease-time  1h".into(),
        "option: 58 T1  30m".into(),
        "option: 59 T2  52m30s".into(),
        "option:  1 netmask  255.255.255.0".into(),
        "option: 15 domain-name  lab.example".into(),
        "option:  6 dns-server  172.16.10.53, 172.16.10.54".into(),
        "option:  3 router  172.16.10.1".into(),
    ] {
        assert!(log.contains(&line), "{line}\n{log}");
    }
    assert_eq!(fs::read_to_string(place.join("leases")).unwrap_or_default().trim(), "");
    // nothing on this machine was changed
    assert!(!network.sh(Side::Here, "ip -4 -o address show dev veth0").contains("inet"));
    let kept = discover(&network, &["--all", "--keep"]);
    assert_eq!(kept.status, 0, "{kept:?}");
    let leases = fs::read_to_string(place.join("leases")).expect("a file");
    assert!(leases.contains(CLIENT) && leases.contains("172.16.10.50 student-pc"), "{leases}");
    drop(server);
}

/// Question and answer side by side: options go by their names, and not by code, length and value.
#[test]
fn an_offer_stands_beside_the_discover() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let server =
        dnsmasq(&network, &directory("dnsmasq-beside"), &["--dhcp-range=172.16.10.50,172.16.10.50,1h"]);
    let ran = discover(&network, &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let (_, said) = ran.stdout.split_once("\n  siaddr ").expect("the addresses");
    let (_, said) = said.split_once('\n').expect("a line");
    assert!(
        said.starts_with(
            "  DHCP Msg Type               1  DHCPDISCOVER           2  DHCPOFFER
  DHCP Server Id              -                         172.16.10.1
  Address Time                -                         3600 (1 h)
"
        ),
        "{said}"
    );
    assert!(
        said.contains("\n  Router                      -                         172.16.10.1\n"),
        "{said}"
    );
    drop(server);
}

/// The server of busybox, as another make.
#[test]
fn udhcpd_leases_an_address() {
    if !is_there("udhcpd") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("udhcpd-lease");
    let leases = place.join("leases");
    fs::write(&leases, "").expect("a file");
    let conf = place.join("udhcpd.conf");
    let text = format!(
        "start 172.16.10.70\nend 172.16.10.70\ninterface veth1\nlease_file {}\npidfile {}\noption subnet 255.255.255.0\n\
         option router 172.16.10.1\noption dns 172.16.10.53\noption lease 600\n",
        leases.display(),
        place.join("pid").display()
    );
    fs::write(&conf, text).expect("a file");
    let log = fs::File::create(place.join("log")).expect("a file");
    let conf = conf.to_str().expect("UTF-8");
    let mut command = network.command(Side::There, "/usr/sbin/udhcpd", &["-f", conf]);
    let out = log.try_clone().expect("a file");
    let server = Running { child: command.stdout(out).stderr(log).spawn().expect("udhcpd starts") };
    wait_for(&place.join("log"), "started");
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for line in [
        "\naddress   172.16.10.70\nmask      255.255.255.0\ngateway   172.16.10.1\nDNS       172.16.10.53\n",
        "\nlease     600 s: to be renewed after 300 s, with any server after 525 s\n",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
    drop(server);
}

/// Two servers: both offers are shown, the first is taken.
#[test]
fn the_offers_of_two_servers_are_shown() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    network.sh(Side::There, "ip address add 172.16.10.2/24 dev veth1");
    let first =
        dnsmasq(&network, &directory("dnsmasq-of-two"), &["--dhcp-range=172.16.10.50,172.16.10.50,1h"]);
    // offers when it has seen the offer of the other, first with a wrong xid
    let script = "
import socket, struct
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
wire.bind(('veth1', 0))
print('ready', flush=True)
while True:
    frame, address = wire.recvfrom(65535)
    if frame[12:14] != bytes([8, 0]) or frame[23] != 17 or frame[282:285] != bytes([53, 1, 2]):
        continue
    if frame[26:30] != bytes([172, 16, 10, 1]):
        continue
    for xid in (1, 0):
        reply = bytearray(frame[42:42 + 240])
        reply[4] ^= xid
        reply[16:20] = bytes([172, 16, 10, 90])
        reply += bytes([53, 1, 2, 54, 4, 172, 16, 10, 2, 51, 4, 0, 0, 0, 60, 1, 4, 255, 255, 255, 0, 255])
        udp = struct.pack('!HHHH', 67, 68, 8 + len(reply), 0) + reply
        addresses = bytes([172, 16, 10, 2]), bytes([255] * 4)
        ip = bytearray(struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, *addresses))
        total = sum(struct.unpack('!10H', ip))
        total = (total & 0xffff) + (total >> 16)
        ip[10:12] = struct.pack('!H', ~total & 0xffff)
        wire.send(bytes([255] * 6) + bytes.fromhex('020000001012') + bytes.fromhex('0800') + ip + udp)
";
    let mut python = network.command(Side::There, "python3", &["-u", "-c", script]);
    let Ok(mut child) = python.stdout(Stdio::piped()).spawn() else { return skip("no python3") };
    let mut ready = [0; 6];
    std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut ready).expect("ready");
    let second = Running { child };
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let offers: Vec<&str> = ran.stdout.split("\nOFFER ").skip(1).collect();
    assert_eq!(offers.len(), 2, "{ran:?}");
    assert!(ran.stdout.contains("taken: it came"), "{ran:?}");
    assert!(ran.stdout.contains("172.16.10.2 → ") && ran.stdout.contains("172.16.10.1 → "), "{ran:?}");
    // the one with the wrong xid is no offer for netlab
    assert_eq!(ran.stdout.matches("yiaddr 172.16.10.90").count(), 1, "{ran:?}");
    drop((first, second));
}

/// No server: exit 1 and why.
#[test]
fn no_server_is_said() {
    let Some(network) = network() else { return };
    let words = ["build", "dhcp", "discover", "--send", "veth0", "--wait=100ms", "--all"];
    let ran = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(ran.status, 1);
    let (_, said) = ran.stdout.split_once("No answer within 100 ms.\n").expect("the end");
    assert_eq!(
        said,
        "  1.  not a single frame passed veth0
  2.  no DHCP server is on this link, or it has no address left to give, or no
      relay passes the question on
"
    );
}

/// A server that refuses.
#[test]
fn a_refusal_is_the_answer_to_a_request() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-nak");
    let range = "--dhcp-range=172.16.10.50,172.16.10.60,1h";
    let server = dnsmasq(&network, &place, &[range, "--dhcp-authoritative"]);
    let line = "build dhcp request requested_ip=10.9.8.7 server_id=172.16.10.1 --send veth0 --wait=10s";
    let words: Vec<&str> = line.split(' ').collect();
    let nak = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(nak.status, 0, "{nak:?}");
    assert!(nak.stdout.contains("DHCP NAK"), "{nak:?}");
    wait_for(&place.join("log"), "DHCPNAK(veth1) 10.9.8.7");
    drop(server);
}

/// Another client that wants what is offered to netlab, and is faster: so often, it asks for the address of each offer as
/// soon as it sees it.
fn rival(network: &Network, times: u32) -> Option<Running> {
    let script = "
import socket, struct, sys
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
wire.bind(('veth0', 0))
print('ready', flush=True)
for i in range(int(sys.argv[1])):
    while True:
        frame, address = wire.recvfrom(65535)
        if frame[12:14] == bytes([8, 0]) and frame[23] == 17 and frame[282:285] == bytes([53, 1, 2]):
            break
    own = bytes([2, 0, 0, 0, 9, i])
    message = bytearray(frame[42:42 + 240])
    message[0] = 1
    message[4:8] = own[2:]
    message[16:20] = bytes(4)
    message[28:34] = own
    options = bytes([53, 1, 3, 50, 4]) + frame[58:62] + bytes([54, 4, 172, 16, 10, 1, 255])
    message += options.ljust(60, bytes(1))
    udp = struct.pack('!HHHH', 68, 67, 8 + len(message), 0) + message
    ip = bytearray(struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, bytes(4), bytes([255] * 4)))
    total = sum(struct.unpack('!10H', ip))
    total = (total & 0xffff) + (total >> 16)
    ip[10:12] = struct.pack('!H', ~total & 0xffff)
    wire.send(bytes([255] * 6) + own + bytes.fromhex('0800') + ip + udp)
";
    let mut python = network.command(Side::Here, "python3", &["-u", "-c", script, &times.to_string()]);
    let Ok(mut child) = python.stdout(Stdio::piped()).spawn() else {
        skip("no python3");
        return None;
    };
    let mut ready = [0; 6];
    std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut ready).expect("ready");
    Some(Running { child })
}

/// The address is gone between OFFER and REQUEST: the server says NAK, and the client begins again (RFC 2131 §3.1 step 5).
#[test]
fn after_a_refusal_the_client_starts_again() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-nak-again");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.60,1h"]);
    let Some(rival) = rival(&network, 1) else { return };
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let names: Vec<&str> = ran.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    let messages: Vec<&str> = names
        .into_iter()
        .filter(|name| name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase()))
        .collect();
    assert_eq!(
        messages,
        ["DISCOVER", "OFFER", "REQUEST", "NAK", "DISCOVER", "OFFER", "REQUEST", "ACK", "DNS", "RELEASE"],
        "{ran:?}"
    );
    // why, in the server's own words
    let log = fs::read_to_string(place.join("log")).expect("a file");
    assert!(log.contains("DHCPNAK(veth1)") && log.contains("address in use"), "{log}");
    assert!(ran.stdout.contains("The server refuses (\"address in use\"): "), "{ran:?}");
    assert!(ran.stdout.contains("The client starts again (RFC 2131 §3.1 step 5)."), "{ran:?}");
    drop((server, rival));
}

/// But not for ever: no more than ten frames go out unasked.
#[test]
fn a_server_that_refuses_always_ends_it() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-nak-always");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.60,1h"]);
    let Some(rival) = rival(&network, 9) else { return };
    let ran = discover(&network, &["--all", "--lang", "zh"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.stdout.matches("\nNAK ").count(), 3, "{ran:?}");
    let end = "发出 6 帧仍未租到地址：再试就会超过 10 帧，netlab 到此为止；用 `--yes` 可继续。\n";
    assert!(ran.stdout.ends_with(end), "{ran:?}");
    drop((server, rival));
}

/// Somebody has the address without having asked: the probe finds it (RFC 2131 §4.4.1), the server is told, and it offers
/// another.
#[test]
fn an_address_that_somebody_has_is_declined() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-decline");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.51,1h"]);
    // the address that dnsmasq offers first is the other host's already
    let first = discover(&network, &["--all"]);
    let address = first.stdout.split("\naddress   ").nth(1).and_then(|rest| rest.lines().next());
    let address = address.unwrap_or_else(|| panic!("{first:?}")).to_string();
    network.sh(Side::There, &format!("ip address add {address}/32 dev lo"));
    let began = std::time::Instant::now();
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(began.elapsed() >= std::time::Duration::from_secs(10), "RFC 2131 §3.1: a minimum of ten seconds");
    let stdout = ran.stdout.replace("\n          ", " ");
    for line in [
        format!("\nprobe     02:00:00:00:10:11 has {address} already: it must not be used\n"),
        "\nDECLINE   0.0.0.0 → 255.255.255.255  UDP 68 → 67 ".into(),
        "\nThe client starts again after 10.0 s (RFC 2131 §3.1 step 5).\n".into(),
    ] {
        assert!(stdout.contains(&line), "{line}\n{stdout}");
    }
    let other = if address.ends_with("50") { "172.16.10.51" } else { "172.16.10.50" };
    assert!(stdout.contains(&format!("\naddress   {other}\n")), "{stdout}");
    wait_for(&place.join("log"), &format!("DHCPDECLINE(veth1) {address} {CLIENT}"));
    drop(server);
}

/// A message that a relay passed on: the server answers the relay (RFC 2131 §4.1), which is this machine.
#[test]
fn a_relay_gets_the_answer() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    network.sh(Side::Here, "ip address add 172.16.10.10/24 dev veth0");
    let place = directory("dnsmasq-relay");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.50,1h"]);
    let line = "build dhcp discover giaddr=172.16.10.10 hops=1 --send veth0 --wait=10s";
    let words: Vec<&str> = line.split(' ').collect();
    let ran = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(ran.status, 0, "{ran:?}");
    let stdout = ran.stdout.replace("\n          ", " ");
    assert!(stdout.contains("answer    172.16.10.1 → 172.16.10.10  UDP 67 → 67 "), "{stdout}");
    assert!(stdout.contains("yiaddr 172.16.10.50"), "{stdout}");
    drop(server);
}

/// A server in another subnet, behind a relay that is a router, too: the release goes to the gateway, by the AND.
#[test]
fn a_server_behind_a_relay_gets_the_lease_back() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dnsmasq-behind-a-relay");
    let mut far = network.command(Side::There, "unshare", &["-n", "sleep", "60"]);
    let far = Running { child: far.spawn().expect("a namespace") };
    let id = far.child.id().to_string();
    let inside = format!("nsenter -t {id} -n");
    // it has left the namespace of its parent once it is in its own
    let apart = format!(
        "for i in $(seq 500); do [ \"$(readlink /proc/{id}/ns/net)\" != \"$(readlink /proc/self/ns/net)\" ] && exit 0; sleep 0.01; done; exit 1"
    );
    network.sh(Side::There, &apart);
    for line in [
        format!("ip link add r0 type veth peer name s0 netns {id}"),
        "ip link set r0 up && ip address add 10.0.0.1/24 dev r0".into(),
        "echo 1 >/proc/sys/net/ipv4/ip_forward".into(),
        format!(
            "{inside} ip link set lo up && {inside} ip link set s0 up && {inside} ip address add 10.0.0.2/24 dev s0"
        ),
        format!("{inside} ip route add default via 10.0.0.1"),
    ] {
        network.sh(Side::There, &line);
    }
    let leases = format!("--dhcp-leasefile={}", place.join("leases").display());
    let start = |words: &[&str], log: &str| {
        let (out, log) = (fs::File::create(place.join(log)).expect("a file"), place.join(log));
        let mut command = network.command(Side::There, words[0], &words[1..]);
        let child = command.stdout(Stdio::null()).stderr(out).spawn().expect("dnsmasq starts");
        wait_for(&log, "started");
        Running { child }
    };
    let server = [
        &["nsenter", "-t", &id, "-n", "/usr/sbin/dnsmasq"][..],
        &DNSMASQ,
        &[
            "--port=0",
            "--interface=s0",
            "--dhcp-range=172.16.10.50,172.16.10.50,255.255.255.0,1h",
            "--dhcp-option=3,172.16.10.1",
            &leases,
        ],
    ]
    .concat();
    let server = start(&server, "log");
    let relay =
        [&["/usr/sbin/dnsmasq"][..], &DNSMASQ, &["--port=0", "--dhcp-relay=172.16.10.1,10.0.0.2"]].concat();
    let relay = start(&relay, "relay");
    let ran = discover(&network, &["--all"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let stdout = ran.stdout.replace("\n          ", " ");
    assert!(stdout.contains(", by the relay 172.16.10.1\n"), "{stdout}");
    assert!(
        stdout.contains("\naddress   172.16.10.50\nmask      255.255.255.0\ngateway   172.16.10.1\n"),
        "{stdout}"
    );
    let (_, way) = stdout.split_once("\n  172.16.10.50 AND ").expect("the AND");
    assert!(
        way.starts_with(
            "255.255.255.0 = 172.16.10.0\n  10.0.0.2     AND 255.255.255.0 = 10.0.0.0\nAnother subnet: what is for 10.0.0.2 \
             goes to the MAC address of the gateway\n172.16.10.1, which passes it on.\n\nRELEASE   172.16.10.50 → 10.0.0.2  "
        ),
        "{stdout}"
    );
    wait_for(&place.join("log"), &format!("DHCPRELEASE(s0) 172.16.10.50 {CLIENT}"));
    drop((relay, server, far));
}

/// dnsmasq's DNS: the answer is known by id and question.
#[test]
fn dnsmasq_answers_a_query() {
    if !is_there("dnsmasq") {
        return;
    }
    let Some(network) = Network::with_addresses() else { return };
    let place = directory("dnsmasq-dns");
    let server = dnsmasq(
        &network,
        &place,
        &["--port=53", "--address=/www.example.com/172.16.10.80", "--listen-address=172.16.10.11"],
    );
    let line = "build dns query www.example.com A --to 172.16.10.11 --send veth0 --wait=5s";
    let words: Vec<&str> = line.split(' ').collect();
    let ran = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(ran.status, 0, "{ran:?}");
    let stdout = ran.stdout.replace("\n          ", " ");
    assert!(
        stdout.contains("and dns.qname == \"www.example.com.\" and dns.qtype == 1 and dns.qr == 1"),
        "{stdout}"
    );
    assert!(stdout.contains("172.16.10.80"), "{stdout}");
    drop(server);
}
