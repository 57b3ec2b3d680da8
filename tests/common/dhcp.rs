//! A server of DHCP in a network that a test made.

use super::network::{Network, Running, Side};
use super::skip;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Two hosts on a wire, the other one with the address of a server.
pub fn network() -> Option<Network> {
    let network = Network::new()?;
    network.sh(Side::There, "ip address add 172.16.10.1/24 dev veth1");
    Some(network)
}

/// Whether a program is there; if not, that is said.
pub fn is_there(program: &str) -> bool {
    let found =
        Command::new("sh").args(["-c", &format!("PATH=$PATH:/usr/sbin:/sbin command -v {program}")]).output();
    let is_there = found.is_ok_and(|found| found.status.success());
    if !is_there {
        skip(&format!("no {program}"));
    }
    is_there
}

/// dnsmasq in the foreground, which reads nothing of this machine and logs what it does.
pub const DNSMASQ: [&str; 9] = [
    "-k",
    "-C",
    "/dev/null",
    "--no-daemon",
    "--no-hosts",
    "--no-resolv",
    "--user=",
    "--no-ping",
    "--log-dhcp",
];

/// dnsmasq at the other end, with its log.
pub fn dnsmasq(network: &Network, place: &Path, more: &[&str]) -> Running {
    let leases = format!("--dhcp-leasefile={}", place.join("leases").display());
    let mut args = DNSMASQ.to_vec();
    args.extend([
        "--interface=veth1",
        "--bind-interfaces",
        &leases,
        "--dhcp-option=3,172.16.10.1",
        "--dhcp-option=6,172.16.10.53,172.16.10.54",
        "--dhcp-option=15,lab.example",
    ]);
    if !more.iter().any(|word| word.starts_with("--port")) {
        args.push("--port=0");
    }
    args.extend(more);
    let mut command = network.command(Side::There, "/usr/sbin/dnsmasq", &args);
    let log = fs::File::create(place.join("log")).expect("a file");
    let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("dnsmasq starts");
    wait_for(&place.join("log"), "started");
    Running { child }
}

/// Waits until a program has written a word to its log.
#[track_caller]
pub fn wait_for(log: &Path, word: &str) -> String {
    for _ in 0..1000 {
        let text = fs::read_to_string(log).unwrap_or_default();
        if text.contains(word) {
            return text;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("no `{word}` in {}: {}", log.display(), fs::read_to_string(log).unwrap_or_default());
}
