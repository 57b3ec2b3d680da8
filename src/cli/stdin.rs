//! Standard input: whether it has something to say, and lines out of it.

use crate::say;
use crate::spec::Trouble;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read};

/// The longest line that is read: longer ones are nothing that people type, and would only fill memory.
const LONGEST: u64 = 1 << 20;

/// Standard input, where there is something in it. A terminal and /dev/null have nothing to say, nor has a pipe that was
/// closed without a word; but a file that is empty was meant.
///
/// # Errors
/// When it cannot be read, as a folder cannot.
pub fn piped() -> Result<Option<Box<dyn Read>>, Trouble> {
    let mut stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let mut first = [0; 1];
    loop {
        return match stdin.read(&mut first) {
            Ok(0) if is_file() => Ok(Some(Box::new(io::empty()))),
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(Box::new(io::Cursor::new(first).chain(stdin)))),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => Err(unreadable(&error)),
        };
    }
}

/// Whether standard input is a file.
#[cfg(unix)]
pub fn is_file() -> bool {
    use std::os::fd::AsFd;
    let Ok(descriptor) = io::stdin().as_fd().try_clone_to_owned() else { return false };
    std::fs::File::from(descriptor).metadata().is_ok_and(|data| data.is_file())
}

#[cfg(not(unix))]
pub fn is_file() -> bool {
    false
}

/// Standard input cannot be read.
pub fn unreadable(error: &io::Error) -> Trouble {
    if error.kind() == ErrorKind::IsADirectory {
        return Trouble::new(say!(en: "standard input is a folder", zh: "标准输入是文件夹"))
            .hint(say!(en: "`< FILE` gives a file in it", zh: "`< FILE` 可给出其中的一个文件"));
    }
    let reason = error.kind();
    Trouble::new(
        say!(en: "cannot read standard input: {reason}", zh: "无法读取标准输入：{reason}", reason = reason),
    )
}

/// Reads a line of standard input, with its end, into `line`; whether there was one.
///
/// # Errors
/// When it cannot be read, and when it is too long to be a line: what is behind it cannot be told from it then.
pub fn line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, Trouble> {
    line.clear();
    let read = input.take(LONGEST + 1).read_until(b'\n', line).map_err(|error| unreadable(&error))?;
    if read as u64 > LONGEST {
        return Err(Trouble::new(say!(
            en: "standard input has a line of more than {most} octets: it is no text",
            zh: "标准输入有一行超过 {most} 字节：它不是文本",
            most = LONGEST
        )));
    }
    Ok(read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_one_by_one_and_the_last_needs_no_end() {
        let mut input = &b"one\n\ntwo"[..];
        let mut read = Vec::new();
        let mut lines = Vec::new();
        while line(&mut input, &mut read).unwrap() {
            lines.push(String::from_utf8(read.clone()).unwrap());
        }
        assert_eq!(lines, ["one\n", "\n", "two"]);
    }

    #[test]
    fn a_line_without_end_is_refused_before_it_fills_memory() {
        let mut read = Vec::new();
        assert!(line(&mut io::BufReader::new(io::repeat(0)), &mut read).is_err());
        assert!(read.len() as u64 <= LONGEST + 1);
    }
}
