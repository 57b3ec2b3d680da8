//! The ways to write one answer, for school systems that compare letters.

use super::{Form, Value, letter};
use crate::exercise::draws::mask;
use crate::spec::{Lang, near, write};
use std::net::Ipv4Addr;

/// The most values of a set that are listed in every order.
const ORDERS: usize = 3;

impl Form {
    /// The notations of a value that people use, the one that is printed first.
    pub fn notations(&self, value: &Value) -> Vec<String> {
        let shown = self.show(value, Lang::En);
        let mut all = vec![shown];
        match (self, value) {
            (_, Value::Prefix(len)) => all.extend([len.to_string(), dotted(*len)]),
            (_, Value::Network(address, len)) => {
                all.extend([format!("{address}/{}", dotted(*len)), format!("{address} {}", dotted(*len))]);
            }
            (_, Value::Mac(octets)) => all.extend(mac(octets)),
            (_, Value::Ipv6(address)) => {
                let groups = address.segments();
                let written =
                    |group: &dyn Fn(&u16) -> String| groups.iter().map(group).collect::<Vec<_>>().join(":");
                all.extend([
                    written(&|group| format!("{group:x}")),
                    written(&|group| format!("{group:04x}")),
                ]);
            }
            (_, Value::Octets(octets)) => {
                for between in ["", ":", "-"] {
                    let mut text = String::new();
                    write::octets(&mut text, octets, between);
                    all.push(text);
                }
                all.push(format!("0x{}", all.get(1).cloned().unwrap_or_default()));
            }
            (_, Value::Bits(bits)) => all.extend([4, 8].map(|size| grouped(bits, size))),
            (Form::Order(_), Value::Choices(order)) => {
                let letters: Vec<String> = order.iter().map(|i| letter(*i).to_string()).collect();
                all.extend([letters.concat(), letters.join(","), letters.join(", ")]);
            }
            (Form::List(form), Value::List(values)) => all.extend(joined(form, values)),
            (Form::Set(form), Value::List(values)) => {
                for values in orders(values) {
                    all.extend(joined(form, &values));
                }
            }
            (Form::Word, Value::Text(word)) => all.push(near::folded(word).collect()),
            _ => (),
        }
        let mut once = Vec::with_capacity(all.len());
        for notation in all {
            if !once.contains(&notation) {
                once.push(notation);
            }
        }
        once
    }
}

fn dotted(len: u8) -> String {
    Ipv4Addr::from_bits(mask(len)).to_string()
}

fn mac(octets: &[u8; 6]) -> [String; 3] {
    let mut plain = String::new();
    write::octets(&mut plain, octets, "");
    [write::shown_mac(octets).replace(':', "-"), grouped(&plain, 4).replace(' ', "."), plain]
}

/// Characters in groups from the left, with spaces between.
fn grouped(text: &str, size: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let groups: Vec<String> = chars.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

fn joined(form: &Form, values: &[Value]) -> Vec<String> {
    let shown: Vec<String> = values.iter().map(|value| form.show(value, Lang::En)).collect();
    [", ", ",", " "].map(|between| shown.join(between)).to_vec()
}

/// The values in every order, or only in their own where there are many.
fn orders(values: &[Value]) -> Vec<Vec<Value>> {
    if values.len() > ORDERS || values.len() < 2 {
        return vec![values.to_vec()];
    }
    let mut all = Vec::new();
    for (i, first) in values.iter().enumerate() {
        let mut rest = values.to_vec();
        rest.remove(i);
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, first.clone());
            order
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every notation that a school system is told to take is one that netlab takes.
    #[test]
    fn notations_are_read_as_what_they_write() {
        let octets = Value::Octets(vec![0x08, 0, 0xff]);
        let cases = [
            (Form::Prefix, Value::Prefix(26), 3),
            (Form::Network, Value::Network(Ipv4Addr::new(10, 0, 0, 64), 26), 3),
            (Form::Mac, Value::Mac([2, 0, 0, 0, 0x10, 0xab]), 4),
            (Form::Ipv6, Value::Ipv6("2001:db8::1".parse().unwrap_or(std::net::Ipv6Addr::UNSPECIFIED)), 3),
            (Form::Octets, octets, 5),
            (Form::Bits, Value::Bits("1010000111".into()), 3),
            (Form::Order(vec![Default::default(); 3]), Value::Choices(vec![2, 0, 1]), 4),
            (
                Form::Set(Box::new(Form::Number)),
                Value::List(vec![Value::Number(1), Value::Number(2), Value::Number(3)]),
                18,
            ),
        ];
        for (form, value, count) in cases {
            let notations = form.notations(&value);
            assert_eq!(notations.len(), count, "{notations:?}");
            for notation in notations {
                assert_eq!(form.read(&notation).ok().as_ref(), Some(&value), "{notation}");
            }
        }
    }
}
