//! `netlab build --send`: frames out, and what answers them: the kernel at the other end of a wire.
#![cfg(target_os = "linux")]

mod common;

use common::network::{Network, Running, Side};
use common::{Ran, finish, netlab, skip};
use serde_json::Value;
use std::io::Read;
use std::process::{Command, Stdio};

/// A transcript without what differs from run to run: how long it took, numbers that are drawn, and what the kernel
/// chooses and sums up.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let drawn =
            ["Checksum  ", "Identification  ", "Window  ", "Sequence Number  3", "Acknowledgment Number  "];
        if drawn.iter().any(|name| line.contains(name)) {
            continue;
        }
        let line = match line.split_once("after ") {
            Some((before, took)) if took.starts_with(|c: char| c.is_ascii_digit()) => {
                let rest = took.split(' ').nth(1).unwrap_or("");
                let close: String = rest.chars().skip_while(|c| c.is_alphabetic()).collect();
                format!("{before}after TIME{close}")
            }
            _ => line.to_string(),
        };
        // seq and ack have up to ten digits
        let mut digits = 0;
        for c in line.chars() {
            digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
            if digits == 6 {
                out.truncate(out.len() - 5);
                out.push('N');
            } else if digits < 6 {
                out.push(c);
            }
        }
        out.push('\n');
    }
    out
}

fn build(network: &Network, line: &str) -> Ran {
    let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).collect();
    finish(&mut network.netlab(Side::Here, &words))
}

/// The kernel's answer to ARP, side by side with the question.
#[test]
fn arp_is_answered_by_the_kernel() {
    let Some(network) = Network::with_addresses() else { return };
    let ran = build(&network, "arp who-has 172.16.10.11 --send veth0 --wait");
    assert_eq!(
        steady(&ran.stdout),
        "  172.16.10.10 AND 255.255.255.0 = 172.16.10.0
  172.16.10.11 AND 255.255.255.0 = 172.16.10.0
Same subnet: 172.16.10.11 is a neighbour; what is for it goes to its own MAC
address.

question  ARP who-has 172.16.10.11 tell 172.16.10.10, on veth0
rule      arp.spa == 172.16.10.11 and arp.tpa == 172.16.10.10 and arp.op ==
          reply
answer    ARP 172.16.10.11 is-at 02:00:00:00:10:11, after TIME

Ethernet
  Destination Address         ff:ff:ff:ff:ff:ff         02:00:00:00:10:10
                              broadcast                 locally administered
  Source Address              02:00:00:00:10:10         02:00:00:00:10:11
                              locally administered      locally administered
ARP
  Opcode                      1  REQUEST                2  REPLY
  Sender Hardware Address     02:00:00:00:10:10         02:00:00:00:10:11
                              locally administered      locally administered
= Sender Protocol Address     172.16.10.10              172.16.10.11
  Target Hardware Address     00:00:00:00:00:00  all    02:00:00:00:10:10
                              zeros: no address         locally administered
= Target Protocol Address     172.16.10.11              172.16.10.10
  (5 fields are the same in both)
"
    );
    assert_eq!((ran.stderr.as_str(), ran.status), ("", 0));
}

