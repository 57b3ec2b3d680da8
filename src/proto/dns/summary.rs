//! The summary line of a message: what was asked, and the first answer.

use super::record::MX;
use super::registry::{OPCODES, RCODES};
use super::service::SRV;
use super::walk::{Entry, RCODE, entries, extended_rcode, type_name};
use super::{HEADER, OPCODE, PARTS, QR, TC, UPDATE};
use crate::spec::{Slot, fixed_octets, name, slot, write};

const ID: Slot = slot(PARTS, "id");

/// Types whose data is a name, and how many octets stand before it: NS, CNAME, SOA (its server), PTR, MX, SRV, DNAME.
const NAMES: [(u64, usize); 7] =
    [(2, 0), (5, 0), (6, 0), (12, 0), (15, fixed_octets(MX)), (33, fixed_octets(SRV)), (39, 0)];

/// `DNS query 0x1a2b A www.example.com` or `DNS response 0x1a2b NOERROR A www.example.com → 192.0.2.1 +2`, where +2
/// counts the further answers that are there. An ID and a response code of zero are left out in multicast DNS, where
/// they mean nothing.
pub(super) fn message(message: &[u8], protocol: &str, multicast: bool, out: &mut String) {
    out.push_str(protocol);
    if message.len() < HEADER {
        return;
    }
    let response = QR.is_set(message);
    let opcode = OPCODE.of(message);
    if opcode != 0 {
        out.push(' ');
        match OPCODES.entry(opcode) {
            Some(entry) => out.push_str(entry.name),
            None => {
                out.push_str("opcode ");
                write::number(out, opcode);
            }
        }
    }
    out.push_str(if response { " response" } else { " query" });
    let id = ID.of(message);
    if id != 0 || !multicast {
        out.push_str(" 0x");
        write::hex(out, id, 4);
    }
    let (mut question, mut questions) = (None, 0u64);
    let (mut answer, mut answers) = (None, 0u64);
    let mut rcode = RCODE.of(message);
    for entry in entries(message) {
        rcode |= extended_rcode(message, &entry).unwrap_or(0) << RCODE.width;
        match entry.section {
            0 => {
                questions += 1;
                question.get_or_insert(entry);
            }
            1 => {
                answers += 1;
                answer.get_or_insert(entry);
            }
            _ => (),
        }
    }
    if response && (rcode != 0 || !multicast) {
        out.push(' ');
        match RCODES.entry(rcode) {
            Some(entry) => out.extend(entry.name.chars().map(|letter| letter.to_ascii_uppercase())),
            None => {
                out.push_str("rcode ");
                write::number(out, rcode);
            }
        }
    }
    if TC.is_set(message) {
        out.push_str(" TC");
    }
    // a response need not repeat the question: then the first answer says what it is about
    let about = question.or_else(|| answer.clone());
    if let Some(about) = &about {
        out.push(' ');
        type_name(about.kind, out);
        out.push(' ');
        spell(message, about.name, about.data.start, out);
    }
    if !response {
        more(questions, out);
    } else if opcode != UPDATE
        && let (Some(about), Some(answer)) = (about, answer)
    {
        out.push_str(" → ");
        data(message, &answer, about.kind, out);
        more(answers, out);
    }
}

/// ` +2`: that many more.
fn more(count: u64, out: &mut String) {
    if count > 1 {
        out.push_str(" +");
        write::number(out, count - 1);
    }
}

/// A name without its last dot; … stands for what cannot be read.
fn spell(message: &[u8], at: usize, limit: usize, out: &mut String) {
    let before = out.len();
    match name::spell(message, at, limit, out) {
        Ok(_) if out.len() > before + 1 => {
            out.pop();
        }
        Ok(_) => (),
        Err(_) => out.push('…'),
    }
}

/// What an answer says: an address or a name, behind its type where that is not the one that was asked for.
fn data(message: &[u8], answer: &Entry, asked: u64, out: &mut String) {
    let octets = &message[answer.data.clone()];
    if answer.kind != asked {
        type_name(answer.kind, out);
        out.push(' ');
    }
    let before = NAMES.iter().find(|(kind, _)| *kind == answer.kind).map(|(_, octets)| *octets);
    match (answer.kind, before) {
        // A and AAAA
        (1, _) if octets.len() == 4 => write::ipv4(out, octets.try_into().unwrap_or_default()),
        (28, _) if octets.len() == 16 => write::ipv6(out, octets.try_into().unwrap_or_default()),
        (_, Some(before)) => spell(message, answer.data.start + before, answer.data.end, out),
        _ if answer.kind == asked => type_name(answer.kind, out),
        // its type says all that fits here
        _ => {
            out.pop();
        }
    }
}
