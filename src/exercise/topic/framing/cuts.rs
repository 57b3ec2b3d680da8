//! Exercises: where reads cut the stream.

use super::drawn;
use crate::chance::Chance;
use crate::exercise::draws::listed;
use crate::exercise::{Exercise, Exhibit, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

static READ_IS_MESSAGE: Misconception = Misconception::new(
    "each-read-is-a-message",
    text(
        "each read was counted as a message; the line ends tell where messages end",
        "把每次 read 当成一条消息；消息到哪里为止由换行说明",
    ),
);

static REST_COUNTED: Misconception = Misconception::new(
    "unfinished-line-counted",
    text(
        "the unfinished line was counted; it is a message only when its end has come",
        "把没有结束的一行也算进去；结束符到了才是一条消息",
    ),
);

/// How many messages are in these reads.
pub static LINES: Exercise = Exercise::new(
    "framing-lines",
    Kind::Trace,
    1,
    text("How many messages are in these reads?", "这几次 read 中有多少条消息？"),
    &[&READ_IS_MESSAGE, &REST_COUNTED],
    lines,
);

fn lines(chance: &mut Chance) -> Task {
    let count = chance.between(3, 5) as usize;
    let words = drawn(chance, count + 1);
    let rest = words.last().map_or("", |word| word.get(..word.len() / 2).unwrap_or_default());
    let stream: String =
        words.iter().take(count).map(|word| format!("{word}\n")).chain([rest.to_string()]).collect();
    // the stream in reads of chance, cut anywhere
    let reads = match chance.between(2, 5) as usize {
        reads if reads == count => reads + 1,
        reads => reads,
    };
    let mut cuts = chance.some(reads - 1, stream.len() - 1);
    cuts.sort_unstable();
    let mut start = 0;
    let mut pieces = Vec::new();
    for end in cuts.into_iter().map(|cut| cut + 1).chain([stream.len()]) {
        pieces.push(stream.get(start..end).unwrap_or_default().replace('\n', "\\n"));
        start = end;
    }
    let left = rest.len();
    let parts = vec![
        Part::number("messages", text("whole messages", "完整的消息数"), count as i128),
        Part::number("left", text("octets to be kept for later", "留待以后的字节数"), left as i128),
    ];
    let asks = say!(
        en: "A message ends with the octet \\n. A program has read these pieces from a connection, one after the other. How many whole messages has it, and how many octets must it keep until more comes?",
        zh: "每条消息以字节 \\n 结束。程序从一个连接依次读到下列各段。它有多少条完整的消息？还要保留多少字节等待后续？"
    );
    let hints = [
        say!(
            en: "Where a read ends is chance: put the pieces together first.",
            zh: "read 在哪里断开是偶然的：先把各段拼起来。"
        ),
        say!(en: "Count the \\n; what stands behind the last one is kept.", zh: "数 \\n 的个数；最后一个之后的要保留。"),
        say!(
            en: "{count} messages, then {left} octets: {rest}", zh: "{count} 条消息，剩 {left} 字节：{rest}",
            count = count, left = left, rest = rest
        ),
    ];
    let shown: Vec<String> =
        pieces.iter().enumerate().map(|(i, piece)| format!("read {}: {piece}", i + 1)).collect();
    let shown = shown.join("\n");
    let see = "netlab explain message framing";
    let number = |key, number: usize| (key, Value::Number(number as i128));
    let task = Task::new(asks, parts, hints, see)
        .given("pieces", &pieces.join(" "))
        .shows(Exhibit::Lines(Said { en: shown.clone(), zh: shown }))
        .mistaken_in(&READ_IS_MESSAGE, vec![number("messages", reads)], see);
    if left == 0 {
        task
    } else {
        task.mistaken_in(&REST_COUNTED, vec![number("messages", count + 1), number("left", 0)], see)
    }
}

static ENDS_DO_NOT_MATTER: Misconception = Misconception::new(
    "line-end-does-not-matter",
    text(
        "the end of the line was ignored; this program cuts off exactly one octet, whatever it is",
        "忽略了行尾；这个程序恰好去掉一个字节，不管它是什么",
    ),
);

static ONLY_LF: Misconception = Misconception::new(
    "one-octet-off-is-the-line-end",
    text(
        "the octet cut off was taken to be a line end; it can be any octet, as X of exitX",
        "以为去掉的一定是换行；它可以是任何字节，如 exitX 的 X",
    ),
);

/// What ends the article's server.
pub static EXIT: Exercise = Exercise::new(
    "framing-exit",
    Kind::Compute,
    1,
    text("Which inputs end it?", "哪些输入会结束它？"),
    &[&ENDS_DO_NOT_MATTER, &ONLY_LF],
    exit,
);

fn exit(chance: &mut Chance) -> Task {
    let word = chance.pick(["exit", "quit", "bye", "end"]);
    let extra = chance.pick(["X", "!", "s", "."]);
    let inputs = vec![
        format!("{word}\\n"),
        format!("{word}\\r\\n"),
        word.to_string(),
        format!("{word}{extra}"),
        format!("{word}{extra}\\n"),
    ];
    let inputs = chance.shuffled(inputs);
    let octets = |input: &str| input.replace("\\n", "\n").replace("\\r", "\r");
    let which = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        inputs.iter().enumerate().filter(|(_, input)| test(&octets(input))).map(|(i, _)| i).collect()
    };
    let right = which(&|input| input.get(..input.len() - 1) == Some(word));
    let form: Vec<Said> = inputs
        .iter()
        .map(|input| Said { en: format!("read: {input}"), zh: format!("读到：{input}") })
        .collect();
    let part = Part::ticks("ends", text("reads that end it", "使它结束的输入"), form, right.clone());
    let asks = say!(
        en: "A program reads n octets into buf and ends if buf[:n-1] == \"{word}\", that is if all but the last octet is {word}. With which of these reads, each given whole, does it end?",
        zh: "程序把 n 个字节读入 buf，若 buf[:n-1] == \"{word}\"（即除最后一个字节外正是 {word}）就结束。下列各次读到的内容（完整给出），哪些使它结束？",
        word = word
    );
    let told: Vec<String> = right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(en: "\\n and \\r are one octet each.", zh: "\\n 和 \\r 各是一个字节。"),
        say!(en: "Strike out the last octet of each; what is left?", zh: "划去每个的最后一个字节；剩下什么？"),
        say!(en: "{told}", zh: "即 {told}", told = told.join(" ")),
    ];
    let see = "netlab explain message framing";
    let trimmed = which(&|input| input.trim_end() == word);
    let line_feed = which(&|input| {
        input.trim_end_matches('\n').len() < input.len() && input.get(..input.len() - 1) == Some(word)
    });
    Task::new(asks, vec![part], hints, see)
        .given("word", word)
        .given("inputs", &listed(&inputs, " "))
        .mistaken(&ENDS_DO_NOT_MATTER, Value::Choices(trimmed), see)
        .mistaken(&ONLY_LF, Value::Choices(line_feed), see)
}

