//! Files that frames and drawings are written to.

use super::super::Failure;
use super::super::screen::Screen;
use crate::capture::Writer;
use crate::say;
use crate::spec::Trouble;
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// Opens the file for writing: pcap where its name says so, else pcapng. `-` is standard output, if that is no
/// terminal.
pub fn create(name: &str, screen: &Screen) -> Result<Writer<Box<dyn Write>>, Failure> {
    if name == "-" && screen.is_terminal {
        let what = say!(en: "a capture file is not for a terminal", zh: "抓包文件不适合显示在终端上");
        let hint = say!(en: "`--write small.pcapng`, or a pipe behind it", zh: "`--write small.pcapng`，或在其后接管道");
        return Err(Trouble::new(what).hint(hint).into());
    }
    let out: Box<dyn Write> = if name == "-" {
        Box::new(io::stdout())
    } else {
        let file = File::create(name).map_err(|error| cannot_write(name, &error))?;
        Box::new(file)
    };
    let out: Box<dyn Write> = Box::new(BufWriter::with_capacity(1 << 16, out));
    Ok(if name.ends_with(".pcap") { Writer::pcap(out) } else { Writer::pcapng(out)? })
}

/// A file that cannot be written.
pub fn cannot_write(name: &str, error: &io::Error) -> Trouble {
    let reason = error.kind();
    Trouble::new(say!(
        en: "cannot write `{name}`: {reason}", zh: "无法写入 `{name}`：{reason}", name = name, reason = reason
    ))
}
