//! `netlab dial` against servers that others wrote: Go, Python, four netcats.
#![cfg(unix)]

mod common;

#[path = "dial/peer.rs"]
mod peer;

use common::{Ran, Short, directory, finish, netlab, none, pipe, quoted, ran, read, run, skip};
use netlab::draw::width;
use peer::{Peer, free_port, go, has, netcat, python, terminal};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Stdio;

fn dial(args: &[&str]) -> Ran {
    let mut all = vec!["dial"];
    all.extend(args);
    run(&all)
}

#[track_caller]
fn said(ran: &Ran, status: i32, stdout: &str) {
    assert_eq!((ran.status, ran.stdout.as_str()), (status, stdout), "{}", ran.stderr);
}

#[test]
fn the_article_s_server_for_many_answers_in_capitals() {
    let Some(peer) = go("many") else { return };
    let ran = dial(&[&peer.at, "youmen"]);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "YOUMEN\n", ""));
    let ran = dial(&[&peer.at, "youmen", "exit"]);
    said(&ran, 0, "YOUMEN\n");
    assert_eq!(ran.stderr, "note: the other side closed without answering message 2\n");
    // it takes off whatever stands last: with CR LF a client cannot leave
    let ran = dial(&[&peer.at, "exit", "--crlf"]);
    said(&ran, 0, "EXIT\n");
    let log = peer.end();
    let from = log[0].strip_suffix(" add connect success").expect("an address");
    assert_eq!(log[1..4], [format!("[{from}]: youmen"), String::new(), "err =  EOF".into()]);
    let leaves = log.iter().filter(|line| line.ends_with(" exit") && !line.starts_with('[')).count();
    assert_eq!(leaves, 1, "{log:?}");
}

/// The first message is lost in the server's first read, the second is printed.
#[test]
fn the_article_s_first_server_loses_the_first_message() {
    let Some(peer) = go("first") else { return };
    let ran = dial(&[&peer.at, "one", "two", "--wait", "200ms"]);
    said(&ran, 1, "");
    assert_eq!(
        ran.stderr,
        "note: no answer to message 1 in 200 ms; `--wait 10s` waits longer, `--wait 0`\n      not at all\n\
         note: the other side closed without answering message 2\n"
    );
    assert_eq!(peer.end(), ["buf= two", ""]);
}

/// Each of the four netcats gives what it is told, and prints what it gets.
#[test]
fn netcats_talk() {
    for (name, args) in [
        ("nc.openbsd", &["-l", "127.0.0.1", "PORT"][..]),
        ("nc.traditional", &["-l", "-s", "127.0.0.1", "-p", "PORT"]),
        ("ncat", &["-l", "127.0.0.1", "PORT"]),
        ("socat", &["-", "TCP4-LISTEN:PORT,bind=127.0.0.1"]),
    ] {
        let Some(peer) = netcat(name, args, "an answer\n") else { return };
        let ran = dial(&[&peer.at, "你好"]);
        said(&ran, 0, "an answer\n");
        assert_eq!(peer.end(), ["你好"], "{name}");
    }
}

/// Half-closed, all that is still to come is waited for: to the last octet.
#[test]
fn the_tail_comes_whole() {
    let input: Vec<u8> = (0..360_000_u32).map(|i| (i % 251) as u8).collect();
    for (name, args) in [
        ("nc.traditional", &["-l", "-s", "127.0.0.1", "-p", "PORT", "-e", "/bin/cat"][..]),
        ("socat", &["TCP4-LISTEN:PORT,bind=127.0.0.1", "SYSTEM:cat"]),
    ] {
        let Some(peer) = netcat(name, args, "") else { return };
        let mut child = netlab(&["dial", &peer.at])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("netlab starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let sent = input.clone();
        let writing = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &sent));
        let output = child.wait_with_output().expect("netlab ends");
        writing.join().expect("a thread").expect("all is taken");
        assert!(output.status.success());
        assert!(output.stdout == input, "{name}: {} of {} octets", output.stdout.len(), input.len());
        drop(peer);
    }
    let Some(peer) = python("tail") else { return };
    let ran = pipe(&["dial", &peer.at], &input);
    said(&ran, 0, "tail of 360000 octets\n");
    let Some(peer) = python("tail") else { return };
    let ran = dial(&[&peer.at, "one", "two", "--half-close", "--wait", "300ms"]);
    assert_eq!(ran.stdout, "tail of 8 octets\n");
    assert_eq!(peer.end().last().map(String::as_str), Some("end"));
}

