//! Exercises: HTTP, where the body is and how long.

use super::LENGTH_OF_ALL;
use crate::chance::Chance;
use crate::exercise::draws::dump;
use crate::exercise::topic::tcp::pair::{ACK, PSH, Pair};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

static CHARACTERS: Misconception = Misconception::new(
    "length-counts-characters",
    text(
        "characters were counted; the length is one of octets, and a Chinese character has three in UTF-8",
        "按字符计数；长度应按字节计，一个汉字在 UTF-8 中占三个字节",
    ),
);

static LINE_END_LEFT_OUT: Misconception = Misconception::new(
    "body-line-end-not-counted",
    text("the line end of the body was not counted; every octet is", "没有算正文的换行；每个字节都要算"),
);

/// The value of Content-Length.
pub static LENGTH: Exercise = Exercise::new(
    "http-length",
    Kind::Compute,
    2,
    text("What is its Content-Length?", "Content-Length 是多少？"),
    &[&CHARACTERS, &LINE_END_LEFT_OUT],
    length,
);

fn length(chance: &mut Chance) -> Task {
    let chinese = chance.between(2, 60);
    let letters = chance.between(3, 80);
    let end = chance.pick([1u64, 2]);
    let body = 3 * chinese + letters + end;
    let line = if end == 1 { "LF" } else { "CR LF" };
    let parts = vec![Part::number("length", text("value of Content-Length", "Content-Length 的值"), body)];
    let asks = say!(
        en: "The body of a response is a text in UTF-8: {chinese} Chinese characters (of U+4E00 to U+9FFF), {letters} ASCII characters, then {line}. What is the value of Content-Length?",
        zh: "响应的正文是 UTF-8 文本：{chinese} 个汉字（U+4E00 至 U+9FFF）、{letters} 个 ASCII 字符，最后是 {line}。Content-Length 的值是多少？",
        chinese = chinese, letters = letters, line = line
    );
    let hints = [
        say!(en: "The field counts octets of the body (RFC 9110 §8.6).", zh: "该字段计正文的字节数（RFC 9110 §8.6）。"),
        say!(
            en: "UTF-8 has three octets from U+0800 to U+FFFF (RFC 3629 §3). CR and LF are an octet each.",
            zh: "U+0800 至 U+FFFF 在 UTF-8 中占三个字节（RFC 3629 §3）。CR 和 LF 各一个字节。"
        ),
        say!(
            en: "3 x {chinese} + {letters} + {end} = {body}, all in octets.", zh: "共 3 x {chinese} + {letters} + {end} = {body} 字节。",
            chinese = chinese, letters = letters, end = end, body = body
        ),
    ];
    let number = |number: u64| Value::Number(number.into());
    let see = "netlab frame --tree --sample http-response";
    Task::new(asks, parts, hints, see)
        .given("chinese", &chinese)
        .given("letters", &letters)
        .given("line", line)
        .mistaken(&CHARACTERS, number(chinese + letters + end), see)
        .mistaken(&LINE_END_LEFT_OUT, number(body - end), see)
}

static BLANK_LINE_IN_BODY: Misconception = Misconception::new(
    "blank-line-is-part-of-the-body",
    text("the empty line was counted into the body; it ends the head", "把空行算进正文；它是首部的结尾"),
);

/// Which octets are the body.
pub static WHERE: Exercise = Exercise::new(
    "http-body",
    Kind::Read,
    2,
    text("Where is the body?", "正文在哪里？"),
    &[&BLANK_LINE_IN_BODY, &LENGTH_OF_ALL],
    place,
);

