//! Exercises: what a DNS message holds.

use super::{DOMAINS, HOSTS, wire};
use crate::chance::Chance;
use crate::exercise::draws::dump;
use crate::exercise::topic::tcp::pair::Pair;
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// A DNS message (RFC 1035 §4.1): ID, flags, one question, and records of the answer section.
fn message(id: u16, flags: u16, question: (&[u8], u16), answers: &[Vec<u8>]) -> Vec<u8> {
    let mut octets = Vec::new();
    for number in [id, flags, 1, answers.len() as u16, 0, 0] {
        octets.extend(number.to_be_bytes());
    }
    octets.extend(question.0);
    octets.extend(question.1.to_be_bytes());
    octets.extend([0, 1]);
    octets.extend(answers.concat());
    octets
}

/// A record of class IN.
fn record(name: &[u8], kind: u16, ttl: u32, data: &[u8]) -> Vec<u8> {
    let mut octets = name.to_vec();
    octets.extend(kind.to_be_bytes());
    octets.extend([0, 1]);
    octets.extend(ttl.to_be_bytes());
    octets.extend((data.len() as u16).to_be_bytes());
    octets.extend(data);
    octets
}

/// The name of the question again: it begins right behind the 12 octets of the header.
const QUESTION: [u8; 2] = [0xc0, 12];

static QUESTION_COUNTED: Misconception = Misconception::new(
    "dns-question-counted-as-answer",
    text(
        "the question was counted as an answer; a response repeats it in a section of its own",
        "把问题也算作回答；响应在单独的部分重复问题",
    ),
);

static EMPTY_IS_ERROR: Misconception = Misconception::new(
    "dns-no-answer-is-nxdomain",
    text(
        "an empty answer was taken for NXDOMAIN; the name can exist without a record of this type",
        "以为没有回答就是 NXDOMAIN；域名可以存在而没有该类型的记录",
    ),
);

static HEX_TYPE: Misconception = Misconception::new(
    "dns-type-read-as-decimal",
    text(
        "the hexadecimal type was taken for decimal: 10 is 16, TXT, and 1c is 28, AAAA",
        "把十六进制的类型当成十进制：10 即 16（TXT），1c 即 28（AAAA）",
    ),
);

/// What the header and the question say.
pub static HEADER: Exercise = Exercise::new(
    "dns-header",
    Kind::Read,
    2,
    text("What does this DNS message say?", "这个 DNS 报文说了什么？"),
    &[&QUESTION_COUNTED, &EMPTY_IS_ERROR, &HEX_TYPE],
    header,
);

fn header(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 53);
    let name = super::name(chance);
    let (kind, of_kind, decimal) =
        chance.pick([(1u16, "A", "A"), (28, "AAAA", "AAAA"), (16, "TXT", "NULL"), (1, "A", "A")]);
    // a query, an answer, a name without such a record, a name that does not exist (RFC 1035 §4.1.1)
    let (flags, rcode) = chance.pick([(0x0100, 0), (0x8180, 0), (0x8180, 0), (0x8183, 3)]);
    let is_response = flags & 0x8000 != 0;
    let count = if is_response && rcode == 0 { chance.below(4) as usize } else { 0 };
    let data = |chance: &mut Chance| -> Vec<u8> {
        let mut octets = |count: usize| (0..count).map(|_| chance.between(1, 254) as u8).collect::<Vec<u8>>();
        match kind {
            1 => octets(4),
            28 => [vec![0x20, 0x01, 0x0d, 0xb8], octets(12)].concat(),
            _ => [vec![3], b"lab".to_vec()].concat(),
        }
    };
    let answers: Vec<Vec<u8>> = (0..count).map(|_| record(&QUESTION, kind, 3600, &data(chance))).collect();
    let id = chance.below(1 << 16) as u16;
    let frame = pair.udp(usize::from(is_response), &message(id, flags, (&wire(&name), kind), &answers));
    let parts = vec![
        Part::yes_no("response", text("is it a response?", "是响应吗？"), is_response),
        Part::number("rcode", text("response code, as a number", "响应码（数字）"), rcode),
        Part::new("type", text("type asked for", "查询类型"), Form::Word, Value::Text(of_kind.into())),
        Part::number("answers", text("records in the answer section", "回答部分的记录数"), count as i128),
    ];
    let asks = say!(
        en: "The DNS message in this frame begins at octet 42. Is it a response, what is its response code (as a number), which type is asked for (by name, as MX), and how many records has its answer section?",
        zh: "本帧中的 DNS 报文从第 42 字节开始。它是响应吗？响应码是多少（数字）？查询什么类型（写名称，如 MX）？回答部分有几个记录？"
    );
    let hints = [
        say!(
            en: "The header is six numbers of two octets: ID, flags, and how many records each section has (RFC 1035 §4.1.1).",
            zh: "首部是六个两字节的数：标识、标志，以及各部分的记录数（RFC 1035 §4.1.1）。"
        ),
        say!(
            en: "QR is the highest bit of the flags, the response code the lowest four. The type stands behind the name's 00.",
            zh: "QR 是标志的最高位，响应码是最低四位。类型在域名的 00 之后。"
        ),
        say!(
            en: "flags {flags:04x}, type {kind} = {of_kind}, response code {rcode}, {count} records.",
            zh: "标志 {flags:04x}，类型 {kind} 即 {of_kind}，响应码 {rcode}，{count} 个记录。",
            flags = flags, kind = kind, of_kind = of_kind, rcode = rcode, count = count
        ),
    ];
    let see = dump(&frame);
    let number = |key, number: i128| vec![(key, Value::Number(number))];
    let mut task = Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(&QUESTION_COUNTED, number("answers", count as i128 + 1), &see)
        .mistaken_in(&HEX_TYPE, vec![("type", Value::Text(decimal.into()))], &see);
    if is_response && count == 0 {
        task = task.mistaken_in(&EMPTY_IS_ERROR, number("rcode", 3), &see);
    }
    task
}