/// The reads of the other side are the witness of how a message was sent.
#[test]
fn messages_go_as_they_are_told_to() {
    for (args, reads) in [
        (&["ab", "cd"][..], &["b'ab\\n'", "b'cd\\n'", "end"][..]),
        (&["ab", "--crlf"], &["b'ab\\r\\n'", "end"]),
        (&["ab", "--framing", "length"], &["b'\\x00\\x00\\x00\\x02ab'", "end"]),
        (&["ab", "--framing", "delimiter:\\0"], &["b'ab\\x00'", "end"]),
        (&["ab", "--framing", "raw"], &["b'ab'", "end"]),
        (&["youmen", "--split", "3", "--gap", "80ms"], &["b'you'", "b'me'", "b'n\\n'", "end"]),
        (&["ab", "--reset"], &["b'ab\\n'", "reset"]),
        (&["ab", "--half-close"], &["b'ab\\n'", "end"]),
    ] {
        let Some(peer) = python("silent") else { return };
        let mut all = vec![peer.at.as_str()];
        all.extend(args);
        all.extend(["--wait", "100ms"]);
        let ran = dial(&all);
        assert_eq!(ran.stdout, "", "{args:?}");
        assert_eq!(peer.end(), reads, "{args:?}: {}", ran.stderr);
    }
    let Some(peer) = python("silent") else { return };
    pipe(&["dial", &peer.at, "--crlf", "--wait", "100ms"], b"a\nb\r\nc");
    assert_eq!(peer.end().concat(), "b'a\\r\\nb\\r\\nc'end");
}

#[test]
fn answers_are_found_in_every_framing() {
    let Some(peer) = python("backwards") else { return };
    said(&dial(&[&peer.at, "abc", "", "xy", "--framing", "length"]), 0, "cba\n\nyx\n");
    let Some(peer) = python("upper") else { return };
    said(&dial(&[&peer.at, "abcd", "ef", "--framing", "fixed:2", "--wait", "300ms"]), 0, "AB\nCD\n");
    let Some(peer) = python("bare") else { return };
    let ran = dial(&[&peer.at, "one", "two"]);
    said(&ran, 0, "ONE\nTWO\n");
    assert_eq!(
        ran.stderr,
        "note: no end of a message came for 300 ms: what there is, 3 octets, is taken for\n      one; that is a guess\n"
    );
    let Some(peer) = python("browser") else { return };
    let ran = dial(&[&peer.at, "x", "--framing", "length"]);
    said(&ran, 1, "");
    // "HTTP" as a number
    has(&ran.stderr, "error: the answer announces 1213486160 octets, which is no length");
}

#[test]
fn what_must_come_is_compared() {
    let Some(peer) = python("many") else { return };
    said(&dial(&[&peer.at, "a", "b", "--expect", "A", "--expect", "B"]), 0, "A\nB\n");
    let ran = dial(&[&peer.at, "a", "b", "--expect", "A", "--expect", "b"]);
    said(&ran, 1, "A\nB\n");
    assert_eq!(ran.stderr, "error: the answer to message 2 is not `b`\n       it is `B`\n");
    let Some(peer) = python("bye") else { return };
    said(&dial(&[&peer.at, "a", "--expect", "A"]), 1, "");
    let ran = dial(&["127.0.0.1:1", "a", "b", "--expect", "A"]);
    assert_eq!(ran.status, 2);
    has(&ran.stderr, "error: `--expect` is given 1 times for 2 messages: one for each\n");
}

