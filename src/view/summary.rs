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
        blanks(out, 6, write::decimals_of(number));
        write::number(out, number);
        out.push(' ');
        match time {
            Some(time) => since(out, *self.first.get_or_insert(time), time),
            None => out.push_str("           -"),
        }
        out.push(' ');
        let (captured, original) = (stack.frame.len() as u64, stack.original as u64);
        if captured == original {
            blanks(out, 5, write::decimals_of(captured));
            write::number(out, captured);
        } else {
            blanks(out, 5, write::decimals_of(captured) + 1 + write::decimals_of(original));
            write::number(out, captured);
            out.push('/');
            write::number(out, original);
        }
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

/// The blanks before so many letters that stand to the right in `columns`, at most twelve.
#[inline]
fn blanks(out: &mut String, columns: usize, letters: usize) {
    let end = out.len() + columns.saturating_sub(letters);
    out.push_str("            ");
    out.truncate(end);
}

/// Seconds from `first` to `time`, with as many decimals as the input has (at least 6), to the right in twelve columns.
fn since(out: &mut String, first: Time, time: Time) {
    const SECOND: i64 = 1_000_000_000;
    let mut seconds = i128::from(time.seconds) - i128::from(first.seconds);
    let mut nanos = i64::from(time.nanos) - i64::from(first.nanos);
    let is_before = (seconds, nanos) < (0, 0);
    if is_before {
        (seconds, nanos) = (-seconds, -nanos);
    }
    if nanos < 0 {
        (seconds, nanos) = (seconds - 1, nanos + SECOND);
    }
    let (seconds, nanos) = (seconds as u64, nanos as u64);
    let digits = usize::from(time.digits.clamp(6, 9));
    blanks(out, 12, usize::from(is_before) + write::decimals_of(seconds) + 1 + digits);
    if is_before {
        out.push('-');
    }
    write::number(out, seconds);
    out.push('.');
    let fraction = match digits {
        6 => nanos / 1000,
        7 => nanos / 100,
        8 => nanos / 10,
        _ => nanos,
    };
    write::decimals(out, fraction, digits);
}
