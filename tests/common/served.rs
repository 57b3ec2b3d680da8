//! A server that runs while a test talks to it.

use super::{Ran, netlab};
use netlab::echo::address::Address;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a test waits for what should come at once.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// `netlab serve`, listening.
pub struct Served {
    child: Child,
    stderr: BufReader<ChildStderr>,
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
    let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut said = String::new();
    // where it listens is said first, but for a note on what was in the way
    let address = loop {
        let mut line = String::new();
        assert!(stderr.read_line(&mut line).expect("UTF-8") > 0, "it ended: {said}");
        said.push_str(&line);
        let begun = [("note: serving ", ": "), ("说明：正在服务 ", "：")];
        let found = begun.iter().find_map(|(begin, end)| line.strip_prefix(begin)?.split_once(end));
        if let Some((address, _)) = found {
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

    /// The next line of standard error.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.stderr.read_line(&mut line).expect("UTF-8");
        self.said.push_str(&line);
        line
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Ran {
        let status = self.child.wait().expect("it ends").code().expect("an exit status, not a signal");
        let stdout = self.stdout.take().expect("not yet taken").join().expect("standard output");
        let mut stderr = std::mem::take(&mut self.said);
        self.stderr.read_to_string(&mut stderr).expect("UTF-8");
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