/// On a terminal nothing is obeyed; a program gets the octets.
#[test]
fn octets_that_are_no_text_do_no_harm() {
    let Some(peer) = python("hostile") else { return };
    let output = netlab(&["dial", &peer.at, "x"]).output().expect("netlab runs");
    assert_eq!(output.stdout, b"\x1b[2J\x1b]0;owned\x07 \xff\xfe ok\n");
    let Some(peer) = python("hostile") else { return };
    let ran = dial(&[&peer.at, "x", "--hex"]);
    let hex = "0000  1b 5b 32 4a 1b 5d 30 3b  6f 77 6e 65 64 07 20 ff  .[2J.]0;owned. .\n\
               0010  fe 20 6f 6b                                       . ok\n";
    said(&ran, 0, hex);
    let Some(peer) = python("hostile") else { return };
    let screen = terminal(80, &["--color", "never", &peer.at, "x"], &[]);
    has(&screen, "\\x1b[2J\\x1b]0;owned\\x07 \\xff\\xfe ok\n");
    assert!(!screen.contains('\u{1b}'), "{screen:?}");
}

/// A stream that goes to a terminal is escaped too; its progress is drawn where somebody sees it.
#[test]
fn a_stream_on_a_terminal() {
    let Some(peer) = python("hostile") else { return };
    let screen = terminal(80, &[&format!("echo x | $netlab dial {}", peer.at)], &[]);
    has(&screen, "\\x1b[2J\\x1b]0;owned\\x07 \\xff\\xfe ok\n");
    let Some(peer) = python("slow") else { return };
    let file = directory("dial-stream").join("zeros");
    std::fs::write(&file, vec![0; 3_000_000]).expect("a file");
    let line = format!("$netlab dial {} <{} >/dev/null", peer.at, quoted(&file));
    let screen = terminal(80, &[&line], &[]);
    has(&screen, "<CR><[K>sent ");
    has(&screen, "<CR><[K>sent 3.0 MB (100 %), received 8 octets, ");
    assert!(screen.ends_with("/s\n\nstatus 0\n"), "{screen}");
    // what cannot be read is said, and nothing is sent
    let Some(peer) = python("silent") else { return };
    let folder = std::fs::File::open("/").expect("the root");
    let ran = finish(netlab(&["dial", &peer.at]).stdin(folder));
    assert_eq!((ran.status, ran.stderr.lines().next()), (2, Some("error: standard input is a folder")));
    assert_eq!(peer.end(), ["end"]);
    // nobody reads what comes: no trouble
    let Some(peer) = netcat("socat", &["TCP4-LISTEN:PORT,bind=127.0.0.1", "SYSTEM:yes"], "") else { return };
    let screen = terminal(80, &[&format!("$netlab dial {} </dev/null | head -n 1", peer.at)], &[]);
    assert!(screen.starts_with("y\n") && screen.ends_with("status 0\n"), "{screen}");
}

#[test]
fn resets_and_closes_are_told_apart() {
    let Some(peer) = python("reset") else { return };
    let ran = dial(&[&peer.at, "x"]);
    said(&ran, 1, "");
    assert_eq!(
        ran.stderr,
        format!(
            "error: read failed at {} (ECONNRESET)\n       \
             RST came: the other side has thrown the connection away, and what was in\n       \
             the buffers with it [RFC 9293 §3.5.3]\n",
            peer.at
        )
    );
    let Some(peer) = python("bye") else { return };
    let ran = dial(&[&peer.at, "x"]);
    said(&ran, 0, "");
    assert_eq!(ran.stderr, "note: the other side closed without answering message 1\n");
}

