//! `netlab exercise check --run`: servers in Python and Go, good and bad, judged by what they do.

mod common;

use common::{Ran, directory, finish, netlab, skip};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

const GOOD: &str = "
import socketserver, sys

class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            for line in self.rfile:
                text = line.rstrip(b'\\r\\n')
                if text == b'exit':
                    return
                self.wfile.write(text.decode().upper().encode() + b'\\n')
        except OSError:
            pass

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

with Server(('127.0.0.1', int(sys.argv[1])), Lines) as server:
    server.serve_forever()
";

/// One client after the other, one read for one message, and no thought of errors.
const NAIVE: &str = "
import socket, sys

server = socket.socket()
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
while True:
    client, _ = server.accept()
    while True:
        data = client.recv(1024)
        if not data or data == b'exit\\n':
            break
        client.sendall(data.decode('utf-8', 'replace').upper().encode())
    client.close()
";

/// The first message is read before the loop, and thrown away.
const LOSES_FIRST: &str = "
import socket, sys, threading

def serve(client):
    client.recv(1024)
    try:
        for line in client.makefile('rb'):
            text = line.rstrip(b'\\r\\n')
            if text == b'exit':
                break
            client.sendall(text.decode().upper().encode() + b'\\n')
    except OSError:
        pass
    client.close()

server = socket.create_server(('127.0.0.1', int(sys.argv[1])), backlog=128)
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
";

const GO: &str = "
package main

import (
	\"bufio\"
	\"net\"
	\"os\"
	\"strings\"
)

