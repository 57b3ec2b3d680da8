//! Events as JSON, one on a line: `docs/serve.md` is their reference.

use super::{Clock, Look};
use crate::draw::safe_json;
use crate::echo::framing::End;
use crate::echo::server::{Event, Pause, Peer, Totals};
use serde_json::{Map, Value, json};

/// Appends an object and the end of its line.
pub fn line(out: &mut Vec<u8>, object: &Value) {
    out.extend_from_slice(safe_json(&object.to_string()).as_bytes());
    out.push(b'\n');
}

/// Appends what a client did.
pub fn event(out: &mut Vec<u8>, clock: &Clock, look: &Look, client: u64, peer: &Peer, event: &Event<'_>) {
    let (name, more) = match event {
        Event::Joined { clients } => ("joined", json!({ "clients": clients })),
        Event::Read { octets, messages, kept } => {
            ("read", json!({ "octets": octets, "messages": messages, "kept": kept }))
        }
        Event::Message { message, answer, continued, guessed } => {
            let mut object = json!({
                "octets": message.taken,
                "answer": answer,
                "end": end(message.end),
                "continued": continued,
                "guessed": guessed,
            });
            said(&mut object, message.body, look.hex);
            ("message", object)
        }
        Event::More { messages, octets } => ("more", json!({ "messages": messages, "octets": octets })),
        Event::Cut { octets } => ("cut", json!({ "octets": octets })),
        Event::TooLong { length } => ("too_long", json!({ "length": length })),
        Event::Wrote { octets, left } => ("wrote", json!({ "octets": octets, "left": left })),
        Event::Missed { octets } => ("missed", json!({ "octets": octets })),
        Event::Unsent { octets, error } => {
            ("unsent", json!({ "octets": octets, "error": error.to_string() }))
        }
        // why it left says so
        Event::Exit => return,
        Event::Left { why, totals, time, clients } => {
            let mut object = json!({
                "why": why.key(),
                "milliseconds": u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
                "clients": clients,
            });
            extend(&mut object, self::totals(totals));
            ("left", object)
        }
    };
    let mut object =
        json!({ "event": name, "time": clock.utc(), "client": client, "peer": peer.to_string() });
    extend(&mut object, more);
    line(out, &object);
}

/// What went to and fro.
pub fn totals(totals: &Totals) -> Value {
    json!({
        "messages": totals.messages,
        "read": totals.read,
        "written": totals.written,
        "longest": totals.longest,
    })
}

/// That new clients have to wait, or no longer.
pub fn pause(pause: Pause) -> Value {
    let why = match pause {
        Pause::Full => "full",
        Pause::Descriptors => "descriptors",
        Pause::Refused(_) => "refused",
        Pause::Over => return json!({ "event": "resumed" }),
    };
    json!({ "event": "paused", "why": why })
}

/// A message as text, or in hexadecimal where it is no UTF-8 or that was asked for.
fn said(object: &mut Value, body: &[u8], hex: bool) {
    let text = str::from_utf8(body).ok();
    let digits = || body.iter().map(|octet| format!("{octet:02x}")).collect::<String>();
    let hex = (hex || text.is_none()).then(digits);
    extend(object, json!({ "text": text, "hex": hex }));
}

fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        let more: Map<String, Value> = more;
        object.extend(more);
    }
}

/// How a message ended.
fn end(end: End) -> &'static str {
    match end {
        End::Lf => "lf",
        End::CrLf => "crlf",
        End::Delimiter => "delimiter",
        End::Counted => "counted",
        End::Read => "read",
        End::Piece => "piece",
        End::Unfinished => "none",
    }
}
