//! The other end of a server of DNS.

use super::Went;
use super::datagrams::{Asker, CLIENTS};
use super::peer::differs;
use crate::exercise::program::Dns;
use crate::exercise::program::dns::{ADDRESS, NAME};
use crate::say;
use crate::spec::Said;
use std::net::SocketAddr;

/// Types (RFC 1035 §3.2.2, RFC 3596 §2.1), and one that is for private use (RFC 6895 §3.1).
const A: u16 = 1;
const MX: u16 = 15;
const AAAA: u16 = 28;
const PRIVATE: u16 = 65280;

/// Response codes (RFC 1035 §4.1.1).
const NOERROR: u16 = 0;
const FORMERR: u16 = 1;
const NXDOMAIN: u16 = 3;
const NOTIMP: u16 = 4;

/// Bits of the flags (RFC 1035 §4.1.1).
const QR: u16 = 0x8000;
const OPCODE: u16 = 0x7800;
const AA: u16 = 0x0400;
const TC: u16 = 0x0200;
const RD: u16 = 0x0100;
/// Reserved: of the three bits of RFC 1035 two have got a meaning since, AD and CD (RFC 4035 §3.1.6, §3.2.2).
const Z: u16 = 0x0040;

/// A query with one question.
struct Query {
    id: u16,
    flags: u16,
    labels: Vec<String>,
    of: u16,
    /// Records behind the question: how many, and their octets.
    additional: (u16, Vec<u8>),
}

impl Query {
    fn new(id: u16, labels: &[&str], of: u16) -> Query {
        let labels = labels.iter().map(ToString::to_string).collect();
        Query { id, flags: RD, labels, of, additional: (0, Vec::new()) }
    }

    fn question(&self) -> Vec<u8> {
        let mut octets = Vec::new();
        for label in &self.labels {
            octets.push(label.len() as u8);
            octets.extend(label.as_bytes());
        }
        octets.push(0);
        octets.extend(self.of.to_be_bytes());
        // class IN
        octets.extend(1u16.to_be_bytes());
        octets
    }

    fn octets(&self) -> Vec<u8> {
        let head = [self.id, self.flags, 1, 0, 0, self.additional.0];
        let mut octets: Vec<u8> = head.iter().flat_map(|word| word.to_be_bytes()).collect();
        octets.extend(self.question());
        octets.extend(&self.additional.1);
        octets
    }
}

/// What a response says.
struct Response {
    id: u16,
    flags: u16,
    question: Vec<u8>,
    answers: Vec<Record>,
    /// Types of the records in the additional section.
    additional: Vec<u16>,
}

struct Record {
    name: Vec<Vec<u8>>,
    of: u16,
    class: u16,
    data: Vec<u8>,
}

impl Response {
    fn code(&self) -> u16 {
        self.flags & 15
    }
}

/// Reads a message octet by octet.
struct Reader<'a> {
    message: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn octets(&mut self, count: usize) -> Option<&[u8]> {
        let found = self.message.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(found)
    }

    fn word(&mut self) -> Option<u16> {
        self.octets(2)?.try_into().ok().map(u16::from_be_bytes)
    }

    /// A name, with its pointers followed (RFC 1035 §4.1.4): each has to point further to the front.
    fn name(&mut self) -> Option<Vec<Vec<u8>>> {
        let mut labels = Vec::new();
        let mut behind = None;
        let mut front = self.at;
        loop {
            match self.octets(1)?.first().copied()? {
                0 => break,
                length @ 1..=63 => labels.push(self.octets(length.into())?.to_vec()),
                high @ 192.. => {
                    let low = self.octets(1)?.first().copied()?;
                    behind.get_or_insert(self.at);
                    let to = usize::from(high & 63) << 8 | usize::from(low);
                    if to >= front {
                        return None;
                    }
                    (self.at, front) = (to, to);
                }
                _ => return None,
            }
        }
        self.at = behind.unwrap_or(self.at);
        Some(labels)
    }

    fn record(&mut self) -> Option<Record> {
        let name = self.name()?;
        let (of, class) = (self.word()?, self.word()?);
        self.octets(4)?;
        let length = self.word()?;
        Some(Record { name, of, class, data: self.octets(length.into())?.to_vec() })
    }

    fn response(&mut self) -> Option<Response> {
        let (id, flags) = (self.word()?, self.word()?);
        let counts = [self.word()?, self.word()?, self.word()?, self.word()?];
        let [questions, answers, authority, additional] = counts;
        let begin = self.at;
        for _ in 0..questions {
            self.name()?;
            self.octets(4)?;
        }
        let question = self.message.get(begin..self.at)?.to_vec();
        let answers = (0..answers).map(|_| self.record()).collect::<Option<Vec<_>>>()?;
        (0..authority).try_for_each(|_| self.record().map(drop))?;
        let additional =
            (0..additional).map(|_| self.record().map(|record| record.of)).collect::<Option<_>>()?;
        (self.at == self.message.len()).then_some(Response { id, flags, question, answers, additional })
    }
}