/// Echo, and a datagram to a port where nobody is: the kernel answers both, the second with an error that quotes it.
#[test]
fn icmp_and_udp_are_answered_by_the_kernel() {
    let Some(network) = Network::with_addresses() else { return };
    let echo = build(&network, "icmp echo 172.16.10.11 text=netlab --send veth0 --wait");
    assert_eq!(echo.status, 0, "{echo:?}");
    let echo = steady(&echo.stdout);
    for line in [
        "ARP first: 172.16.10.11 is at 02:00:00:00:10:11 (after TIME).\n",
        "answer    172.16.10.11 → 172.16.10.10  ICMP Echo Reply id 1 seq 1, after TIME\n",
        "  Type                        8  Echo                   0  Echo Reply\n",
        "= Identifier                  1                         1\n= Sequence Number",
    ] {
        assert!(echo.contains(line), "{line}\n{echo}");
    }
    let udp = build(&network, "udp 172.16.10.11 5000 text=hello --send veth0 --wait");
    assert_eq!(udp.status, 0, "{udp:?}");
    let udp = steady(&udp.stdout);
    for line in [
        "or error  quoted.ipv4.src == 172.16.10.10 and quoted.ipv4.dst == 172.16.10.11\n          and quoted.udp.src_port == 49161 and quoted.udp.dst_port == 5000\n",
        "answer    172.16.10.11 → 172.16.10.10  ICMP Destination Unreachable: Port\n          Unreachable, after TIME\n",
        "IPv4, quoted\n= Source Address              172.16.10.10              172.16.10.10\n",
        "UDP, quoted\n= Source Port                 49161",
    ] {
        assert!(udp.contains(line), "{line}\n{udp}");
    }
}

/// The same over IPv6: Neighbor Discovery first, then the echo; and the kernel's advertisement beside a solicitation.
#[test]
fn ipv6_asks_its_neighbours() {
    let Some(network) = Network::new() else { return };
    for (side, interface, address) in
        [(Side::Here, "veth0", "2001:db8::10"), (Side::There, "veth1", "2001:db8::11")]
    {
        let on = format!("echo 0 >/proc/sys/net/ipv6/conf/{interface}/disable_ipv6");
        let line = format!("{on} && ip address add {address}/64 dev {interface} nodad");
        network.sh(side, &line);
    }
    let echo = build(&network, "icmpv6 echo 2001:db8::11 --send veth0 --wait=5s");
    assert_eq!(echo.status, 0, "{echo:?}");
    let echo = steady(&echo.stdout);
    assert!(
        echo.contains("Neighbor Discovery first: 2001:db8::11 is at 02:00:00:00:10:11 (after TIME).\n"),
        "{echo}"
    );
    assert!(echo.contains("Echo Reply"), "{echo}");
    let who = build(&network, "icmpv6 who-has 2001:db8::11 --send veth0 --wait=5s");
    assert_eq!(who.status, 0, "{who:?}");
    assert!(who.stdout.contains("icmpv6.target_address == 2001:db8::11 and icmpv6.type == 136"), "{who:?}");
    let none = build(&network, "icmpv6 echo 2001:db8::99 --send veth0 --wait=50ms");
    assert_eq!(none.status, 1, "{none:?}");
    assert!(
        none.stdout.contains("Neighbor Discovery asked for 2001:db8::99 and was not answered"),
        "{none:?}"
    );
}

/// What `--go` prints is what a program in Go sends, and the kernel at the other end answers it.
#[test]
fn a_program_in_go_sends_it_as_it_is() {
    let Some(network) = Network::with_addresses() else { return };
    let line = "arp who-has 172.16.10.11 --from 172.16.10.10/24 --mac 02:00:00:00:10:10 --go";
    let printed = build(&network, line);
    assert_eq!(printed.status, 0, "{printed:?}");
    let place = common::directory("go-sends");
    let program = "package main

import (
\t\"net\"
\t\"syscall\"
)

func main() {
\twire, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0)
\tif err != nil {
\t\tpanic(err)
\t}
\tveth0, err := net.InterfaceByName(\"veth0\")
\tif err != nil {
\t\tpanic(err)
\t}
\tif err := syscall.Sendto(wire, frame, 0, &syscall.SockaddrLinklayer{Ifindex: veth0.Index}); err != nil {
\t\tpanic(err)
\t}
}
";
    let file = place.join("main.go");
    std::fs::write(&file, format!("{program}\n{}", printed.stdout)).expect("a file");
    let binary = place.join("send");
    let (file, binary) = (file.to_str().expect("UTF-8"), binary.to_str().expect("UTF-8"));
    let mut go = Command::new("go");
    go.args(["build", "-o", binary, file]).env("GOCACHE", place.join("cache")).env("GO111MODULE", "off");
    if common::ask("go", &mut go).is_none() {
        return;
    }
    let live = ["frame", "--live", "veth0", "--count=2", "--for", "10s"];
    let (mut live, _said) =
        Running::until(network.netlab(Side::Here, &live).stdout(Stdio::piped()), "listening");
    assert_eq!(finish(&mut network.command(Side::Here, binary, &[])).status, 0);
    let mut seen = String::new();
    let mut stdout = live.child.stdout.take().expect("a pipe");
    stdout.read_to_string(&mut seen).expect("UTF-8");
    assert!(seen.contains("ARP who-has 172.16.10.11 tell 172.16.10.10\n"), "{seen}");
    assert!(seen.contains("ARP 172.16.10.11 is-at 02:00:00:00:10:11\n"), "{seen}");
}

