//! One dense line a frame: the fast path. No span is made and no memory is asked for.

use crate::capture::Time;
use crate::spec::{Stack, write};

/// Writes summary lines; remembers when the first frame was captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    first: Option<Time>,
}

impl Summary {
    /// A summary with no frame yet.
    pub fn new() -> Summary {
        Summary::default()
    }

    /// Appends the line of one frame: number, seconds since the first frame, octets captured (and on the wire where that
    /// differs), then what every layer has to say.
    pub fn line(&mut self, number: u64, time: Option<Time>, stack: &Stack<'_>, out: &mut String) {
        right(out, 6, |out| write::number(out, number));
        out.push(' ');
        match time {
            Some(time) => {
                let first = *self.first.get_or_insert(time);
                right(out, 12, |out| since(out, first, time));
            }
            None => right(out, 12, |out| out.push('-')),
        }
        out.push(' ');
        right(out, 5, |out| {
            write::number(out, stack.frame.len() as u64);
            if stack.frame.len() != stack.original {
                out.push('/');
                write::number(out, stack.original as u64);
            }
        });
        for (i, layer) in stack.layers.iter().enumerate() {
            if layer.quoted {
                break;
            }
            let before = out.len();
            out.push_str("  ");
            (layer.protocol.summary)(stack, i, out);
            if out.len() == before + 2 {
                out.truncate(before);
            }
        }
        out.push('\n');
    }
}

/// What `inside` writes, to the right in `columns`; it is ASCII.
fn right(out: &mut String, columns: usize, inside: impl FnOnce(&mut String)) {
    let before = out.len();
    inside(out);
    let blanks = columns.saturating_sub(out.len() - before);
    if blanks > 0 {
        const BLANKS: &str = "            ";
        out.insert_str(before, &BLANKS[..blanks.min(BLANKS.len())]);
    }
}

/// Seconds from `first` to `time`, with as many decimals as the input has (at least 6).
fn since(out: &mut String, first: Time, time: Time) {
    const SECOND: i128 = 1_000_000_000;
    let nanos = |time: Time| i128::from(time.seconds) * SECOND + i128::from(time.nanos);
    let passed = nanos(time) - nanos(first);
    if passed < 0 {
        out.push('-');
    }
    let passed = passed.unsigned_abs();
    write::number(out, (passed / SECOND as u128) as u64);
    out.push('.');
    let digits = usize::from(time.digits.clamp(6, 9));
    let fraction = (passed % SECOND as u128) as u64 / 10u64.pow(9 - digits as u32);
    write::decimals(out, fraction, digits);
}
