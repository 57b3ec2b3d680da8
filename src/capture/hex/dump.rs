//! Dumps with an offset at the beginning of each line: xxd, hexdump, od, tcpdump -x, tshark -x, Wireshark.
//!
//! The characters at the end of a line may look like octets. How many octets the line really has is said by the next
//! line's offset; the last line is judged by its characters and by where the octets of the line before it ended.

mod line;

use super::{Clue, Line, Network, Notes, Outcome, Remark, Source, escaped, not_hex, trouble_at};
use crate::capture::Time;
use crate::say;
use crate::spec::{Said, Trouble};
use line::{Count, Dumped, Style};

/// The longest frame that lines left out with `*` may fill up.
const LONGEST_SQUEEZED: usize = 256 << 10;

/// What all such lines of a text may fill up: as much as a text may hold.
const MOST_SQUEEZED: usize = 64 << 20;

/// A dump's style, and what was read above the next frame.
pub(super) struct Dump {
    style: Style,
    clue: Clue,
    /// The next dump is no frame, but data that an analyser put together.
    derived: bool,
    link: Option<u32>,
    /// Octets that lines left out have filled up so far.
    filled: usize,
}

/// A line of octets that waits for the next offset.
#[derive(Clone, Copy)]
struct Held {
    value: u64,
    number: u64,
    /// Octets of the text before the line, and before its body.
    start: usize,
    body: usize,
    end: usize,
}

/// The frame being read.
#[derive(Default)]
struct Progress {
    held: Option<Held>,
    started: bool,
    /// The line above belongs to it.
    adjacent: bool,
    /// `*` was the last line: the held line repeats.
    squeezed: bool,
    /// Where in its body the octets of a full line end.
    column: Option<usize>,
}

