//! `netlab frame --live`: frames as they pass an interface, whole and counted.
#![cfg(target_os = "linux")]

mod common;

use common::network::{Network, Running, Side};
use common::{ask, directory, finish, netlab, quoted, ran, run, skip};
use serde_json::Value;
use std::io::Read;
use std::process::{Command, Stdio};

const LISTENING: &str = "note: listening on veth0, promiscuously; Ctrl-C ends it\n";
const OWN: &str = "note: frames that this machine sends are caught before the network card: without padding and FCS, and \
                   with checksums that the card was to finish\n";

/// Lines without what time decides: the second column of a summary, the seconds of the end.
fn timeless(text: &str) -> String {
    let line = |line: &str| match line.split_once(" in ").filter(|_| line.starts_with("note: ")) {
        Some((before, after)) => {
            format!("{before} in {}", after.split_once(' ').map_or(after, |(_, rest)| rest))
        }
        None if line.starts_with("  ") => {
            let (number, rest) = line.split_at(7);
            format!("{number}{}", rest.trim_start().split_once(' ').map_or("", |(_, rest)| rest))
        }
        None => line.to_string(),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// The kernel's own ping, seen on the wire.
#[test]
fn a_ping_is_seen_as_it_passes() {
    let Some(network) = Network::with_addresses() else { return };
    let during = "ping -c 1 172.16.10.11 >/dev/null";
    let mut command = network.netlab(Side::Here, &["frame", "--live", "veth0", "--during", during]);
    let seen = finish(&mut command);
    let id = seen.stdout.split("Echo id ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("?");
    assert_eq!(
        timeless(&seen.stdout),
        format!(
            "     1    42  ARP who-has 172.16.10.11 tell 172.16.10.10
     2    42  ARP 172.16.10.11 is-at 02:00:00:00:10:11
     3    98  172.16.10.10 → 172.16.10.11  ICMP Echo id {id} seq 1
     4    98  172.16.10.11 → 172.16.10.10  ICMP Echo Reply id {id} seq 1
"
        )
    );
    let end = "note: 4 frames in s on veth0; the kernel lost none\n";
    assert_eq!(timeless(&seen.stderr), format!("{LISTENING}{OWN}{end}"));
    assert_eq!(seen.status, 0);
}

#[test]
fn the_end_comes_after_so_many_frames_or_so_much_time() {
    let Some(network) = Network::with_addresses() else { return };
    let ping = "ping -c 3 -i 0.01 172.16.10.11 >/dev/null";
    let live = |args: &[&str]| {
        let all: Vec<&str> = ["frame", "--live", "veth0"].iter().chain(args).copied().collect();
        finish(&mut network.netlab(Side::Here, &all))
    };
    let two = live(&["--where", "icmp.type == 0", "--count", "2", "--during", ping]);
    assert_eq!(two.stdout.lines().count(), 2, "{two:?}");
    assert!(two.stdout.lines().all(|line| line.contains("Echo Reply")), "{two:?}");
    assert!(two.stderr.contains(", 2 of them shown; the kernel lost none\n"), "{two:?}");
    let counted = live(&["--where", "icmp", "--count", "--during", ping]);
    assert_eq!((counted.stdout.as_str(), counted.status), ("6\n", 0));
    let one = live(&["--count=1", "--during", ping]);
    assert!(one.stdout.starts_with("Frame 1  "), "{one:?}");
    let none = live(&["--for=20ms", "--lang=zh"]);
    assert_eq!((none.stdout.as_str(), none.status), ("", 0));
    assert!(none.stderr.contains("秒内有 0 帧；内核没有丢帧"), "{none:?}");
}

#[test]
fn ctrl_c_ends_with_a_summary() {
    let Some(network) = Network::with_addresses() else { return };
    let mut command = network.netlab(Side::Here, &["frame", "--live", "veth0"]);
    let (mut running, mut errors) = Running::until(command.stdout(Stdio::piped()), "listening");
    network.sh(Side::There, "ping -c 1 172.16.10.10 >/dev/null");
    running.interrupt();
    let (mut said, mut shown) = (String::new(), String::new());
    errors.read_to_string(&mut said).expect("UTF-8");
    running.child.stdout.take().expect("a pipe").read_to_string(&mut shown).expect("UTF-8");
    assert_eq!(running.child.wait().expect("an end").code(), Some(130));
    assert_eq!(shown.lines().count(), 4, "{shown}");
    assert!(said.ends_with(" s on veth0; the kernel lost none\n"), "{said}");
}

#[test]
fn an_interface_that_is_switched_off_is_trouble() {
    let Some(network) = Network::with_addresses() else { return };
    let mut command = network.netlab(Side::Here, &["frame", "--live", "veth0"]);
    let (mut running, mut errors) = Running::until(&mut command, "listening");
    network.sh(Side::Here, "ip link set veth0 down");
    let mut said = String::new();
    errors.read_to_string(&mut said).expect("UTF-8");
    assert_eq!(running.child.wait().expect("an end").code(), Some(2));
    assert!(said.starts_with("error: `veth0` was switched off, or is gone\n"), "{said}");
    let again = finish(&mut network.netlab(Side::Here, &["frame", "--live", "veth0"]));
    assert_eq!(
        (again.stderr.as_str(), again.status),
        ("error: `veth0` is switched off\nhint: `sudo ip link set veth0 up` switches it on\n", 2)
    );
}

/// A tag of VLAN 7, which the kernel takes out of every frame before it hands it over; and two tags.
#[test]
fn a_tag_is_seen_where_it_was_sent() {
    let Some(network) = Network::with_addresses() else { return };
    let script = "
import socket
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
wire.bind(('veth1', 0))
macs = bytes.fromhex('020000001010 020000001011')
for tags in ('8100 6007', '88a8 0064 8100 6007', ''):
    wire.send(macs + bytes.fromhex(tags) + bytes.fromhex('88b5') + bytes(range(46)))
";
    let mut command = network.netlab(Side::Here, &["frame", "--live", "veth0", "--count=3", "--json"]);
    let (mut running, _errors) = Running::until(command.stdout(Stdio::piped()), "listening");
    if ask("python3", &mut network.command(Side::There, "python3", &["-c", script])).is_none() {
        return;
    }
    let mut shown = String::new();
    running.child.stdout.take().expect("a pipe").read_to_string(&mut shown).expect("UTF-8");
    let frames: Vec<Value> = shown.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let tags = |frame: &Value| -> Vec<(Value, Value)> {
        let layers = frame["layers"].as_array().expect("layers");
        let vlans = layers
            .iter()
            .filter(|layer| ["vlan", "svlan"].contains(&layer["protocol"].as_str().unwrap_or("")));
        let value = |vlan: &Value, key: &str| vlan["fields"][key]["value"].clone();
        vlans.map(|vlan| (value(vlan, "vid"), value(vlan, "pcp"))).collect()
    };
    assert_eq!(tags(&frames[0]), [(7.into(), 3.into())], "{shown}");
    assert_eq!(tags(&frames[1]), [(100.into(), 0.into()), (7.into(), 3.into())], "{shown}");
    assert_eq!(tags(&frames[2]), []);
    let lengths: Vec<_> = frames.iter().map(|frame| frame["length"].clone()).collect();
    assert_eq!(lengths, [64, 68, 60].map(Value::from), "{shown}");
}

/// The name of the interface and the direction go into the file, and tshark and netlab read them back.
#[test]
fn a_file_says_which_way_frames_went() {
    let Some(network) = Network::with_addresses() else { return };
    let place = directory("directions");
    let file = place.join("ping.pcapng");
    let file = file.to_str().expect("UTF-8");
    let script = "
import socket
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
wire.bind(('veth1', 0))
wire.send(bytes.fromhex('020000009999 020000001011 88b5') + bytes(46))
";
    let during = "ping -c 1 172.16.10.11 >/dev/null; echo ready >&2; sleep 2";
    let words = ["frame", "--live", "veth0", "--during", during, "--count=5", "--write", file];
    let (mut running, _errors) = Running::until(&mut network.netlab(Side::Here, &words), "ready");
    if ask("python3", &mut network.command(Side::There, "python3", &["-c", script])).is_none() {
        return;
    }
    assert!(running.child.wait().expect("it ends").success());
    let mut tshark = Command::new("tshark");
    tshark.args(["-n", "-r", file, "-T", "fields"]);
    for field in ["frame.interface_name", "frame.packet_flags_direction", "frame.packet_flags_reception_type"]
    {
        tshark.args(["-e", field]);
    }
    if let Some(printed) = ask("tshark", &mut tshark) {
        let rows: Vec<&str> = printed.lines().collect();
        // 1 is inbound, 2 outbound; 4 is promiscuous
        let number = |row: &str| {
            row.split('\t')
                .map(|word| word.trim_start_matches("0x").trim_start_matches('0'))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let rows: Vec<String> = rows.into_iter().map(number).collect();
        assert_eq!(rows, ["veth0 2 ", "veth0 1 ", "veth0 2 ", "veth0 1 ", "veth0 1 4"]);
    }
    let tree = common::run(&["frame", file, "--tree", "--lang", "en"]);
    let heads: Vec<&str> = tree.stdout.lines().filter(|line| line.starts_with("Frame ")).collect();
    let ways: Vec<&str> = heads.iter().map(|head| head.rsplit("  ").next().unwrap_or_default()).collect();
    assert_eq!(ways, ["veth0 out", "veth0 in", "veth0 out", "veth0 in", "veth0 past"], "{tree:?}");
    let json = common::run(&["frame", file, "--json"]);
    let frames: Vec<Value> =
        json.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(frames.iter().all(|frame| frame["interface"] == "veth0"), "{json:?}");
    let directions: Vec<_> = frames.iter().map(|frame| frame["direction"].clone()).collect();
    assert_eq!(directions, ["outbound", "inbound", "outbound", "inbound", "inbound"].map(Value::from));
    let count = |wanted: &str| common::run(&["frame", file, "--where", wanted, "--count"]).stdout;
    assert_eq!(count("frame.direction == outbound and frame.interface == veth0"), "2\n");
    assert_eq!(count("frame.direction == inbound"), "3\n");
    // and once more through netlab, to the octet
    let copy = place.join("copy.pcapng");
    let copied = common::run(&["frame", file, "--write", copy.to_str().expect("UTF-8")]);
    assert_eq!(copied.status, 0, "{copied:?}");
    assert_eq!(std::fs::read(copy).expect("a file"), std::fs::read(file).expect("a file"));
}

/// Segments that the card was to cut, as long as the kernel makes them: as many octets as tcpdump sees.
#[test]
fn frames_of_40_kilobytes_are_whole() {
    let Some(network) = Network::with_addresses() else { return };
    if ask("tcpdump", Command::new("tcpdump").arg("--version")).is_none() {
        return;
    }
    let directory = directory("live-large");
    let theirs = directory.join("theirs.pcap");
    let path = theirs.to_str().expect("UTF-8");
    let mut tcpdump =
        network.command(Side::Here, "tcpdump", &["-i", "veth0", "-s0", "-B", "8192", "-U", "-w", path]);
    let (tcpdump, mut end) = Running::until(&mut tcpdump, "listening on");
    let send = "
import socket
server = socket.create_server(('172.16.10.11', 8000))
print('ready', flush=True)
peer, _ = server.accept()
for _ in range(20):
    peer.sendall(bytes(65000))
peer.close()
";
    let receive = "
import socket
client = socket.create_connection(('172.16.10.11', 8000))
total = 0
while octets := client.recv(1 << 20):
    total += len(octets)
assert total == 20 * 65000
";
    let mut sender = network.command(Side::There, "python3", &["-c", send]);
    let mut sender = match sender.stdout(Stdio::piped()).spawn() {
        Ok(child) => Running { child },
        Err(_) => return skip("no python3"),
    };
    let mut ready = [0; 6];
    sender.child.stdout.take().expect("a pipe").read_exact(&mut ready).expect("ready");
    std::fs::write(directory.join("receive.py"), receive).expect("a file");
    let during = format!("python3 {}", quoted(directory.join("receive.py")));
    let ours = finish(&mut network.netlab(
        Side::Here,
        &["frame", "--live", "veth0", "--during", &during, "--where", "tcp.src_port == 8000", "--json"],
    ));
    tcpdump.interrupt();
    end.read_to_string(&mut String::new()).expect("UTF-8");
    assert_eq!(ours.status, 0, "{}", ours.stderr);
    let theirs = run(&["frame", path, "--where", "tcp.src_port == 8000", "--json"]);
    let lengths = |json: &str| -> Vec<(u64, u64)> {
        let frames = json.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let number = |frame: &Value, key: &str| frame[key].as_u64().expect("a number");
        frames.map(|frame| (number(&frame, "length"), number(&frame, "captured"))).collect()
    };
    let (ours, theirs) = (lengths(&ours.stdout), lengths(&theirs.stdout));
    let shortest = ours.len().min(theirs.len());
    assert!(shortest > 10, "{ours:?}");
    assert_eq!(ours[..shortest], theirs[..shortest]);
    assert!(ours.iter().any(|(length, _)| *length > 40_000), "{ours:?}");
    assert!(ours.iter().all(|(length, captured)| length == captured), "{ours:?}");
}

/// A reader that does not read: the kernel keeps what it has room for, and every frame is either shown or said to be
/// lost.
#[test]
fn lost_frames_are_counted() {
    let Some(network) = Network::with_addresses() else { return };
    const SENT: u64 = 150_000;
    let flood = format!(
        "
import socket
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
wire.bind(('veth1', 0))
frame = bytes.fromhex('020000001010 020000001011 88b5') + bytes(46)
for _ in range({SENT}):
    wire.send(frame)
"
    );
    let mut command = network.netlab(Side::Here, &["frame", "--live", "veth0", "--summary"]);
    let (mut running, mut errors) = Running::until(command.stdout(Stdio::piped()), "listening");
    if ask("python3", &mut network.command(Side::There, "python3", &["-c", &flood])).is_none() {
        return;
    }
    // nothing was read up to here; then all that was kept
    let output = running.child.stdout.take().expect("a pipe");
    let reader =
        std::thread::spawn(move || std::io::BufRead::lines(std::io::BufReader::new(output)).count() as u64);
    running.interrupt();
    let mut said = String::new();
    errors.read_to_string(&mut said).expect("UTF-8");
    assert_eq!(running.child.wait().expect("an end").code(), Some(130));
    let shown = reader.join().expect("lines");
    let lost: u64 = said
        .split("the kernel lost ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next()?.parse().ok())
        .unwrap_or(0);
    assert_eq!(shown + lost, SENT, "{said}");
    assert!(lost > 0 && shown > 1000, "{said}");
    assert!(said.contains(&format!("{SENT}: there was no room for them")), "{said}");
}

/// Without rights it is said what is missing, and three ways to get it are named; nothing is opened.
#[test]
fn without_rights_it_says_so() {
    let plain = netlab(&[]);
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-all", "--inh-caps", "-all"]);
    command.arg(plain.get_program()).args(["frame", "--live", "lo", "--for=1ms"]);
    common::plain(&mut command);
    let Ok(output) = command.output() else { return skip("no setpriv") };
    let ran = ran(output);
    assert_eq!(
        (ran.stderr.as_str(), ran.status),
        (
            "error: no right to open a raw socket on `lo`\nhint: raw sockets need the right CAP_NET_RAW: type `sudo` \
             before the command, or give the program the right with `sudo setcap cap_net_raw+ep \"$(command -v netlab)\"`, \
             or add `--sandbox` for a private pair of interfaces, which needs no rights\n",
            2
        )
    );
}

#[test]
fn what_does_not_go_together_is_said() {
    for (args, said) in [
        (
            &["frame", "--count=3"][..],
            "error: `--count=3` needs `--live`\nhint: `-n 1-3` shows the first 3 frames of a file\n",
        ),
        (&["frame", "--count", "--tree"], "error: `--count` does not go with `--tree`\n"),
        (&["frame", "--live", "lo", "--count=0"], "error: `--count`: `0` is no number of frames\n"),
        (
            &["frame", "--live", "lo", "some.pcap"],
            "error: `--live` takes frames from an interface, and `some.pcap` is another input\n",
        ),
        (&["frame", "--live", "lo", "--for=soon"], "error: `soon` is no time\nhint: 300ms, 2s or 1m\n"),
    ] {
        let ran = run(args);
        assert_eq!((ran.stderr.as_str(), ran.stdout.as_str(), ran.status), (said, "", 2), "{args:?}");
    }
}