/// What was broken on purpose is the first reason for silence, and not a firewall.
#[test]
fn what_is_broken_is_said_to_be_the_reason() {
    let Some(network) = Network::with_addresses() else { return };
    let echo = build(&network, "icmp echo 172.16.10.11 header_checksum=0 --send veth0 --wait=100ms");
    assert_eq!(echo.status, 1, "{echo:?}");
    let said = echo.stdout.split_once("No answer within").expect("no answer").1.replace("\n      ", " ");
    let (rule, firewall) = (said.find("what was sent breaks a rule"), said.find("a firewall may not"));
    assert!(rule.is_some() && rule < firewall, "{said}");
    assert!(said.contains("IPv4 header_checksum is 0x0000, but the octets give 0x"), "{said}");
    let ihl = build(&network, "icmp echo 172.16.10.11 ihl=4 --send veth0 --wait=100ms --lang zh");
    assert_eq!(ihl.status, 2, "{ihl:?}");
    assert!(ihl.stderr.contains("提示：发出的帧违反规则：") && ihl.stderr.contains("IHL"), "{ihl:?}");
    let own = build(&network, "tcp syn 172.16.10.11 80 --send veth0 --wait=1s");
    assert!(own.stdout.contains("[RST ACK]"), "{own:?}");
}

/// An echo request in pieces, as only its source may make them, is put together and answered by the kernel.
#[test]
fn the_kernel_puts_packets_together() {
    let Some(network) = Network::with_addresses() else { return };
    for (side, interface, address) in
        [(Side::Here, "veth0", "2001:db8::10"), (Side::There, "veth1", "2001:db8::11")]
    {
        let on = format!("echo 0 >/proc/sys/net/ipv6/conf/{interface}/disable_ipv6");
        network.sh(side, &format!("{on} && ip address add {address}/64 dev {interface} nodad"));
    }
    let place = common::directory("pieces");
    std::fs::write(place.join("data"), vec![0x5a; 4000]).expect("a file");
    let file = format!("file={}", place.join("data").display());
    for (recipe, mtu, lines) in [
        ("icmp echo 172.16.10.11", "576", &["offset    69 x 8  MF 1", "Echo Reply"]),
        ("icmpv6 echo 2001:db8::11", "1280", &["offset   154 x 8  M 1", "Echo Reply"]),
    ] {
        let words = ["build"].into_iter().chain(recipe.split(' '));
        let words: Vec<&str> = words.chain([&file, "--mtu", mtu, "--send", "veth0", "--wait=5s"]).collect();
        let echo = finish(&mut network.netlab(Side::Here, &words));
        assert_eq!(echo.status, 0, "{echo:?}");
        for line in lines {
            assert!(echo.stdout.contains(line), "{line}\n{}", echo.stdout);
        }
    }
    // with its last piece missing nothing comes: the kernel does put them together
    let line =
        "build icmpv6 echo 2001:db8::11 --mtu 1280 --from 2001:db8::10/64 --to-mac 02:00:00:00:10:11 --json";
    let words: Vec<&str> = line.split(' ').chain([file.as_str()]).collect();
    let pieces = common::run(&words).stdout;
    assert_eq!(pieces.lines().count(), 4, "{pieces}");
    let some = place.join("some");
    std::fs::write(&some, pieces.lines().take(2).collect::<Vec<_>>().join("\n")).expect("a file");
    let before = network.sh(Side::There, "cat /proc/net/snmp6");
    let words = ["build", "--from-json", some.to_str().expect("UTF-8"), "--send", "veth0"];
    let sent = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(sent.status, 0, "{sent:?}");
    let after = network.sh(Side::There, "cat /proc/net/snmp6");
    let count = |text: &str, key: &str| -> u64 {
        let line = text.lines().find(|line| line.starts_with(key)).expect("a counter");
        line.split_whitespace().last().expect("a number").parse().expect("a number")
    };
    assert_eq!(count(&after, "Ip6ReasmReqds") - count(&before, "Ip6ReasmReqds"), 2, "{after}");
    assert_eq!(count(&after, "Ip6ReasmOKs"), count(&before, "Ip6ReasmOKs"));
}

