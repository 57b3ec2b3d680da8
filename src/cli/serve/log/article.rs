//! The lines of the article's program: `127.0.0.1:52814 add connect success`, `[127.0.0.1:52814]: youmen`.

use super::text;
use crate::echo::server::{Event, Peer, Why};
use std::io::Write;

/// Appends the line of an event, if that program has one.
pub fn line(out: &mut Vec<u8>, peer: &Peer, event: &Event<'_>) {
    match event {
        Event::Joined { .. } => say(out, format_args!("{peer} add connect success")),
        Event::Message { message, .. } => {
            let _ = write!(out, "[{peer}]: ");
            text(out, message.body);
            out.push(b'\n');
        }
        Event::More { messages, octets } => {
            say(out, format_args!("[{peer}]: ... {messages} more messages, {octets} octets"));
        }
        Event::Exit => say(out, format_args!("{peer} exit")),
        // as Go calls the end of a stream
        Event::Left { why: Why::Closed, .. } => say(out, format_args!("err =  EOF")),
        Event::Left { why: Why::Broken(kind), .. } => say(out, format_args!("err =  {kind}")),
        _ => {}
    }
}

fn say(out: &mut Vec<u8>, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{line}");
}
