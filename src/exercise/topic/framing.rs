//! Exercises: messages in a stream.

mod cuts;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::hex;
use crate::exercise::program::framed;
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text, write};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&cuts::LINES, &CLAIMS, &cuts::EXIT, &LENGTHS, &BUILD, &cuts::CHARACTERS, &framed::EXERCISE];

static COUNTS_ITSELF: Misconception = Misconception::new(
    "length-prefix-counts-itself",
    text(
        "the prefix was taken to count itself; here it counts what follows it",
        "以为长度前缀把自己也算在内；这里它只算后面的字节",
    ),
);

static LOW_FIRST: Misconception = Misconception::new(
    "number-low-octet-first",
    text(
        "the low octet was put first; network byte order has the high one first",
        "先写了低位字节；网络字节序先高位",
    ),
);

const WORDS: [&str; 10] =
    ["hi", "exit", "hello", "netlab", "socket", "frame", "packet", "datagram", "segment", "goodbye"];

/// Words behind their lengths.
fn framed(words: &[&str]) -> Vec<u8> {
    words.iter().flat_map(|word| [&(word.len() as u16).to_be_bytes()[..], word.as_bytes()].concat()).collect()
}

fn drawn(chance: &mut Chance, count: usize) -> Vec<&'static str> {
    chance.some(count, WORDS.len()).into_iter().filter_map(|i| WORDS.get(i).copied()).collect()
}

/// Messages behind their lengths.
pub static LENGTHS: Exercise = Exercise::new(
    "framing-lengths",
    Kind::Read,
    2,
    text("Messages behind their lengths", "长度前缀之后的消息"),
    &[&COUNTS_ITSELF, &CUT_COUNTED],
    lengths,
);

static CUT_COUNTED: Misconception = Misconception::new(
    "cut-message-counted",
    text(
        "a message that is not all there was counted; its rest has to be waited for",
        "把没有到齐的消息也算进去；要等它剩下的部分",
    ),
);

fn lengths(chance: &mut Chance) -> Task {
    let count = chance.between(2, 4) as usize;
    let words = drawn(chance, count + 1);
    let whole = framed(&words);
    // the last one is cut, perhaps in its length
    let last = words.last().map_or(0, |word| word.len());
    let missing = chance.between(1, last as u64 + 1) as usize;
    let octets = whole.get(..whole.len() - missing).unwrap_or_default();
    let left = last + 2 - missing;
    let second = words.get(1).copied().unwrap_or_default();
    let mut shown = String::new();
    write::octets(&mut shown, octets, " ");
    let lines: Vec<String> = octets
        .chunks(16)
        .map(|line| {
            let mut shown = String::new();
            write::octets(&mut shown, line, " ");
            shown
        })
        .collect();
    let lines = lines.join("\n");
    let parts = vec![
        Part::number("messages", text("whole messages", "完整的消息数"), count as i128),
        Part::new(
            "second",
            text("the second message, as text", "第二条消息（文本）"),
            Form::Word,
            Value::Text(second.into()),
        ),
        Part::number("left", text("octets left over", "剩余的字节数"), left as i128),
    ];
    let asks = say!(
        en: "These octets have been read from a connection. Each message is ASCII text behind its length: two octets, high octet first, which count the text alone. How many whole messages are there, what is the second one, and how many octets are left over?",
        zh: "这是从一个连接读到的字节。每条消息是 ASCII 文本，前面是它的长度：两个字节，高位字节在前，只计文本。有多少条完整的消息？第二条是什么？剩下多少字节？"
    );
    let hints = [
        say!(en: "Read a length, step over so many octets, and read the next length.", zh: "读一个长度，跨过那么多字节，再读下一个长度。"),
        say!(
            en: "The last message is not all there: its length and what has come of it is left over.",
            zh: "最后一条没有到齐：它的长度和已到的部分就是剩余。"
        ),
        say!(
            en: "{count} messages: {words}; then {left} octets.", zh: "{count} 条消息：{words}；然后剩 {left} 字节。",
            count = count, words = words.iter().take(count).copied().collect::<Vec<_>>().join(" "), left = left
        ),
    ];
    let see = "netlab explain length prefix";
    let number = |key, number: usize| (key, Value::Number(number as i128));
    // a prefix that counts itself ends each text two octets early
    let early = second.get(..second.len().saturating_sub(2)).filter(|text| !text.is_empty()).unwrap_or(" ?");
    Task::new(asks, parts, hints, see)
        .given("octets", &shown)
        .shows(Exhibit::Lines(Said { en: lines.clone(), zh: lines }))
        .mistaken_in(&CUT_COUNTED, vec![number("messages", count + 1), number("left", 0)], see)
        .mistaken_in(&COUNTS_ITSELF, vec![("second", Value::Text(early.into()))], see)
}

