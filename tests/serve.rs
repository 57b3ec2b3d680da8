//! `netlab serve`: what it answers, what it says, and how it ends.
#![cfg(unix)]

mod common;

use common::served::{Served, serve};
use common::{Short, run};
use proptest::prelude::*;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::time::{Duration, Instant};

fn read_line(stream: &mut impl Read) -> String {
    let mut line = Vec::new();
    let mut octet = [0];
    while !line.ends_with(b"\n") && stream.read(&mut octet).expect("an answer") == 1 {
        line.push(octet[0]);
    }
    String::from_utf8(line).expect("UTF-8")
}

/// The log without what differs from run to run: times, and ports of clients.
fn masked(log: &str) -> String {
    let mut out = String::new();
    for line in log.lines() {
        let is_time = line.len() > 12 && line.as_bytes()[2] == b':' && line.as_bytes()[8] == b'.';
        let line = if is_time { format!("HH:MM:SS.mmm{}", &line[12..]) } else { line.to_string() };
        let mut words: Vec<String> = line.split(' ').map(String::from).collect();
        for word in &mut words {
            if let Some(rest) = word.strip_prefix("127.0.0.1:") {
                let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                *word = format!("127.0.0.1:PORT{behind}");
            } else if let Some(rest) = word.strip_prefix("[127.0.0.1:") {
                let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                *word = format!("[127.0.0.1:PORT{behind}");
            }
        }
        out.push_str(&words.join(" "));
        out.push('\n');
    }
    // the last words of a client are how long it stayed
    let stayed = |line: &str| match (line.rfind(", "), line.contains("octets in") || line.contains("out: ")) {
        (Some(at), true) if line.ends_with('s') => format!("{}, TIME", &line[..at]),
        _ => line.to_string(),
    };
    out.lines().map(|line| stayed(line) + "\n").collect()
}

/// The article's last scenario: capitals, until the client says exit.
#[test]
fn the_articles_session_goes_as_the_article_says() {
    let server = serve(&["--log", "article"]);
    let mut client = server.connect();
    client.write_all(b"youmen\n").expect("written");
    assert_eq!(read_line(&mut client), "YOUMEN\n");
    client.write_all("检验 abc\n".as_bytes()).expect("written");
    assert_eq!(read_line(&mut client), "检验 ABC\n");
    client.write_all(b"exit\n").expect("written");
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).expect("the end");
    assert_eq!(rest, b"");
    let from = client.local_addr().expect("an address");
    drop(client);
    let address = server.address.clone();
    let ran = server.stop();
    assert_eq!(ran.status, 130);
    assert_eq!(
        ran.stdout,
        format!(
            "{from} add connect success\n[{from}]: youmen\n[{from}]: 检验 abc\n[{from}]: exit\n{from} exit\n"
        )
    );
    let (first, rest) = ran.stderr.split_once("note: served in ").expect("a summary");
    assert_eq!(
        first,
        format!(
            "note: serving {address}\n      answers in capitals; a message ends with LF or CRLF; Ctrl-C ends it\n"
        )
    );
    let words = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.ends_with("clients: 1, messages: 3, octets in: 23, out: 18; the longest message: 10"),
        "{words}"
    );
}

/// What goes wrong in the article's programs goes right here: `exitX`, CRLF, two lines in one read, no UTF-8.
#[test]
fn what_the_articles_server_gets_wrong() {
    let server = serve(&[]);
    assert_eq!(server.ask(b"exitX\nexi\n"), b"EXITX\nEXI\n");
    assert_eq!(server.ask(b"one\r\nexit\r\nthree\r\n"), b"ONE\r\n");
    assert_eq!(server.ask(b"one\ntwo\nthr"), b"ONE\nTWO\nTHR");
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(server.ask(&all), all.to_ascii_uppercase());
    assert_eq!(server.ask("é\n".as_bytes()), "é\n".as_bytes());
    assert_eq!(serve(&["--unicode"]).ask("é\n".as_bytes()), "É\n".as_bytes());
}

