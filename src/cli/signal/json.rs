//! A signal as JSON: `docs/signal.md` is its reference.

use super::input::Octets;
use crate::signal::{Code, Fault, Level, Reading, Signal};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The name and version of the schema, in every object.
const SCHEMA: &str = "netlab.signal/1";

fn digits(bits: &[bool]) -> String {
    bits.iter().map(|bit| if *bit { '1' } else { '0' }).collect()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn numbers(levels: &[Level]) -> Vec<i8> {
    levels.iter().map(|level| level.number()).collect()
}

/// What both objects begin with.
fn head(code: Code) -> Value {
    json!({
        "schema": SCHEMA,
        "code": code.key(),
        "convention": code.convention(),
        "levels_per_bit": code.samples(),
    })
}

fn write(mut object: Value, more: Value, out: &mut dyn Write) -> io::Result<()> {
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

/// The object of a signal.
pub fn signal(sent: &Octets, signal: &Signal, out: &mut dyn Write) -> io::Result<()> {
    let groups: Vec<String> = signal.groups.iter().map(|group| group.name.to_string()).collect();
    let parts: Vec<Value> = sent
        .parts
        .iter()
        .map(|part| {
            let (name, first, end) = (part.name.en, part.octets.start, part.octets.end);
            json!({ "name": name, "octets": [first, end], "given": part.given })
        })
        .collect();
    let [high, zero, low] = signal.balance();
    let more = json!({
        "octets": hex(&sent.octets),
        "parts": parts,
        "bits": digits(&signal.bits),
        "groups": groups,
        "line_bits": digits(&signal.line),
        "levels": numbers(&signal.levels),
        "transitions": signal.transitions(),
        "longest_run": signal.longest_run(),
        "balance": { "high": high, "zero": zero, "low": low },
    });
    write(head(signal.code), more, out)
}

/// The object of what was read from levels.
pub fn reading(code: Code, levels: &[Level], reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    let bit = |bit: &Option<bool>| bit.map_or('?', |bit| if bit { '1' } else { '0' });
    let octet = |octet: &Option<u8>| octet.map_or("??".into(), |octet| format!("{octet:02x}"));
    let faults: Vec<Value> =
        reading.faults.iter().map(|fault| json!({ "fault": word(fault), "level": fault.level() })).collect();
    let more = json!({
        "octets": reading.octets.iter().map(octet).collect::<String>(),
        "delimited": reading.delimited,
        "line_bits": reading.line.iter().map(bit).collect::<String>(),
        "levels": numbers(levels),
        "faults": faults,
    });
    write(head(code), more, out)
}

/// A fault in a word.
fn word(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoTransition { .. } => "no_transition",
        Fault::HalfBit { .. } => "half_bit",
        Fault::OutOfOrder { .. } => "out_of_order",
        Fault::NoData { .. } => "no_data",
        Fault::NoEnd => "no_end",
        Fault::BitsLeft { .. } => "bits_left",
    }
}
