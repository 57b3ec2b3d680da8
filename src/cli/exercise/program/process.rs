//! A program of a student's, in a group of processes of its own: `go run` and shells leave the server itself behind when
//! they alone are ended, and it would hold the port.

use super::Went;
use crate::say;
use crate::spec::{Said, Trouble};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take until it listens: it may have to be built first.
const START: Duration = Duration::from_secs(60);

/// How long it may take to end.
const END: Duration = Duration::from_secs(5);

/// How often it is asked whether it listens.
const EVERY: Duration = Duration::from_millis(20);

/// A program that runs. All of it ends when this goes.
pub struct Running {
    command: String,
    at: SocketAddr,
    child: Child,
    /// Ends the program where netlab itself is ended.
    guard: Option<Child>,
}

impl Running {
    /// Starts a command and waits until it listens.
    pub fn start(command: &str, at: SocketAddr) -> Result<Running, Trouble> {
        if TcpStream::connect_timeout(&at, Duration::from_secs(1)).is_ok() {
            let what =
                say!(en: "another program listens at {at} already", zh: "已有别的程序在 {at} 监听", at = at);
            return Err(Trouble::new(what).hint(say!(
                en: "end it, or leave `--run` away to try that one", zh: "结束它，或去掉 `--run` 直接测试它"
            )));
        }
        let child = spawn(command).map_err(|error| {
            Trouble::new(say!(en: "cannot start `{command}`: {error}", zh: "无法启动 `{command}`：{error}", command = command, error = error))
        })?;
        let mut running = Running { command: command.to_string(), at, guard: guard(child.id()), child };
        running.wait().map_err(Trouble::new)?;
        Ok(running)
    }

    /// Ends the program, and starts it again at once.
    pub fn again(&mut self) -> Went {
        self.end();
        self.child = spawn(&self.command).map_err(
            |error| say!(en: "it does not start again: {error}", zh: "无法再次启动：{error}", error = error),
        )?;
        self.wait()
    }

    /// Waits until it listens.
    fn wait(&mut self) -> Result<(), Said> {
        let at = self.at;
        let began = Instant::now();
        while began.elapsed() < START {
            if TcpStream::connect_timeout(&at, Duration::from_secs(1)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(say!(
                    en: "the program ended before it listened at {at}: {status}", zh: "程序还没有在 {at} 监听就结束了：{status}",
                    at = at, status = status
                ));
            }
            sleep(EVERY);
        }
        let seconds = START.as_secs();
        Err(say!(
            en: "after {seconds} s nothing listens at {at}", zh: "过了 {seconds} 秒仍没有程序在 {at} 监听", seconds = seconds, at = at
        ))
    }

    /// Ends the program and everything that it started.
    fn end(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            let _ = guard.kill();
            let _ = guard.wait();
        }
        end_group(self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
        // what it started is waited for by nobody, and has ended when nothing listens any more
        let began = Instant::now();
        while began.elapsed() < END && TcpStream::connect_timeout(&self.at, END).is_ok() {
            sleep(EVERY);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// What the program prints goes to standard error, beside what is said of it; the result has standard output.
fn spawn(command: &str) -> std::io::Result<Child> {
    let mut shell = shell(command);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    shell.stdin(Stdio::null()).stdout(Stdio::null()).spawn()
}

/// A process that waits for the end of netlab, however it comes, and then ends the group of the program: Ctrl-C reaches
/// netlab alone. It reads from a pipe whose other end only netlab has.
#[cfg(unix)]
fn guard(group: u32) -> Option<Child> {
    let mut guard = Command::new("sh");
    guard.args(["-c", "read nothing; kill -s KILL -- \"-$0\"", &group.to_string()]);
    std::os::unix::process::CommandExt::process_group(&mut guard, 0);
    guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

#[cfg(not(unix))]
fn guard(_: u32) -> Option<Child> {
    None
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.args(["/C", command]);
    shell
}

#[cfg(target_os = "linux")]
fn end_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    if let Ok(leader) = i32::try_from(leader) {
        let _ = killpg(Pid::from_raw(leader), Signal::SIGKILL);
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn end_group(leader: u32) {
    let _ = Command::new("kill").args(["-s", "KILL", "--", &format!("-{leader}")]).status();
}

#[cfg(not(unix))]
fn end_group(process: u32) {
    let _ = Command::new("taskkill")
        .args(["/T", "/F", "/PID", &process.to_string()])
        .stdout(Stdio::null())
        .status();
}