#[test]
fn a_session_as_people_see_it() {
    let server = serve(&["--show-reads", "--hex"]);
    let mut client = server.connect();
    client.write_all(b"one\ntwo\r\nthr").expect("written");
    assert_eq!(read_line(&mut client), "ONE\n");
    assert_eq!(read_line(&mut client), "TWO\r\n");
    client.shutdown(Shutdown::Write).expect("shut down");
    assert_eq!(read_line(&mut client), "THR");
    drop(client);
    let ran = server.stop();
    assert_eq!(
        masked(&ran.stdout),
        "\
HH:MM:SS.mmm  #1    + 127.0.0.1:PORT is connected; clients: 1
HH:MM:SS.mmm  #1    read 12: 2 messages in one read; 3 octets are the
                      beginning of another
HH:MM:SS.mmm  #1    in    4  out    4  one\\n
                    6f 6e 65
HH:MM:SS.mmm  #1    in    5  out    5  two\\r\\n
                    74 77 6f
HH:MM:SS.mmm  #1    write 9
HH:MM:SS.mmm  #1    in    3  out    3  thr
                    74 68 72
HH:MM:SS.mmm  #1    ? no end of line, but the stream has ended: the rest is a
                      message
HH:MM:SS.mmm  #1    write 3
HH:MM:SS.mmm  #1    - it closed the connection; messages: 3, octets in: 12,
                      out: 12, TIME
"
    );
    assert_eq!(ran.status, 130);
}

/// Every beginner's client: it sends no end of line, and waits.
#[test]
fn who_sends_no_newline_is_answered_after_a_silence() {
    let server = serve(&["--json"]);
    let mut client = server.connect();
    let began = Instant::now();
    client.write_all(b"hello").expect("written");
    let mut answer = [0; 16];
    assert_eq!(client.read(&mut answer).expect("an answer"), 5);
    assert!(began.elapsed() >= Duration::from_millis(299), "{:?}", began.elapsed());
    assert_eq!(&answer[..5], b"HELLO");
    client.write_all(b"exit").expect("written");
    assert_eq!(client.read(&mut answer).expect("the end"), 0);
    let events = objects(&server.stop().stdout);
    let said: Vec<_> = events.iter().filter(|event| event["event"] == "message").collect();
    assert_eq!(said.len(), 2);
    for event in said {
        assert_eq!((event["guessed"].as_bool(), event["end"].as_str()), (Some(true), Some("none")));
    }
}