static CHARACTERS: Misconception = Misconception::new(
    "length-counts-characters",
    text(
        "characters were counted; the length is one of octets, and a Chinese character has three in UTF-8",
        "按字符计数；长度应按字节计，一个汉字在 UTF-8 中占三个字节",
    ),
);

/// Messages put into frames.
pub static BUILD: Exercise = Exercise::new(
    "framing-build",
    Kind::Build,
    2,
    text("Put messages into frames", "给消息加上长度前缀"),
    &[&CHARACTERS, &COUNTS_ITSELF, &LOW_FIRST],
    build,
);

const CHINESE: [&str; 6] = ["网络", "你好", "再见", "报文段", "字节流", "套接字"];

fn build(chance: &mut Chance) -> Task {
    let [first] = <[&str; 1]>::try_from(drawn(chance, 1)).unwrap_or(["hello"]);
    let second = chance.pick(CHINESE);
    let lay = |length: &dyn Fn(&str) -> [u8; 2]| -> Vec<u8> {
        [first, second].iter().flat_map(|word| [&length(word)[..], word.as_bytes()].concat()).collect()
    };
    let model = framed(&[first, second]);
    let judge = move |value: &Value| {
        let Value::Octets(octets) = value else { return vec![Point::new(false, text("octets", "字节"))] };
        let (a, b) = (first.len(), second.len());
        let is = |start: usize, part: &[u8]| octets.get(start..start + part.len()) == Some(part);
        vec![
            Point::new(
                is(0, &(a as u16).to_be_bytes()),
                text("length of the first message", "第一条消息的长度"),
            ),
            Point::new(is(2, first.as_bytes()), text("the first message", "第一条消息")),
            Point::new(
                is(2 + a, &(b as u16).to_be_bytes()),
                text("length of the second message", "第二条消息的长度"),
            ),
            Point::new(is(4 + a, second.as_bytes()), text("the second message", "第二条消息")),
            Point::new(octets.len() == 4 + a + b, text("nothing else", "没有多余的字节")),
        ]
    };
    let part = Part::by(
        "octets",
        text("the octets, in hexadecimal", "各字节（十六进制）"),
        Form::Octets,
        Value::Octets(model.clone()),
        judge,
    );
    let mut coded = String::new();
    write::octets(&mut coded, second.as_bytes(), " ");
    let asks = Said {
        en: format!(
            "Write the octets that carry two messages: the word \"{first}\" in ASCII, then a Chinese text whose UTF-8 is {coded}. Each has its length in front: two octets, high octet first, which count the text alone, in octets."
        ),
        zh: format!(
            "写出传送两条消息的字节：ASCII 词 “{first}”，然后是 “{second}”，其 UTF-8 为 {coded}。每条前面是它的长度：两个字节，高位字节在前，只计文本的字节数。"
        ),
    };
    let whole = hex(&model);
    let hints = [
        say!(en: "Length, text, length, text; nothing stands between.", zh: "长度、文本、长度、文本；中间没有别的。"),
        say!(
            en: "`netlab explain length prefix` says what the length is of. Count the octets, not the characters.",
            zh: "`netlab explain length prefix` 说明长度指什么。按字节计数，而不是按字符。"
        ),
        say!(en: "{whole}", zh: "即 {whole}", whole = whole),
    ];
    let number = |count: usize| (count as u16).to_be_bytes();
    let see = "netlab explain length prefix";
    Task::new(asks, vec![part], hints, see)
        .given("first", first)
        .given("second", second)
        .mistaken(&CHARACTERS, Value::Octets(lay(&|word| number(word.chars().count()))), see)
        .mistaken(&COUNTS_ITSELF, Value::Octets(lay(&|word| number(word.len() + 2))), see)
        .mistaken(
            &LOW_FIRST,
            Value::Octets(lay(&|word| (word.len() as u16).to_le_bytes())),
            "netlab explain network byte order",
        )
}

/// Claims about messages in a stream.
pub static CLAIMS: Exercise = Exercise::new(
    "framing-claims",
    Kind::Refute,
    1,
    text("Is it so? Messages in a stream", "是这样吗？字节流中的消息"),
    &[&TCP_FAULT, &SLEEP_HELPS, &PUSH_ENDS, &UDP_TOO],
    |chance| refute(chance, ABOUT),
);

