//! Where a statement about a protocol comes from.

use super::write;
use std::fmt;

/// The standard, registry or manual that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An RFC by number and section (`"3.1"`; empty for the whole of it).
    Rfc(u16, &'static str),
    /// An IEEE standard and clause: `"802.3 §3.2.3"`.
    Ieee(&'static str),
    /// An IANA registry by its short name: `"ethernet numbers"`.
    Iana(&'static str),
    /// A function or header of POSIX.
    Posix(&'static str),
    /// A manual page or file of the Linux kernel: `"packet(7)"`.
    Kernel(&'static str),
    /// A specification of another body, or a book.
    Book(&'static str),
    /// netlab itself: what is no protocol.
    Netlab,
}

impl Source {
    /// Appends it as people cite it: `RFC 791 §3.1`.
    pub fn write(&self, out: &mut String) {
        let (who, what) = match *self {
            Source::Rfc(number, section) => {
                out.push_str("RFC ");
                write::number(out, number.into());
                // "3.1" is a section, "appendix A" already names itself
                match section.as_bytes() {
                    [] => ("", ""),
                    [b'0'..=b'9', ..] => (" §", section),
                    _ => (" ", section),
                }
            }
            Source::Ieee(clause) => ("IEEE ", clause),
            Source::Iana(registry) => ("IANA ", registry),
            Source::Posix(name) => ("POSIX ", name),
            Source::Kernel(page) => ("Linux ", page),
            Source::Book(title) => ("", title),
            Source::Netlab => ("", "netlab"),
        };
        out.push_str(who);
        out.push_str(what);
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = String::new();
        self.write(&mut shown);
        f.write_str(&shown)
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_source_is_printed_as_people_cite_it() {
        assert_eq!(Source::Rfc(791, "3.1").to_string(), "RFC 791 §3.1");
        assert_eq!(Source::Rfc(826, "").to_string(), "RFC 826");
        assert_eq!(Source::Rfc(793, "figure 3").to_string(), "RFC 793 figure 3");
        assert_eq!(Source::Ieee("802.3 §3.2.3").to_string(), "IEEE 802.3 §3.2.3");
    }
}