fn objects(log: &str) -> Vec<serde_json::Value> {
    log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn what_is_asked_for_is_answered() {
    let asked = |args: &[&str], octets: &[u8]| serve(args).ask(octets);
    assert_eq!(asked(&["--reply", "echo"], b"a\0\xff\r\nb"), b"a\0\xff\r\nb");
    assert_eq!(asked(&["--reply", "reverse"], b"abc\n"), b"cba\n");
    assert_eq!(asked(&["--reply", "reverse", "--unicode"], "a检\n".as_bytes()), "检a\n".as_bytes());
    assert_eq!(asked(&["--reply", "hex"], b"Hi\n"), b"48 69\n");
    assert_eq!(asked(&["--reply", "discard"], b"abc\n"), b"");
    assert_eq!(asked(&["--reply", "none"], b"abc\n"), b"");
    assert_eq!(asked(&["--framing", "length"], b"\0\0\0\x02hi\0\0\0\0"), b"\0\0\0\x02HI\0\0\0\0");
    assert_eq!(asked(&["--framing", "length", "--reply", "hex"], b"\0\0\0\x02hi"), b"\0\0\0\x0568 69");
    assert_eq!(asked(&["--framing", "fixed:2", "--reply", "reverse"], b"abcde"), b"badc");
    assert_eq!(asked(&["--framing", "delimiter:\\x1f", "--reply", "reverse"], b"ab\x1fcd"), b"ba\x1fdc");
    let time = String::from_utf8(asked(&["--reply", "daytime"], b"")).expect("text");
    assert!(time.contains(" 20") && time.ends_with("\r\n"), "{time}");
}

/// A browser on the port of a server that waits for lengths.
#[test]
fn a_length_that_is_none_ends_the_client() {
    let server = serve(&["--framing", "length", "--json"]);
    assert_eq!(server.ask(b"GET / HTTP/1.1\r\n\r\n"), b"");
    let events = objects(&server.stop().stdout);
    assert_eq!(events[2]["length"], 0x4745_5420);
    assert_eq!(events[3]["why"], "too_long");
}

#[test]
fn characters_come_until_the_client_leaves() {
    let server = serve(&["--reply", "chargen"]);
    let mut client = server.connect();
    let mut lines = vec![0; 74 * 95];
    client.read_exact(&mut lines).expect("characters");
    let all: Vec<&[u8]> = lines.chunks(74).collect();
    assert!(all.iter().all(|line| line.ends_with(b"\r\n")));
    assert!(all[0].starts_with(b" !\"#") && all[1].starts_with(b"!\"#$") && all[94].starts_with(b"~ !"));
    drop(client);
    assert_eq!(server.stop().status, 130);
}

#[test]
fn what_one_says_the_others_hear() {
    let server = serve(&["--reply", "chat"]);
    let (mut a, mut b, mut c) = (server.connect(), server.connect(), server.connect());
    // each is known when it was heard
    let names = [&a, &b, &c].map(|client| client.local_addr().expect("an address"));
    c.write_all(b"here\n").expect("written");
    for client in [&mut a, &mut b] {
        assert_eq!(read_line(client), format!("[{}]: here\n", names[2]));
    }
    a.write_all("大家好\n".as_bytes()).expect("written");
    for client in [&mut b, &mut c] {
        assert_eq!(read_line(client), format!("[{}]: 大家好\n", names[0]));
    }
}

#[test]
fn once_is_one_client_and_one_message() {
    let server = serve(&["--once", "--log", "article"]);
    let (mut first, at) = (server.connect(), server.at());
    first.write_all(b"youmen\nmore\n").expect("written");
    assert_eq!(read_line(&mut first), "YOUMEN\n");
    let from = first.local_addr().expect("an address");
    drop(first);
    let ran = server.wait();
    assert_eq!((ran.status, ran.stdout), (0, format!("{from} add connect success\n[{from}]: youmen\n")));
    assert!(TcpStream::connect(at).is_err());
}

#[test]
fn answers_can_be_late_and_clients_can_be_too_quiet() {
    let server = serve(&["--delay", "150ms", "--idle-timeout", "400ms", "--json"]);
    let mut client = server.connect();
    let began = Instant::now();
    client.write_all(b"a\n").expect("written");
    assert_eq!(read_line(&mut client), "A\n");
    assert!(began.elapsed() >= Duration::from_millis(149));
    assert_eq!(read_line(&mut client), "");
    assert!(began.elapsed() >= Duration::from_millis(399));
    let events = objects(&server.stop().stdout);
    assert!(events.iter().any(|event| event["why"] == "idle"), "{events:?}");
}

#[test]
fn others_wait_while_there_are_too_many() {
    let mut server = serve(&["--max-clients", "1"]);
    let mut first = server.connect();
    first.write_all(b"a\n").expect("written");
    assert_eq!(read_line(&mut first), "A\n");
    // the kernel connects it all the same, and takes what it says
    let mut second = server.connect();
    second.write_all(b"b\n").expect("written");
    while !server.line().contains("queue") {}
    drop(first);
    assert_eq!(read_line(&mut second), "B\n");
}

#[test]
fn datagrams_are_messages() {
    let server = serve(&["udp://127.0.0.1:0", "--json"]);
    let client = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    client.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
    client.connect(server.at()).expect("a peer");
    let mut answer = vec![0; 70_000];
    let large = vec![b'x'; 60_000];
    for datagram in [&b"youmen"[..], b"", b"a\nb", &large] {
        client.send(datagram).expect("sent");
        let octets = client.recv(&mut answer).expect("an answer");
        assert_eq!(&answer[..octets], datagram.to_ascii_uppercase());
    }
    let ran = server.stop();
    let events = objects(&ran.stdout);
    let sizes: Vec<_> = events
        .iter()
        .filter(|event| event["event"] == "message")
        .map(|event| event["octets"].as_u64())
        .collect();
    assert_eq!(sizes, [Some(6), Some(0), Some(3), Some(60_000)]);
    assert_eq!(events.last().expect("a summary")["messages"], 4);
}

#[test]
fn unix_sockets_are_served_and_their_files_go() {
    let folder = Short::directory("serve-unix");
    let path = folder.join("x.sock");
    let address = format!("unix:{}", path.display());
    let server = serve(&[&address]);
    let mut client = UnixStream::connect(&path).expect("a connection");
    client.write_all(b"youmen\n").expect("written");
    assert_eq!(read_line(&mut client), "YOUMEN\n");
    let refused = run(&["serve", &address]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.starts_with("error: another program listens on "), "{}", refused.stderr);
    assert_eq!(server.stop().status, 130);
    assert!(!path.exists());
    // one that was killed leaves its file, and the next takes it away
    let server = serve(&[&address]);
    drop(server);
    assert!(path.exists());
    let server = serve(&[&address]);
    assert!(UnixStream::connect(&path).is_ok());
    drop(server);
    std::fs::remove_file(&path).expect("the file is there");
    std::fs::write(&path, "text").expect("a file");
    let refused = run(&["serve", &address]);
    assert!(refused.stderr.contains("is no socket") && path.exists(), "{}", refused.stderr);
}

#[test]
fn unix_datagrams_are_answered_to_those_who_have_a_name() {
    let folder = Short::directory("serve-unixgram");
    let (here, there) = (folder.join("client"), folder.join("server"));
    let server = serve(&[&format!("unixgram:{}", there.display())]);
    let client = UnixDatagram::bind(&here).expect("a socket");
    client.set_read_timeout(Some(Duration::from_secs(10))).expect("a time");
    client.send_to(b"youmen", &there).expect("sent");
    let mut answer = [0; 16];
    assert_eq!(client.recv(&mut answer).expect("an answer"), 6);
    assert_eq!(&answer[..6], b"YOUMEN");
    UnixDatagram::unbound().expect("a socket").send_to(b"who", &there).expect("sent");
    client.send_to(b"still there", &there).expect("sent");
    assert_eq!(client.recv(&mut answer).expect("an answer"), 11);
    assert!(server.stop().stdout.contains("could not be sent"));
    assert!(!there.exists());
}

/// Programs wait for the line that says where the server listens: it is one line however long the address is.
#[test]
fn the_address_is_never_broken() {
    for length in [1, 12, 18, 24, 40] {
        let folder = Short::directory("serve-long");
        let path = folder.join("x".repeat(length));
        let path = path.to_str().expect("UTF-8");
        for (lang, said) in [("en", "note: serving "), ("zh", "说明：正在服务 ")] {
            let ran = serve(&[&format!("unix:{path}"), "--lang", lang]).stop();
            assert_eq!(ran.stderr.lines().next(), Some(format!("{said}unix:{path}").as_str()));
        }
    }
}

#[test]
fn an_address_in_use_is_told_with_its_owner() {
    let server = serve(&[]);
    let ran = run(&["serve", &server.address]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    let port: u16 = server.port().parse().expect("a port");
    if cfg!(target_os = "linux") {
        let owner = format!("`netlab` (process {}) listens there hint: ", server.id());
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.starts_with(&format!("error: {} is in use: {owner}", server.address)), "{said}");
    }
    let free =
        ran.stderr.split("hint: port ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a port");
    assert!(free.parse::<u16>().expect("a number") > port);
    assert!(ran.stderr.contains(&format!("`netlab serve 127.0.0.1:{free}`")));
}

#[test]
fn what_cannot_be_served_is_told() {
    for (args, what) in [
        (&["192.0.2.77:8000"][..], "error: 192.0.2.77 is no address of this host"),
        (&["tls://127.0.0.1:8000"], "error: `tls://127.0.0.1:8000` asks for TLS"),
        (&["udp://0.0.0.0:8000", "--reply", "chargen"], "error: UDP chargen on 0.0.0.0"),
        (&["udp://[::]:8000", "--reply", "echo"], "error: UDP echo on ::"),
        (&["udp::8000", "--reply", "http"], "error: HTTP/1.1 needs a stream"),
        (&["udp::8000", "--framing", "length"], "error: a datagram is a message"),
        (&["--reply", "shout"], "error: `shout` is no reply"),
        (&["--framing", "lines"], "error: `lines` is no framing"),
        (&["--delay", "soon"], "error: `soon` is no time"),
        (&["--max-clients", "0"], "error: `0` is no number of clients"),
        (&["youmen"], "error: `youmen` names no port"),
        (&["no-such-name.invalid:80"], "error: no address is found for no-such-name.invalid:80"),
    ] {
        let ran = run(&[&["serve"], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        assert!(ran.stderr.starts_with(what), "{args:?}: {}", ran.stderr);
        for lang in ["en", "zh", "zh+en"] {
            let ran = run(&[&["serve", "--lang", lang], args].concat());
            let long = ran.stderr.lines().find(|line| netlab::draw::width(line) > 80);
            assert_eq!((ran.status, long), (2, None), "{args:?}: {}", ran.stderr);
        }
    }
}

/// A server that ends lets out what it was answering, and can be started again at once.
#[test]
fn the_end_is_orderly_and_the_port_is_free_again() {
    let server = serve(&["--delay", "300ms"]);
    let address = server.address.clone();
    let mut client = server.connect();
    client.write_all(b"early\n").expect("written");
    assert_eq!(read_line(&mut client), "EARLY\n");
    client.write_all(b"late\n").expect("written");
    server.signal("TERM");
    assert_eq!(read_line(&mut client), "LATE\n");
    assert_eq!(read_line(&mut client), "");
    let ran = server.wait();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    // the server closed first: here a connection is in TIME-WAIT
    let again = serve(&[&address]);
    assert_eq!(again.address, address);
}

fn cut(octets: &[u8], sizes: &[usize]) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let mut rest = octets;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, behind) = rest.split_at((*size).min(rest.len()));
        pieces.push(piece.to_vec());
        rest = behind;
    }
    pieces
}