static FROM_FRAME: Misconception = Misconception::new(
    "dns-pointer-from-header-end",
    text(
        "the pointer was counted from the end of the header; it counts from the start of the message",
        "从首部末尾起算指针；它从报文开头算起",
    ),
);

static STOPS: Misconception = Misconception::new(
    "dns-pointer-ends-the-name",
    text(
        "the name was ended at the pointer; it goes on where that points",
        "把域名在指针处截断；它在指针所指之处继续",
    ),
);

static MARK_KEPT: Misconception = Misconception::new(
    "dns-pointer-with-its-mark",
    text(
        "the two highest bits were counted; they mark a pointer, the other 14 are the offset",
        "把最高两位也算进去了；它们只表示这是指针，其余 14 位才是偏移",
    ),
);

/// A compressed name.
pub static POINTER: Exercise = Exercise::new(
    "dns-pointer",
    Kind::Read,
    3,
    text("Read a compressed name", "读一个压缩的域名"),
    &[&STOPS, &FROM_FRAME, &MARK_KEPT],
    pointer,
);

fn pointer(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 53);
    let drawn = chance.some(2, HOSTS.len());
    let [first, second] = [0, 1].map(|i| drawn.get(i).and_then(|i| HOSTS.get(*i)).copied().unwrap_or("www"));
    let domain = chance.pick(DOMAINS);
    let name = format!("{first}.{domain}");
    // the domain of the question begins behind its first label
    let offset = 12 + 1 + first.len() as u16;
    let [high, low] = (0xc000 | offset).to_be_bytes();
    let mut target = vec![second.len() as u8];
    target.extend(second.as_bytes());
    target.extend([high, low]);
    let alias = record(&QUESTION, 5, 3600, &target);
    let id = chance.below(1 << 16) as u16;
    let octets = message(id, 0x8180, (&wire(&name), 1), &[alias]);
    let at = 42 + octets.len() - target.len();
    let frame = pair.udp(1, &octets);
    let whole = format!("{second}.{domain}");
    let word = |text: &str| Value::Text(text.to_string());
    let parts = vec![
        Part::any_of(
            "name",
            text("the whole name", "完整的域名"),
            Form::Word,
            vec![word(&whole), word(&format!("{whole}."))],
        ),
        Part::number("offset", text("offset that the pointer holds", "指针中的偏移"), offset),
        Part::number(
            "octets",
            text("octets that the name takes here", "该域名在此处占的字节数"),
            target.len() as i128,
        ),
    ];
    let asks = say!(
        en: "The DNS message begins at octet 42 of this frame, and the data of its CNAME record at octet {at}. Which name is it, which offset (in decimal) is in its pointer, and how many octets does it take here?",
        zh: "DNS 报文从本帧第 42 字节开始，其中 CNAME 记录的数据从第 {at} 字节开始。它是哪个域名？指针中的偏移是多少（十进制）？它在此处占多少字节？",
        at = at
    );
    let hints = [
        say!(
            en: "An octet of c0 or more is no length: with the next one it points to where the name goes on (RFC 1035 §4.1.4).",
            zh: "大于等于 c0 的字节不是长度：它与下一个字节一起指向域名继续之处（RFC 1035 §4.1.4）。"
        ),
        say!(
            en: "Take the two highest bits off; the offset counts from the first octet of the DNS message.",
            zh: "去掉最高两位；偏移从 DNS 报文的第一个字节算起。"
        ),
        say!(
            en: "{second}, then the pointer {offset}: {domain}. The name {whole} takes {count} octets.",
            zh: "先是 {second}，然后指针 {offset} 指向 {domain}。域名 {whole} 占 {count} 字节。",
            second = second, offset = offset, domain = domain, whole = whole, count = target.len()
        ),
    ];
    let see = dump(&frame);
    let number = |number: u16| Value::Number(number.into());
    Task::new(asks, parts, hints, &see)
        .given("at", &at)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(
            &STOPS,
            vec![("name", word(second)), ("octets", Value::Number(wire(&whole).len() as i128))],
            &see,
        )
        .mistaken_in(&MARK_KEPT, vec![("offset", number(0xc000 | offset))], &see)
        .mistaken_in(&FROM_FRAME, vec![("offset", number(offset - 12))], &see)
}

