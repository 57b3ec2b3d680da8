//! What must not harm `netlab serve`: clients that do not read, do not stop, come too many, and outputs that do not take.
#![cfg(target_os = "linux")]

mod common;

use common::served::{PATIENCE, Served, serve, start};
use common::{Short, directory, plain, root};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

/// A figure of `/proc/PID/status` in KiB.
fn kib(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a figure");
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("a number")
}

/// Ticks of processor time that a process has used: a hundred a second.
fn ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
    fields[11].parse::<u64>().expect("a number") + fields[12].parse::<u64>().expect("a number")
}

fn exchange(client: &mut TcpStream, said: &str) -> String {
    client.write_all(format!("{said}\n").as_bytes()).expect("written");
    let mut answer = vec![0; said.len() + 1];
    client.read_exact(&mut answer).expect("an answer");
    String::from_utf8(answer).expect("UTF-8")
}

/// A shell that limits something and then becomes the server.
fn limited(shell: &str) -> Served {
    let mut command = Command::new("sh");
    plain(&mut command);
    command.args(["-c", &format!("{shell}; exec \"$0\" serve 127.0.0.1:0"), env!("CARGO_BIN_EXE_netlab")]);
    start(&mut command)
}

/// Who does not read is not read from: his octets stay in the kernels' buffers, and others are served.
#[test]
fn a_client_that_does_not_read_stops_itself() {
    let server = serve(&["--log", "none"]);
    let mut other = server.connect();
    assert_eq!(exchange(&mut other, "a"), "A\n");
    let before = kib(server.id(), "VmHWM:");
    let mut deaf = server.connect();
    deaf.set_write_timeout(Some(Duration::from_millis(500))).expect("a time");
    let (line, mut written) = ([b'x'; 65_535], 0);
    let stuck = loop {
        match deaf.write(&line).and_then(|octets| deaf.write(b"\n").map(|end| octets + end)) {
            Ok(octets) => written += octets,
            Err(error) => break error.kind(),
        }
        assert!(written < 1 << 28, "nobody stops it");
    };
    assert_eq!(stuck, ErrorKind::WouldBlock);
    assert_eq!(exchange(&mut other, "served"), "SERVED\n");
    assert!(kib(server.id(), "VmHWM:") - before < 4096, "{} KiB", kib(server.id(), "VmHWM:") - before);
    // and when he does read, it goes on
    deaf.shutdown(Shutdown::Write).expect("shut down");
    let mut answer = vec![0; 1 << 16];
    let mut heard = 0;
    while let Ok(octets @ 1..) = deaf.read(&mut answer) {
        heard += octets;
    }
    assert!(heard >= written, "{heard} of {written}");
}

/// A client that always has something to say, and one that takes whatever it is given, leave the others their turn.
#[test]
fn who_never_rests_leaves_others_their_turn() {
    for reply in ["upper", "chargen"] {
        let server = serve(&["--reply", reply, "--log", "none"]);
        let busy: Vec<_> = (0..2)
            .flat_map(|_| {
                let mut writer = server.connect();
                let mut reader = writer.try_clone().expect("a second handle");
                let read = std::thread::spawn(move || {
                    let mut octets = vec![0; 1 << 20];
                    while reader.read(&mut octets).is_ok_and(|read| read > 0) {}
                });
                let lines = b"as fast as can be, again and again\n".repeat(20_000);
                [read, std::thread::spawn(move || while writer.write_all(&lines).is_ok() {})]
            })
            .collect();
        std::thread::sleep(Duration::from_millis(300));
        for _ in 0..20 {
            let mut client = server.connect();
            let began = Instant::now();
            client.set_read_timeout(Some(PATIENCE)).expect("set");
            client.write_all(b"youmen\n").expect("written");
            client.read_exact(&mut [0; 7]).expect("an answer");
            assert!(began.elapsed() < Duration::from_secs(2), "{reply}: {:?}", began.elapsed());
        }
        let began = Instant::now();
        assert_eq!(server.stop().status, 130);
        assert!(began.elapsed() < Duration::from_secs(5), "{reply}: {:?}", began.elapsed());
        busy.into_iter().for_each(|thread| thread.join().expect("it ends"));
    }
}

/// 100 MB without an end of line go through a server that keeps no more than a piece.
#[test]
fn a_line_without_end_is_passed_on() {
    let server = serve(&["--reply", "echo", "--log", "none"]);
    let before = kib(server.id(), "VmHWM:");
    let all = 100_000_000;
    let mut client = server.connect();
    let mut writer = client.try_clone().expect("a second handle");
    let writing = std::thread::spawn(move || {
        let piece = vec![b'x'; 100_000];
        (0..all / piece.len()).for_each(|_| writer.write_all(&piece).expect("written"));
        writer.shutdown(Shutdown::Write).expect("shut down");
    });
    let (mut heard, mut piece) = (0, vec![0; 1 << 18]);
    while let octets @ 1.. = client.read(&mut piece).expect("an answer") {
        assert!(piece[..octets].iter().all(|octet| *octet == b'x'));
        heard += octets;
    }
    writing.join().expect("written");
    assert_eq!(heard, all);
    assert!(kib(server.id(), "VmHWM:") - before < 4096, "{} KiB", kib(server.id(), "VmHWM:") - before);
}