/// Writes the pieces one by one and reads what comes back up to the end.
fn echoed(server: &Served, pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut client = server.connect();
    client.set_nodelay(true).expect("an option");
    let mut reader = client.try_clone().expect("a second handle");
    let reading = std::thread::spawn(move || {
        let mut answer = Vec::new();
        match reader.read_to_end(&mut answer) {
            Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
            _ => answer,
        }
    });
    for piece in pieces {
        if client.write_all(piece).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Write);
    reading.join().expect("an answer")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Any octets, cut anywhere, in any framing, come back as they were.
    #[test]
    fn octets_come_back(
        mut octets in prop::collection::vec(prop_oneof![3 => any::<u8>(), 1 => Just(b'\n'), 1 => Just(b'\r')], 0..3000),
        sizes in prop::collection::vec(1..700_usize, 1..6),
        framing in prop::sample::select(vec!["line", "raw", "fixed:7", "delimiter:\\r\\n", "length"]),
    ) {
        let server = serve(&["--reply", "echo", "--log", "none", "--framing", framing]);
        if framing == "length" {
            let messages: Vec<u8> = octets.chunks(77).flat_map(|body| [&(body.len() as u32).to_be_bytes()[..], body].concat()).collect();
            octets = messages;
        }
        let mut want = octets.clone();
        if framing == "fixed:7" {
            want.truncate(octets.len() / 7 * 7);
        }
        prop_assert_eq!(echoed(&server, &cut(&octets, &sizes)), want);
    }
}

