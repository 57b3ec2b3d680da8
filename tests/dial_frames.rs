//! `netlab dial --frames`: the segments between the calls that caused them.
#![cfg(target_os = "linux")]

mod common;

use common::network::{Network, Running, Side};
use common::{finish, skip};
use serde_json::Value;
use std::process::Stdio;

/// A server that answers a line with `done` and closes when its client does.
const SERVER: &str = "
import socket, sys
server = socket.create_server(('172.16.10.11', 8000))
print('ready', file=sys.stderr, flush=True)
while True:
    peer, _ = server.accept()
    peer.recv(100)
    peer.sendall(b'done\\n')
    while peer.recv(100):
        pass
    peer.close()
";

fn server(network: &Network) -> Option<Running> {
    let mut python = network.command(Side::There, "python3", &["-c", SERVER]);
    if std::process::Command::new("python3").arg("--version").output().is_err() {
        skip("no python3");
        return None;
    }
    Some(Running::until(python.stdout(Stdio::null()), "ready").0)
}

/// The calls and the flags of the segments, in their order.
#[test]
fn segments_stand_between_the_calls() {
    let Some(network) = Network::with_addresses() else { return };
    let Some(server) = server(&network) else { return };
    let words = ["dial", "172.16.10.11:8000", "hello", "--frames"];
    let ran = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!((ran.stdout.as_str(), ran.status), ("done\n", 0), "{ran:?}");
    let of_line = |line: &str| -> Option<String> {
        let (_, rest) = line.split_once(" ms  ").filter(|(time, _)| time.trim().parse::<f64>().is_ok())?;
        match rest.strip_prefix("| TCP ") {
            Some(segment) => Some(segment.split(['[', ']']).nth(1)?.to_string()),
            None => Some(rest.split(' ').next()?.to_string()),
        }
    };
    let said: Vec<String> = ran.stderr.lines().filter_map(of_line).collect();
    let place =
        |word: &str| said.iter().position(|said| said == word).unwrap_or_else(|| panic!("{word}: {said:?}"));
    assert_eq!(said[..2], ["socket", "connect"], "{said:?}");
    assert_eq!(said[place("connect")..][..4], ["connect", "SYN", "SYN ACK", "ACK"], "{said:?}");
    assert!(place("connect") < place("write") && place("write") < place("PSH ACK"), "{said:?}");
    assert!(place("read") < place("close") && place("close") < place("FIN ACK"), "{said:?}");
    drop(server);
}

#[test]
fn segments_are_events_in_json() {
    let Some(network) = Network::with_addresses() else { return };
    let Some(server) = server(&network) else { return };
    let words = ["dial", "172.16.10.11:8000", "hello", "--frames", "--json"];
    let ran = finish(&mut network.netlab(Side::Here, &words));
    assert_eq!(ran.status, 0, "{ran:?}");
    let events: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let frames: Vec<&Value> = events.iter().filter(|event| event["event"] == "frame").collect();
    assert!(frames[0]["summary"].as_str().expect("text").contains(" → 8000 [SYN] seq "), "{frames:?}");
    assert!(frames.iter().all(|frame| frame["at_us"].is_u64()), "{frames:?}");
    assert!(frames.len() >= 7, "{frames:?}");
    drop(server);
}

#[test]
fn a_unix_socket_has_no_wire() {
    let Some(network) = Network::new() else { return };
    let ran =
        finish(&mut network.netlab(Side::Here, &["dial", "unix:/tmp/no-such-socket", "hello", "--frames"]));
    assert_eq!(
        (ran.stderr.as_str(), ran.status),
        ("error: `--frames` needs a wire, and a Unix socket has none\n", 2)
    );
}