#[test]
fn a_slow_side_is_waited_for() {
    let input = vec![b'x'; 3_000_000];
    let Some(peer) = python("slow") else { return };
    said(&pipe(&["dial", &peer.at], &input), 0, "3000000\n");
    // slow itself: 400 octets at 1000 a second are four reads
    let Some(peer) = python("upper") else { return };
    let ran = pipe(&["dial", &peer.at, "--slow-read", "--explain"], &[b'x'; 400]);
    assert_eq!(ran.stdout, "X".repeat(400));
    assert_eq!(ran.stderr.matches("  read      100 octets\n").count(), 4, "{}", ran.stderr);
}

#[test]
fn errors_say_what_happened_on_the_wire() {
    let port = free_port();
    let ran = dial(&[&port, "x"]);
    said(&ran, 1, "");
    assert_eq!(
        ran.stderr,
        format!(
            "error: 127.0.0.1:{port} refuses the connection (ECONNREFUSED)\n       \
             SYN went out and RST came back: the host is there, and nothing listens on\n       \
             that port [RFC 9293 §3.5.2]\n\
             hint: `netlab serve 127.0.0.1:{port}` in another terminal listens there\n"
        )
    );
    let ran = dial(&["no-such-name.invalid:80", "x"]);
    assert_eq!(ran.status, 1);
    has(&ran.stderr, "error: no address was found for the name `no-such-name.invalid`");
    let place = Short::directory("dial-errors");
    let path = place.join("none.sock");
    let ran = dial(&[&format!("unix:{}", path.display()), "x"]);
    assert_eq!(ran.status, 1);
    has(&ran.stderr, "(ENOENT)\n       there is no file at that path: no server has bound it");
    let Some(peer) = python("full") else { return };
    let ran = dial(&[&peer.at, "x", "--connect-timeout", "1500ms", "--explain"]);
    assert_eq!(ran.status, 1);
    has(&ran.stderr, "ETIMEDOUT\n              SYN-SENT [SYN_SENT]\n");
    // the second goes out after a second: RFC 6298 §2.1
    has(&ran.stderr, "the SYN was sent 2 times\n");
    has(
        &ran.stderr,
        &format!("error: {} does not answer (ETIMEDOUT)\n       SYN went out again and again", peer.at),
    );
}

#[test]
fn too_many_files_are_told() {
    let Some(peer) = python("many") else { return };
    let program = quoted(env!("CARGO_BIN_EXE_netlab"));
    let line = format!("ulimit -n 24; exec {program} dial {} --count 200 --concurrency 100 --json", peer.at);
    let mut shell = std::process::Command::new("sh");
    common::plain(&mut shell);
    let ran = finish(shell.args(["-c", &line]));
    assert_eq!(ran.status, 0, "the connections that there are answer all: {}", ran.stderr);
    let object: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(object["answers"], 200);
    assert!(object["errors"]["connect EMFILE"].as_u64() > Some(50), "{object}");
}

/// Words that are no address, options that do not go together: status 2, lines of at most 80 columns, in both languages.
#[test]
fn what_cannot_be_done_is_said_first() {
    let port = free_port();
    let cases: &[(&[&str], &str)] = &[
        (&["youmen"], "`netlab dial 127.0.0.1:8000 youmen`"),
        (&["youmen", "a b"], "`netlab dial 127.0.0.1:8000 youmen 'a b'`"),
        (&["tls://example.com:443"], "TLS"),
        (&[":8000", "--split", "3"], "--split"),
        (&[":8000", "x", "--gap", "50x"], "`50x`"),
        (&[":8000", "x", "--crlf", "--framing", "raw"], "--crlf"),
        (&["udp://:8000", "x", "--reset"], "--reset"),
        (&[":8000", "x", "--count", "0"], "`0`"),
        (&[":8000", "x", "--count", "5", "--explain"], "--explain"),
        (&[":8000", "--hex"], "--hex"),
        (&[":8000", "-", "--framing", "raw"], "--framing"),
        (&["udp://:8000", "--expect", "x"], "--expect"),
        (&[":8000", "x", "--concurrency", "5"], "--count"),
        (&[":8000", "x", "--framing", "lines"], "lines"),
    ];
    let mut long = Vec::new();
    for (args, piece) in cases {
        for lang in ["en", "zh", "zh+en"] {
            let mut all = vec!["dial", "--lang", lang];
            all.extend(*args);
            let ran = run(&all);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
            assert!(
                ran.stderr.replace("\n     ", "").contains(piece) || ran.stderr.contains(piece),
                "{args:?}: {}",
                ran.stderr
            );
            // the parser's own words are the same for all commands
            let own = ran.stderr.lines().filter(|line| !line.contains("--help") && !line.contains('<'));
            long.extend(own.filter(|line| width(line) > 80).map(ToString::to_string));
        }
    }
    for args in [&[port.as_str(), "x"][..], &["no-such-name.invalid:80"], &["unix:/no/such/path/at/all"]] {
        for lang in ["en", "zh", "zh+en"] {
            let mut all = vec!["dial", "--explain", "--lang", lang];
            all.extend(args);
            let ran = run(&all);
            assert_eq!(ran.status, 1, "{args:?}");
            long.extend(ran.stderr.lines().filter(|line| width(line) > 80).map(ToString::to_string));
        }
    }
    none(long, "lines are too long");
}