/// It listens where nothing else does, with another program on the same port of another address.
#[test]
fn another_address_is_another_place() {
    let other = TcpListener::bind("127.0.0.2:0").expect("a listener");
    let port = other.local_addr().expect("an address").port();
    let server = serve(&[
        &format!("127.0.0.3:{port}"),
        "--log-file",
        "/dev/null",
        "--delay",
        ":0".trim_start_matches(':'),
    ]);
    assert_eq!(server.ask(b"a\n"), b"A\n");
}

/// Every event that the page names is one that comes, with the keys that it says, and no other comes.
#[test]
fn the_events_are_those_of_the_page() {
    let page = common::read("docs/serve.md");
    let rows: Vec<(Vec<&str>, &str)> = page
        .lines()
        .skip_while(|line| *line != "| `event` | keys |")
        .skip(2)
        .map_while(|line| line.strip_prefix("| ")?.split_once(" | "))
        .map(|(names, keys)| (names.split('`').skip(1).step_by(2).collect(), keys))
        .collect();
    assert_eq!(rows.len(), 13);
    let lines = serve(&["--json", "--show-reads", "--max-clients", "1"]);
    lines.ask(b"a\n\xff\n");
    lines.ask("x\n".repeat(40).as_bytes());
    let lengths = serve(&["--json", "--framing", "length"]);
    lengths.ask(b"\0\0");
    lengths.ask(b"\xff\xff\xff\xff");
    let folder = Short::directory("serve-events");
    let grams = serve(&[&format!("unixgram:{}", folder.join("x").display()), "--json"]);
    UnixDatagram::unbound().expect("a socket").send_to(b"who", folder.join("x")).expect("sent");
    let mut events: Vec<_> =
        [lines, lengths].into_iter().flat_map(|server| objects(&server.stop().stdout)).collect();
    events.extend(objects(&grams.stop().stdout));
    let mut seen = std::collections::BTreeSet::new();
    for event in &events {
        let event = event.as_object().expect("an object");
        let name = event["event"].as_str().expect("a name");
        seen.insert(name.to_string());
        let row = rows
            .iter()
            .find(|(names, _)| names.contains(&name))
            .unwrap_or_else(|| panic!("{name} is on the page"));
        let common = ["event", "time", "client", "peer"];
        for key in event.keys().filter(|key| !common.contains(&key.as_str())) {
            assert!(row.1.contains(&format!("`{key}`")), "{name} has no {key} on the page");
        }
    }
    for name in [
        "listening",
        "joined",
        "read",
        "message",
        "more",
        "cut",
        "too_long",
        "wrote",
        "unsent",
        "left",
        "summary",
    ] {
        assert!(seen.contains(name), "{name} in {seen:?}");
    }
}