impl Dump {
    /// The style of the first dump in `text`; `None` when it holds none.
    pub(super) fn find(text: &str, notes: &mut Notes) -> Option<Dump> {
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(dumped) = Dumped::of(line) else { continue };
            if let Some(style) = Style::of(&dumped, lines.clone(), notes) {
                return Some(Dump { style, clue: Clue::default(), derived: false, link: None, filled: 0 });
            }
        }
        None
    }

    pub(super) fn next(&mut self, source: &mut Source, octets: &mut Vec<u8>, notes: &mut Notes) -> Outcome {
        loop {
            octets.clear();
            let mut progress = Progress::default();
            let (mut clue, mut derived) = (Clue::default(), false);
            let result = loop {
                let Some(line) = source.line() else { break self.last(source, &progress, octets) };
                let after = progress.held.map(|held| held.value);
                if let Some((value, dumped)) = self.style.read(line.text, after) {
                    if progress.started && value == 0 && !dumped.body.is_empty() {
                        break self.last(source, &progress, octets);
                    }
                    if !progress.started {
                        if dumped.body.is_empty() {
                            source.pass_line();
                            continue;
                        }
                        (clue, derived) = (std::mem::take(&mut self.clue), std::mem::take(&mut self.derived));
                        self.note_start(value, line.number, notes);
                    }
                    (progress.started, progress.adjacent) = (true, true);
                    let body = line.start + line.text.len() - dumped.body.len();
                    let held = Held {
                        value,
                        number: line.number,
                        start: line.start,
                        body,
                        end: line.start + line.text.len(),
                    };
                    let alone = dumped.body.is_empty();
                    if let Err(trouble) = self.settle(source, &mut progress, held, octets) {
                        source.pass_line();
                        break Err(trouble);
                    }
                    // an offset alone is where the dump ends
                    progress.held = (!alone).then_some(held);
                } else if line.text.trim() == "*" && progress.held.is_some() {
                    progress.squeezed = true;
                } else if progress.adjacent && self.style.broken(line.text) {
                    let trouble = no_offset(source, line);
                    source.pass_line();
                    break Err(trouble);
                } else {
                    progress.adjacent = false;
                    let text = line.text.to_string();
                    self.remark(&text);
                }
                source.pass_line();
            };
            if let Err(trouble) = result {
                self.pass_damaged(source);
                return Outcome::Damaged(trouble);
            }
            if octets.is_empty() {
                if progress.started {
                    // a line that shows characters and no octets
                    continue;
                }
                return Outcome::End;
            }
            if derived {
                notes.once(Remark::OtherData, || {
                    say!(
                        en: "dumps of data that was put together from frames (reassembled, decrypted …) are passed over; only frames are read",
                        zh: "由帧拼出的数据（重装、解密等）的转储已跳过，只读帧本身"
                    )
                });
                continue;
            }
            clue.tcpdump = self.style.tcpdump();
            clue.link = self.link;
            return Outcome::Frame(clue);
        }
    }

    /// The held line, now that the offset behind it is known.
    fn settle(
        &mut self,
        source: &Source,
        progress: &mut Progress,
        next: Held,
        octets: &mut Vec<u8>,
    ) -> Result<(), Trouble> {
        let Some(held) = progress.held.take() else { return Ok(()) };
        let squeezed = std::mem::take(&mut progress.squeezed);
        let (radix, from, to) = (self.style.radix(), held.value, next.value);
        let Some(room) = next.value.checked_sub(held.value).filter(|room| *room > 0) else {
            return Err(at_line(
                next.number,
                &say!(
                    en: "the offset {to} does not come after {from} on line {line}; offsets of one frame grow, and the next frame begins at 0",
                    zh: "偏移量 {to} 不在第 {line} 行的 {from} 之后；同一帧的偏移量递增，下一帧从 0 开始",
                    to = shown(to, radix), from = shown(from, radix), line = held.number
                ),
            ));
        };
        let body = source.text.get(held.body..held.end).unwrap_or_default();
        let before = octets.len();
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        if squeezed {
            self.free(source, progress, held, octets)?;
            return self.fill(octets, before, room, held.number);
        }
        let count = self.style.octets(body, Some(room), octets);
        let have = octets.len() - before;
        if have < room {
            self.check_stop(source, held, count, have)?;
            return Err(at_line(
                held.number,
                &say!(
                    en: "from the offset {from} to the next, {to} on line {line}, there are {room} octets, but this line has {have}",
                    zh: "从偏移量 {from} 到下一个偏移量 {to}（第 {line} 行）应有 {room} 字节，这一行却有 {have} 字节",
                    from = shown(from, radix), to = shown(to, radix), line = next.number, room = room, have = have
                ),
            )
            .hint(say!(en: "is a line missing, or a part of one?", zh: "是否缺了一行或一行中的一部分？")));
        }
        if self.style.more(body, count.end) {
            return Err(at_line(
                held.number,
                &say!(
                    en: "the line has more octets than the {room} from its offset {from} to the next, {to} on line {line}",
                    zh: "从偏移量 {from} 到下一个偏移量 {to}（第 {line} 行）应有 {room} 字节，这一行的字节却更多",
                    room = room, from = shown(from, radix), to = shown(to, radix), line = next.number
                ),
            )
            .hint(say!(en: "is an offset mistyped?", zh: "偏移量是否写错了？")));
        }
        progress.column = progress.column.max(Some(count.end));
        Ok(())
    }

    /// The last line of a frame.
    fn last(&self, source: &Source, progress: &Progress, octets: &mut Vec<u8>) -> Result<(), Trouble> {
        let Some(held) = progress.held else { return Ok(()) };
        if progress.squeezed {
            return Err(at_line(
                held.number,
                &say!(
                    en: "`*` stands for lines equal to this one, but no offset follows that says how many",
                    zh: "`*` 表示与这一行相同的若干行，但后面没有偏移量说明有多少行"
                ),
            )
            .hint(
                say!(en: "`xxd` and `hexdump -v` print every line", zh: "`xxd` 和 `hexdump -v` 会输出每一行"),
            ));
        }
        self.free(source, progress, held, octets)
    }

    /// A line without a next offset to say how long it is.
    fn free(
        &self,
        source: &Source,
        progress: &Progress,
        held: Held,
        octets: &mut Vec<u8>,
    ) -> Result<(), Trouble> {
        let body = source.text.get(held.body..held.end).unwrap_or_default();
        let before = octets.len();
        let count = self.style.free(body, progress.column, octets);
        self.check_stop(source, held, count, octets.len() - before)
    }

    /// Reading must have stopped where characters may begin, not inside the octets.
    fn check_stop(&self, source: &Source, held: Held, count: Count, have: usize) -> Result<(), Trouble> {
        let Some(stop) = count.stop else { return Ok(()) };
        let text = source.text.get(held.start..held.end).unwrap_or_default();
        let at = held.body + stop;
        let found = source.text.get(at..held.end).unwrap_or_default();
        let found = found.split_whitespace().next().unwrap_or_default();
        let line = Line { number: held.number, start: held.start, text };
        let trouble = not_hex(&source.place(line, at), found);
        let number = held.number;
        Err(trouble.hint(say!(
            en: "line {number} has {have} octets before it; characters beside the octets are kept apart by two spaces or more",
            zh: "第 {number} 行在它之前有 {have} 字节；字节右边的字符栏应至少隔两个空格",
            number = number, have = have
        )))
    }

    /// Repeats the line that `octets[before..]` holds until there are `room` octets of it.
    fn fill(&mut self, octets: &mut Vec<u8>, before: usize, room: usize, number: u64) -> Result<(), Trouble> {
        let length = octets.len() - before;
        if length == 0 || !room.is_multiple_of(length) {
            return Err(at_line(
                number,
                &say!(
                    en: "`*` stands for lines equal to this one of {length} octets, but up to the next offset there are {room}, no multiple of it",
                    zh: "`*` 表示与这一行（{length} 字节）相同的若干行，但到下一个偏移量有 {room} 字节，不是它的整数倍",
                    length = length, room = room
                ),
            ));
        }
        if before.saturating_add(room) > LONGEST_SQUEEZED {
            return Err(at_line(
                number,
                &say!(
                    en: "`*` would make the frame {room} octets longer, beyond the {most} that a dump may have",
                    zh: "`*` 会使帧再长 {room} 字节，超过转储的上限 {most} 字节",
                    room = room, most = LONGEST_SQUEEZED
                ),
            ));
        }
        self.filled += room;
        if self.filled > MOST_SQUEEZED {
            return Err(at_line(
                number,
                &say!(
                    en: "the lines left out with `*` make more than {most} MiB together, the limit for a text",
                    zh: "用 `*` 省略的各行合计超过 {most} MiB，这是一个文本的上限",
                    most = MOST_SQUEEZED >> 20
                ),
            ));
        }
        for _ in 1..room / length {
            octets.extend_from_within(before..before + length);
        }
        Ok(())
    }

    fn note_start(&self, value: u64, line: u64, notes: &mut Notes) {
        if value != 0 {
            notes.once(Remark::Start, || {
                say!(
                    en: "the dump begins at offset {value} on line {line}, not at 0: the octets before it are missing, and the frame is read without them",
                    zh: "转储从第 {line} 行的偏移量 {value} 开始而不是从 0 开始：缺少之前的字节，按没有它们来读",
                    value = shown(value, self.style.radix()), line = line
                )
            });
        }
    }

    /// Goes to where the next frame may begin.
    fn pass_damaged(&mut self, source: &mut Source) {
        while let Some(line) = source.line() {
            match self.style.read(line.text, None) {
                Some((0, dumped)) if !dumped.body.is_empty() => break,
                Some(_) => {}
                None => {
                    let text = line.text.to_string();
                    self.remark(&text);
                }
            }
            source.pass_line();
        }
    }

    /// A line that is no dump says something of the frame below it.
    fn remark(&mut self, line: &str) {
        // "reading from file x.pcap, link-type EN10MB (Ethernet), snapshot length 262144"
        if let Some((_, rest)) = line.split_once("link-type ") {
            let name = rest.split([' ', ',']).next().unwrap_or_default();
            self.link = LINKS.iter().find(|(link, _)| *link == name).map(|(_, number)| *number).or(self.link);
            return;
        }
        // tcpdump -v goes on with lines that are moved in
        if line.is_empty() || line.starts_with(char::is_whitespace) {
            return;
        }
        // "Frame (98 bytes):", "Reassembled TCP (1460 bytes):" of tshark -x
        if let Some((name, rest)) = line.rsplit_once(" (")
            && rest.trim_end().ends_with(" bytes):")
        {
            self.derived = !matches!(name, "Frame" | "Packet");
            return;
        }
        self.clue.time = line.split_whitespace().next().and_then(epoch);
        self.clue.network =
            NETWORKS.iter().find(|(word, _)| line.contains(word)).map(|(_, network)| *network);
    }
}

