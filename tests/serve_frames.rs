//! `netlab serve --frames`: the segments between the calls, on both sides of a wire and on loopback.
#![cfg(target_os = "linux")]

mod common;

use common::network::{Network, Side};
use common::served::{Served, start};
use common::{finish, skip};
use serde_json::Value;
use std::process::Command;

/// Says `hello`, reads the answer, and closes.
const CLIENT: &str = "
import socket, sys
client = socket.create_connection((sys.argv[1], 8000), 5)
client.sendall(b'hello\\n')
print(client.recv(100).decode(), end='')
client.close()
";

fn serve(network: &Network, args: &[&str]) -> Served {
    start(&mut network.netlab(Side::There, &[&["serve"], args].concat()))
}

fn ask(network: &Network, from: Side, to: &str) {
    let ran = finish(&mut network.command(from, "python3", &["-c", CLIENT, to]));
    assert_eq!((ran.stdout.as_str(), ran.status), ("HELLO\n", 0), "{ran:?}");
    // the last segments are the client's, when it is gone already
    std::thread::sleep(std::time::Duration::from_millis(300));
}

fn ready() -> Option<Network> {
    if Command::new("python3").arg("--version").output().is_err() {
        skip("no python3");
        return None;
    }
    Network::with_addresses()
}

/// The calls and the flags of the segments, in their order.
fn said(log: &str) -> Vec<String> {
    let of_line = |line: &str| -> Option<String> {
        let (_, rest) = line.split_once(" ms  ").filter(|(time, _)| time.trim().parse::<f64>().is_ok())?;
        match rest.strip_prefix("| TCP ") {
            Some(segment) => Some(segment.split(['[', ']']).nth(1)?.to_string()),
            None => Some(rest.split(' ').next()?.to_string()),
        }
    };
    log.lines().filter_map(of_line).collect()
}

/// Each segment once, what came before the call that takes it, and what a call sent behind it.
fn holds(log: &str) {
    let said = said(log);
    let place =
        |word: &str| said.iter().position(|said| said == word).unwrap_or_else(|| panic!("{word}: {said:?}"));
    let behind =
        |from: usize, word: &str| from + said[from..].iter().position(|said| said == word).expect(word);
    assert_eq!(said[..4], ["socket", "bind", "listen", "SYN"], "{said:?}");
    assert_eq!(said[3..6], ["SYN", "SYN ACK", "ACK"].map(String::from), "{said:?}");
    // the kernel completes the handshake, and may have the first octets before the connection is accepted
    assert!(place("ACK") < place("accept"), "{said:?}");
    let came = place("PSH ACK");
    let (read, write) = (place("read"), place("write"));
    assert!(came < read && read < write, "{said:?}");
    let answer = behind(write, "PSH ACK");
    let end = place("FIN ACK");
    let (zero, close) = (behind(write, "read"), behind(write, "close"));
    assert!(write < answer && answer < end && end < zero && zero < close, "{said:?}");
    assert!(close < behind(close, "FIN ACK"), "{said:?}");
    for (flags, count) in [("SYN", 1), ("SYN ACK", 1), ("PSH ACK", 2), ("FIN ACK", 2)] {
        assert_eq!(said.iter().filter(|said| *said == flags).count(), count, "{flags}: {said:?}");
    }
}

#[test]
fn segments_stand_between_the_calls() {
    let Some(network) = ready() else { return };
    for (serves, from, to) in [
        ("172.16.10.11:8000", Side::Here, "172.16.10.11"),
        // whoever is on the same machine comes in by loopback
        ("172.16.10.11:8000", Side::There, "172.16.10.11"),
        ("0.0.0.0:8000", Side::Here, "172.16.10.11"),
        ("0.0.0.0:8000", Side::There, "127.0.0.1"),
        ("[::]:8000", Side::Here, "172.16.10.11"),
    ] {
        let server = serve(&network, &[serves, "--frames"]);
        ask(&network, from, to);
        let ran = server.stop();
        assert_eq!(ran.status, 130, "{ran:?}");
        holds(&ran.stdout);
        // the SYN is shown octet by octet with --explain alone
        assert!(!ran.stdout.contains("Header Checksum"), "{}", ran.stdout);
    }
}

/// Nothing of another server is shown, though it has the same port.
#[test]
fn what_another_server_says_is_not_shown() {
    let Some(network) = ready() else { return };
    let theirs = serve(&network, &["172.16.10.11:8000"]);
    network.sh(Side::There, "ip address add 172.16.10.12/24 dev veth1");
    let mine = serve(&network, &["172.16.10.12:8000", "--frames"]);
    ask(&network, Side::Here, "172.16.10.11");
    let ran = mine.stop();
    assert_eq!(said(&ran.stdout), ["socket", "bind", "listen", "close"], "{ran:?}");
    drop(theirs);
}

#[test]
fn datagrams_and_json_have_frames_too() {
    let Some(network) = ready() else { return };
    let server = serve(&network, &["udp://172.16.10.11:8000", "--frames", "--json"]);
    let script = "import socket, sys
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(5)
client.sendto(b'hi', ('172.16.10.11', 8000))
print(client.recv(100))";
    let ran = finish(&mut network.command(Side::Here, "python3", &["-c", script]));
    assert_eq!((ran.stdout.as_str(), ran.status), ("b'HI'\n", 0), "{ran:?}");
    let ran = server.stop();
    let events: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let frames: Vec<&Value> = events.iter().filter(|event| event["event"] == "frame").collect();
    assert_eq!(frames.len(), 2, "{ran:?}");
    assert!(frames[0]["summary"].as_str().expect("text").contains(" → 8000 "), "{frames:?}");
    assert!(frames[1]["summary"].as_str().expect("text").contains("UDP 8000 → "), "{frames:?}");
    assert!(frames.iter().all(|frame| frame["at_us"].is_u64()), "{frames:?}");
}

#[test]
fn what_cannot_be_is_said() {
    let Some(network) = Network::new() else { return };
    let ran = finish(&mut network.netlab(Side::Here, &["serve", "unix:/tmp/no-such-socket", "--frames"]));
    assert_eq!(
        (ran.stderr.as_str(), ran.status),
        ("error: `--frames` needs a wire, and a Unix socket has none\n", 2)
    );
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_netlab")];
    let words = [&nobody[..], &["serve", "127.0.0.1:8000", "--frames"]].concat();
    let ran = finish(&mut network.command(Side::Here, "setpriv", &words));
    if ran.stderr.contains("setpriv") {
        skip("not root");
        return;
    }
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.stderr.contains("CAP_NET_RAW") && ran.stderr.contains("sudo"), "{ran:?}");
}
