//! A program of a student's, in a group of processes of its own: `go run` and shells leave the server itself behind when
//! they alone are ended, and it would hold the port.

use super::listening::listens;
use super::printed::Printed;
use super::{Went, listening};
use crate::cli::screen::Screen;
use crate::exercise::program::Role;
use crate::say;
use crate::spec::{Said, Trouble};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take until it listens: it may have to be built first.
pub const START: Duration = Duration::from_secs(60);

/// After that long it is said what is waited for.
const SILENCE: Duration = Duration::from_secs(3);

/// How long a program may take until it listens that has put itself into the background.
const BACKGROUND: Duration = Duration::from_secs(10);

/// How long it may take to end.
const END: Duration = Duration::from_secs(5);

/// How long the end of a program that has failed may take to be seen: `go run` notices it late.
const DYING: Duration = Duration::from_millis(300);

/// How often it is asked whether it listens, or has ended: at first, and after a while.
const EVERY: Duration = Duration::from_millis(2);
const LATER: Duration = Duration::from_millis(50);

/// By this variable a program is known that has left its group, wherever it went.
const MARK: &str = "NETLAB_CHECK";

/// Processes that a command has started. All of them end when this goes.
pub struct Group {
    child: Child,
    /// What the command has printed.
    pub printed: Printed,
    /// Ends the processes where netlab itself is ended.
    guard: Option<Child>,
    /// Whether all of them have been ended.
    over: bool,
}

impl Group {
    /// Starts a command that reads nothing.
    pub fn start(command: &str) -> std::io::Result<Group> {
        let mut group = Group::spawn(command, Stdio::null())?;
        if let Some(output) = group.child.stdout.take() {
            group.printed.read(output);
        }
        Ok(group)
    }

    /// Starts a command that is written to and read from.
    pub fn talk(command: &str) -> std::io::Result<(Group, Option<ChildStdin>, Option<ChildStdout>)> {
        let mut group = Group::spawn(command, Stdio::piped())?;
        let (input, output) = (group.child.stdin.take(), group.child.stdout.take());
        Ok((group, input, output))
    }