static TCP_FAULT: Misconception = Misconception::new(
    "sticky-packets-are-a-fault-of-tcp",
    text(
        "messages that arrive together were taken for a fault of TCP; a stream has no messages",
        "把“粘包”当成 TCP 的错误；字节流本来就没有消息",
    ),
);

static SLEEP_HELPS: Misconception = Misconception::new(
    "waiting-between-messages-frames-them",
    text(
        "a pause was taken to part messages; the program has to mark where each ends",
        "以为停顿能分开消息；程序必须标明每条消息到哪里为止",
    ),
);

static PUSH_ENDS: Misconception = Misconception::new(
    "psh-ends-a-message",
    text(
        "PSH was taken to end a message; it asks for delivery, and no program gets to see it",
        "以为 PSH 表示消息结束；它只要求尽快交付，程序看不到它",
    ),
);

static UDP_TOO: Misconception = Misconception::new(
    "udp-has-no-boundaries-either",
    text(
        "UDP was taken for a stream too; each datagram is a message",
        "以为 UDP 也是字节流；每个用户数据报就是一条报文",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "If two messages come out of one read, TCP has made a mistake.",
            "一次 read 读出两条消息，说明 TCP 出了错。",
        ),
        holds: false,
        misconception: &TCP_FAULT,
        idea: text("what does TCP promise to keep: octets or messages?", "TCP 保证的是什么：字节还是消息？"),
        because: text(
            "TCP carries octets in order; where messages end is the program's business (RFC 9293 §2.2)",
            "TCP 按序传送字节；消息到哪里为止由程序规定（RFC 9293 §2.2）",
        ),
        shown_by: text("a stream has no boundaries", "字节流没有边界"),
        not_by: &[
            text("a segment has a checksum", "报文段有检验和"),
            text("lost segments are sent again", "丢失的报文段会重传"),
        ],
        see: "netlab explain byte stream",
    },
    Claim {
        says: text(
            "A short sleep behind each write keeps the messages apart.",
            "每次 write 之后 sleep 一会儿，消息就不会粘在一起。",
        ),
        holds: false,
        misconception: &SLEEP_HELPS,
        idea: text("who else decides when data is delivered?", "数据何时交付还取决于谁？"),
        because: text(
            "the network and the reader delay as they like; only a mark in the stream parts messages",
            "网络和读取者的时延无法控制；只有流中的标记才能分开消息",
        ),
        shown_by: text(
            "what marks the end: a delimiter, a length, or closing",
            "标明结束的办法：分隔符、长度或关闭连接",
        ),
        not_by: &[
            text("a segment can be lost and sent again", "报文段可能丢失后重传"),
            text("small segments may be put together", "小的报文段可能被合并"),
        ],
        see: "netlab explain message framing",
    },
    Claim {
        says: text(
            "The flag PSH tells the program where a message ends.",
            "PSH 标志告诉程序消息在哪里结束。",
        ),
        holds: false,
        misconception: &PUSH_ENDS,
        idea: text("can a program ask its socket for PSH?", "程序能从套接字得知 PSH 吗？"),
        because: text(
            "PSH is not a record mark, and it need not reach the program (RFC 9293 §3.9.1.2)",
            "PSH 不是记录标记，也不必传给程序（RFC 9293 §3.9.1.2）",
        ),
        shown_by: text("the meaning of the flag: deliver at once", "该标志的含义：立即交付"),
        not_by: &[
            text("most segments with data have it", "多数带数据的报文段都有它"),
            text("it is one bit of octet 13", "它是第 13 字节中的一位"),
        ],
        see: "netlab explain tcp.psh",
    },
    Claim {
        says: text("UDP keeps each message apart from the next.", "UDP 使每条报文彼此分开。"),
        holds: true,
        misconception: &UDP_TOO,
        idea: text("which field of UDP has TCP no counterpart of?", "UDP 的哪个字段是 TCP 没有的？"),
        because: text(
            "one send makes one datagram, and one receive takes one (RFC 768)",
            "一次发送产生一个用户数据报，一次接收取走一个（RFC 768）",
        ),
        shown_by: text("the header has a length of its own", "首部中有自己的长度"),
        not_by: &[
            text("the header has two ports", "首部中有两个端口"),
            text("the header has a checksum", "首部中有检验和"),
        ],
        see: "netlab frame --dump --sample udp",
    },
];
