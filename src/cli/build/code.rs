//! The octets as source code, a line or more for each header.

use crate::spec::{Lang, Stack, Text, text, write};
use clap::{Arg, ArgAction, ArgMatches};
use std::io::{self, Write};

/// A language, or plain digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits in base 16, a line for each frame.
    Hex,
    /// `unsigned char frame[]`.
    C,
    /// `const FRAME: [u8; N]`.
    Rust,
    /// `var frame = []byte{...}`.
    Go,
    /// `frame = bytes.fromhex(...)`.
    Python,
}

/// The options, in the order of the forms.
pub const NAMES: [&str; 5] = ["hex", "c-array", "rust", "go", "python"];
const FORMS: [(Form, Text); 5] = [
    (Form::Hex, text("the octets in base 16, a frame a line", "十六进制字节，每帧一行")),
    (Form::C, text("the octets as an array in C", "C 语言数组")),
    (Form::Rust, text("the octets as an array in Rust", "Rust 数组")),
    (Form::Go, text("the octets as a slice in Go", "Go 切片")),
    (Form::Python, text("the octets as bytes in Python", "Python 的 bytes")),
];

/// The options for code.
pub fn options(lang: Lang) -> Vec<Arg> {
    let arg = |(i, name): (usize, &'static str)| {
        let others = NAMES.into_iter().filter(move |other| *other != name).chain(["json", "write"]);
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(FORMS[i].1.show(lang))
            .conflicts_with_all(others)
    };
    NAMES.into_iter().enumerate().map(arg).collect()
}

/// The form that was asked for.
pub fn wanted(matches: &ArgMatches) -> Option<Form> {
    NAMES.into_iter().zip(FORMS).find(|(name, _)| matches.get_flag(name)).map(|(_, (form, _))| form)
}

/// Octets on a line.
const ROW: usize = 12;

impl Form {
    /// Writes frame `number`.
    pub fn write(self, stack: &Stack<'_>, number: u64, out: &mut dyn Write) -> io::Result<()> {
        let octets = stack.frame;
        if self == Form::Hex {
            let mut line = String::with_capacity(octets.len() * 2 + 1);
            write::octets(&mut line, octets, "");
            return writeln!(out, "{line}");
        }
        let count = octets.len();
        let name = if number == 1 { "frame".to_string() } else { format!("frame_{number}") };
        match self {
            Form::C if count == 0 => return writeln!(out, "/* {name}: no octets */"),
            Form::C => writeln!(out, "const unsigned char {name}[{count}] = {{")?,
            Form::Rust => writeln!(out, "pub const {}: [u8; {count}] = [", name.to_uppercase())?,
            Form::Go => writeln!(out, "var {} = []byte{{", name.replace('_', ""))?,
            Form::Python => writeln!(out, "{name} = bytes.fromhex(")?,
            Form::Hex => (),
        }
        for (title, section) in sections(stack) {
            self.comment(&title, out)?;
            for row in section.chunks(ROW) {
                self.row(row, out)?;
            }
        }
        match self {
            Form::C => writeln!(out, "}};"),
            Form::Rust => writeln!(out, "];"),
            Form::Go => writeln!(out, "}}"),
            Form::Python if count == 0 => writeln!(out, "    \"\"\n)"),
            _ => writeln!(out, ")"),
        }
    }

    fn comment(self, title: &str, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Form::C => writeln!(out, "    /* {title} */"),
            Form::Go => writeln!(out, "\t// {title}"),
            Form::Python => writeln!(out, "    # {title}"),
            _ => writeln!(out, "    // {title}"),
        }
    }

    fn row(self, row: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::with_capacity(80);
        if self == Form::Python {
            write::octets(&mut line, row, " ");
            // the blank at the end keeps the digits of two lines apart
            return writeln!(out, "    \"{line} \"");
        }
        for (i, octet) in row.iter().enumerate() {
            line.push_str(if i > 0 { " 0x" } else { "0x" });
            write::hex(&mut line, u64::from(*octet), 2);
            line.push(',');
        }
        writeln!(out, "{}{line}", if self == Form::Go { "\t" } else { "    " })
    }
}

/// The headers and what stands between and behind them, with the names of their protocols.
fn sections<'a>(stack: &Stack<'a>) -> Vec<(String, &'a [u8])> {
    let mut borders: Vec<(usize, &str)> = Vec::new();
    for layer in stack.layers {
        if layer.start < layer.body {
            borders.push((layer.start, layer.protocol.name));
        }
    }
    borders.extend(stack.surplus.iter().map(|surplus| (surplus.start, surplus.field.label.name)));
    borders.sort_by_key(|(start, _)| *start);
    let ends = borders.iter().skip(1).map(|(start, _)| *start).chain([stack.frame.len()]);
    let sections = borders.iter().zip(ends);
    let cut = |(&(start, name), end): (&(usize, &str), usize)| {
        (name.to_string(), stack.frame.get(start..end).unwrap_or(&[]))
    };
    sections.map(cut).filter(|(_, octets)| !octets.is_empty()).collect()
}