/// The story of a server and two clients: the first closes by itself, the second is hung up on. The states are those of
/// RFC 9293, figure 5, and the kernel's table is the second witness of the last.
#[test]
#[cfg(target_os = "linux")]
fn the_life_of_a_socket_is_told() {
    let server = serve(&["--explain"]);
    let mut first = server.connect();
    first.write_all(b"youmen\n").expect("written");
    assert_eq!(read_line(&mut first), "YOUMEN\n");
    first.shutdown(Shutdown::Write).expect("shut down");
    assert_eq!(read_line(&mut first), "");
    let mut second = server.connect();
    second.write_all(b"exit\n").expect("written");
    assert_eq!(read_line(&mut second), "");
    let from = second.local_addr().expect("an address").port();
    drop(second);
    let here = format!(":{:04X} 0100007F:{from:04X} ", server.at().port());
    let began = Instant::now();
    while !std::fs::read_to_string("/proc/net/tcp").expect("a table").contains(&format!("{here}06")) {
        assert!(began.elapsed() < Duration::from_secs(10), "the server's side is in TIME-WAIT");
    }
    let ran = server.stop();
    let mut rest = ran.stdout.as_str();
    for told in [
        "  socket\n              CLOSED [CLOSE]\n",
        "  bind      127.0.0.1:",
        "  listen    127.0.0.1:",
        "LISTEN [LISTEN]",
        "queue of accept: 0 of at most 4096",
        "  accept    #1  127.0.0.1:",
        "(SYN-RECEIVED, passed) → ESTABLISHED [ESTABLISHED]",
        "the handshake was already complete",
        "The SYN that opened this connection",
        "Maximum Segment Size",
        "MSS may be 65495",
        "  read      #1  7 octets",
        "  write     #1  7 octets",
        "  read      #1  0 octets",
        "CLOSE-WAIT [CLOSE_WAIT]",
        "  close     #1  127.0.0.1:",
        "the other side closed first",
        "  accept    #2  127.0.0.1:",
        "[SYN]",
        "  shutdown  #2",
        // its socket is gone by now, and the kernel's table has the connection
        "  read      #2  0 octets\n              TIME-WAIT [TIME_WAIT]\n",
        "  close     #2  127.0.0.1:",
        "TIME-WAIT [TIME_WAIT]",
        "this side closed first, so it waits",
        "  close     127.0.0.1:",
        "nobody can connect any more",
    ] {
        let at =
            rest.find(told).unwrap_or_else(|| panic!("{told:?} is told, and in its turn: {}", ran.stdout));
        rest = &rest[at + told.len()..];
    }
    assert!(ran.stderr.contains("went by too fast to be seen"));
    assert!(ran.stdout.lines().all(|line| netlab::draw::width(line) <= 80), "{}", ran.stdout);
}

