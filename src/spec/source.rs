//! Where a statement about a protocol comes from.

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

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Source::Rfc(number, "") => write!(f, "RFC {number}"),
            // "3.1" is a section, "appendix A" already names itself
            Source::Rfc(number, section) if section.starts_with(|c: char| c.is_ascii_digit()) => {
                write!(f, "RFC {number} §{section}")
            }
            Source::Rfc(number, section) => write!(f, "RFC {number} {section}"),
            Source::Ieee(clause) => write!(f, "IEEE {clause}"),
            Source::Iana(registry) => write!(f, "IANA {registry}"),
            Source::Posix(name) => write!(f, "POSIX {name}"),
            Source::Kernel(page) => write!(f, "Linux {page}"),
            Source::Book(title) => f.write_str(title),
            Source::Netlab => f.write_str("netlab"),
        }
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
