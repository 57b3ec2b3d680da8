//! What a VLAN tag may break.

use super::super::ethernet::rules::{LENGTH_GAP, LENGTH_PAST_END, length_or_type};
use super::{HEADER, IDENTIFIER, TYPE_OR_LENGTH, VID};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Stack, text};

static PRIORITY_TAG: Rule = Rule {
    id: "vlan-id-zero",
    severity: Severity::Info,
    means: text(
        "VLAN identifier 0 names no VLAN: the tag carries a priority only, and the switch's port decides the VLAN",
        "VLAN 标识符 0 不指任何 VLAN：标签只带优先级，VLAN 由交换机端口决定",
    ),
    source: IDENTIFIER,
    advice: text("normal where hosts mark voice or control traffic", "主机标记话音或控制流量时属正常"),
};

static RESERVED: Rule = Rule {
    id: "vlan-id-reserved",
    severity: Severity::Error,
    means: text(
        "VLAN identifier 4095 is reserved and must not be sent in a tag",
        "VLAN 标识符 4095 保留，不得在标签中发送",
    ),
    source: IDENTIFIER,
    advice: text("VLANs have the numbers 1 to 4094", "VLAN 的编号为 1 到 4094"),
};

/// All of them.
pub static RULES: &[&Rule] = &[&PRIORITY_TAG, &RESERVED, &LENGTH_GAP, &LENGTH_PAST_END];

const NONE: u64 = 0;
const LAST: u64 = 0xfff;

/// Tells every rule that tag `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let tag = stack.header(i);
    if tag.len() < HEADER {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    match VID.of(tag) {
        NONE => report.field(&PRIORITY_TAG, VID, say!(en: "VLAN Identifier is 0", zh: "VLAN 标识符为 0")),
        LAST => report.field(&RESERVED, VID, say!(en: "VLAN Identifier is 4095", zh: "VLAN 标识符为 4095")),
        _ => (),
    }
    length_or_type(stack, i, TYPE_OR_LENGTH, report);
}
