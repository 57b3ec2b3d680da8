//! `netlab exercise check --run`: programs in several languages, ours and other people's, good and bad, judged by what they
//! do.

mod common;

use common::{Ran, directory, finish, netlab, none, read, skip};
use netlab::exercise::program::Role;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

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

fn has(program: &str) -> bool {
    let there = Command::new(program)
        .arg(if program == "go" { "version" } else { "--version" })
        .stdin(std::process::Stdio::null())
        .output()
        .is_ok();
    if !there {
        skip(&format!("no {program}"));
    }
    there
}

/// An address that nobody listens at now, over TCP or UDP.
fn free() -> String {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        if UdpSocket::bind(at).is_ok() {
            return at.to_string();
        }
    }
}

fn check(id: &str, place: &Path, run: &str, at: &str, more: &[&str]) -> Ran {
    let mut command = netlab(&["exercise", "check", "--id", id, "--run", run, "--at", at]);
    finish(command.args(more).env("NETLAB_STATE", place.join("state.json")).current_dir(place))
}

fn failed(ran: &Ran) -> BTreeSet<String> {
    let verdict: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let trials = verdict["trials"].as_array().expect("trials");
    let wrong = trials.iter().filter(|trial| trial["right"] == false);
    wrong.map(|trial| trial["trial"].as_str().expect("a name").to_string()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

/// The names of all trials of an exercise.
fn trials(id: &str) -> Vec<&'static str> {
    let (_, exercise) = netlab::exercise::find(id).expect("an exercise");
    exercise.program.expect("a program").trials.iter().map(|trial| trial.key).collect()
}

/// The names of all trials but these.
fn but(id: &str, these: &[&str]) -> Vec<&'static str> {
    trials(id).into_iter().filter(|key| !these.contains(key)).collect()
}

/// A program, and what it fails in.
struct Case {
    id: &'static str,
    name: String,
    /// How it is run; `AT` is the address and `PORT` its port.
    run: String,
    /// Files that it needs.
    files: Vec<(&'static str, String)>,
    fails: BTreeSet<String>,
}

impl Case {
    fn new(id: &'static str, name: &str, run: &str, fails: &[&str]) -> Case {
        Case { id, name: name.into(), run: run.into(), files: Vec::new(), fails: set(fails) }
    }

    fn with(mut self, file: &'static str, text: String) -> Case {
        self.files.push((file, text));
        self
    }

    fn hold(&self, number: usize) -> Result<(), String> {
        let place = directory(&format!("program-{}-{}-{number}", self.id, self.name));
        for (file, text) in &self.files {
            fs::write(place.join(file), text).expect("a file");
        }
        let at = free();
        let port = at.rsplit(':').next().expect("a port");
        for (file, text) in &self.files {
            fs::write(place.join(file), text.replace("PORT", port)).expect("a file");
        }
        let run = self.run.replace("AT", &at).replace("PORT", port);
        let ran = check(self.id, &place, &run, &at, &["--json"]);
        let name = format!("{} by {} ({run})", self.id, self.name);
        if ran.stdout.is_empty() {
            return Err(format!("{name}: {}", ran.stderr));
        }
        match failed(&ran) == self.fails && ran.status == i32::from(!self.fails.is_empty()) {
            true => Ok(()),
            false => Err(format!("{name}: should fail {:?}\n{}\n{}", self.fails, ran.stdout, ran.stderr)),
        }
    }
}

/// Tries all of them, several at a time: most of the time is spent waiting.
fn hold(cases: &[Case]) {
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(number) else { return };
                    if let Err(why) = case.hold(number) {
                        wrong.lock().expect("no panic").push(why);
                    }
                }
            });
        }
    });
    none(wrong.into_inner().expect("no panic"), "programs that fail in other trials than they should");
}

fn solution(file: &str) -> String {
    read(format!("tests/exercise/program/{file}"))
}

/// The solutions, and the languages that they are written in.
const SOLUTIONS: &[(&str, &str, &str, &str)] = &[
    ("echo-many", "echo-many.go", "go", "go run echo-many.go AT"),
    ("echo-many", "echo-many.py", "python3", "python3 echo-many.py AT"),
    ("echo-many", "echo-many.rs", "rustc", "rustc --edition 2021 -o server echo-many.rs && ./server AT"),
    ("framed-echo", "framed-echo.py", "python3", "python3 framed-echo.py AT"),
    ("udp-echo", "udp-echo.py", "python3", "python3 udp-echo.py AT"),
    ("http-responder", "http-responder.py", "python3", "python3 http-responder.py AT"),
    ("dns-answerer", "dns-answerer.py", "python3", "python3 dns-answerer.py AT"),
    ("line-client", "line-client.py", "python3", "python3 line-client.py AT"),
];