/// Nobody there: what was seen, and why it may be.
#[test]
fn silence_is_explained() {
    let Some(network) = Network::with_addresses() else { return };
    let arp = build(&network, "arp who-has 172.16.10.99 --send veth0 --wait=50ms");
    assert_eq!(arp.status, 1);
    let (_, said) = arp.stdout.split_once("reply\n").expect("the rule");
    assert_eq!(
        said,
        "\
No answer within 50.0 ms.
  1.  not a single frame passed veth0
  2.  ARP was not answered: no host on this link has 172.16.10.99, or it is
      switched off
"
    );
    let other = build(&network, "arp who-has 10.0.0.1 --from 10.0.0.9/24 --send veth0 --wait=50ms --lang zh");
    assert_eq!(other.status, 1);
    assert!(other.stdout.contains("发送方是 10.0.0.9，而这里没有主机为它回答 ARP"), "{other:?}");
    assert!(
        other.stdout.contains("2.  子网不对：10.0.0.1 AND 255.255.255.0 得 10.0.0.0，而 veth0 的子网是\n"),
        "{other:?}"
    );
    // ARP comes first, and without a MAC address nothing else is sent
    let echo = build(&network, "icmp echo 172.16.10.99 --send veth0 --wait=50ms");
    assert_eq!(echo.status, 1);
    assert!(echo.stdout.contains("ARP asked for 172.16.10.99 and was not answered"), "{echo:?}");
    // a firewall: the neighbour is there, and says nothing
    network.sh(Side::There, "echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all");
    let echo = build(&network, "icmp echo 172.16.10.11 --send veth0 --wait=50ms");
    assert_eq!(echo.status, 1);
    assert!(echo.stdout.contains("No answer within 50.0 ms.\n"), "{echo:?}");
    assert!(echo.stdout.contains("filtered: a host has to answer an echo (RFC 1122 §3.2.2.6)"), "{echo:?}");
    // somebody asks for the sender, whom nobody speaks for
    let spoof =
        build(&network, "udp 172.16.10.11 5000 text=x --from 172.16.10.77/24 --send veth0 --wait=50ms");
    assert_eq!(spoof.status, 1);
    let said = spoof.stdout.replace("\n      ", " ");
    assert!(said.contains("ARP who-has 172.16.10.77 tell 172.16.10.11: asked for 172.16.10.77, and nobody here answered that"), "{said}");
    assert!(said.contains("`--as 172.16.10.77` makes netlab that host"), "{said}");
}

