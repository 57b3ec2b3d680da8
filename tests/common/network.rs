//! Two hosts on a wire, made of network namespaces for one test: `here` with veth0, `there` with veth1.

use super::{plain, skip};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// One end of the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Here,
    There,
}

/// The two namespaces, each held by a shell that waits for its input to end.
pub struct Network {
    here: Child,
    there: Child,
    is_root: bool,
}

/// The MAC addresses of veth0 and veth1.
pub const HERE_MAC: &str = "02:00:00:00:10:10";
pub const THERE_MAC: &str = "02:00:00:00:10:11";

impl Network {
    /// Makes it, without addresses; `None`, said aloud, where the system or a program is not up to it.
    pub fn new() -> Option<Network> {
        let is_root = std::fs::read_to_string("/proc/self/status")
            .is_ok_and(|status| status.lines().any(|line| line.starts_with("Uid:\t0\t")));
        let mut unshare = Command::new("unshare");
        if !is_root {
            unshare.arg("-r");
        }
        let Some(here) = hold(unshare.arg("-n")) else {
            skip("no network namespaces");
            return None;
        };
        let there = hold(enter(&here, is_root).args(["unshare", "-n"])).expect("a second namespace");
        let network = Network { here, there, is_root };
        let other = network.there.id().to_string();
        // IPv6 talks as soon as there is an interface
        for side in [Side::Here, Side::There] {
            network.sh(side, "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6 2>/dev/null; true");
        }
        let pair = format!(
            "ip link add veth0 address {HERE_MAC} type veth peer name veth1 address {THERE_MAC} netns {other}"
        );
        network.sh(Side::Here, &pair);
        network.sh(Side::Here, "ip link set lo up && ip link set veth0 up");
        network.sh(Side::There, "ip link set lo up && ip link set veth1 up");
        Some(network)
    }

    /// The same, with 172.16.10.10/24 here and 172.16.10.11/24 there.
    pub fn with_addresses() -> Option<Network> {
        let network = Network::new()?;
        network.sh(Side::Here, "ip address add 172.16.10.10/24 dev veth0");
        network.sh(Side::There, "ip address add 172.16.10.11/24 dev veth1");
        Some(network)
    }

    /// A command at one of the ends.
    pub fn command(&self, side: Side, program: &str, args: &[&str]) -> Command {
        let holder = if side == Side::Here { &self.here } else { &self.there };
        let mut command = enter(holder, self.is_root);
        plain(&mut command);
        command.arg(program).args(args);
        command
    }

    /// netlab at one of the ends.
    pub fn netlab(&self, side: Side, args: &[&str]) -> Command {
        self.command(side, env!("CARGO_BIN_EXE_netlab"), args)
    }

    /// Runs a line of shell at one of the ends, and gives what it prints.
    #[track_caller]
    pub fn sh(&self, side: Side, line: &str) -> String {
        let output = self.command(side, "sh", &["-c", line]).output().expect("a shell");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for holder in [&mut self.there, &mut self.here] {
            let _ = holder.kill();
            let _ = holder.wait();
        }
    }
}

/// Starts what makes a namespace, and waits until it is in it.
fn hold(command: &mut Command) -> Option<Child> {
    let command = command.args(["sh", "-c", "echo; read wait"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut line = String::new();
    let output = child.stdout.as_mut().expect("a pipe");
    BufReader::new(output).read_line(&mut line).expect("a pipe");
    if line.is_empty() {
        let _ = child.wait();
        return None;
    }
    Some(child)
}

/// `nsenter` into the namespaces of a process.
fn enter(holder: &Child, is_root: bool) -> Command {
    let mut command = Command::new("nsenter");
    command.args(["-t", &holder.id().to_string(), "-n"]);
    if !is_root {
        command.args(["-U", "--preserve-credentials"]);
    }
    command
}

/// A program that runs until it is dropped, once it has printed a line with `word` on standard error or output.
pub struct Running {
    pub child: Child,
}

impl Running {
    /// Starts it, and waits for the word on standard error.
    #[track_caller]
    pub fn until(command: &mut Command, word: &str) -> (Running, impl BufRead + use<>) {
        let child = command.stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut running = Running { child };
        let mut errors = BufReader::new(running.child.stderr.take().expect("a pipe"));
        let mut all = String::new();
        loop {
            let mut line = String::new();
            let read = errors.read_line(&mut line).expect("a pipe");
            all.push_str(&line);
            assert!(read > 0, "it ended before `{word}`: {all}");
            if line.contains(word) {
                return (running, errors);
            }
        }
    }

    /// Asks it to end, and waits until it has.
    pub fn end(mut self) {
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(status.is_ok_and(|status| status.success()));
        for _ in 0..1000 {
            if self.child.try_wait().expect("a child").is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it does not end");
    }

    /// Ctrl-C.
    pub fn interrupt(&self) {
        let status = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(status.is_ok_and(|status| status.success()));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