    fn spawn(command: &str, input: Stdio) -> std::io::Result<Group> {
        adopt();
        let mut shell = shell(command);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut shell, 0);
        let mark = std::process::id().to_string();
        shell.env(MARK, &mark).stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = shell.spawn()?;
        let printed = Printed::default();
        if let Some(errors) = child.stderr.take() {
            printed.read(errors);
        }
        Ok(Group { guard: guard(child.id(), &mark), child, printed, over: false })
    }

    /// How the command ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// How the command ended, if it does within a time.
    pub fn ends_within(&mut self, time: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            let ended = self.ended();
            if ended.is_some() || began.elapsed() >= time {
                return ended;
            }
            sleep(EVERY);
        }
    }

    /// Ends all processes.
    pub fn end(&mut self) {
        if std::mem::replace(&mut self.over, true) {
            return;
        }
        end_group(self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
        end_orphans(self.guard.as_ref().map(Child::id));
        if let Some(mut guard) = self.guard.take() {
            let _ = guard.kill();
            let _ = guard.wait();
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

/// A server that runs.
pub struct Running {
    command: String,
    role: Role,
    at: SocketAddr,
    group: Group,
    /// Why it cannot be started again, where it cannot.
    gone: Option<Said>,
    /// Whether it has been said that it ended.
    told: bool,
}

impl Running {
    /// Starts a command and waits until it listens.
    pub fn start(command: &str, role: Role, at: SocketAddr, screen: &Screen) -> Result<Running, Trouble> {
        if listening::answers(role, at) {
            let what =
                say!(en: "another program listens at {at} already", zh: "已有别的程序在 {at} 监听", at = at);
            return Err(Trouble::new(what).hint(say!(
                en: "end it, or leave `--run` away to try that one", zh: "结束它，或去掉 `--run` 直接测试它"
            )));
        }
        let group = Group::start(command).map_err(|error| cannot_start(command, &error))?;
        let mut running = Running { command: command.to_string(), role, at, group, gone: None, told: false };
        running.wait(Some(screen)).map_err(|why| printed_too(why, &running.group.printed))?;
        Ok(running)
    }

    /// Whether it has connections, as servers over TCP do.
    pub fn is_connected(&self) -> bool {
        self.role == Role::Server
    }

    /// Ends the program.
    pub fn end(&mut self) {
        self.group.end();
    }

    /// Ends the program where it still runs, and starts it again at once.
    pub fn again(&mut self) -> Went {
        self.group.end();
        // what nobody waits for has ended when nothing listens any more
        let began = Instant::now();
        while began.elapsed() < END && listens(self.role, self.at) == Some(true) {
            sleep(EVERY);
        }
        let group = Group::start(&self.command).map_err(
            |error| say!(en: "it does not start again: {error}", zh: "无法再次启动：{error}", error = error),
        );
        let went = group.and_then(|group| {
            self.group = group;
            self.wait(None)
        });
        self.gone = went.clone().err();
        went
    }

    /// Whether it is there for the next trial; where it has ended, it is started again, once.
    pub fn ready(&mut self, screen: &Screen) -> Went {
        if let Some(why) = &self.gone {
            return Err(why.clone());
        }
        let Some(status) = self.group.ended().filter(|_| listens(self.role, self.at) != Some(true)) else {
            return Ok(());
        };
        if !std::mem::take(&mut self.told) {
            let outcome = outcome(status);
            screen.note(&Said {
                en: format!("the program had ended ({}) and is started again", outcome.en),
                zh: format!("程序已结束（{}），现重新启动", outcome.zh),
            });
        }
        self.again()
    }

    /// How it ended, if it did, and what it printed. A trial that has failed gives it time for that.
    pub fn ended(&mut self, failed: bool) -> Option<(Said, Vec<String>)> {
        let time = if failed { DYING } else { Duration::ZERO };
        // a program that put itself into the background has ended and listens
        let status = self.group.ends_within(time).filter(|_| listens(self.role, self.at) != Some(true))?;
        self.told = true;
        let said = Said {
            en: format!("the program ended: {}", outcome(status).en),
            zh: format!("程序结束了：{}", outcome(status).zh),
        };
        Some((said, self.group.printed.last_lines()))
    }

    /// Waits until it listens.
    fn wait(&mut self, screen: Option<&Screen>) -> Result<(), Said> {
        let at = self.at;
        let began = Instant::now();
        let mut screen = screen;
        let mut pause = EVERY;
        while began.elapsed() < START {
            let found = match listens(self.role, at) {
                // it may be in another place that has a table of its own: a container
                Some(false) if began.elapsed() < SILENCE => false,
                Some(true) => true,
                _ => listening::answers(self.role, at),
            };
            if found {
                return Ok(());
            }
            if let Some(status) = self.group.ended() {
                // a program that puts itself into the background listens a moment later
                if status.success() && began.elapsed() < BACKGROUND {
                    sleep(LATER);
                    continue;
                }
                let outcome = outcome(status);
                return Err(Said {
                    en: format!("the program ended before it listened at {at}: {}", outcome.en),
                    zh: format!("程序还没有在 {at} 监听就结束了：{}", outcome.zh),
                });
            }
            if let Some(screen) = screen.take_if(|_| began.elapsed() >= SILENCE) {
                screen.note(&say!(
                    en: "nothing listens at {at} yet; it is waited for", zh: "还没有程序在 {at} 监听，正在等待", at = at
                ));
            }
            sleep(pause);
            pause = (pause * 5 / 4).min(LATER);
        }
        let seconds = START.as_secs();
        Err(say!(
            en: "after {seconds} s nothing listens at {at}", zh: "过了 {seconds} 秒仍没有程序在 {at} 监听", seconds = seconds, at = at
        ))
    }
}

/// How a program ended.
pub fn outcome(status: ExitStatus) -> Said {
    match status.code() {
        Some(code) => say!(en: "exit status {code}", zh: "退出状态 {code}", code = code),
        // by a signal, which the system names
        None => Said { en: status.to_string(), zh: status.to_string() },
    }
}

/// Trouble with a command that cannot be started.
pub fn cannot_start(command: &str, error: &std::io::Error) -> Trouble {
    Trouble::new(
        say!(en: "cannot start `{command}`: {error}", zh: "无法启动 `{command}`：{error}", command = command, error = error),
    )
}

/// What was said of a program, and below it what the program itself has to say.
fn printed_too(why: Said, printed: &Printed) -> Trouble {
    let lines = printed.last_lines();
    match lines.is_empty() {
        true => Trouble::new(why),
        false => {
            let lines = lines.join("\n");
            Trouble::new(Said {
                en: format!("{}; it printed:\n{lines}", why.en),
                zh: format!("{}；它输出了：\n{lines}", why.zh),
            })
        }
    }
}

/// A process that waits for the end of netlab, however it comes, and then ends the group of the program and what has its
/// mark: Ctrl-C reaches netlab alone. It reads from a pipe whose other end only netlab has.
#[cfg(unix)]
fn guard(group: u32, mark: &str) -> Option<Child> {
    let mut guard = Command::new("sh");
    let script = format!(
        "read nothing; kill -s KILL -- \"-$0\"; for one in /proc/[0-9]*; do \
         grep -aqs \"{MARK}=$1\" \"$one/environ\" && kill -s KILL \"${{one#/proc/}}\"; done"
    );
    guard.args(["-c", &script, &group.to_string(), mark]);
    std::os::unix::process::CommandExt::process_group(&mut guard, 0);
    guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

#[cfg(not(unix))]
fn guard(_: u32, _: &str) -> Option<Child> {
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

/// From now on processes whose parents have ended are children of netlab, and not of the first process: so those that
/// leave their group are found, too (prctl(2), `PR_SET_CHILD_SUBREAPER`).
#[cfg(target_os = "linux")]
fn adopt() {
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

#[cfg(not(target_os = "linux"))]
fn adopt() {}

/// Ends the children that netlab has adopted, and theirs, which it then adopts.
#[cfg(target_os = "linux")]
fn end_orphans(guard: Option<u32>) {
    use nix::sys::signal::{Signal, kill};
    use nix::sys::wait::{WaitPidFlag, waitpid};
    use nix::unistd::Pid;
    let began = Instant::now();
    while began.elapsed() < END {
        let orphans: Vec<u32> = children().into_iter().filter(|child| Some(*child) != guard).collect();
        if orphans.is_empty() {
            return;
        }
        for orphan in orphans.into_iter().filter_map(|orphan| i32::try_from(orphan).ok()) {
            let orphan = Pid::from_raw(orphan);
            let _ = kill(orphan, Signal::SIGKILL);
            let _ = waitpid(orphan, Some(WaitPidFlag::WNOHANG));
        }
        sleep(Duration::from_millis(1));
    }
}

/// The children of all threads (proc(5)).
#[cfg(target_os = "linux")]
fn children() -> Vec<u32> {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    threads
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|list| {
            list.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(not(target_os = "linux"))]
fn end_orphans(_: Option<u32>) {}

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