/// Several messages in one read, and one message in two: among explanations each is told, and explained once.
#[test]
fn what_is_called_sticky_packets_is_explained() {
    for (lang, [joined, split, called, kept]) in [
        (
            "en",
            [
                "read 4: 2 messages in one read",
                "read 2: no message ends here",
                "\"sticky packets\"",
                "the rest comes in a later read",
            ],
        ),
        (
            "zh",
            [
                "read 4：一次读到 2 个消息",
                "read 2：没有消息在此结束",
                "人们称之为“粘包”",
                "其余的由以后的 read 读到",
            ],
        ),
    ] {
        let server = serve(&["--explain", "--lang", lang]);
        let mut client = server.connect();
        for _ in 0..2 {
            client.write_all(b"a\nb\n").expect("written");
            assert_eq!((read_line(&mut client), read_line(&mut client)), ("A\n".into(), "B\n".into()));
            client.write_all(b"yo").expect("written");
            std::thread::sleep(Duration::from_millis(100));
            client.write_all(b"u\n").expect("written");
            assert_eq!(read_line(&mut client), "YOU\n");
        }
        drop(client);
        let shown = server.stop().stdout;
        let text: String = shown
            .lines()
            .map(|line| line.trim_start().to_string() + if lang == "en" { " " } else { "" })
            .collect();
        let count = |words: &str| text.matches(words).count();
        assert_eq!([joined, split, called, kept].map(count), [2, 2, 1, 1], "{shown}");
        assert!(!shown.contains("write 4"), "calls are told as calls: {shown}");
        assert!(shown.lines().all(|line| netlab::draw::width(line) <= 80), "{shown}");
    }
}

