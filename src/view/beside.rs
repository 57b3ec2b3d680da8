//! A question and its answer, field by field: what the answer is known by, and what is new in it.

use super::diff::{Line, Role, lines, row};
use super::{Frame, Page};
use crate::draw::Ink;
use crate::say;
use std::io;

/// Draws the fields in which two frames differ, the first frame's on the left, and those whose keys (`ipv4.src`, or
/// `quoted.ipv4.src` inside an error message) are among `known`, which are marked. Of what is quoted only those are shown;
/// other fields that are the same are counted. Options go by their names.
pub fn beside(a: &Frame<'_>, b: &Frame<'_>, known: &[&str], page: &mut Page<'_>) -> io::Result<()> {
    let (left, right) = (lines(a, page.lang()), lines(b, page.lang()));
    let (mut layer, mut same) = (None, 0);
    for line in &right {
        let is_quoted = b.stack.layers[line.layer].quoted;
        let front = if is_quoted { "quoted." } else { "" };
        let other = left.iter().find(|other| match is_quoted {
            true => other.key() == line.key(),
            false => other.place == line.place,
        });
        let is_known = known.contains(&format!("{front}{}", line.key()).as_str());
        let is_same = other.is_some_and(|other| other.says == line.says && other.opaque == line.opaque);
        if !is_known && (is_same || is_quoted) {
            same += usize::from(!is_quoted);
            continue;
        }
        // code and length of an option are in its name, which stands before what it says
        let name = match line.item {
            Some((_, Role::Head)) if !is_known => continue,
            Some((option, Role::Whole)) => option.to_string(),
            Some((option, Role::Part)) => format!("{option}: {}", line.name),
            _ => line.name.to_string(),
        };
        if layer != Some(line.layer) {
            layer = Some(line.layer);
            let title = page.ink(Ink::LayerStrong(line.layer), line.protocol.name);
            let quoted = page.lang().pick(", quoted", "（引用）");
            page.line(&format!("{title}{}", if is_quoted { quoted } else { "" }))?;
        }
        let mark = if is_known { "=" } else { " " };
        let says = |line: &Line<'_>| line.says.clone();
        row(mark, &name, other.map(says).as_deref(), Some(&line.says), page)?;
    }
    if same > 0 {
        let said = say!(
            en: "({same} fields are the same in both)", zh: "（{same} 个字段两者相同）", same = same
        );
        let said = said.show(page.lang());
        page.prose(2, Some(Ink::Faint), &said)?;
    }
    Ok(())
}