#[test]
fn datagrams_keep_their_borders() {
    let Some(peer) = python("udp") else { return };
    said(&dial(&[&peer.at, "one", "", "two"]), 0, "ONE\n\nTWO\n");
    said(&pipe(&["dial", &peer.at], b"a\nb\n"), 0, "A\nB\n");
    assert_eq!(peer.kill(), ["b'one'", "b''", "b'two'", "b'a'", "b'b'"]);
    let Some(peer) = python("udp-silent") else { return };
    let ran = dial(&[&peer.at, "x", "--wait", "100ms"]);
    said(&ran, 1, "");
    has(&ran.stderr, "note: no answer to message 1 in 100 ms: it was lost, or the answer was, or\n");
    // nobody is there: ICMP says so, and only a connected socket is told
    let address = format!("udp://127.0.0.1:{}", free_port());
    let ran = dial(&[&address, "x", "--explain"]);
    said(&ran, 1, "");
    has(&ran.stderr, "nothing is sent: connect fixes the peer");
    has(
        &ran.stderr,
        &format!("error: read failed at {address} (ECONNREFUSED)\n       ICMP port unreachable came back"),
    );
}

#[test]
fn unix_sockets_leave_nothing_behind() {
    let place = Short::directory("dial-unix");
    let path = place.join("x.sock");
    let path = path.to_str().expect("UTF-8");
    let files = || std::fs::read_dir(&*place).expect("a directory").count();
    let Some(peer) = Peer::python(&["unixgram", path]) else { return };
    said(&dial(&[&peer.at, "one", "two"]), 0, "ONE\nTWO\n");
    let ran = dial(&[&format!("unix:{path}"), "x"]);
    assert_eq!(ran.status, 1);
    has(&ran.stderr, "(EPROTOTYPE)");
    has(&ran.stderr, "unixgram:");
    assert_eq!(files(), 1, "the server's alone");
    assert_eq!(peer.kill(), ["b'one'", "b'two'"]);
    let path = place.join("y.sock");
    let Some(peer) = Peer::python(&["unix", path.to_str().expect("UTF-8")]) else { return };
    said(&dial(&[&peer.at, "one", "two", "--half-close"]), 0, "ONE\nTWO\n");
    assert_eq!(peer.end(), ["b'one\\n'", "b'two\\n'", "end"]);
}

#[test]
fn ipv6_is_spoken() {
    let Some(peer) = python("upper6") else { return };
    let ran = dial(&[&peer.at, "x", "--explain"]);
    said(&ran, 0, "X\n");
    has(&ran.stderr, &format!(" → {}\n", peer.at));
}

