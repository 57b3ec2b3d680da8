//! Lines for people: time, client, what happened.

use super::{Clock, Look, is_plain, number, text};
use crate::cli::duration;
use crate::draw::{Ink, blanks, clip, width, wrap};
use crate::echo::framing::{End, Message};
use crate::echo::server::{Event, Peer, REMEMBERED, SILENCE, Totals, Why};
use crate::say;
use crate::spec::Said;

/// Columns of the time and the number of the client.
const MARGIN: usize = 20;

/// Octets of a row of hexadecimal.
const ROW: usize = 16;

/// Appends the lines of an event.
pub fn line(out: &mut Vec<u8>, clock: &Clock, look: &Look, client: u64, peer: &Peer, event: &Event<'_>) {
    let sentence = |out: &mut Vec<u8>, said: &Said| {
        margin(out, clock, look, client);
        wrapped(out, look, &said.show(look.lang));
    };
    match event {
        Event::Message { message, answer, continued, guessed } => {
            margin(out, clock, look, client);
            self::message(out, look, message, *answer);
            if look.hex {
                octets(out, message.body);
            }
            if let Some(said) = remark(message, *continued, *guessed) {
                sentence(out, &said);
            }
        }
        Event::Joined { clients } => sentence(
            out,
            &say!(
                en: "+ {peer} is connected; clients: {clients}", zh: "+ {peer} 已连接；客户数 {clients}",
                peer = peer, clients = clients
            ),
        ),
        Event::Read { octets, messages, kept } => sentence(out, &read(*octets, *messages, *kept)),
        Event::Wrote { octets, left: 0 } => {
            sentence(out, &say!(en: "write {octets}", zh: "write {octets}", octets = octets));
        }
        Event::Wrote { octets, left } => sentence(
            out,
            &say!(
                en: "write {octets}: {left} more are kept here until the client reads",
                zh: "write {octets}：其余 {left} 字节留在这里，等客户来读",
                octets = octets, left = left
            ),
        ),
        Event::More { messages, octets } => sentence(
            out,
            &say!(
                en: "... and {messages} more messages in the same read, {octets} octets",
                zh: "……同一次 read 中还有 {messages} 个消息，共 {octets} 字节",
                messages = messages, octets = octets
            ),
        ),
        Event::Cut { octets } => sentence(
            out,
            &say!(
                en: "! the stream ended within a message: {octets} octets of it had come",
                zh: "! 字节流在一个消息中间结束：它只到了 {octets} 字节",
                octets = octets
            ),
        ),
        Event::TooLong { length } => sentence(out, &too_long(*length)),
        Event::Missed { octets } => sentence(
            out,
            &say!(
                en: "! {octets} octets from others were not passed on: this client does not read",
                zh: "! 其他客户的 {octets} 字节没有转发：这个客户不读", octets = octets
            ),
        ),
        Event::Unsent { octets, error } => sentence(
            out,
            &say!(
                en: "! {octets} octets could not be sent: {error}", zh: "! {octets} 字节未能发出：{error}",
                octets = octets, error = error
            ),
        ),
        // why it left says so
        Event::Exit => {}
        Event::Left { why, totals, time, .. } => {
            let mut said = left(*why);
            let sums = sums(totals);
            let time = duration::shown(*time);
            said.en = format!("- {}; {}, {time}", said.en, sums.en);
            said.zh = format!("- {}；{}，{time}", said.zh, sums.zh);
            sentence(out, &said);
        }
    }
}

/// Time and client.
fn margin(out: &mut Vec<u8>, clock: &Clock, look: &Look, client: u64) {
    out.extend_from_slice(clock.here().as_bytes());
    if look.paint.is_on() {
        let name = look.paint.ink(Ink::LayerStrong(client as usize), &format!("#{client}"));
        out.extend_from_slice(name.as_bytes());
    } else {
        out.push(b'#');
        number(out, client, 0, b' ');
    }
    let used = 1 + client.checked_ilog10().unwrap_or(0) as usize + 1;
    out.extend_from_slice(&b"      "[..(MARGIN - 14_usize).saturating_sub(used).max(1)]);
}

/// Octets that came, octets that went, and the message.
fn message(out: &mut Vec<u8>, look: &Look, message: &Message<'_>, answer: usize) {
    let (came, went) = (look.lang.pick("in ", "收 "), look.lang.pick("  out ", "  发 "));
    out.extend_from_slice(came.as_bytes());
    number(out, message.taken as u64, 4, b' ');
    out.extend_from_slice(went.as_bytes());
    number(out, answer as u64, 4, b' ');
    out.extend_from_slice(b"  ");
    let room = look.columns.saturating_sub(MARGIN + 20).max(20);
    let mark: &[u8] = match message.end {
        End::Lf => b"\\n",
        End::CrLf => b"\\r\\n",
        _ => b"",
    };
    // four columns are the most that an octet takes
    let body = &message.body[..message.body.len().min(4 * room)];
    let start = out.len();
    if is_plain(body) && body.len() + mark.len() > room {
        out.extend_from_slice(&body[..room - mark.len() - 3]);
        out.extend_from_slice(b"...");
    } else {
        text(out, body);
    }
    if out.len() - start + mark.len() > room {
        let text = String::from_utf8_lossy(&out[start..]).into_owned();
        if width(&text) + mark.len() > room {
            out.truncate(start);
            out.extend(clip(&format!("{text}..."), room - mark.len()).bytes());
        }
    }
    if look.paint.is_on() && !mark.is_empty() {
        out.extend(look.paint.ink(Ink::Faint, &String::from_utf8_lossy(mark)).bytes());
    } else {
        out.extend_from_slice(mark);
    }
    out.push(b'\n');
}