/// A client that says `exit` and closes its half at once: whoever's FIN was first, no RST was needed, and none is told.
#[test]
#[cfg(target_os = "linux")]
fn an_orderly_end_is_not_told_as_a_reset() {
    let server = serve(&["--explain"]);
    let mut client = server.connect();
    client.write_all(b"exit\n").expect("written");
    client.shutdown(Shutdown::Write).expect("shut down");
    assert_eq!(read_line(&mut client), "");
    let ran = server.stop();
    assert!(ran.stdout.contains("  close     #1  127.0.0.1:"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("ended the connection at once"), "{}", ran.stdout);
}

/// The calls as JSON stand between the other events, with the kernel's words.
#[test]
#[cfg(target_os = "linux")]
fn calls_are_events_too() {
    let server = serve(&["--explain", "--json"]);
    let server_address = server.address.clone();
    server.ask(b"a\n");
    let events = objects(&server.stop().stdout);
    let names: Vec<_> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert_eq!(
        names,
        [
            "socket",
            "bind",
            "listen",
            "listening",
            "accept",
            "joined",
            "read",
            "message",
            "write",
            "read",
            "left",
            "close",
            "close",
            "summary"
        ]
    );
    assert_eq!((&events[2]["state"], &events[2]["backlog"]), (&"LISTEN".into(), &4096.into()));
    assert_eq!((&events[6]["client"], &events[6]["octets"]), (&1.into(), &2.into()));
    // first the connection's, then that of the socket that listens
    assert_eq!((&events[11]["client"], &events[12]["client"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(events[12]["local"], server_address);
}

/// With `--once` nobody else is let in: the socket that listens is closed while the client is served.
#[test]
fn once_closes_the_door_behind_the_client() {
    let server = serve(&["--once", "--explain", "--json"]);
    assert_eq!(server.ask(b"a\n"), b"A\n");
    let events = objects(&server.wait().stdout);
    let closed: Vec<_> = events.iter().filter(|event| event["event"] == "close").collect();
    assert_eq!(closed.len(), 2);
    assert_eq!((&closed[0]["client"], &closed[1]["client"]), (&serde_json::Value::Null, &1.into()));
}

/// Answers of another length would be cut in the wrong places by whoever counts to N.
#[test]
fn what_changes_the_length_does_not_go_with_a_fixed_one() {
    for args in [&["--reply", "hex"][..], &["--reply", "chat"], &["--unicode"]] {
        let ran = run(&[&["serve", "127.0.0.1:0", "--framing", "fixed:16"], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains("every message has 16 octets, and the answers of"), "{}", ran.stderr);
        assert!(ran.stderr.contains("\nhint: `netlab serve --reply "), "{}", ran.stderr);
    }
    // that "ﬀ", three octets, is "FF", two, is Unicode's: SpecialCasing.txt
    assert_eq!(serve(&["--unicode"]).ask("\u{fb00}\n".as_bytes()), b"FF\n");
}

/// Datagrams have no end of a conversation: 1024 senders are remembered, and then the one that was silent for longest
/// makes room.
#[test]
fn the_longest_silent_sender_is_forgotten() {
    let server = serve(&["udp://127.0.0.1:0", "--json"]);
    let say = |socket: &UdpSocket| {
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
        socket.send_to(b"a", server.at()).expect("sent");
        assert_eq!(socket.recv(&mut [0; 8]).expect("an answer"), 1);
    };
    // another address each: ports may come twice
    let sender = |number: u16| UdpSocket::bind(format!("127.7.{}.{}:0", number / 256, number % 256));
    let first = sender(0).expect("a socket");
    say(&first);
    (1..1024).for_each(|number| say(&sender(number).expect("a socket")));
    say(&first);
    say(&sender(1024).expect("a socket"));
    let events = objects(&server.stop().stdout);
    let left: Vec<_> = events.iter().filter(|event| event["why"] == "forgotten").collect();
    assert_eq!(left.len(), 1);
    // the first had spoken again
    assert_eq!((&left[0]["client"], &left[0]["clients"]), (&2.into(), &1023.into()));
    assert_eq!(events.iter().filter(|event| event["why"] == "stopped").count(), 1024);
}

/// `--reply none` reads: its log shows what came, as messages or as datagrams.
#[test]
fn no_answer_is_not_no_reading() {
    for address in ["127.0.0.1:0", "udp://127.0.0.1:0"] {
        let server = serve(&[address, "--reply", "none", "--once", "--json"]);
        if address.starts_with("udp") {
            let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
            socket.send_to(b"youmen", server.at()).expect("sent");
        } else {
            assert_eq!(server.ask(b"youmen\n"), b"");
        }
        let ran = server.wait();
        let events = objects(&ran.stdout);
        let message = events.iter().find(|event| event["event"] == "message").expect("a message");
        assert_eq!((&message["text"], &message["answer"]), (&"youmen".into(), &0.into()));
        assert!(ran.stderr.contains("reads and logs, and answers nothing"), "{}", ran.stderr);
    }
}