/// What is wrong with the interface is among the reasons, and Ctrl-C ends the waiting.
#[test]
fn the_interface_may_be_the_reason() {
    let Some(network) = Network::with_addresses() else { return };
    network.sh(
        Side::Here,
        "ip link add other type veth peer name end && ip link set other up && ip link set end up",
    );
    network.sh(Side::Here, "ip address add 10.7.0.1/24 dev other");
    let wrong = build(&network, "arp who-has 10.7.0.9 --from 10.7.0.1/24 --send veth0 --wait=50ms");
    assert_eq!(wrong.status, 1);
    let said = wrong.stdout.replace("\n      ", " ");
    assert!(
        said.contains("10.7.0.9 is in the subnet of other: it was sent out of the wrong interface"),
        "{said}"
    );
    let words =
        ["build", "arp", "who-has", "172.16.10.99", "--as", "172.16.10.50", "--send", "veth0", "--wait=60s"];
    let (mut running, _errors) =
        Running::until(network.netlab(Side::Here, &words).stdout(Stdio::null()), "went unanswered");
    running.interrupt();
    assert_eq!(running.child.wait().expect("an end").code(), Some(130));
    network.sh(Side::There, "ip link set veth1 down");
    let cut = build(&network, "arp who-has 172.16.10.11 --send veth0 --wait=50ms");
    assert_eq!(cut.status, 1, "{cut:?}");
    assert!(cut.stdout.contains("nothing is at the other end of veth0: no carrier"), "{cut:?}");
}

#[test]
fn a_link_that_goes_down_while_waiting_is_seen() {
    let Some(network) = Network::with_addresses() else { return };
    let mut live = network.netlab(Side::There, &["frame", "--live", "veth1", "--count=1"]);
    let (mut live, _errors) = Running::until(live.stdout(Stdio::null()), "listening");
    let words = ["build", "arp", "who-has", "172.16.10.99", "--send", "veth0", "--wait=60s"];
    let mut command = network.netlab(Side::Here, &words);
    let mut asking = Running { child: command.stdout(Stdio::piped()).spawn().expect("netlab starts") };
    // the question is out when the other end has seen it
    live.child.wait().expect("an end");
    network.sh(Side::Here, "ip link set veth0 down");
    let mut text = String::new();
    asking.child.stdout.take().expect("a pipe").read_to_string(&mut text).expect("UTF-8");
    assert_eq!(asking.child.wait().expect("an end").code(), Some(1));
    assert!(text.contains("1.  veth0 was switched off meanwhile\n"), "{text}");
}

/// A handshake made by hand: with the machine's address its kernel breaks it off; as a host of its own it completes.
#[test]
fn a_handshake_completes_as_a_host_of_ones_own() {
    let Some(network) = Network::with_addresses() else { return };
    let server = "
import socket, sys
server = socket.create_server(('172.16.10.11', 8080))
print('ready', file=sys.stderr, flush=True)
for _ in range(2):
    peer, address = server.accept()
    print(address[0], flush=True)
    try:
        peer.recv(1)
        print('closed', flush=True)
    except ConnectionResetError:
        print('reset', flush=True)
";
    let mut python = network.command(Side::There, "python3", &["-c", server]);
    if Command::new("python3").arg("--version").output().is_err() {
        return skip("no python3");
    }
    let (mut python, _errors) = Running::until(python.stdout(Stdio::piped()), "ready");
    let kernel = build(&network, "tcp syn 172.16.10.11 8080 --send veth0 --wait");
    assert_eq!(kernel.status, 0);
    assert!(kernel.stderr.contains("this machine's own kernel answered with a reset"), "{kernel:?}");
    let own = build(&network, "tcp syn 172.16.10.11 8080 --as 172.16.10.50 --send veth0 --wait");
    assert_eq!(own.status, 0, "{own:?}");
    let said = steady(&own.stdout);
    let end = "\nthen      172.16.10.50 → 172.16.10.11  TCP 49161 → 8080 [ACK] seq ";
    assert!(said.contains(end), "{said}");
    assert!(said.contains("now       established: after three segments both know the other's"), "{said}");
    assert!(!own.stderr.contains("reset"), "{own:?}");
    // the server's kernel gives a connection to the server when it is established, and only the second was
    let mut told = String::new();
    let mut again =
        build(&network, "tcp syn 172.16.10.11 8080 src_port=50000 --as 172.16.10.51 --send veth0 --wait");
    assert_eq!(again.status, 0);
    again.stdout.clear();
    python.child.stdout.take().expect("a pipe").read_to_string(&mut told).expect("UTF-8");
    assert_eq!(told, "172.16.10.50\nreset\n172.16.10.51\nreset\n");
    let closed = build(&network, "tcp syn 172.16.10.11 81 --as 172.16.10.50 --send veth0 --wait");
    assert_eq!(closed.status, 0);
    assert!(closed.stdout.contains("the port is closed: a host answers that with a reset"), "{closed:?}");
}