/// What is explained: the states are the kernel's, and `ss` sees the same one afterwards.
#[test]
#[cfg(target_os = "linux")]
fn a_life_is_told() {
    let Some(peer) = python("upper") else { return };
    let ran = dial(&[&peer.at, "youmen", "--explain"]);
    said(&ran, 0, "YOUMEN\n");
    let calls: Vec<&str> = ran.stderr.lines().filter(|line| line.contains(" ms  ")).collect();
    let names: Vec<&str> = calls.iter().filter_map(|line| line.split_whitespace().nth(2)).collect();
    assert_eq!(names, ["socket", "connect", "write", "read", "close"]);
    has(&ran.stderr, "CLOSED → (SYN-SENT, passed) → ESTABLISHED [ESTABLISHED]\n");
    has(&ran.stderr, "ESTABLISHED → (FIN-WAIT-1, passed) → TIME-WAIT [TIME_WAIT]\n");
    has(&ran.stderr, "this side closed first, so it waits");
    let ends = calls[1].split_whitespace().nth(3).zip(calls[1].split_whitespace().last());
    let (local, remote) = ends.expect("two addresses");
    assert_eq!(remote, peer.at);
    let Some(sockets) = common::ask("ss", std::process::Command::new("ss").args(["-tanH"])) else { return };
    let row = sockets.lines().find(|line| line.contains(local)).expect("the connection");
    assert!(row.starts_with("TIME-WAIT"), "{row}");
    // the other side closes first: it waits
    let Some(peer) = python("bye") else { return };
    let ran = dial(&[&peer.at, "x", "--explain"]);
    has(&ran.stderr, "CLOSE-WAIT → (LAST-ACK, passed) → CLOSED [CLOSE]\n");
    has(&ran.stderr, "the other end, is in TIME-WAIT for ");
    let Some(peer) = python("upper") else { return };
    let ran = dial(&[&peer.at, "x", "--explain", "--reset"]);
    has(&ran.stderr, "ESTABLISHED → CLOSED [CLOSE]\n              RST instead of FIN");
}

/// The life that the page shows is one that is lived; times, ports and queues differ.
#[test]
#[cfg(target_os = "linux")]
fn the_page_shows_a_life() {
    let Some(peer) = python("upper") else { return };
    let lived = finish(netlab(&["dial", &peer.at, "youmen", "--explain"]).env("COLUMNS", "80")).stderr;
    let page = read("docs/dial.md");
    let shown = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let numbers_gone = |text: &str| -> Vec<String> {
        let words = |line: &str| {
            let word = |word: &str| match word.bytes().any(|octet| octet.is_ascii_digit()) {
                true if !word.contains('§') && !word.starts_with("(SYN") => "#".to_string(),
                _ => word.to_string(),
            };
            line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
        };
        text.lines().map(words).collect()
    };
    assert_eq!(numbers_gone(&lived), numbers_gone(shown), "{lived}");
}

/// Every key of every event is in the page.
#[test]
#[cfg(target_os = "linux")]
fn the_events_are_those_of_the_page() {
    let Some(peer) = python("many") else { return };
    let mut keys = BTreeSet::new();
    let mut events = BTreeSet::new();
    let mut rtt = None;
    for args in [
        &["youmen", "--half-close"][..],
        &["youmen", "--reset"],
        &["youmen", "--count", "20", "--concurrency", "3"],
    ] {
        let mut all = vec![peer.at.as_str(), "--json"];
        all.extend(args);
        let ran = dial(&all);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        for line in ran.stdout.lines() {
            let object: Value = serde_json::from_str(line).expect("JSON");
            events.insert(object["event"].as_str().expect("a name").to_string());
            keys.extend(object.as_object().expect("an object").keys().cloned());
            rtt = rtt.or(object["rtt_us"].as_u64().filter(|_| object["event"] == "answer"));
        }
    }
    assert!(rtt.is_some_and(|rtt| rtt > 0));
    for line in dial(&["localhost:1", "x", "--json"]).stdout.lines() {
        let object: Value = serde_json::from_str(line).expect("JSON");
        keys.extend(object.as_object().expect("an object").keys().cloned());
        events.insert(object["event"].as_str().expect("a name").to_string());
    }
    let peer = python("hostile").expect("Python");
    for line in dial(&[&peer.at, "x", "--json"]).stdout.lines() {
        let object: Value = serde_json::from_str(line).expect("JSON");
        keys.extend(object.as_object().expect("an object").keys().cloned());
    }
    let page = read("docs/dial.md");
    let named: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once("` |").map(|(name, _)| name.to_string()))
        .collect();
    let missing = keys.iter().chain(&events).filter(|key| !named.contains(*key)).cloned();
    none(missing, "docs/dial.md does not name it");
}

