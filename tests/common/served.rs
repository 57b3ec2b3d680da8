//! A server that runs while a test talks to it.

use super::{Ran, netlab};
use netlab::echo::address::Address;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a test waits for what should come at once.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// `netlab serve`, listening.
pub struct Served {
    child: Child,
    /// Its lines of standard error, as they come.
    stderr: Receiver<String>,
    stdout: Option<JoinHandle<String>>,
    said: String,
    /// The address that it says it serves: `127.0.0.1:12345`.
    pub address: String,
}

/// Starts `netlab serve` with these arguments, on a port that is free if the first of them is no address.
pub fn serve(args: &[&str]) -> Served {
    let mut command = netlab(&["serve"]);
    command.args(args);
    if !args.first().is_some_and(|first| Address::has_form(first)) {
        command.arg("127.0.0.1:0");
    }
    start(&mut command)
}

/// Starts a command that becomes `netlab serve`.
pub fn start(command: &mut Command) -> Served {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("netlab starts");
    let stderr = lines(child.stderr.take().expect("a pipe"));
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut said = String::new();
    // where it listens is said first, but for a note on what was in the way
    let address = loop {
        let Ok(line) = stderr.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            panic!("it does not say where it listens: {said}");
        };
        said.push_str(&line);
        let found = ["note: serving ", "说明：正在服务 "].iter().find_map(|begin| line.strip_prefix(begin));
        if let Some(address) = found.and_then(|rest| rest.split_whitespace().next()) {
            break address.to_string();
        }
    };
    let stdout = std::thread::spawn(move || {
        let mut text = Vec::new();
        stdout.read_to_end(&mut text).expect("it can be read");
        String::from_utf8(text).expect("UTF-8")
    });
    Served { child, stderr, stdout: Some(stdout), said, address }
}

/// The lines of a stream, read by a thread of their own, so that who waits for one can stop waiting.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        while stream.read_line(&mut line).expect("UTF-8") > 0
            && sender.send(std::mem::take(&mut line)).is_ok()
        {}
    });
    receiver
}

/// Waits for the end of a program, and not for ever.
fn end(child: &mut Child) -> ExitStatus {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status;
        }
        assert!(began.elapsed() < 3 * PATIENCE, "it does not end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

impl Served {
    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.at()).expect("it takes connections");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream.set_write_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// Address and port.
    pub fn at(&self) -> SocketAddr {
        self.address.rsplit('/').next().unwrap_or_default().parse().expect("address and port")
    }

    /// The port.
    pub fn port(&self) -> String {
        self.at().port().to_string()
    }

    /// What comes back for `octets`, up to the end of the stream; the sending side is closed behind them.
    pub fn ask(&self, octets: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        let mut writer = stream.try_clone().expect("a second handle");
        let octets = octets.to_vec();
        let writing = std::thread::spawn(move || {
            // whoever said `exit` may be gone
            let _ = writer.write_all(&octets);
            let _ = writer.shutdown(std::net::Shutdown::Write);
        });
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        writing.join().expect("it is written");
        answer
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal: `INT`, `TERM`.
    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(status.success());
    }

    /// The next line of standard error; nothing at its end.
    pub fn line(&mut self) -> String {
        let line = self.stderr.recv_timeout(PATIENCE).unwrap_or_default();
        self.said.push_str(&line);
        line
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Ran {
        let status = end(&mut self.child).code().expect("an exit status, not a signal");
        let stdout = self.stdout.take().expect("not yet taken").join().expect("standard output");
        let mut stderr = std::mem::take(&mut self.said);
        stderr.extend(self.stderr.iter());
        Ran { status, stdout, stderr }
    }

    /// Ends it as Ctrl-C does.
    pub fn stop(self) -> Ran {
        self.signal("INT");
        self.wait()
    }
}

/// A test that fails leaves no server behind.
impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
