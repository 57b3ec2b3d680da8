//! Whose octet is this? One octet, looked up.

use super::value::{named, value};
use super::{Frame, Page};
use crate::draw::Ink;
use crate::packet::Span;
use crate::say;
use std::io;

/// Tells which fields octet `at` belongs to, from the layer inwards, and what they mean; nothing where the frame does
/// not reach so far.
pub fn octet(frame: &Frame<'_>, at: usize, page: &mut Page<'_>) -> io::Result<()> {
    let Some(octet) = frame.stack.frame.get(at) else {
        return Ok(());
    };
    let head = say!(
        en: "octet {at} (0x{at:x}) of frame {number} is {octet:02x}, in bits {octet:08b}",
        zh: "第 {number} 帧的第 {at} 字节 (0x{at:x}) 是 {octet:02x}，二进制 {octet:08b}",
        number = frame.number, at = at, octet = octet
    );
    page.prose(0, Some(Ink::Strong), &head.show(page.lang()))?;
    for explained in frame.explained {
        let here = explained.spans.iter().filter(|span| !span.is_derived() && span.octets().contains(&at));
        for (i, span) in here.enumerate() {
            if i > 0 {
                inward(frame, span, at, 2, page)?;
                continue;
            }
            let protocol = frame.stack.layers[explained.layer].protocol;
            let layer = page.ink(Ink::LayerStrong(explained.layer), protocol.name);
            let title = page.term(protocol.title);
            let source = page.ink(Ink::Faint, &protocol.source.to_string());
            page.line(&format!("  {layer}  {title}  {source}"))?;
            inward(frame, span, at, 2, page)?;
        }
    }
    Ok(())
}

fn inward(frame: &Frame<'_>, span: &Span, at: usize, depth: usize, page: &mut Page<'_>) -> io::Result<()> {
    let indent = depth * 2;
    let mut line = span.label.name.to_string();
    let what = value(span, frame.stack.frame, page.lang());
    if !what.is_empty() {
        line.push_str(": ");
        line.push_str(&page.ink(Ink::Strong, &what));
    }
    if let Some(name) = named(span, page.lang()) {
        line.push_str("  ");
        line.push_str(name);
    }
    page.line(&format!("{:indent$}{line}", ""))?;
    if page.is_new("", span.label.key, span.label.means) {
        page.constant(indent + 2, span.label.means, span.label.source)?;
    }
    for child in span.children.iter().filter(|child| child.octets().contains(&at)) {
        inward(frame, child, at, depth + 1, page)?;
    }
    Ok(())
}