/// With 64 files: it says so once, does not turn in circles, serves on, and takes others when one leaves.
#[test]
fn a_server_without_file_descriptors_waits() {
    let mut server = limited("ulimit -n 64");
    let mut clients: Vec<TcpStream> = (0..80).map(|_| server.connect()).collect();
    assert_eq!(exchange(&mut clients[0], "first"), "FIRST\n");
    let mut said = server.line();
    while !said.contains("no file descriptor is left") {
        said = server.line();
    }
    let (began, used) = (Instant::now(), ticks(server.id()));
    // it is tried again every second, and that costs nothing
    while began.elapsed() < Duration::from_millis(1500) {
        assert_eq!(exchange(&mut clients[1], "second"), "SECOND\n");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(ticks(server.id()) - used < 30, "{} ticks", ticks(server.id()) - used);
    clients.drain(..30);
    for client in &mut clients {
        assert_eq!(exchange(client, "late"), "LATE\n");
    }
    drop(clients);
    let ran = server.stop();
    assert_eq!(ran.stderr.matches("no file descriptor is left").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("new clients are taken again"), "{}", ran.stderr);
}

/// `netlab serve | less`, and nobody scrolls.
#[test]
fn a_log_that_nobody_reads_keeps_nobody_waiting() {
    let mut command = Command::new("sh");
    plain(&mut command);
    // standard output is a pipe that is held open and never read; what the server says ends on standard error
    let pipe = directory("serve-pipe").join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let keep = fs::File::options().read(true).write(true).open(&pipe).expect("a pipe");
    command.args(["-c", "exec \"$0\" serve 127.0.0.1:0 > \"$1\"", env!("CARGO_BIN_EXE_netlab")]).arg(&pipe);
    let server = start(&mut command);
    let mut client = server.connect();
    let long = "x".repeat(1000);
    for _ in 0..20_000 {
        assert_eq!(exchange(&mut client, &long).len(), 1001);
    }
    drop(client);
    let ran = server.stop();
    drop(keep);
    assert_eq!(ran.status, 130);
    let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("lines are dropped and counted") && words.contains("log lines dropped: "),
        "{words}"
    );
}

#[test]
fn a_log_that_cannot_be_written_is_told_once() {
    let mut command = Command::new("sh");
    plain(&mut command);
    command.args(["-c", "exec \"$0\" serve 127.0.0.1:0 >/dev/full", env!("CARGO_BIN_EXE_netlab")]);
    let mut server = start(&mut command);
    let mut client = server.connect();
    assert_eq!(exchange(&mut client, "a"), "A\n");
    while !server.line().contains("cannot be written any more") {}
    assert_eq!(exchange(&mut client, "b"), "B\n");
    let ran = server.stop();
    assert_eq!((ran.status, ran.stderr.matches("cannot be written").count()), (130, 1), "{}", ran.stderr);
}

/// Of a log file no line is lost.
#[test]
fn a_log_file_is_whole() {
    let file = directory("serve-log").join("log");
    let server = serve(&["127.0.0.1:0", "--log", "article", "--log-file", file.to_str().expect("UTF-8")]);
    let mut client = server.connect();
    for number in 0..5000 {
        exchange(&mut client, &format!("line {number}"));
    }
    drop(client);
    assert_eq!(server.stop().stdout, "");
    let log = fs::read_to_string(file).expect("a log");
    let said: Vec<&str> =
        log.lines().filter_map(|line| line.split_once("]: ")).map(|(_, said)| said).collect();
    assert_eq!(said, (0..5000).map(|number| format!("line {number}")).collect::<Vec<_>>());
}

/// The first signal waits for those who are being answered; the second for nobody.
#[test]
fn a_second_signal_ends_it_at_once() {
    let folder = Short::directory("serve-signals");
    let path = folder.join("x");
    let server = serve(&[&format!("unix:{}", path.display()), "--delay", "1s"]);
    let mut deaf = std::os::unix::net::UnixStream::connect(&path).expect("a connection");
    deaf.set_write_timeout(Some(Duration::from_millis(300))).expect("a time");
    while deaf.write(&[b'x'; 4096]).is_ok() {}
    let began = Instant::now();
    server.signal("INT");
    // the answer that nobody takes keeps it for a while
    while path.exists() && began.elapsed() < Duration::from_millis(200) {}
    server.signal("INT");
    let ran = server.wait();
    assert_eq!(ran.status, 130);
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert!(!path.exists());
}

/// What a page of the documentation shows as typed is a command line that is understood.
#[test]
fn the_options_of_the_page_are_those_of_the_help() {
    let page = fs::read_to_string(root().join("docs/serve.md")).expect("a page");
    let help = common::run(&["serve", "--help"]).stdout;
    let options: Vec<&str> = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .filter(|word| !["--lang", "--color", "--help"].contains(word))
        .collect();
    assert!(options.len() >= 13, "{options:?}");
    common::none(
        options.iter().filter(|option| !page.contains(**option)).map(ToString::to_string),
        "docs/serve.md does not speak of these",
    );
}