/// The server counts the messages: it is the witness.
#[test]
fn a_small_load_is_counted() {
    let Some(peer) = python("many") else { return };
    let ran = dial(&[&peer.at, "--count", "1000", "--concurrency", "50"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let first = ran.stdout.lines().next().expect("a line");
    assert!(first.starts_with("1000 answers to 1000 questions over 50 connections in "), "{first}");
    let bars: u32 = ran
        .stdout
        .lines()
        .filter_map(|line| line.split_once('|')?.1.trim_start_matches(['#', ' ']).parse::<u32>().ok())
        .sum();
    assert_eq!(bars, 1000);
    assert!(ran.stdout.lines().all(|line| width(line) <= 80));
    let ran = dial(&[&free_port(), "--count", "10"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    has(&ran.stderr, "refuses the connection");
    let Some(peer) = python("bye") else { return };
    let ran = dial(&[&peer.at, "--count", "3"]);
    assert_eq!(ran.status, 1);
    has(&ran.stdout, "closed without an answer: 1\n");
}

/// Typed at a terminal: edited, taken from the history, answered beside the question, half-closed.
#[test]
fn the_keyboard() {
    let Some(peer) = python("upper") else { return };
    let steps = [
        ("> ", r"youmem\x7fn\r"),
        // the line before, its beginning, one octet more
        ("YOUMEN", r"\x1b[A\x01x\r"),
        ("XYOUMEN", "\u{4f60}\u{597d}\\x04\\r"),
        ("\u{4f60}\u{597d}  ", r"\x04"),
    ];
    let screen = terminal(80, &["--color", "never", &peer.at], &steps);
    has(
        &screen,
        &format!(
            "note: connected to {}: Enter sends, Ctrl-D ends your half, Ctrl-C\n      closes\n",
            peer.at
        ),
    );
    for question in ["youmen  → YOUMEN  ", "xyoumen  → XYOUMEN  ", "你好  → 你好  "] {
        let line = screen.lines().find(|line| line.contains(question)).unwrap_or_else(|| panic!("{screen}"));
        let time = line.rsplit("  ").next().expect("a time");
        assert!(time.ends_with(" µs") || time.ends_with(" ms"), "{line}");
    }
    has(&screen, "note: half-closed: nothing more is sent; waiting for what still comes");
    assert!(screen.ends_with("\nstatus 0\n"), "{screen}");
    assert!(!screen.contains("m>"), "no colour: {screen}");
    assert_eq!(peer.end(), ["b'youmen\\n'", "b'xyoumen\\n'", r"b'\xe4\xbd\xa0\xe5\xa5\xbd\n'", "end"]);
    // an answer without room beside its question stands below it; the prompt has colour where it is wanted
    let Some(peer) = python("upper") else { return };
    let steps = [("> ", r"twenty-four octets here\r"), ("HERE", r"\x03")];
    let screen = terminal(50, &["--color", "always", &peer.at], &steps);
    let faint = netlab::draw::Paint::new(true).ink(netlab::draw::Ink::Faint, "|");
    let faint = format!("<{}>", faint.split('|').next().expect("a code").trim_start_matches('\u{1b}'));
    let question = format!("{faint}{}> <[0m>twenty-four octets here", peer.at);
    has(&screen, &format!("{question}\n{faint}←<[0m> TWENTY-FOUR OCTETS HERE  {faint}"));
    assert!(screen.ends_with("\nstatus 130\n"), "{screen}");
    // the other side leaves
    let Some(peer) = go("many") else { return };
    let screen = terminal(80, &["--color", "never", "--lang", "zh", &peer.at], &[("> ", r"exit\r")]);
    has(&screen, "> exit\n说明：对方已关闭（收到了它的 FIN）：不会再有回答\n");
    assert!(screen.ends_with("\nstatus 0\n"), "{screen}");
}

/// A terminal that cannot move its cursor edits by itself.
#[test]
fn a_dumb_terminal_will_do() {
    let Some(peer) = python("upper") else { return };
    let at = peer.at.clone();
    let screen = terminal(80, &["--json", &at], &[("connect", r"one\n"), ("\"answer\"", r"\x04")]);
    has(&screen, r#""octets":3,"text":"ONE","rtt_us":"#);
    assert!(!screen.contains("<["), "{screen}");
    assert_eq!(peer.end(), ["b'one\\n'", "end"]);
}

/// A name with two addresses, of which the first does not listen: a file of hosts of our own says so.
#[test]
#[cfg(target_os = "linux")]
fn the_next_address_is_tried() {
    let Some(peer) = python("upper") else { return };
    let place = directory("dial-hosts");
    std::fs::write(place.join("hosts"), "::1 two.test\n127.0.0.1 two.test\n").expect("a file");
    let port = peer.at.rsplit(':').next().expect("a port");
    let line = format!(
        "mount --bind {} /etc/hosts && exec {} dial two.test:{port} x",
        quoted(place.join("hosts")),
        quoted(env!("CARGO_BIN_EXE_netlab"))
    );
    let mut unshare = std::process::Command::new("unshare");
    common::plain(&mut unshare);
    let output = match unshare.args(["-m", "sh", "-c", &line]).output() {
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("unshare:") => output,
        _ => return skip("no mount namespaces without rights"),
    };
    let ran = ran(output);
    said(&ran, 0, "X\n");
    let addresses = format!("[::1]:{port}, 127.0.0.1:{port}");
    let told = ran.stderr.replace("\n      ", " ");
    has(
        &told,
        &format!("note: the name has 2 addresses: {addresses}; connected to 127.0.0.1:{port} (RFC 8305)"),
    );
    has(&told, &format!("[::1]:{port} refuses the connection (ECONNREFUSED)"));
    // a load test goes there too
    let Some(peer) = python("many") else { return };
    let port = peer.at.rsplit(':').next().expect("a port");
    let line = format!(
        "mount --bind {} /etc/hosts && exec {} dial two.test:{port} --count 5 --json",
        quoted(place.join("hosts")),
        quoted(env!("CARGO_BIN_EXE_netlab"))
    );
    let output =
        std::process::Command::new("unshare").args(["-m", "sh", "-c", &line]).output().expect("unshare");
    has(&String::from_utf8_lossy(&output.stdout), "\"answers\":5,");
}

fn interrupt(child: &std::process::Child) {
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-s", "INT", &id]).status().expect("kill").success());
}

/// Ctrl-C: 130, whatever is being waited for, and no file is left.
#[test]
fn it_can_be_broken_off() {
    let Some(peer) = python("silent") else { return };
    let mut child = netlab(&["dial", &peer.at, "x", "--wait", "1m", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("a pipe")));
    assert!(lines.any(|line| line.expect("UTF-8").contains("\"write\"")), "it writes");
    interrupt(&child);
    let rest: Vec<String> = lines.map(|line| line.expect("UTF-8")).collect();
    assert!(rest.iter().any(|line| line.contains("\"close\"")), "{rest:?}");
    assert_eq!(ran(child.wait_with_output().expect("it ends")).status, 130);
    assert_eq!(peer.end(), ["b'x\\n'", "end"]);
}