static ONE_OCTET_EACH: Misconception = Misconception::new(
    "a-character-is-an-octet",
    text(
        "characters were counted as octets; UTF-8 takes one to four for each",
        "把字符数当成字节数；UTF-8 中每个字符占一到四个字节",
    ),
);

static TWO_OCTETS_EACH: Misconception = Misconception::new(
    "a-chinese-character-is-two-octets",
    text(
        "a Chinese character was counted as two octets, as in GBK; in UTF-8 it has three",
        "按 GBK 把一个汉字算作两个字节；在 UTF-8 中是三个",
    ),
);

static HALF_COUNTS: Misconception = Misconception::new(
    "half-a-character-is-a-character",
    text(
        "a character that is not all there was counted; a program that converts it now gets U+FFFD",
        "把没有到齐的字符也算进去；此时转换只会得到 U+FFFD",
    ),
);

/// A character cut in the middle.
pub static CHARACTERS: Exercise = Exercise::new(
    "framing-characters",
    Kind::Compute,
    2,
    text("A character cut in the middle", "被切断的字符"),
    &[&ONE_OCTET_EACH, &TWO_OCTETS_EACH, &HALF_COUNTS],
    characters,
);

fn characters(chance: &mut Chance) -> Task {
    let letters = chance.between(1, 9) as usize;
    let chinese = chance.between(8, 40) as usize;
    let total = letters + 3 * chinese;
    // somewhere behind the letters, mostly inside a character
    let size = letters + chance.between(4, 3 * chinese as u64 - 1) as usize;
    let (whole, left) = (letters + (size - letters) / 3, (size - letters) % 3);
    let number = |key, number: usize| (key, Value::Number(number as i128));
    let parts = vec![
        Part::number("total", text("octets of the text", "文本的字节数"), total as i128),
        Part::number(
            "whole",
            text("whole characters in the first read", "第一次 read 中的完整字符数"),
            whole as i128,
        ),
        Part::number("left", text("octets of a cut character", "被切断字符的字节数"), left as i128),
    ];
    let asks = say!(
        en: "A text in UTF-8 has {letters} ASCII letters, then {chinese} Chinese characters (of U+4E00 to U+9FFF). The first read gives its first {size} octets. How many octets has the whole text, how many whole characters are in the first read, and how many octets of a cut one are behind them?",
        zh: "一段 UTF-8 文本先有 {letters} 个 ASCII 字母，再有 {chinese} 个汉字（U+4E00 至 U+9FFF）。第一次 read 得到前 {size} 字节。整段文本有多少字节？第一次 read 中有多少个完整的字符？其后被切断的字符有多少字节？",
        letters = letters, chinese = chinese, size = size
    );
    let hints = [
        say!(
            en: "UTF-8 has one octet for ASCII and three from U+0800 to U+FFFF (RFC 3629 §3).",
            zh: "UTF-8 中 ASCII 占一个字节，U+0800 至 U+FFFF 占三个（RFC 3629 §3）。"
        ),
        say!(
            en: "Take the letters off the first read, then divide by three: quotient and remainder.",
            zh: "从第一次 read 中减去字母，再除以三：看商和余数。"
        ),
        say!(
            en: "{letters} + 3 x {chinese} = {total}; {whole} whole characters and {left} octets.",
            zh: "{letters} + 3 x {chinese} = {total}；{whole} 个完整字符和 {left} 字节。",
            letters = letters, chinese = chinese, total = total, whole = whole, left = left
        ),
    ];
    let see = "netlab explain message framing";
    let two = letters + (size - letters) / 2;
    let task = Task::new(asks, parts, hints, see)
        .given("letters", &letters)
        .given("chinese", &chinese)
        .given("size", &size)
        .mistaken_in(&ONE_OCTET_EACH, vec![number("total", letters + chinese), number("whole", size)], see)
        .mistaken_in(
            &TWO_OCTETS_EACH,
            vec![number("total", letters + 2 * chinese), number("whole", two)],
            see,
        );
    if left == 0 {
        task
    } else {
        task.mistaken_in(&HALF_COUNTS, vec![number("whole", whole + 1), number("left", 0)], see)
    }
}