/// The address of another is not taken.
#[test]
fn an_address_in_use_is_left_to_its_owner() {
    let Some(network) = Network::with_addresses() else { return };
    let ran = build(&network, "tcp syn 172.16.10.11 80 --as 172.16.10.11 --send veth0 --wait");
    assert_eq!(
        (ran.stderr.as_str(), ran.stdout.as_str(), ran.status),
        ("error: 172.16.10.11 is in use on veth0: 02:00:00:00:10:11 has it; netlab yields to it\n", "", 2)
    );
}

/// While netlab is a host of its own, ping and arping of the other end get their answers from it.
#[test]
fn ping_and_arping_are_answered() {
    let Some(network) = Network::with_addresses() else { return };
    let words =
        ["build", "arp", "who-has", "172.16.10.99", "--as", "172.16.10.50", "--send", "veth0", "--wait=60s"];
    let mut command = network.netlab(Side::Here, &words);
    let (running, _errors) = Running::until(command.stdout(Stdio::piped()), "went unanswered");
    let Ok(ping) = network
        .command(Side::There, "ping", &["-c", "3", "-i", "0.01", "-W", "5", "-s", "1000", "172.16.10.50"])
        .output()
    else {
        return skip("no ping");
    };
    let ping = String::from_utf8_lossy(&ping.stdout).into_owned();
    assert!(ping.contains(" 3 received, 0% packet loss"), "{ping}");
    assert!(ping.contains("1008 bytes from 172.16.10.50"), "{ping}");
    let arping = network
        .command(Side::There, "arping", &["-c", "1", "-w", "5", "-I", "veth1", "172.16.10.50"])
        .output();
    match arping {
        Ok(arping) if !arping.stdout.is_empty() => {
            let arping = String::from_utf8_lossy(&arping.stdout).into_owned();
            assert!(arping.to_lowercase().contains("02:00:ac:10:0a:32"), "{arping}");
        }
        _ => skip("no arping"),
    }
    running.interrupt();
}

/// Frames of an interface of others are asked about when they are many; a script says `--yes`.
#[test]
fn many_frames_are_asked_about() {
    let Some(network) = Network::with_addresses() else { return };
    let asked = build(&network, "arp who-has 172.16.10.11 --send veth0 --count 11");
    assert_eq!(asked.status, 2);
    assert!(
        asked.stderr.ends_with(
            "error: 11 frames are to go out on veth0, and 11 of them are for all: every machine on that network has to \
             read those\nhint: `--yes` sends them\n"
        ),
        "{asked:?}"
    );
    let before = received(&network);
    let sent = build(&network, "arp who-has 172.16.10.11 --send veth0 --count 100000 --yes");
    assert_eq!(sent.status, 0, "{sent:?}");
    assert!(sent.stdout.contains("sent 100000 frames on veth0 in "), "{sent:?}");
    assert_eq!(received(&network) - before, 100_000);
}