/// The octets of a message in hexadecimal, sixteen to a line.
fn octets(out: &mut Vec<u8>, body: &[u8]) {
    for row in body.chunks(ROW) {
        let digits: Vec<String> = row.iter().map(|octet| format!("{octet:02x}")).collect();
        let mut line = String::new();
        blanks(&mut line, MARGIN);
        line.push_str(&digits.join(" "));
        out.extend(line.bytes());
        out.push(b'\n');
    }
}

/// A sentence behind the margin, in as many lines as it needs.
fn wrapped(out: &mut Vec<u8>, look: &Look, sentence: &str) {
    for (i, line) in wrap(sentence, look.columns.saturating_sub(MARGIN + 2).max(20)).iter().enumerate() {
        indented(out, if i == 0 { 0 } else { MARGIN + 2 }, line);
    }
}

/// What explains the line above it.
pub fn below(out: &mut Vec<u8>, look: &Look, said: &Said) {
    for line in wrap(&said.show(look.lang), look.columns.saturating_sub(MARGIN + 2).max(20)) {
        indented(out, MARGIN + 2, line);
    }
}

fn indented(out: &mut Vec<u8>, columns: usize, line: &str) {
    out.resize(out.len() + columns, b' ');
    text(out, line.as_bytes());
    out.push(b'\n');
}

/// What is to be said of a message that had no end of its own.
fn remark(message: &Message<'_>, continued: bool, guessed: bool) -> Option<Said> {
    match message.end {
        End::Unfinished if guessed => Some(say!(
            en: "? no end of line, and then nothing for {silence} ms: taken for a message. That is a guess: TCP carries octets and does not say where a message ends",
            zh: "? 没有行尾，之后 {silence} 毫秒没有动静：当作一个消息。这只是猜测：TCP 传送字节，不说消息到哪里为止",
            silence = SILENCE.as_millis()
        )),
        End::Unfinished => Some(say!(
            en: "? no end of line, but the stream has ended: the rest is a message",
            zh: "? 没有行尾，但字节流已结束：剩下的算一个消息"
        )),
        End::Piece if !continued => Some(say!(
            en: "! longer than {octets} octets without an end: passed on in pieces",
            zh: "! 超过 {octets} 字节还没有结束：分段转交", octets = message.taken
        )),
        _ => None,
    }
}

/// A read, and the messages that end in it.
fn read(octets: usize, messages: usize, kept: usize) -> Said {
    let mut said = match messages {
        0 => {
            say!(en: "read {octets}: no message ends here", zh: "read {octets}：没有消息在此结束", octets = octets)
        }
        1 => say!(en: "read {octets}: 1 message", zh: "read {octets}：1 个消息", octets = octets),
        _ => say!(
            en: "read {octets}: {messages} messages in one read", zh: "read {octets}：一次读到 {messages} 个消息（“粘包”）",
            octets = octets, messages = messages
        ),
    };
    if kept > 0 {
        said.en.push_str(&format!("; {kept} octets are the beginning of another"));
        said.zh.push_str(&format!("；另有 {kept} 字节是下一个消息的开头（“半包”）"));
    }
    said
}

fn too_long(length: u32) -> Said {
    let octets = length.to_be_bytes();
    let seen = if octets.iter().all(u8::is_ascii_graphic) || octets.starts_with(b"GET") {
        format!(" (\"{}\")", octets.escape_ascii())
    } else {
        String::new()
    };
    say!(
        en: "! the next 4 octets{seen} would be a length of {length}: the other side does not speak this framing, and where a message begins can no longer be known",
        zh: "! 接下来的 4 字节{seen}作为长度是 {length}：对方用的不是这种消息定界方式，已无法知道消息从哪里开始",
        seen = seen, length = length
    )
}

/// Why a client is gone.
fn left(why: Why) -> Said {
    match why {
        Why::Closed => say!(en: "it closed the connection", zh: "对方关闭了连接"),
        Why::Exit => say!(en: "it said exit", zh: "对方说了 exit"),
        Why::Broken(std::io::ErrorKind::ConnectionReset) => {
            say!(en: "the connection was reset (RST)", zh: "连接被复位（RST）")
        }
        Why::Broken(kind) => say!(en: "the connection broke: {kind}", zh: "连接中断：{kind}", kind = kind),
        Why::Idle => say!(en: "it said nothing for too long", zh: "对方太久没有说话"),
        Why::Forgotten => say!(
            en: "forgotten: {senders} senders are remembered, and of them it was silent for longest",
            zh: "被忘掉：只记住 {senders} 个发送方，其中它沉默最久", senders = REMEMBERED
        ),
        Why::Served => say!(en: "it got its answer", zh: "已回答完毕"),
        Why::TooLong => say!(en: "nothing more can be understood", zh: "后面的内容无法读懂"),
        Why::Stopped => say!(en: "the server ends", zh: "服务器结束"),
    }
}

/// What went to and fro.
fn sums(totals: &Totals) -> Said {
    let Totals { messages, read, written, .. } = totals;
    say!(
        en: "messages: {messages}, octets in: {read}, out: {written}",
        zh: "消息 {messages} 个，收 {read} 字节，发 {written} 字节",
        messages = messages, read = read, written = written
    )
}