static REFERRAL_ANSWERS: Misconception = Misconception::new(
    "a-referral-is-an-answer",
    text(
        "the servers to ask next were put into the answer; a referral has them in the authority section",
        "把下一步该问的服务器放进了回答部分；转介时它们在权威部分",
    ),
);

static GLUE_ANSWERS: Misconception = Misconception::new(
    "glue-is-an-answer",
    text(
        "addresses that nobody asked for were put into the answer; they are additional",
        "把没有问到的地址放进了回答部分；它们属于附加部分",
    ),
);

/// Which section a record stands in.
pub static SECTIONS: Exercise = Exercise::new(
    "dns-sections",
    Kind::Read,
    2,
    text("Which section does it stand in?", "在报文的哪个部分？"),
    &[&REFERRAL_ANSWERS, &GLUE_ANSWERS],
    sections,
);

fn sections(chance: &mut Chance) -> Task {
    let host = chance.pick(HOSTS);
    let (domain, top) = chance.pick([("example.com", "com"), ("example.org", "org"), ("example.cn", "cn")]);
    let referral = chance.coin();
    let server = chance.pick(["dns1", "dns2", "a.nic"]);
    let lines: Vec<(String, usize)> = if referral {
        vec![
            (format!("{host}.{domain} IN A"), 0),
            (format!("{domain} 172800 IN NS {server}.{domain}"), 2),
            (format!("{server}.{domain} 172800 IN A 192.0.2.53"), 3),
        ]
    } else {
        vec![
            (format!("{host}.{domain} IN A"), 0),
            (format!("{host}.{domain} 3600 IN CNAME cdn.{domain}"), 1),
            (format!("cdn.{domain} 300 IN A 192.0.2.80"), 1),
            (format!("{domain} 3600 IN NS {server}.{domain}"), 2),
            (format!("{server}.{domain} 3600 IN A 192.0.2.53"), 3),
        ]
    };
    let lines = chance.shuffled(lines);
    let keys = ["first", "second", "third", "fourth", "fifth"];
    let options: Vec<Said> = vec![
        text("question", "问题部分").into(),
        text("answer", "回答部分").into(),
        text("authority", "权威部分").into(),
        text("additional", "附加部分").into(),
    ];
    let labelled = keys.into_iter().zip(&lines);
    let parts = labelled
        .clone()
        .map(|(key, (line, section))| {
            let label = Said { en: line.clone(), zh: line.clone() };
            Part::choice(key, label, options.clone(), *section)
        })
        .collect();
    let from = if referral {
        say!(en: "a server of {top}, which knows whom {domain} is delegated to", zh: "{top} 的服务器（它知道 {domain} 授权给了谁）", top = top, domain = domain)
    } else {
        say!(en: "an authoritative server of {domain}", zh: "{domain} 的权威域名服务器", domain = domain)
    };
    let asks = Said {
        en: format!(
            "A response comes from {}. In which section of the message does each of these stand?",
            from.en
        ),
        zh: format!("一个响应来自{}。下列各项分别在报文的哪个部分？", from.zh),
    };
    let wrong = |of: usize| {
        labelled
            .clone()
            .filter(|(_, (_, section))| *section == of)
            .map(|(key, _)| (key, Value::Choice(1)))
            .collect::<Vec<_>>()
    };
    let told: Vec<&str> = lines.iter().map(|(_, section)| ["a", "b", "c", "d"][section % 4]).collect();
    let hints = [
        say!(
            en: "What was asked, what answers it, who is responsible, and what else helps: four sections (RFC 1034 §3.7).",
            zh: "问了什么、回答是什么、谁负责、还有什么有帮助：四个部分（RFC 1034 §3.7）。"
        ),
        say!(
            en: "A line without TTL and data is no record. NS records tell who is responsible; an alias and its address belong together.",
            zh: "没有 TTL 和数据的一行不是记录。NS 记录说明谁负责；别名与它的地址属于一起。"
        ),
        say!(en: "In their order: {told}.", zh: "依次为：{told}。", told = told.join(", ")),
    ];
    let see = "netlab frame --tree --sample dns-records";
    Task::new(asks, parts, hints, see)
        .given("referral", &referral)
        .given("lines", &lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("; "))
        .mistaken_in(&REFERRAL_ANSWERS, wrong(2), see)
        .mistaken_in(&GLUE_ANSWERS, wrong(3), see)
}