func serve(client net.Conn) {
	defer client.Close()
	lines := bufio.NewReader(client)
	for {
		line, err := lines.ReadString('\\n')
		text := strings.TrimRight(line, \"\\r\\n\")
		if text == \"exit\" || line == \"\" {
			return
		}
		if _, failed := client.Write([]byte(strings.ToUpper(text) + \"\\n\")); failed != nil || err != nil {
			return
		}
	}
}

func main() {
	server, err := net.Listen(\"tcp\", os.Args[1])
	if err != nil {
		os.Exit(1)
	}
	for {
		client, err := server.Accept()
		if err == nil {
			go serve(client)
		}
	}
}
";

fn has(program: &str) -> bool {
    let there =
        Command::new(program).arg(if program == "go" { "version" } else { "--version" }).output().is_ok();
    if !there {
        skip(&format!("no {program}"));
    }
    there
}

/// An address that nobody listens at now.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

fn check(place: &Path, run: &str, at: &str, more: &[&str]) -> Ran {
    let mut command = netlab(&["exercise", "check", "--id", "echo-many", "--run", run, "--at", at]);
    finish(command.args(more).env("NETLAB_STATE", place.join("state.json")).current_dir(place))
}

fn failed(ran: &Ran) -> BTreeSet<String> {
    let verdict: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let trials = verdict["trials"].as_array().expect("trials");
    assert_eq!(trials.len(), 12);
    let wrong = trials.iter().filter(|trial| trial["right"] == false);
    wrong.map(|trial| trial["trial"].as_str().expect("a name").to_string()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

/// Nothing of the program is left, though the shell had put it into the background.
#[test]
#[cfg(unix)]
fn a_good_server_is_all_ticks_and_leaves_nothing_behind() {
    if !has("python3") {
        return;
    }
    let place = directory("program-good");
    fs::write(place.join("server.py"), GOOD).expect("a program");
    let at = free();
    let port = at.rsplit(':').next().expect("a port");
    let ran = check(&place, &format!("python3 server.py {port} & wait"), &at, &[]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.starts_with("echo-many  18 of 18 points\n") && !ran.stdout.contains('✗'),
        "{}",
        ran.stdout
    );
    assert!(TcpStream::connect(&at).is_err(), "the server still listens");
    let receipt = ran.stdout.lines().last().and_then(netlab::exercise::receipt::Receipt::read);
    assert!(receipt.is_some_and(|receipt| receipt.right && receipt.exercise == "echo-many"));
}

#[test]
#[cfg(unix)]
fn bad_servers_fail_what_they_should() {
    if !has("python3") {
        return;
    }
    let place = directory("program-bad");
    for (name, source, wrong) in [
        ("naive.py", NAIVE, set(&["utf8", "exit", "many", "slow", "reset", "restart"])),
        (
            "loses.py",
            LOSES_FIRST,
            set(&[
                "first",
                "split",
                "joined",
                "crlf",
                "utf8",
                "lines",
                "halfclose",
                "exit",
                "many",
                "slow",
                "reset",
                "restart",
            ]),
        ),
    ] {
        fs::write(place.join(name), source).expect("a program");
        let at = free();
        let port = at.rsplit(':').next().expect("a port");
        let ran = check(&place, &format!("exec python3 {name} {port}"), &at, &["--json"]);
        assert_eq!((ran.status, failed(&ran)), (1, wrong), "{name}: {}", ran.stdout);
    }
}

#[test]
#[cfg(unix)]
fn a_server_in_go_passes() {
    if !has("go") {
        return;
    }
    let place = directory("program-go");
    fs::write(place.join("server.go"), GO).expect("a program");
    let at = free();
    let ran = check(&place, &format!("go run server.go {at}"), &at, &["--json", "--junit", "report.xml"]);
    assert_eq!((ran.status, failed(&ran)), (0, BTreeSet::new()), "{}", ran.stderr);
    let report = fs::read_to_string(place.join("report.xml")).expect("a report");
    assert_eq!((report.matches("<testcase").count(), report.matches("<failure").count()), (12, 0));
    assert!(TcpStream::connect(&at).is_err(), "go run left the server behind");
}

/// What one begins with can be built and run as its first line says, listens, and fails.
#[test]
#[cfg(unix)]
fn every_starter_runs_and_is_no_solution() {
    for (language, file, compiler) in [
        ("python", "server.py", "python3"),
        ("go", "server.go", "go"),
        ("c", "server.c", "cc"),
        ("rust", "server.rs", "rustc"),
    ] {
        if !has(compiler) {
            continue;
        }
        let place = directory(&format!("program-start-{language}"));
        let start = || {
            let mut command = netlab(&["exercise", "start", "echo-many", "--starter", language]);
            finish(command.env("NETLAB_STATE", place.join("state.json")).current_dir(&place))
        };
        let ran = start();
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(start().status, 2, "a file that is there stays");
        let text = fs::read_to_string(place.join(file)).expect("a program");
        let run = text.lines().next().and_then(|line| line.split('\'').nth(1)).expect("how to run it");
        let at = free();
        let port = at.rsplit(':').next().expect("a port");
        let ran = check(&place, &run.replace("8000", port), &at, &["--json"]);
        assert_eq!(ran.status, 1, "{language}: {}", ran.stderr);
        assert!(failed(&ran).len() >= 10, "{language}: {}", ran.stdout);
    }
}

/// Also when netlab itself is ended in the middle.
#[test]
#[cfg(unix)]
fn the_program_ends_with_netlab() {
    if !has("python3") {
        return;
    }
    let place = directory("program-killed");
    fs::write(place.join("server.py"), NAIVE).expect("a program");
    let at = free();
    let run = format!("python3 server.py {} & wait", at.rsplit(':').next().expect("a port"));
    let mut netlab = netlab(&["exercise", "check", "--id", "echo-many", "--run", &run, "--at", &at])
        .env("NETLAB_STATE", place.join("state.json"))
        .current_dir(&place)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("netlab starts");
    let listens = || TcpStream::connect(&at).is_ok();
    let until = |wanted: bool| {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while listens() != wanted {
            assert!(std::time::Instant::now() < patience, "listening should be {wanted}");
            std::thread::yield_now();
        }
    };
    until(true);
    netlab.kill().expect("it runs");
    netlab.wait().expect("it ends");
    until(false);
}

#[test]
#[cfg(unix)]
fn what_cannot_be_tried_is_said() {
    let place = directory("program-none");
    let at = free();
    let ran = check(&place, "exit 3", &at, &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("the program ended before it listened"), "{}", ran.stderr);
    let taken = TcpListener::bind(&at).expect("a port");
    let ran = check(&place, "sleep 60", &at, &[]);
    assert!(ran.status == 2 && ran.stderr.contains("another program listens"), "{}", ran.stderr);
    drop(taken);
    let without = finish(
        netlab(&["exercise", "check", "--id", "echo-many"]).env("NETLAB_STATE", place.join("state.json")),
    );
    assert!(without.status == 2 && without.stderr.contains("--at"), "{}", without.stderr);
    assert_eq!(check(&place, "true", "nowhere", &[]).status, 2);
}
