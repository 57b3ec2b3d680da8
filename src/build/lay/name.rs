//! Domain names: label by label as the author gives them, or out of the whole name.

use super::{Bag, Held, Walk};
use crate::build::value::Coded;
use crate::build::{Given, Node};
use crate::packet::{LABEL, LABEL_PARTS, POINTER, POINTER_PARTS};
use crate::spec::name::NAME_OCTETS;
use crate::spec::{Amount, Field, Said, Trouble};

/// RFC 1035 §2.3.4: the most octets of a label.
const LABEL_OCTETS: usize = 63;

impl<'a> Walk<'_, 'a> {
    pub(super) fn name(&mut self, field: &'static Field, node: &'a Node) -> Result<(), Trouble> {
        if !node.inside.is_empty() {
            return self.within(field.label.key, |walk| walk.labels(&node.inside));
        }
        let octets = match &node.value {
            Some(Given::Octets(octets)) => octets.clone(),
            Some(Given::Word(word)) => wire(word).map_err(|why| self.bad_name(field, word, why))?,
            _ => return Err(self.without_value(field)),
        };
        self.put(field, Coded::Octets(octets), None, node.origin);
        self.check_size()
    }

    /// The labels and the pointer of a name. Their fields are no part of what the message says elsewhere.
    fn labels(&mut self, pieces: &'a [Node]) -> Result<(), Trouble> {
        let known = self.scope.len();
        for piece in pieces {
            let parts = match piece.plain_key() {
                key if key == LABEL.label.key => &LABEL_PARTS,
                key if key == POINTER.label.key => {
                    self.within(&piece.key, |walk| walk.piece(&POINTER_PARTS, piece))?;
                    continue;
                }
                _ => {
                    self.opaque(piece)?;
                    continue;
                }
            };
            self.within(&piece.key, |walk| walk.piece(parts, piece))?;
        }
        self.scope.truncate(known);
        Ok(())
    }

    fn piece(&mut self, parts: &'static [Field], piece: &'a Node) -> Result<(), Trouble> {
        let mut bag = Bag::new(&piece.inside);
        let known = self.scope.len();
        let mut last = self.at;
        for field in parts {
            last = self.at;
            // the octets end inside the field before: nothing of what would follow is there
            if bag.is_empty() && matches!(self.scope.last(), Some((_, Held::Missing))) {
                break;
            }
            self.field(field, &mut bag)?;
        }
        self.solve(Amount::of("length"), (self.at - last) / 8)?;
        self.scope.truncate(known);
        bag.refuse(&self.path.join("."), &[])
    }

    fn bad_name(&self, field: &'static Field, word: &str, why: (&'static str, &'static str)) -> Trouble {
        let path = self.path(field.label.key);
        let (en, zh) = why;
        Trouble::new(Said {
            en: format!("{path}: `{word}` is no domain name: {en}"),
            zh: format!("{path}：`{word}` 不是域名：{zh}"),
        })
    }
}

/// A name as people write it (RFC 1035 §5.1) as octets, without pointers.
pub fn wire(name: &str) -> Result<Vec<u8>, (&'static str, &'static str)> {
    let mut out = Vec::new();
    let mut label = Vec::new();
    let mut characters = name.bytes().peekable();
    if name == "." {
        return Ok(vec![0]);
    }
    while let Some(octet) = characters.next() {
        match octet {
            b'.' => end(&mut label, &mut out)?,
            b'\\' => {
                let first = characters.next().ok_or(("it ends in a backslash", "以反斜线结尾"))?;
                if !first.is_ascii_digit() {
                    label.push(first);
                    continue;
                }
                let mut value = u32::from(first - b'0');
                for _ in 0..2 {
                    let digit = characters.next().filter(u8::is_ascii_digit);
                    value = value * 10
                        + u32::from(
                            digit.ok_or(("`\\` takes three digits", "`\\` 之后须有三位数字"))? - b'0',
                        );
                }
                label.push(u8::try_from(value).map_err(|_| ("an octet is at most 255", "字节最大为 255"))?);
            }
            other => label.push(other),
        }
    }
    if !label.is_empty() {
        end(&mut label, &mut out)?;
    }
    if out.is_empty() {
        return Err(("it is empty; the root is `.`", "名称为空；根为 `.`"));
    }
    out.push(0);
    if out.len() > NAME_OCTETS {
        return Err(("it has more than 255 octets (RFC 1035 §2.3.4)", "超过 255 字节 (RFC 1035 §2.3.4)"));
    }
    Ok(out)
}

fn end(label: &mut Vec<u8>, out: &mut Vec<u8>) -> Result<(), (&'static str, &'static str)> {
    if label.is_empty() {
        return Err(("it has an empty label", "含有空标号"));
    }
    if label.len() > LABEL_OCTETS {
        return Err((
            "a label has more than 63 octets (RFC 1035 §2.3.4)",
            "有标号超过 63 字节 (RFC 1035 §2.3.4)",
        ));
    }
    out.push(label.len() as u8);
    out.append(label);
    Ok(())
}