fn received(network: &Network) -> u64 {
    let json = network.sh(Side::There, "ip -s -j link show veth1");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    value[0]["stats64"]["rx"]["packets"].as_u64().expect("a count")
}

/// The frames that go out are those that were shown: the other end sees the same octets, in JSON.
#[test]
fn what_is_sent_is_what_is_shown() {
    let Some(network) = Network::with_addresses() else { return };
    for line in [
        "udp 172.16.10.11 5000 text=hello ipv4.ttl=7 udp.checksum=1",
        "eth dst=02:00:00:00:10:11 src=02:00:00:00:10:10 / ipv4 src=172.16.10.10 dst=172.16.10.11 header_checksum=1 protocol=253 / hex=0102",
        "arp announcement 172.16.10.10",
    ] {
        let mut live = network.netlab(
            Side::There,
            &[
                "frame",
                "--live",
                "veth1",
                "--count=2",
                "--json",
                "--for=2s",
                "--where",
                "not arp.op == reply and not (arp.op == request and arp.tpa == 172.16.10.11) and not icmp",
            ],
        );
        let (mut live, _errors) = Running::until(live.stdout(Stdio::piped()), "listening");
        let sent = build(&network, &format!("{line} --send veth0 --json"));
        assert_eq!(sent.status, 0, "{sent:?}");
        let again = build(&network, &format!("{line} --seed 1 --send veth0 --json"));
        assert_eq!(again.status, 0, "{again:?}");
        let mut seen = String::new();
        live.child.stdout.take().expect("a pipe").read_to_string(&mut seen).expect("UTF-8");
        let layers = |json: &str| {
            let value: Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
            value["layers"].clone()
        };
        assert_eq!(layers(&sent.stdout), layers(&seen), "{line}");
    }
}

#[test]
fn what_cannot_be_sent_is_said() {
    let Some(network) = Network::with_addresses() else { return };
    let long = build(&network, &format!("udp 172.16.10.11 5000 text={} --send veth0", "x".repeat(2000)));
    assert_eq!(long.status, 2);
    assert!(
        long.stderr.contains("`veth0` does not take a frame of 2042 octets: its MTU is 1500"),
        "{long:?}"
    );
    let reply = build(&network, "arp reply 172.16.10.11 --send veth0 --wait");
    assert_eq!(reply.status, 2);
    assert!(
        reply.stderr.contains("nothing answers such a frame, so there is nothing to wait for"),
        "{reply:?}"
    );
    let none = build(&network, "arp who-has 172.16.10.11 --send veth9");
    assert!(none.stderr.contains("there is no interface `veth9`\nhint: did you mean `veth0`?"), "{none:?}");
    let all = build(&network, "arp who-has 172.16.10.11 --send veth0 --wait --all");
    assert!(all.stderr.contains("`--all` goes with `dhcp discover`"), "{all:?}");
}

/// The page's example, in the private network.
#[test]
fn the_page_shows_what_is_printed() {
    let page = common::read("docs/send.md");
    let (typed, rest) =
        page.split_once("$ netlab ").and_then(|(_, rest)| rest.split_once('\n')).expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let words: Vec<&str> = typed.split(' ').collect();
    let ran = finish(&mut netlab(&words));
    if ran.stderr.contains("does not give out network namespaces") {
        return skip("no network namespaces");
    }
    assert_eq!(steady(&format!("{}{}", ran.stderr, ran.stdout)), steady(example));
}

#[test]
fn the_private_network_answers() {
    let args = ["build", "icmp", "echo", "8.8.8.8", "--send", "veth0", "--wait", "--sandbox"];
    let ran = finish(&mut netlab(&args));
    if ran.stderr.contains("does not give out network namespaces") {
        return skip("no network namespaces");
    }
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.stdout.contains("goes to the MAC address of the gateway\n172.16.10.1"), "{ran:?}");
    assert!(ran.stdout.contains("ICMP Destination Unreachable: Net"), "{ran:?}");
}