/// The page lists what can be written, and what it is worth.
#[test]
fn the_page_lists_every_program() {
    let page = read("docs/exercise.md");
    for (_, exercise) in netlab::exercise::all() {
        let Some(program) = exercise.program else { continue };
        let points: u32 = program.trials.iter().map(|trial| trial.points).sum();
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` |", exercise.id)));
        assert!(row.is_some_and(|row| row.ends_with(&format!("| {points} |"))), "{}: {row:?}", exercise.id);
    }
}

/// Nothing of the program is left, though the shell had put it into the background.
#[test]
#[cfg(unix)]
fn a_good_server_is_all_ticks_and_leaves_nothing_behind() {
    if !has("python3") {
        return;
    }
    let place = directory("program-good");
    fs::write(place.join("server.py"), solution("echo-many.py")).expect("a program");
    let at = free();
    let ran = check(
        "echo-many",
        &place,
        &format!("python3 server.py {at} & wait"),
        &at,
        &["--junit", "report.xml"],
    );
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("\n18 of 18 points\n") && !ran.stdout.contains('✗'), "{}", ran.stdout);
    assert!(TcpStream::connect(&at).is_err(), "the server still listens");
    let receipt = ran.stdout.lines().last().and_then(netlab::exercise::receipt::Receipt::read);
    assert!(receipt.is_some_and(|receipt| receipt.right && receipt.exercise == "echo-many"));
    let report = fs::read_to_string(place.join("report.xml")).expect("a report");
    assert_eq!((report.matches("<testcase").count(), report.matches("<failure").count()), (12, 0));
}

/// Each exercise can be done: these are all ticks.
#[test]
#[cfg(unix)]
fn solutions_are_all_ticks() {
    let mut solved = BTreeSet::new();
    let mut cases = Vec::new();
    for (id, file, program, run) in SOLUTIONS {
        solved.insert(*id);
        if has(program) {
            cases.push(Case::new(id, program, run, &[]).with(file, solution(file)));
        }
    }
    for (_, exercise) in netlab::exercise::all().filter(|(_, exercise)| exercise.program.is_some()) {
        assert!(solved.contains(exercise.id), "{} has no solution", exercise.id);
    }
    hold(&cases);
}

/// A name server of NLnet Labs' for the zone that is asked for.
const NSD: &str = "
server:
  ip-address: 127.0.0.1@PORT
  username: \"\"
  chroot: \"\"
  zonesdir: \".\"
  database: \"\"
  pidfile: \"nsd.pid\"
  xfrdfile: \"xfrd\"
  zonelistfile: \"zonelist\"
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: netlab.test
  zonefile: zone
";

const ZONE: &str = "$ORIGIN netlab.test.
$TTL 60
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ IN NS ns
ns IN A 192.0.2.1
www IN A 192.0.2.10
";

/// What other people wrote passes, or fails where it does as it likes.
#[test]
#[cfg(target_os = "linux")]
fn programs_of_other_people_pass() {
    let dnsmasq = "dnsmasq --no-daemon --conf-file=/dev/null --port=PORT --listen-address=127.0.0.1 --bind-interfaces \
                   --no-resolv --no-hosts --user= --pid-file= --local=/netlab.test/ \
                   --host-record=www.netlab.test,192.0.2.10";
    let cases = [
        (
            "go",
            Case::new("http-responder", "net/http", "go run net-http.go AT", &[])
                .with("net-http.go", solution("net-http.go")),
        ),
        (
            "nsd",
            Case::new("dns-answerer", "nsd", "nsd -d -c nsd.conf", &[])
                .with("nsd.conf", NSD.into())
                .with("zone", ZONE.into()),
        ),
        // it refuses what it does not know, and says nothing to what it cannot read
        ("dnsmasq", Case::new("dns-answerer", "dnsmasq", dnsmasq, &["opcode", "malformed"])),
        ("ncat", Case::new("line-client", "ncat", "ncat 127.0.0.1 PORT", &[])),
        ("socat", Case::new("line-client", "socat", "socat -t 10 - TCP:AT", &[])),
        // it does not say why it cannot connect
        ("nc.openbsd", Case::new("line-client", "nc", "nc.openbsd -N 127.0.0.1 PORT", &["refused"])),
    ];
    let cases: Vec<Case> =
        cases.into_iter().filter(|(program, _)| has(program)).map(|(_, case)| case).collect();
    hold(&cases);
}

/// The programs of a first course in Go, as they stand.
#[test]
#[cfg(unix)]
fn the_programs_of_the_article_fail_where_they_are_wrong() {
    if !has("go") {
        return;
    }
    // it serves one client and ends, and what it reads it does not answer
    let first = but("echo-many", &["restart"]);
    let connects = but("line-client", &["refused"]);
    hold(&[
        Case::new("echo-many", "first", "go run first.go AT", &first)
            .with("first.go", read("tests/dial/first.go")),
        // it takes one octet off before it compares, and makes capitals of halves of characters
        Case::new("echo-many", "many", "go run many.go AT", &["utf8", "exit"])
            .with("many.go", read("tests/dial/many.go")),
        // it sends a word without an end, reads nothing and leaves
        Case::new("line-client", "client", "go run client.go AT", &connects)
            .with("client.go", read("tests/peers/client.go")),
    ]);
}

/// Solutions with one mistake each, and the trials that find it.
const MISTAKES: &[(&str, &str, &str, &[&str])] = &[
    ("echo-many", "allow_reuse_address = True", "allow_reuse_address = False", &["restart"]),
    ("echo-many", "ThreadingTCPServer", "TCPServer", &["many", "slow"]),
    ("echo-many", "rstrip(b\"\\r\\n\")", "rstrip(b\"\\n\")", &["exit"]),
    ("echo-many", "text == b\"exit\"", "text.startswith(b\"exit\")", &["exit"]),
    ("framed-echo", "length > 1048576", "length > 0xffffffff", &["toolong"]),
    ("framed-echo", "if len(message) < length", "if False", &["cutoff"]),
    ("framed-echo", "self.rfile.read(length)", "self.rfile.read1(length)", &["cutmessage", "large", "run"]),
    ("framed-echo", "if length > 1048576", "if not 0 < length <= 1048576", &["empty"]),
    ("framed-echo", "ThreadingTCPServer", "TCPServer", &["many", "slow"]),
    ("udp-echo", "65535", "1472", &["fragments", "large"]),
    ("udp-echo", "65535", "9000", &["large"]),
    ("udp-echo", "    server.sendto", "    data and server.sendto", &["empty"]),
    ("udp-echo", "sendto(data,", "sendto(data.strip(),", &["binary"]),
    (
        "udp-echo",
        "    server.sendto",
        "    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto",
        &["first", "source", "empty", "borders", "binary", "fragments", "large", "clients", "gone"],
    ),
    ("http-responder", "head.append(f\"Date", "(f\"Date", &["date"]),
    ("http-responder", "method == \"HEAD\"", "False", &["head"]),
    ("http-responder", "hosts > 1 or version", "version", &["host"]),
    ("http-responder", ".lower().split", ".split", &["case"]),
    ("http-responder", "self.rfile.read(int(length))", "pass", &["content"]),
    ("http-responder", "\"://\" in target", "False", &["absolute"]),
    ("http-responder", "return not close", "return False", &["head", "keep", "pipelined", "content"]),
    ("http-responder", "return not close", "return True", &["close", "case", "old"]),
    ("http-responder", "ThreadingTCPServer", "TCPServer", &["many"]),
    ("http-responder", "65537", "1024", &["long"]),
    (
        "http-responder",
        "\"\\r\\n\".join(head) + \"\\r\\n\\r\\n\"",
        "\"\\n\".join(head) + \"\\n\\n\"",
        &["lines"],
    ),
    ("http-responder", "respond(501", "respond(200", &["method"]),
    ("http-responder", "respond(404", "respond(200", &["missing", "pipelined", "long"]),
    ("dns-answerer", ".lower()", "", &["case"]),
    ("dns-answerer", "flags & 0x7900", "flags & 0x7800", &["rd"]),
    ("dns-answerer", "flags & 0x7900", "flags & 0x0100", &["opcode"]),
    ("dns-answerer", "response(3, question)", "response(0, question)", &["missing"]),
    ("dns-answerer", "response(0, question)", "response(3, question)", &["type"]),
    ("dns-answerer", "if flags & 0x8000", "if False", &["answer"]),
    ("dns-answerer", "if flags & 0x7800", "if False", &["opcode"]),
    ("dns-answerer", "at >= len(query) or ", "", &["malformed"]),
    ("dns-answerer", "0x8400", "0x8000", &["flags"]),
    ("dns-answerer", "query[12 : at + 5]", "query[12:]", &["edns"]),
    ("dns-answerer", "\">HHHHHH\", ident,", "\">HHHHHH\", 7,", &["id", "malformed", "clients"]),
    ("line-client", "sys.exit(f\"{sys.argv[1]}: {error}\")", "sys.exit(0)", &["refused"]),
    (
        "line-client",
        "for line in server.makefile(\"rb\"):",
        "while line := server.recv(65536).decode(\"utf-8\", \"replace\").encode():",
        &["utf8"],
    ),
    (
        "line-client",
        "server.shutdown(socket.SHUT_WR)",
        "pass",
        &["prints", "lines", "cut", "joined", "utf8", "long", "many", "ends", "late"],
    ),
];

/// Each mistake is found, and by the trials that are about it alone.
#[test]
#[cfg(unix)]
fn each_mistake_fails_its_own_trials() {
    if !has("python3") {
        return;
    }
    let mut cases = Vec::new();
    for (id, from, to, fails) in MISTAKES {
        let text = solution(&format!("{id}.py"));
        assert!(text.contains(from), "{id}: {from}");
        let case = Case::new(id, "mistake", "python3 program.py AT", fails);
        cases.push(
            Case { name: to.replace(['/', '\\', ':', '"', ' '], "."), ..case }
                .with("program.py", text.replace(from, to)),
        );
    }
    hold(&cases);
}

#[test]
#[cfg(unix)]
fn bad_servers_fail_what_they_should() {
    if !has("python3") {
        return;
    }
    hold(&[
        Case::new(
            "echo-many",
            "naive",
            "exec python3 server.py PORT",
            &["utf8", "exit", "many", "slow", "reset", "restart"],
        )
        .with("server.py", NAIVE.into()),
        Case::new("echo-many", "loses", "exec python3 server.py PORT", &but("echo-many", &["restart"]))
            .with("server.py", LOSES_FIRST.into()),
    ]);
}

/// What one begins with can be built and run as its first line says, and is no solution.
#[test]
#[cfg(unix)]
fn every_starter_runs_and_is_no_solution() {
    let mut cases = Vec::new();
    for (_, exercise) in netlab::exercise::all().filter(|(_, exercise)| exercise.program.is_some()) {
        for (language, compiler) in [("python", "python3"), ("go", "go"), ("c", "cc"), ("rust", "rustc")] {
            if !has(compiler) {
                continue;
            }
            let place = directory(&format!("program-start-{}-{language}", exercise.id));
            let start = || {
                let mut command = netlab(&["exercise", "start", exercise.id, "--starter", language]);
                finish(command.env("NETLAB_STATE", place.join("state.json")).current_dir(&place))
            };
            let ran = start();
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            assert_eq!(start().status, 2, "a file that is there stays");
            let starter = exercise
                .program
                .and_then(|program| program.starter(exercise.id, language))
                .expect("a starter");
            let text = fs::read_to_string(place.join(&starter.file)).expect("a program");
            assert_eq!(text, starter.text);
            let run = text.lines().next().and_then(|line| line.split('\'').nth(1)).expect("how to run it");
            // a client that says where nobody listens has done one thing already, and so has a server that is there again;
            // in C that takes one call more
            let done: &[&str] = match (exercise.program.map(|program| program.role), language) {
                (Some(Role::Server), "c") => &[],
                _ => &["restart", "refused"],
            };
            let fails = but(exercise.id, done);
            let file: &'static str = Box::leak(starter.file.into_boxed_str());
            cases.push(
                Case::new(
                    exercise.id,
                    language,
                    &run.replace("127.0.0.1:8000", "AT").replace("8000", "PORT"),
                    &fails,
                )
                .with(file, text),
            );
        }
    }
    assert!(cases.len() >= 6, "starters are missing");
    hold(&cases);
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

/// A program that leaves its group, and one that takes no notice of being asked to end.
#[test]
#[cfg(target_os = "linux")]
fn nothing_escapes() {
    if !has("python3") {
        return;
    }
    const DAEMON: &str = "
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
if os.fork():
    os._exit(0)
os.setsid()
if os.fork():
    os._exit(0)
";
    let place = directory("program-daemon");
    fs::write(place.join("server.py"), format!("{DAEMON}{}", solution("echo-many.py"))).expect("a program");
    let at = free();
    let ran = check("echo-many", &place, &format!("python3 server.py {at}"), &at, &["--json"]);
    assert_eq!((ran.status, failed(&ran)), (0, BTreeSet::new()), "{}", ran.stdout);
    assert!(TcpStream::connect(&at).is_err(), "the daemon still listens");
}

/// A program may print as much as it likes, and is not held up; what it says goes to the terminal only without its harm.
#[test]
#[cfg(unix)]
fn what_a_program_prints_harms_nobody() {
    if !has("python3") {
        return;
    }
    let place = directory("program-prints");
    const FLOOD: &str = "
import os, threading
def flood():
    for _ in range(1024):
        os.write(1, b'\\x1b]0;x\\x07' * 131072)
threading.Thread(target=flood, daemon=True).start()
";
    fs::write(place.join("flood.py"), format!("{FLOOD}{}", solution("echo-many.py"))).expect("a program");
    let at = free();
    let ran = check("echo-many", &place, &format!("python3 flood.py {at}"), &at, &[]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    let at = free();
    let ran = check("echo-many", &place, "printf '\\033[2J\\033]0;x\\007no good\\n' >&2; exit 4", &at, &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("no good") && !ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
}

/// A program that takes connections and says nothing is tried to the end, in both languages and in few columns.
#[test]
#[cfg(unix)]
fn a_server_that_hangs_is_said_to() {
    if !has("python3") {
        return;
    }
    let place = directory("program-hangs");
    let hangs = "import socket, sys, time\ns = socket.create_server(('127.0.0.1', int(sys.argv[1])), backlog=300)\ntime.sleep(600)\n";
    fs::write(place.join("server.py"), hangs).expect("a program");
    for (lang, said) in [("en", "nothing came for 3 s"), ("zh", "3 秒内什么也没有返回")] {
        let at = free();
        let run = format!("python3 server.py {}", at.rsplit(':').next().expect("a port"));
        let mut command =
            netlab(&["exercise", "check", "--lang", lang, "--id", "echo-many", "--run", &run, "--at", &at]);
        let ran = finish(
            command.env("NETLAB_STATE", place.join("state.json")).env("COLUMNS", "60").current_dir(&place),
        );
        assert_eq!(ran.status, 1, "{}", ran.stderr);
        assert!(ran.stdout.replace("\n        ", " ").contains(said), "{}", ran.stdout);
        let wide = ran.stdout.lines().filter(|line| netlab::draw::width(line) > 60).count();
        assert_eq!(wide, 0, "{}", ran.stdout);
        assert_eq!(ran.stdout.matches('✗').count(), 11, "{}", ran.stdout);
    }
}

#[test]
#[cfg(unix)]
fn what_cannot_be_tried_is_said() {
    let place = directory("program-none");
    let at = free();
    let ran = check("echo-many", &place, "echo too early; exit 3", &at, &[]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("the program ended before it listened") && ran.stderr.contains("too early"),
        "{}",
        ran.stderr
    );
    let taken = TcpListener::bind(&at).expect("a port");
    let ran = check("echo-many", &place, "sleep 60", &at, &[]);
    assert!(ran.status == 2 && ran.stderr.contains("another program listens"), "{}", ran.stderr);
    let ran = check("line-client", &place, "true", &at, &[]);
    assert!(ran.status == 2 && ran.stderr.contains("netlab is the server here"), "{}", ran.stderr);
    drop(taken);
    for (id, said) in [("echo-many", "--at"), ("line-client", "--at")] {
        let without =
            finish(netlab(&["exercise", "check", "--id", id]).env("NETLAB_STATE", place.join("state.json")));
        assert!(without.status == 2 && without.stderr.contains(said), "{}", without.stderr);
    }
    let mut without = netlab(&["exercise", "check", "--id", "line-client", "--at", &at]);
    let ran = finish(without.env("NETLAB_STATE", place.join("state.json")));
    assert!(ran.status == 2 && ran.stderr.contains("--run"), "{}", ran.stderr);
    assert_eq!(check("echo-many", &place, "true", "nowhere", &[]).status, 2);
}