/// Does one thing with the server at `at`.
pub fn act(act: Dns, at: SocketAddr) -> Went {
    let query = |of| Query::new(0x6e6c, &NAME, of);
    match act {
        Dns::First => found(at, &query(A)),
        Dns::Id => {
            let client = Asker::new(at)?;
            for id in [1, 0xfffe] {
                client.send(&Query::new(id, &NAME, A).octets())?;
            }
            let mut came = vec![response(&client)?.id, response(&client)?.id];
            came.sort_unstable();
            match came.as_slice() {
                [1, 0xfffe] => Ok(()),
                _ => {
                    let came = came.iter().map(|id| format!("{id:#06x}")).collect::<Vec<_>>().join(", ");
                    Err(
                        say!(en: "0x0001 and 0xfffe were asked, and {came} came back", zh: "查询的标识是 0x0001 和 0xfffe，返回的是 {came}", came = came),
                    )
                }
            }
        }
        Dns::Question => {
            let query = Query::new(7, &["wWw", "NETLAB", "test"], AAAA);
            let came = ask(at, &query)?;
            match came.question == query.question() {
                true => Ok(()),
                false => Err(differs("the question", "问题", &hex(&query.question()), &hex(&came.question))),
            }
        }
        Dns::Case => found(at, &Query::new(8, &["WwW", "NetLab", "TEST"], A)),
        Dns::Flags => {
            let came = ask(at, &query(A))?.flags;
            let wanted = [("QR", QR, 1), ("AA", AA, 1), ("TC", TC, 0), ("Z", Z, 0), ("Opcode", OPCODE, 0)];
            wanted.iter().try_for_each(|(name, bits, value)| {
                let is = u16::from(came & bits != 0);
                match is == *value {
                    true => Ok(()),
                    false => Err(differs(name, name, &value.to_string(), &is.to_string())),
                }
            })
        }
        Dns::Rd => [RD, 0].iter().try_for_each(|flags| {
            let came = ask(at, &Query { flags: *flags, ..query(A) })?.flags & RD;
            match came == *flags {
                true => Ok(()),
                false => Err(differs("RD", "RD", &(flags >> 8).to_string(), &(came >> 8).to_string())),
            }
        }),
        Dns::Missing => {
            let all: [&[&str]; 3] =
                [&["mail", "netlab", "test"], &["a", "www", "netlab", "test"], &["ww", "netlab", "test"]];
            all.iter().try_for_each(|name| without(at, &Query::new(9, name, A), NXDOMAIN))
        }
        Dns::Type => [AAAA, MX, PRIVATE].iter().try_for_each(|of| without(at, &query(*of), NOERROR)),
        Dns::Opcode => {
            let came = ask(at, &Query { flags: 2 << 11, ..query(A) })?;
            if came.flags & OPCODE != 2 << 11 {
                return Err(differs("Opcode", "Opcode", "2", &((came.flags & OPCODE) >> 11).to_string()));
            }
            coded(&came, NOTIMP)
        }
        Dns::Malformed => malformed(at),
        Dns::Answer => {
            let client = Asker::new(at)?;
            client.send(&Query { flags: QR, ..query(A) }.octets())?;
            match client.surplus() {
                None => found(at, &query(A)),
                Some(came) => {
                    let count = came.len();
                    Err(say!(en: "{count} octets came back", zh: "返回了 {count} 字节", count = count))
                }
            }
        }
        Dns::Edns => edns(at),
        Dns::Clients => {
            let clients = (0..CLIENTS).map(|_| Asker::new(at)).collect::<Result<Vec<_>, _>>()?;
            for (i, client) in clients.iter().enumerate() {
                client.send(&Query::new(i as u16, &NAME, A).octets())?;
            }
            clients.iter().enumerate().try_for_each(|(i, client)| {
                let came = response(client)?.id;
                match usize::from(came) == i {
                    true => Ok(()),
                    false => Err(differs("the ID", "标识", &i.to_string(), &came.to_string())),
                }
            })
        }
    }
}

/// Asks once.
fn ask(at: SocketAddr, query: &Query) -> Result<Response, Said> {
    let client = Asker::new(at)?;
    client.send(&query.octets())?;
    response(&client)
}

fn response(client: &Asker) -> Result<Response, Said> {
    let octets = client.receive()?;
    let mut reader = Reader { message: &octets, at: 0 };
    match reader.response() {
        Some(response) => Ok(response),
        None => {
            let (count, at, shown) = (octets.len(), reader.at, hex(&octets));
            Err(say!(
                en: "the {count} octets that came are no message from octet {at} on, or more than one: {shown}",
                zh: "返回的 {count} 字节从第 {at} 字节起不成报文，或多于一个：{shown}", count = count, at = at, shown = shown
            ))
        }
    }
}

/// Asks for the address, which has to come.
fn found(at: SocketAddr, query: &Query) -> Went {
    holds(&ask(at, query)?)
}

