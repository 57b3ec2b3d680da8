//! What other clients of DHCP send: taken apart as tshark has it, and rebuilt to the octet.
#![cfg(target_os = "linux")]

mod common;

use common::dhcp::{dnsmasq, is_there, network, wait_for};
use common::network::{Network, Running, Side};
use common::{ask, directory, finish, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The frames that pass while a client gets its lease, as tcpdump keeps them.
fn captured(network: &Network, place: &Path, client: &mut Command, word: &str, messages: usize) -> PathBuf {
    let file = place.join("client.pcap");
    let words =
        ["-U", "-n", "-i", "veth0", "-w", file.to_str().expect("UTF-8"), "port", "67", "or", "port", "68"];
    let (tcpdump, _log) =
        Running::until(network.command(Side::Here, "tcpdump", &words).stdout(Stdio::null()), "listening on");
    let (client, _said) = Running::until(client.stdin(Stdio::null()).stdout(Stdio::null()), word);
    // what it sends at its end belongs to it, too
    client.end();
    // tcpdump may have other things to do first
    for _ in 0..1000 {
        if frames_of(&std::fs::read(&file).expect("a file")).len() >= messages {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    tcpdump.end();
    file
}

/// The leaves of JSON below `key`, one after another.
fn all<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            for (name, inside) in object {
                if name == key {
                    found.push(inside);
                }
                all(inside, key, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|inside| all(inside, key, found)),
        _ => (),
    }
}

/// netlab finds the options that tshark finds, in their order, and builds the same file out of what it says.
fn holds(file: &Path, place: &Path, messages: &[&str]) {
    let file = file.to_str().expect("UTF-8");
    let json = run(&["frame", file, "--json"]);
    assert_eq!(json.status, 0, "{json:?}");
    let frames: Vec<Value> =
        json.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let codes = |frame: &Value| -> String {
        let layers = frame["layers"].as_array().expect("layers");
        let dhcp = layers.iter().find(|layer| layer["protocol"] == "dhcp").expect("DHCP");
        let mut codes = Vec::new();
        all(&dhcp["fields"]["options"], "code", &mut codes);
        let codes: Vec<String> = codes.iter().map(|code| code["value"].to_string()).collect();
        codes.join(",")
    };
    let ours: Vec<String> = frames.iter().map(codes).collect();
    let mut tshark = Command::new("tshark");
    tshark.args(["-n", "-r", file, "-T", "fields", "-e", "dhcp.option.type"]);
    if let Some(theirs) = ask("tshark", &mut tshark) {
        // tshark has the end (255) as 0
        let ours: Vec<String> = ours.iter().map(|codes| codes.replace(",255", ",0")).collect();
        assert_eq!(ours, theirs.lines().collect::<Vec<_>>());
    }
    let summary = run(&["frame", file, "--summary"]);
    for message in messages {
        assert!(summary.stdout.contains(&format!("DHCP {message} ")), "{message}: {summary:?}");
    }
    let findings: Vec<&Value> =
        frames.iter().flat_map(|frame| frame["findings"].as_array().expect("a list")).collect();
    assert!(findings.iter().all(|finding| finding["severity"] != "error"), "{findings:?}");
    let lines = place.join("frames.json");
    std::fs::write(&lines, &json.stdout).expect("a file");
    let again = run(&["build", "--from-json", lines.to_str().expect("UTF-8"), "--hex"]);
    assert_eq!(again.status, 0, "{again:?}");
    let theirs = std::fs::read(file).expect("a file");
    assert_eq!(again.stdout.lines().map(str::to_string).collect::<Vec<_>>(), frames_of(&theirs));
}

/// The frames of a pcap file in digits, as its headers say where they are.
fn frames_of(file: &[u8]) -> Vec<String> {
    let mut frames = Vec::new();
    let mut rest = file.get(24..).unwrap_or_default();
    while rest.len() >= 16 {
        let length = u32::from_le_bytes(rest[8..12].try_into().expect("four octets")) as usize;
        if rest.len() < 16 + length {
            break;
        }
        frames.push(rest[16..16 + length].iter().map(|octet| format!("{octet:02x}")).collect());
        rest = &rest[16 + length..];
    }
    frames
}

/// The client of the ISC. It is told to change nothing: no script, and its own files in the place of the test.
#[test]
fn what_dhclient_sends_is_rebuilt() {
    if !is_there("dnsmasq") || !is_there("dhclient") || !is_there("tcpdump") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("dhclient");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.59,1h"]);
    let (conf, leases, pid) = (place.join("conf"), place.join("client-leases"), place.join("pid"));
    let text = "send host-name \"student-pc\";\nsend vendor-class-identifier \"netlab\";\nsend user-class \"lab\";\n\
                request subnet-mask, routers, domain-name-servers, domain-name, rfc3442-classless-static-routes;\n";
    // the option of RFC 3442 has to be declared
    let text =
        format!("option rfc3442-classless-static-routes code 121 = array of unsigned integer 8;\n{text}");
    std::fs::write(&conf, text).expect("a file");
    std::fs::write(&leases, "").expect("a file");
    let [conf, leases, pid] = [&conf, &leases, &pid].map(|path| path.to_str().expect("UTF-8"));
    let words = ["-4", "-d", "-1", "-v", "-sf", "/bin/true", "-cf", conf, "-lf", leases, "-pf", pid, "veth0"];
    let file =
        captured(&network, &place, &mut network.command(Side::Here, "dhclient", &words), "bound to", 4);
    wait_for(&place.join("log"), "DHCPACK(veth1)");
    holds(&file, &place, &["DISCOVER", "OFFER", "REQUEST", "ACK"]);
    drop(server);
}

/// That of busybox, which gives the lease back at its end.
#[test]
fn what_udhcpc_sends_is_rebuilt() {
    if !is_there("dnsmasq") || !is_there("udhcpc") || !is_there("tcpdump") {
        return;
    }
    let Some(network) = network() else { return };
    let place = directory("udhcpc");
    let server = dnsmasq(&network, &place, &["--dhcp-range=172.16.10.50,172.16.10.59,1h"]);
    // with its address it can send a RELEASE; the interface is the test's own
    let script = place.join("script");
    let text = "#!/bin/sh\n[ \"$1\" = bound ] && exec ip address add \"$ip/24\" dev veth0\nexit 0\n";
    std::fs::write(&script, text).expect("a file");
    let made = finish(Command::new("chmod").args(["+x", script.to_str().expect("UTF-8")]));
    assert_eq!(made.status, 0);
    let script = script.to_str().expect("UTF-8");
    let pid = place.join("pid");
    let words = [
        "-f",
        "-n",
        "-R",
        "-i",
        "veth0",
        "-s",
        script,
        "-p",
        pid.to_str().expect("UTF-8"),
        "-x",
        "hostname:student-pc",
        "-V",
        "netlab",
        "-O",
        "mtu",
        "-r",
        "172.16.10.55",
    ];
    let file = captured(&network, &place, &mut network.command(Side::Here, "udhcpc", &words), "obtained", 5);
    wait_for(&place.join("log"), "DHCPRELEASE(veth1) 172.16.10.55");
    holds(&file, &place, &["DISCOVER", "OFFER", "REQUEST", "ACK", "RELEASE"]);
    drop(server);
}
