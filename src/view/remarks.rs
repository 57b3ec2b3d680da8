//! What is to be said about a layer: where decoding stopped, which checksums are right, which rules are broken.

use super::drawn::Says;
use super::{Frame, Page};
use crate::draw::Ink;
use crate::packet::{Explained, State};
use crate::say;
use crate::spec::{Finding, Said, Severity, Stop};
use std::io;

/// Says it, below the fields of layer `i`.
pub fn remarks(frame: &Frame<'_>, i: usize, page: &mut Page<'_>) -> io::Result<()> {
    // they tell values
    if page.has_blanks() {
        return Ok(());
    }
    if let Some((stop, speaker)) = frame.stopped(i) {
        let (mark, ink) = match stop {
            // a code point without a table is nobody's fault
            Stop::Unknown { .. } => ("i", None),
            Stop::Short { .. } => cut(frame.stack.layers[i].quoted),
            _ => ("!", Some(Ink::Warn)),
        };
        page.recalled(Says::stop(stop, speaker), |page| page.remark(2, mark, ink, &stop.sentence(speaker)))?;
    }
    for verdict in frame.verdicts.iter().filter(|verdict| verdict.layer == i) {
        let field = verdict.name;
        let said = match &verdict.state {
            State::Correct => {
                page.again(Some(Says::constant(field, 0..0, 0)), |page| {
                    let said = say!(en: "{field} is right", zh: "{field} 正确", field = field);
                    page.remark(2, "=", Some(Ink::Faint), &said)
                })?;
                continue;
            }
            State::Absent(why, source) => {
                let (en, zh) = (why.en, why.zh);
                let source = source.to_string();
                Said { en: format!("{field}: {en} [{source}]"), zh: format!("{field}：{zh} [{source}]") }
            }
            State::Unknown(why) => {
                let (en, zh) = (why.en, why.zh);
                Said {
                    en: format!("{field} cannot be checked: {en}"), zh: format!("{field} 无法检验：{zh}")
                }
            }
            // these are findings, below
            State::Wrong(_) | State::Partial(_) => continue,
        };
        page.remark(2, "=", Some(Ink::Faint), &said)?;
    }
    for finding in frame.findings.iter().filter(|finding| finding.layer == i) {
        found(finding, page)?;
    }
    Ok(())
}

/// The mark of what is cut short. A quotation in an ICMP message always may be: the sender of the message cuts it (RFC 792,
/// RFC 1812 §4.3.2.3, RFC 4443 §2.4).
fn cut(quoted: bool) -> (&'static str, Option<Ink>) {
    if quoted { ("i", None) } else { ("!", Some(Ink::Warn)) }
}

/// The fields of a layer that should stand there and do not, since the octets end.
pub fn missing(frame: &Frame<'_>, explained: &Explained, page: &mut Page<'_>) -> io::Result<()> {
    if explained.missing.is_empty() {
        return Ok(());
    }
    let missing: Vec<&str> = explained.missing.iter().map(|label| label.name).collect();
    let names = missing.join(", ");
    let said = say!(en: "cut short or missing: {names}", zh: "被截断或缺失：{names}", names = names);
    let (mark, ink) = cut(frame.stack.layers[explained.layer].quoted);
    page.remark(2, mark, ink, &said)
}

/// One finding: what was found, the rule with its source, what to do.
fn found(finding: &Finding, page: &mut Page<'_>) -> io::Result<()> {
    let rule = finding.rule;
    let (mark, ink) = match rule.severity {
        Severity::Error => ("!!", Some(Ink::Warn)),
        Severity::Warning => ("!", Some(Ink::Warn)),
        Severity::Info => ("i", None),
    };
    let id = rule.id;
    let Said { en, zh } = &finding.said;
    let said = Said { en: format!("{en} ({id})"), zh: format!("{zh}（{id}）") };
    page.remark(2, mark, ink, &said)?;
    if page.is_new("", rule.id, rule.means) {
        page.constant(6, rule.means, Some(rule.source))?;
        page.constant(6, rule.advice, None)?;
    }
    Ok(())
}