/// Whether a response has the address, and only that.
fn holds(came: &Response) -> Went {
    coded(came, NOERROR)?;
    let [record] = came.answers.as_slice() else {
        return Err(differs("ANCOUNT", "ANCOUNT", "1", &came.answers.len().to_string()));
    };
    let name = record
        .name
        .iter()
        .map(|label| String::from_utf8_lossy(label).into_owned())
        .collect::<Vec<_>>()
        .join(".");
    if !name.eq_ignore_ascii_case(&NAME.join(".")) {
        return Err(differs("the name of the record", "记录的名字", &NAME.join("."), &name));
    }
    for (what, zh, wanted, is) in
        [("its type", "记录的类型", A, record.of), ("its class", "记录的类", 1, record.class)]
    {
        if wanted != is {
            return Err(differs(what, zh, &wanted.to_string(), &is.to_string()));
        }
    }
    match record.data == ADDRESS {
        true => Ok(()),
        false => Err(differs("the address", "地址", &hex(&ADDRESS), &hex(&record.data))),
    }
}

/// Asks for what is not there.
fn without(at: SocketAddr, query: &Query, code: u16) -> Went {
    let asked = format!("{} {}", query.labels.join("."), query.of);
    let came = ask(at, query)?;
    let went = coded(&came, code).and_then(|()| match came.answers.len() {
        0 => Ok(()),
        count => Err(differs("ANCOUNT", "ANCOUNT", "0", &count.to_string())),
    });
    went.map_err(|why| Said { en: format!("{asked}: {}", why.en), zh: format!("{asked}：{}", why.zh) })
}

fn coded(came: &Response, wanted: u16) -> Went {
    match came.code() == wanted {
        true => Ok(()),
        false => Err(differs("RCODE", "RCODE", &wanted.to_string(), &came.code().to_string())),
    }
}

/// Messages that end in the middle, or lead round in a circle.
fn malformed(at: SocketAddr) -> Went {
    let whole = Query::new(0x0bad, &NAME, A).octets();
    let head = |rest: &[u8]| [whole.get(..12).unwrap_or_default(), rest].concat();
    // a question that is not there, one without its type, a label longer than what is left, a length that is none, a pointer to itself
    let cut = whole.get(..whole.len() - 4).unwrap_or_default().to_vec();
    let messages = [
        ("a header alone", "只有首部", head(&[])),
        ("a question without type and class", "问题没有类型和类", cut),
        ("a label beyond the end", "标签超出报文", head(&[63, b'w', b'w', b'w', 0, 0, 1, 0, 1])),
        ("a length of 0x80", "长度为 0x80", head(&[0x80, b'w', 0, 0, 1, 0, 1])),
        ("a pointer to itself", "指向自身的指针", head(&[0xc0, 12, 0, 1, 0, 1])),
    ];
    for (en, zh, octets) in messages {
        let client = Asker::new(at)?;
        client.send(&octets)?;
        // of what cannot be read the question need not come back
        let went = client.receive().and_then(|came| {
            let mut reader = Reader { message: &came, at: 0 };
            let (id, flags) = (reader.word().unwrap_or(0), reader.word().unwrap_or(0));
            match (id, flags & QR, flags & 15) {
                (0x0bad, QR, FORMERR) => Ok(()),
                (0x0bad, QR, code) => Err(differs("RCODE", "RCODE", "1", &code.to_string())),
                _ => Err(differs("the header", "首部", "0b ad 8. .1", &hex(came.get(..4).unwrap_or(&came)))),
            }
        });
        went.map_err(|why| Said { en: format!("{en}: {}", why.en), zh: format!("{zh}：{}", why.zh) })?;
    }
    // of less than a header nothing can be said
    for count in [0, 1, 11] {
        Asker::new(at)?.send(whole.get(..count).unwrap_or_default())?;
    }
    found(at, &Query::new(10, &NAME, A))
}

/// The OPT record is the root name, type 41, 1232 octets of payload, no flags, no data (RFC 6891 §6.1.2).
fn edns(at: SocketAddr) -> Went {
    let opt = vec![0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];
    let came = ask(at, &Query { additional: (1, opt), ..Query::new(11, &NAME, A) })?;
    let has_opt = came.additional.contains(&41);
    match (came.code(), has_opt) {
        (FORMERR, false) => Ok(()),
        (FORMERR, true) => Err(say!(
            en: "FORMERR says that EDNS is not known, and there is an OPT record", zh: "FORMERR 表示不认识 EDNS，却带有 OPT 记录"
        )),
        // a server from before EDNS that does not look behind the question is borne with by all clients
        _ => holds(&came),
    }
}

/// The first octets in hexadecimal.
fn hex(octets: &[u8]) -> String {
    const MOST: usize = 40;
    let mut shown =
        octets.iter().take(MOST).map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ");
    if octets.len() > MOST {
        shown.push_str(" …");
    }
    shown
}