/// The names that tcpdump gives to link types, and their LINKTYPE_ numbers.
static LINKS: &[(&str, u32)] = &[
    ("NULL", 0),
    ("EN10MB", 1),
    ("PPP", 9),
    ("RAW", 101),
    ("IEEE802_11", 105),
    ("LOOP", 108),
    ("LINUX_SLL", 113),
    ("IEEE802_11_RADIO", 127),
    ("IPV4", 228),
    ("IPV6", 229),
    ("LINUX_SLL2", 276),
];

/// What tcpdump calls a frame, without and with `-e`.
static NETWORKS: &[(&str, Network)] = &[
    (" IP ", Network::Ipv4),
    (" IP6 ", Network::Ipv6),
    (" ARP, ", Network::Arp),
    ("ethertype IPv4", Network::Ipv4),
    ("ethertype IPv6", Network::Ipv6),
    ("ethertype ARP", Network::Arp),
];

/// The time of `tcpdump -tt`; its other forms leave out the date or the time zone.
fn epoch(word: &str) -> Option<Time> {
    let (seconds, fraction) = word.split_once('.')?;
    let digits = fraction.len();
    let decimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(9..=12).contains(&seconds.len())
        || !(1..=9).contains(&digits)
        || !decimal(seconds)
        || !decimal(fraction)
    {
        return None;
    }
    let scale = 10u32.pow(9 - digits as u32);
    Some(Time {
        seconds: seconds.parse().ok()?,
        nanos: fraction.parse::<u32>().ok()?.checked_mul(scale)?,
        digits: digits as u8,
    })
}

/// A line of octets whose offset cannot be read.
fn no_offset(source: &Source, line: Line<'_>) -> Trouble {
    let first = line.text.len() - line.text.trim_start().len();
    let found = escaped(line.text.split_whitespace().next().unwrap_or_default());
    trouble_at(
        &source.place(line, line.start + first),
        &say!(
            en: "the line has octets, but `{found}` before them is no offset like those above",
            zh: "这一行有字节，但它们之前的 `{found}` 不是上面那样的偏移量",
            found = found
        ),
    )
}

fn at_line(number: u64, what: &Said) -> Trouble {
    trouble_at(&say!(en: "line {number}", zh: "第 {number} 行", number = number), what)
}

/// An offset as the dump writes it.
fn shown(value: u64, radix: u32) -> String {
    match radix {
        8 => format!("{value:07o}"),
        10 => format!("{value}"),
        _ => format!("{value:04x}"),
    }
}