fn place(chance: &mut Chance) -> Task {
    let pair = Pair::new(chance, 80);
    let body = chance.pick(["ok\n", "not here\n", "hello, world\n", "{\"ok\":true}", "<p>lab</p>\r\n"]);
    let server = ["", "Server: lab\r\n", "Server: netlab\r\nAge: 7\r\n"][chance.below(3) as usize];
    let head = format!("HTTP/1.1 200 OK\r\n{server}Content-Length: {}\r\n\r\n", body.len());
    let numbers = [chance.below(1 << 32) as u32, chance.below(1 << 32) as u32];
    let frame = pair.tcp(1, numbers, PSH | ACK, format!("{head}{body}").as_bytes());
    let start = 54 + head.len();
    let first = body.as_bytes().get(..1).unwrap_or_default().to_vec();
    let parts = vec![
        Part::number(
            "start",
            text("first octet of the body, counted from 0", "正文的第一个字节（从 0 数起）"),
            start as i128,
        ),
        Part::number("count", text("octets of the body", "正文的字节数"), body.len() as i128),
        Part::new(
            "octet",
            text("what that first octet is", "该字节的值"),
            Form::Octets,
            Value::Octets(first),
        ),
    ];
    let asks = say!(
        en: "This frame brings a whole response of HTTP, from octet 54 on. With which octet of the frame does the body begin (counted from 0), how many octets has it, and what is its first one in hexadecimal?",
        zh: "这个帧从第 54 字节起是一个完整的 HTTP 响应。正文从帧的第几个字节开始（从 0 数起）？有多少字节？第一个字节是什么（十六进制）？"
    );
    let hints = [
        say!(en: "An empty line ends the head (RFC 9112 §2.1).", zh: "空行结束首部（RFC 9112 §2.1）。"),
        say!(
            en: "Look for 0d 0a 0d 0a: the body is what follows. How long it is, a field says.",
            zh: "找 0d 0a 0d 0a：其后就是正文。正文多长由一个字段说明。"
        ),
        say!(
            en: "The head has {head} octets: the body begins at 54 + {head} = {start} and has {count}.",
            zh: "首部有 {head} 字节：正文从 54 + {head} = {start} 开始，共 {count} 字节。",
            head = head.len(), start = start, count = body.len()
        ),
    ];
    let see = dump(&frame);
    let number = |key, number: usize| (key, Value::Number(number as i128));
    Task::new(asks, parts, hints, &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
        .mistaken_in(
            &BLANK_LINE_IN_BODY,
            vec![
                number("start", start - 2),
                number("count", body.len() + 2),
                ("octet", Value::Octets(vec![0x0d])),
            ],
            &see,
        )
        .mistaken_in(&LENGTH_OF_ALL, vec![number("count", head.len() + body.len())], &see)
}

static SIZE_IS_DECIMAL: Misconception = Misconception::new(
    "chunk-size-is-decimal",
    text("the chunk sizes were read as decimal; they are hexadecimal", "把块长度当成十进制；它是十六进制"),
);

static SIZES_COUNTED: Misconception = Misconception::new(
    "chunk-lines-are-body",
    text(
        "the lines with the sizes were counted; the body is the data of the chunks alone",
        "把写块长度的行也算进去；正文只是各块的数据",
    ),
);

/// A body in chunks.
pub static CHUNKS: Exercise = Exercise::new(
    "http-chunks",
    Kind::Trace,
    3,
    text("A body in chunks", "分块传送的正文"),
    &[&SIZE_IS_DECIMAL, &SIZES_COUNTED],
    chunks,
);

fn chunks(chance: &mut Chance) -> Task {
    let sizes: Vec<u64> = vec![chance.between(16, 25), chance.between(256, 281), chance.between(1, 9)];
    let sizes = chance.shuffled(sizes);
    let total: u64 = sizes.iter().sum();
    // size, CR LF, data, CR LF; then 0 and two line ends
    let wire: u64 = sizes.iter().map(|size| format!("{size:x}").len() as u64 + 4 + size).sum::<u64>() + 5;
    let mut lines: Vec<String> = Vec::new();
    for size in &sizes {
        lines.push(format!("{size:x}\\r\\n"));
        lines.push("...data...\\r\\n".to_string());
    }
    lines.push("0\\r\\n".to_string());
    lines.push("\\r\\n".to_string());
    let shown = lines.join("\n");
    let parts = vec![
        Part::number("body", text("octets of the body", "正文的字节数"), total),
        Part::number("wire", text("octets on the wire behind the head", "首部之后线路上的字节数"), wire),
    ];
    let asks = say!(
        en: "The body of a response comes in chunks (Transfer-Encoding: chunked); \\r and \\n are an octet each, and the data is as long as the line before it says. How many octets has the body, and how many go over the wire behind the head?",
        zh: "响应的正文分块传送（Transfer-Encoding: chunked）；\\r 和 \\n 各一个字节，数据的长度由前一行给出。正文有多少字节？首部之后在线路上共传送多少字节？"
    );
    let hints = [
        say!(
            en: "Each chunk is a size in hexadecimal, CR LF, the data, CR LF; a chunk of size 0 is the last (RFC 9112 §7.1).",
            zh: "每块依次为十六进制长度、CR LF、数据、CR LF；长度为 0 的块是最后一块（RFC 9112 §7.1）。"
        ),
        say!(
            en: "Add the sizes for the body. For the wire add the digits and the line ends, also those of the last chunk.",
            zh: "各块长度相加得正文。线路上还要加上数字和行尾，包括最后一块的。"
        ),
        say!(
            en: "the body has {total} octets, the wire {wire}.", zh: "正文 {total} 字节，线路上 {wire} 字节。",
            total = total, wire = wire
        ),
    ];
    let decimal: u64 = sizes.iter().filter_map(|size| format!("{size:x}").parse::<u64>().ok()).sum();
    let all_decimal = sizes.iter().all(|size| format!("{size:x}").bytes().all(|c| c.is_ascii_digit()));
    let see = "netlab explain http.chunk_size";
    let number = |key, number: u64| (key, Value::Number(number.into()));
    let sizes_shown: Vec<String> = sizes.iter().map(|size| format!("{size:x}")).collect();
    let mut task = Task::new(asks, parts, hints, see)
        .given("sizes", &sizes_shown.join(" "))
        .shows(Exhibit::Lines(Said { en: shown.clone(), zh: shown }));
    if all_decimal {
        task = task.mistaken_in(&SIZE_IS_DECIMAL, vec![number("body", decimal)], see);
    }
    task.mistaken_in(&SIZES_COUNTED, vec![number("body", wire)], see)
}
