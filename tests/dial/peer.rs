//! Servers that others wrote, while a test talks to them.

use crate::common::{directory, plain, quoted, root, skip};
use netlab::echo::kernel::{State, rows};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a test waits for what should come at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server of another program. It ends with the test.
pub struct Peer {
    child: Child,
    lines: Option<JoinHandle<Vec<String>>>,
    /// It serves one client after another, and does not end.
    for_ever: bool,
    /// Where it listens.
    pub at: String,
}

impl Peer {
    /// `tests/dial/peer.py` with these arguments; `None`, said aloud, where there is no Python.
    pub fn python(args: &[&str]) -> Option<Peer> {
        let script = root().join("tests/dial/peer.py");
        Peer::ready("python3", Command::new("python3").arg(script).args(args), args == ["many"])
    }

    /// A program whose first line is `ready ADDRESS`.
    fn ready(name: &str, command: &mut Command, for_ever: bool) -> Option<Peer> {
        let mut child = start(name, command.stdin(Stdio::null()))?;
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out.read_line(&mut line).expect("UTF-8");
        let at =
            line.trim_end().strip_prefix("ready ").unwrap_or_else(|| panic!("{name}: {line:?}")).to_string();
        Some(Peer { child, lines: Some(rest(out)), for_ever, at })
    }

    /// Waits for its end; what it printed, line by line. A server for many is ended.
    pub fn end(mut self) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        while !self.lines.as_ref().is_some_and(JoinHandle::is_finished) {
            // it has said all when the kernel has no connection of it any more
            if self.for_ever && !self.is_connected() {
                let _ = self.child.kill();
            }
            assert!(Instant::now() < end, "{} does not end", self.at);
            std::thread::yield_now();
        }
        self.lines.take().expect("not yet taken").join().expect("its output")
    }

    /// Ends it; what it printed.
    pub fn kill(mut self) -> Vec<String> {
        let _ = self.child.kill();
        self.lines.take().expect("not yet taken").join().expect("its output")
    }

    fn is_connected(&self) -> bool {
        let here = |row: &netlab::echo::kernel::Row| self.at.ends_with(&format!(":{}", row.local.port()));
        let open = |state| !matches!(state, State::Listen | State::TimeWait | State::Closed);
        rows().any(|row| here(&row) && open(row.state))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(name: &str, command: &mut Command) -> Option<Child> {
    match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => Some(child),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip(&format!("no {name}"));
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

fn rest(out: impl BufRead + Send + 'static) -> JoinHandle<Vec<String>> {
    std::thread::spawn(move || {
        let line = |line: Vec<u8>| String::from_utf8_lossy(&line).trim_end_matches('\r').to_string();
        out.split(b'\n').map(|octets| line(octets.expect("its output"))).collect()
    })
}

/// A server of `tests/dial/peer.py`.
pub fn python(what: &str) -> Option<Peer> {
    Peer::python(&[what])
}

/// A server of `tests/dial/NAME.go`.
pub fn go(name: &str) -> Option<Peer> {
    let place = directory(&format!("dial-go-{name}"));
    let source = root().join(format!("tests/dial/{name}.go"));
    let program = place.join(name);
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&program).arg(source).env("GOCACHE", place.join("cache"));
    build.env("GO111MODULE", "off").env("GOTOOLCHAIN", "local").env("GOFLAGS", "");
    match build.output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip("no go");
            return None;
        }
        Err(error) => panic!("go: {error}"),
    }
    Peer::ready(name, Command::new(program).arg("127.0.0.1:0"), name == "many")
}

/// A port where nothing listens.
pub fn free_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("bound").port().to_string()
}

/// A netcat that listens at `PORT` and has `says` on its standard input.
pub fn netcat(name: &str, args: &[&str], says: &str) -> Option<Peer> {
    let port = free_port();
    let mut command = Command::new(name);
    command.args(args.iter().map(|arg| arg.replace("PORT", &port))).stdin(Stdio::piped());
    let mut child = start(name, &mut command)?;
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(says.as_bytes()).expect("it reads");
    let number: u16 = port.parse().expect("a port");
    let end = Instant::now() + PATIENCE;
    while !rows().any(|row| row.state == State::Listen && row.local.port() == number) {
        assert!(Instant::now() < end, "{name} does not listen");
        std::thread::yield_now();
    }
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    // its input stays open as long as it lives: some end with it
    let lines = std::thread::spawn(move || {
        let lines = out.lines().map(|line| line.expect("UTF-8")).collect();
        drop(stdin);
        lines
    });
    Some(Peer { child, lines: Some(lines), for_ever: false, at: format!("127.0.0.1:{port}") })
}

/// `netlab dial`, or a line of a shell with `$netlab` in it, on a terminal of so many columns: what is on it when these
/// were awaited and typed.
pub fn terminal(columns: u16, args: &[&str], steps: &[(&str, &str)]) -> String {
    let mut command = Command::new("python3");
    plain(&mut command);
    command.env("TERM", "xterm").env("COLUMNS", columns.to_string());
    command.arg(root().join("tests/dial/keyboard.py")).arg(columns.to_string());
    for (awaited, typed) in steps {
        command.args([awaited, typed]);
    }
    let program = env!("CARGO_BIN_EXE_netlab");
    match args {
        [line] if line.contains("$netlab") => {
            command.args(["--", "/bin/sh", "-c", &line.replace("$netlab", &quoted(program))])
        }
        _ => command.args(["--", program, "dial"]).args(args),
    };
    let output = command.output().expect("Python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A text has this piece.
#[track_caller]
pub fn has(text: &str, piece: &str) {
    assert!(text.contains(piece), "{piece}\nis not in\n{text}");
}
