//! What several tests share: running netlab as a user does, and other programs as witnesses.

#![allow(dead_code)] // no test needs all of it

#[cfg(target_os = "linux")]
pub mod dhcp;
pub mod frame;
pub mod network;
#[cfg(unix)]
pub mod served;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use netlab::sample::Sample;

/// What a run of netlab left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// netlab with nothing on its standard input, in an environment that says nothing but 80 columns and the locale C.
pub fn netlab(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netlab"));
    plain(&mut command);
    command.args(args);
    command
}

/// Takes out of a command's environment what changes netlab's output.
pub fn plain(command: &mut Command) {
    for name in ["NETLAB_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command.env("LANG", "C").env("COLUMNS", "80").stdin(Stdio::null());
}

/// Runs netlab.
pub fn run(args: &[&str]) -> Ran {
    finish(&mut netlab(args))
}

/// Runs netlab with `input` on a pipe.
pub fn pipe(args: &[&str], input: &[u8]) -> Ran {
    let mut child = netlab(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    // netlab may stop reading before the end
    let mut stdin = child.stdin.take().expect("a pipe");
    if let Err(error) = stdin.write_all(input) {
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    }
    drop(stdin);
    ran(child.wait_with_output().expect("netlab ends"))
}

/// Runs a command to its end.
pub fn finish(command: &mut Command) -> Ran {
    ran(command.output().expect("the program starts"))
}

/// What a program that has ended left behind.
pub fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        status: output.status.code().expect("an exit status, not a signal"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs another program and gives its standard output; `None`, said aloud, where it is not installed. In CI it must
/// be.
pub fn ask(program: &str, command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{program}: {errors}");
            Some(String::from_utf8(output.stdout).expect("UTF-8"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip(&format!("no {program}"));
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

/// Says that a test cannot be made here, past the test harness, which hides the output of tests that pass.
///
/// # Panics
/// With `CI` set: there nothing may be missing.
pub fn skip(why: &str) {
    assert!(env::var_os("CI").is_none(), "{why}, but CI may not skip a test");
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository, with the line ends of Unix.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.replace("\r\n", "\n")
}

/// An empty directory for one test.
pub fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a directory");
    path
}

/// An empty directory with a path short enough for Unix sockets (108 octets, unix(7)), wherever the repository is; it goes
/// when the test is over.
pub struct Short(PathBuf);

impl Short {
    /// A directory for one test.
    pub fn directory(name: &str) -> Short {
        let path = env::temp_dir().join(format!("netlab-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a directory");
        Short(path)
    }
}

impl std::ops::Deref for Short {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Short {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A path as one word of a shell, whatever folders the repository is in.
pub fn quoted(path: impl AsRef<Path>) -> String {
    format!("'{}'", path.as_ref().display().to_string().replace('\'', "'\\''"))
}

/// The files below a directory of the repository whose names end so, in order.
pub fn files(below: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(below)];
    while let Some(directory) = open.pop() {
        for entry in
            fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
        {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path.strip_prefix(root()).expect("a path below the root").to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// A pcap file: 24 octets of header, then 16 and the octets for each frame; each sample starts 1000 s after the last.
pub fn pcap(network: u32, samples: &[&Sample]) -> Vec<u8> {
    let mut file = Vec::new();
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, network] {
        file.extend(u32::to_le_bytes(word));
    }
    for (start, sample) in (1_767_225_600..).step_by(1000).zip(samples) {
        for frame in sample.frames() {
            let (seconds, micros) = ((frame.micros / 1_000_000) as u32, (frame.micros % 1_000_000) as u32);
            for word in [start + seconds, micros, frame.octets.len() as u32, frame.original] {
                file.extend(u32::to_le_bytes(word));
            }
            file.extend(&frame.octets);
        }
    }
    file
}

/// Fails with all that was found to be wrong.
#[track_caller]
pub fn none(found: impl IntoIterator<Item = String>, rule: &str) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}
