//! The article's scenarios against `netlab serve`, as whole transcripts, and beside a server in Go that goes wrong where
//! the article's does.
#![cfg(target_os = "linux")]

mod common;
#[path = "dial/peer.rs"]
#[allow(dead_code, reason = "the tests of dial use the rest")]
mod peer;

use common::served::{PATIENCE, serve};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

/// A client with a name by which it stands in a transcript.
struct Client {
    name: &'static str,
    stream: TcpStream,
    address: SocketAddr,
}

impl Client {
    fn connect(name: &'static str, to: &str) -> Client {
        let stream = TcpStream::connect(to).expect("it takes connections");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        let address = stream.local_addr().expect("an address");
        Client { name, stream, address }
    }

    /// Says something at once, and gets an answer of `octets` octets.
    fn ask(&mut self, said: &[u8], octets: usize) -> Vec<u8> {
        self.stream.write_all(said).expect("written");
        let mut answer = vec![0; octets];
        self.stream.read_exact(&mut answer).expect("an answer");
        answer
    }

    /// Says something, and gets what comes up to the end that the server makes; then it closes its side, too.
    fn leave(&mut self, said: &[u8]) -> Vec<u8> {
        self.stream.write_all(said).expect("written");
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).expect("the end");
        // the server may be gone altogether
        let _ = self.stream.shutdown(Shutdown::Write);
        answer
    }

    /// Says something, closes its side, and gets what comes up to the end.
    fn close(&mut self, said: &[u8]) -> Vec<u8> {
        self.stream.write_all(said).expect("written");
        self.stream.shutdown(Shutdown::Write).expect("shut down");
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).expect("the end");
        answer
    }
}

/// A log with the names of the clients for their addresses.
fn named(log: &str, clients: &[Client]) -> String {
    clients.iter().fold(log.to_string(), |log, client| log.replace(&client.address.to_string(), client.name))
}

/// What the article shows: one client sends `youmen` and closes; others are served side by side, until each says exit.
fn play(to: &str) -> Vec<Client> {
    let mut youmen = Client::connect("A", to);
    assert_eq!(youmen.close(b"youmen"), b"YOUMEN");
    let mut first = Client::connect("B", to);
    assert_eq!(first.ask(b"hello\n", 6), b"HELLO\n");
    let mut second = Client::connect("C", to);
    assert_eq!(second.ask("检验 abc\n".as_bytes(), 11), "检验 ABC\n".as_bytes());
    assert_eq!(first.ask(b"exits\n", 6), b"EXITS\n");
    assert_eq!(second.leave(b"exit\n"), b"");
    assert_eq!(first.ask(b"still\n", 6), b"STILL\n");
    assert_eq!(first.leave(b"exit\n"), b"");
    vec![youmen, first, second]
}

/// The log of [`play`].
const PLAYED: &str = "\
A add connect success
[A]: youmen
err =  EOF
B add connect success
[B]: hello
C add connect success
[C]: 检验 abc
[B]: exits
[C]: exit
C exit
[B]: still
[B]: exit
B exit
";

/// The article's first server is for one client and one message, and loses that.
#[test]
fn the_first_server_with_its_first_message() {
    let server = serve(&["--once", "--log", "article"]);
    let mut client = Client::connect("A", &server.address);
    assert_eq!(client.leave(b"youmen\n"), b"YOUMEN\n");
    let ran = server.wait();
    assert_eq!(
        (ran.status, named(&ran.stdout, &[client]).as_str()),
        (0, "A add connect success\n[A]: youmen\n")
    );
    let Some(peer) = peer::go("first") else { return };
    let mut client = Client::connect("A", &peer.at);
    assert_eq!(client.close(b"youmen\n"), b"");
    assert_eq!(peer.end(), ["err1= EOF"]);
}

/// Each way to say exit, and what is none.
#[test]
fn exit_is_a_message_and_not_four_octets() {
    let server = serve(&["--log", "article"]);
    let to = &server.address;
    let mut clients = Vec::new();
    let client = |name| Client::connect(name, to);
    let mut says = |mut client: Client, said: &[u8], answer: &[u8], leaves: bool| {
        let heard = if leaves { client.leave(said) } else { client.close(said) };
        assert_eq!(heard, answer, "{}", String::from_utf8_lossy(said));
        clients.push(client);
    };
    says(client("A"), b"exit\n", b"", true);
    says(client("B"), b"exit\r\n", b"", true);
    // after a silence it is taken for a message
    says(client("C"), b"exit", b"", true);
    says(client("D"), b"exitX", b"EXITX", false);
    says(client("E"), b"exitX\n", b"EXITX\n", false);
    says(client("F"), b"one\nexit\nthree\n", b"ONE\n", true);
    let ran = server.stop();
    assert_eq!(
        (ran.status, named(&ran.stdout, &clients).as_str()),
        (
            130,
            "\
A add connect success
[A]: exit
A exit
B add connect success
[B]: exit
B exit
C add connect success
[C]: exit
C exit
D add connect success
[D]: exitX
err =  EOF
E add connect success
[E]: exitX
err =  EOF
F add connect success
[F]: one
[F]: exit
F exit
"
        )
    );
}

/// Where the article's server is right, the same clients get the same answers and leave the same log, but for the empty
/// lines that it prints because the end of a line is part of its message. Where it is wrong, netlab is not.
#[test]
fn beside_the_articles_server() {
    let server = serve(&["--log", "article"]);
    let played = play(&server.address);
    let mine = server.stop().stdout;
    assert_eq!(named(&mine, &played), PLAYED);

    let Some(peer) = peer::go("many") else { return };
    let played = play(&peer.at);
    let right = serve(&["--log", "none"]);
    let theirs = || Client::connect("D", &peer.at);
    let ours = || Client::connect("D", &right.address);
    // whatever the last octet is, it is dropped: exitX leaves, and exit without a newline stays
    assert_eq!(theirs().leave(b"exitX"), b"");
    assert_eq!(ours().close(b"exitX"), b"EXITX");
    let mut stays = theirs();
    assert_eq!((stays.ask(b"exit", 4), stays.close(b"x")), (b"EXIT".to_vec(), b"X".to_vec()));
    assert_eq!(ours().leave(b"exit"), b"");
    // CRLF is two octets: such a client can never leave
    let mut stays = theirs();
    assert_eq!((stays.ask(b"exit\r\n", 6), stays.close(b"x")), (b"EXIT\r\n".to_vec(), b"X".to_vec()));
    assert_eq!(ours().leave(b"exit\r\n"), b"");
    // two lines in one read are one message, and the exit in it is not seen
    let mut stays = theirs();
    assert_eq!((stays.ask(b"a\nexit\n", 7), stays.close(b"x")), (b"A\nEXIT\n".to_vec(), b"X".to_vec()));
    assert_eq!(ours().leave(b"a\nexit\n"), b"A\n");
    // what is no UTF-8 grows: U+FFFD for each octet, three octets
    let octets = b"\xff\xfe\n";
    assert_eq!(theirs().close(octets), "\u{fffd}\u{fffd}\n".as_bytes());
    assert_eq!(ours().close(octets), octets);

    let log = peer.end().into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let log = named(&log, &played);
    assert!(log.starts_with(PLAYED), "{log}");
    assert!(log.contains("]: a\nexit\n"), "{log}");
}
