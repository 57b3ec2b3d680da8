//! `--merge`, `--cover`, `--range`, `--overlap`, `--subtract`: blocks of addresses as sets.

use super::super::stdin;
use super::super::{Exit, Failure};
use super::bar::{self, Row};
use super::fields::Form;
use super::json;
use super::modes::{Output, addresses, counted, note_host_bits, percent};
use crate::address::Count;
use crate::address::given::{parse, parse_address};
use crate::address::range::{Family, Range, number};
use crate::address::set::{Set, overlaps};
use crate::draw::{Ink, safe};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use ipnet::IpNet;
use std::io::{self, Write};

/// The most rows of a picture.
const DRAWN: usize = 16;

/// What was given: ranges, and whether each line of standard input could be read.
struct Operands {
    ranges: Vec<Range>,
    /// How many were written with host bits, and the first of them.
    with_host_bits: Option<(IpNet, usize)>,
    /// Whether they came from standard input: then the answer is for programs too.
    streamed: bool,
    exit: Exit,
}

impl Operands {
    fn new() -> Operands {
        Operands { ranges: Vec::new(), with_host_bits: None, streamed: false, exit: Exit::Done }
    }

    /// Reads words: prefixes, addresses and ranges; `-` is standard input.
    fn read(words: &[&str], mode: &str, output: &Output<'_>) -> Result<Operands, Failure> {
        let mut operands = Operands::new();
        match words {
            ["-"] => operands.read_lines(output)?,
            words => words.iter().try_for_each(|word| operands.add(word))?,
        }
        if operands.ranges.is_empty() && !operands.streamed {
            let what = say!(en: "`--{mode}` needs prefixes", zh: "`--{mode}` 需要前缀", mode = mode);
            let example = if mode == "range" { "10.0.0.5-10.0.0.20" } else { "10.0.0.0/24 10.0.1.0/24" };
            return Err(Trouble::new(what)
                .hint(say!(
                    en: "`netlab subnet --{mode} {example}`", zh: "`netlab subnet --{mode} {example}`",
                    mode = mode, example = example
                ))
                .into());
        }
        if let Some((first, more)) = operands.with_host_bits {
            note_host_bits(first, more, output.screen);
        }
        Ok(operands)
    }

    fn add(&mut self, word: &str) -> Result<(), Trouble> {
        if word.contains('-') {
            self.ranges.push(between(word)?);
            return Ok(());
        }
        let net = parse(word)?.net();
        let range = Range::of(net);
        if range.first != number(net.addr()) {
            let (_, count) = self.with_host_bits.get_or_insert((net, usize::MAX));
            *count = count.wrapping_add(1);
        }
        self.ranges.push(range);
        Ok(())
    }

    /// Reads standard input; what cannot be read is told with the number of its line, and the rest goes on.
    fn read_lines(&mut self, output: &Output<'_>) -> Result<(), Failure> {
        self.streamed = true;
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        for number in 1u64.. {
            if !stdin::line(&mut input, &mut line)? {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.split('#').next().unwrap_or("");
            for word in text.split_whitespace() {
                if let Err(trouble) = self.add(word) {
                    output.screen.complain(&in_line(number, trouble))?;
                    self.exit = Exit::Trouble;
                }
            }
        }
        Ok(())
    }
}

/// Trouble with a line of standard input.
pub fn in_line(number: u64, trouble: Trouble) -> Trouble {
    let Said { en, zh } = trouble.what;
    let what = Said { en: format!("line {number}: {en}"), zh: format!("第 {number} 行：{zh}") };
    Trouble { what, ..trouble }
}

/// Reads `10.0.0.5-10.0.0.20`.
fn between(word: &str) -> Result<Range, Trouble> {
    let (first, last) = word.split_once('-').unwrap_or((word, ""));
    if first.is_empty() || last.is_empty() {
        return Err(half(word));
    }
    let last = parse_address(last)?;
    let first = parse_address(first)?;
    Range::between(first, last).ok_or_else(|| {
        if first.is_ipv4() != last.is_ipv4() {
            let (a, b) = (Family::of(first).name(), Family::of(last).name());
            let what = say!(
                en: "a range has one family: {first} is {a}, {last} is {b}",
                zh: "范围两端应属同一种地址：{first} 是 {a}，{last} 是 {b}", first = first, a = a, last = last, b = b
            );
            return Trouble::new(what);
        }
        let what = say!(
            en: "the range ends before it starts: {last} is below {first}", zh: "范围的末端在首端之前：{last} 小于 {first}",
            first = first, last = last
        );
        Trouble::new(what).hint(say!(en: "type `{last}-{first}`", zh: "应输入 `{last}-{first}`", last = last, first = first))
    })
}

fn half(word: &str) -> Trouble {
    let word = safe(word);
    let what = say!(en: "`{word}` has one end only", zh: "`{word}` 只有一端", word = word);
    Trouble::new(what).hint(say!(en: "`10.0.0.5-10.0.0.20`", zh: "`10.0.0.5-10.0.0.20`"))
}

/// `10.0.0.5 - 10.0.0.20` and `10.0.0.5 10.0.0.20` as one word.
fn joined(words: &[&str]) -> Vec<String> {
    match words {
        [first, "-", last] => vec![format!("{first}-{last}")],
        [first, last] if !words.iter().any(|word| word.contains(['-', '/'])) => {
            vec![format!("{first}-{last}")]
        }
        [first, last] if first.ends_with('-') != last.starts_with('-') => vec![format!("{first}{last}")],
        words => words.iter().map(ToString::to_string).collect(),
    }
}

/// A range as people write it: a prefix where it is one.
fn called(range: &Range) -> String {
    match range.prefix() {
        Some(net) => net.to_string(),
        None => format!("{} - {}", range.first_address(), range.last_address()),
    }
}

/// `--merge`.
pub fn merge(words: &[&str], output: &Output<'_>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Operands { ranges, streamed, exit, .. } = Operands::read(words, "merge", output)?;
    let given = ranges.len();
    // what is drawn is kept; of standard input nothing is
    let drawn = if streamed { Vec::new() } else { ranges.clone() };
    let set = Set::of(ranges);
    if !output.is_page() || streamed {
        answer("merge", given, &set, output, out)?;
        return Ok(exit);
    }
    let nets: Vec<IpNet> = set.prefixes().collect();
    let mut page = output.page(out);
    let (count, size) = (nets.len(), set.size());
    let said = Said {
        en: format!("{given} given, {count} needed: {}", addresses(size)),
        zh: format!("给出 {given} 项，合并后 {count} 个前缀：共 {size} 个地址"),
    };
    page.prose(0, Some(Ink::Strong), &said.show(page.lang()))?;
    pictures(&set, &drawn, &nets, &mut page)?;
    list(&nets, &mut page)?;
    let twice = drawn.iter().fold(Count::ZERO, |sum, range| sum + range.size()).less(set.size());
    if !twice.is_zero() {
        let said = say!(en: "given more than once: {twice}", zh: "重复给出的地址：{twice} 个", twice = twice);
        page.line("")?;
        page.prose(0, None, &said.show(page.lang()))?;
    }
    Ok(exit)
}

/// `--range`.
pub fn range(words: &[&str], output: &Output<'_>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let words = joined(words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let [word] = words.as_slice()
        && !word.contains('-')
        && parse_address(word).is_ok()
    {
        return Err(half(word).into());
    }
    let Operands { ranges, streamed, exit, .. } = Operands::read(&words, "range", output)?;
    if !output.is_page() || streamed {
        // each by itself, for a range is an answer and not a part of one
        for range in ranges {
            answer("range", 1, &Set::of(vec![range]), output, out)?;
        }
        return Ok(exit);
    }
    let mut page = output.page(out);
    for (i, range) in ranges.iter().enumerate() {
        if i > 0 {
            page.line("")?;
        }
        let nets: Vec<IpNet> = range.prefixes().collect();
        let (first, last, size) = (range.first_address(), range.last_address(), range.size());
        let said = match nets.as_slice() {
            [net] => Said {
                en: format!("{first} - {last}: {}, exactly {net}", addresses(size)),
                zh: format!("{first} - {last}：{size} 个地址，正好是 {net}"),
            },
            nets => Said {
                en: format!("{first} - {last}: {}, not one prefix but {}", addresses(size), nets.len()),
                zh: format!("{first} - {last}：{size} 个地址，不是一个前缀，而是 {} 个", nets.len()),
            },
        };
        page.prose(0, Some(Ink::Strong), &said.show(page.lang()))?;
        pictures(&Set::of(vec![*range]), &[], &nets, &mut page)?;
        list(&nets, &mut page)?;
        if nets.len() > 1 {
            let said = say!(
                en: "a prefix begins at a multiple of its own size only, so from {first} on they grow and then shrink to {last}",
                zh: "前缀只能从自身大小的整数倍处开始，所以从 {first} 起先逐个变大，再逐个变小直到 {last}",
                first = first, last = last
            );
            page.line("")?;
            page.prose(0, None, &said.show(page.lang()))?;
        }
    }
    Ok(exit)
}

/// `--subtract`.
pub fn subtract(words: &[&str], output: &Output<'_>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (from, taken) = match words.iter().position(|word| *word == "-") {
        Some(at) => (&words[..at], words.get(at + 1..).unwrap_or_default()),
        None => words.split_at(words.len().min(1)),
    };
    if from.is_empty() || taken.is_empty() {
        let what = say!(en: "`--subtract` needs what is taken away, too", zh: "`--subtract` 还需要给出要除去的地址块");
        let hint = "`netlab subnet --subtract 10.0.0.0/24 - 10.0.0.64/26`";
        return Err(Trouble::new(what).hint(say!(en: "{hint}", zh: "{hint}", hint = hint)).into());
    }
    let [from, taken] = [from, taken].map(|words| Operands::read(words, "subtract", output));
    let [from, taken] = [Set::of(from?.ranges), Set::of(taken?.ranges)];
    let left = from.without(&taken);
    if !output.is_page() {
        let given = words.iter().filter(|word| **word != "-").count();
        answer("subtract", given, &left, output, out)?;
        return Ok(Exit::Done);
    }
    let nets: Vec<IpNet> = left.prefixes().collect();
    let mut page = output.page(out);
    let lang = page.lang();
    let (had, has, count) = (from.size(), left.size(), nets.len());
    let (part, count) = (percent(has, had), Count::of(count as u128));
    let said = Said {
        en: format!("{has} of {} left, {part}: {}", addresses(had), counted(count, "prefix", "prefixes")),
        zh: format!("{had} 个地址中剩下 {has} 个（{part}）：{count} 个前缀"),
    };
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    let whole = Set::of([from.ranges(), taken.ranges()].concat());
    for family in [Family::V4, Family::V6] {
        let of_family = |set: &Set| -> Vec<Range> {
            set.ranges().iter().filter(|range| range.family == family).copied().collect()
        };
        let Some(span) = whole.span(family).filter(|_| !of_family(&from).is_empty()) else { continue };
        let label = |en, zh| lang.pick(en, zh).to_string();
        let mut rows = vec![
            Row { name: label("from", "被减"), ranges: of_family(&from), mark: '#' },
            Row { name: label("take away", "减去"), ranges: of_family(&taken), mark: 'x' },
            Row { name: String::new(), ranges: Vec::new(), mark: ' ' },
        ];
        let of_nets: Vec<&IpNet> = nets.iter().filter(|net| Family::of(net.addr()) == family).collect();
        if of_nets.len() <= DRAWN {
            rows.extend(of_nets.iter().map(|net| row(&Range::of(**net), '=')));
        } else {
            rows.push(Row { name: label("left", "剩下"), ranges: of_family(&left), mark: '=' });
        }
        page.line("")?;
        bar::compare(Range::of(span.cover()), &rows, &mut page)?;
    }
    list(&nets, &mut page)?;
    let missed = taken.without(&from);
    if !missed.is_empty() {
        let missed = missed.size();
        let said = Said {
            en: format!("{} to take away, but not there to begin with", addresses(missed)),
            zh: format!("要除去的地址中有 {missed} 个本来就不在其中"),
        };
        page.line("")?;
        page.prose(0, None, &said.show(lang))?;
    }
    Ok(Exit::Done)
}

/// `--cover`.
pub fn cover(words: &[&str], output: &Output<'_>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Operands { ranges, streamed, exit, .. } = Operands::read(words, "cover", output)?;
    let given = ranges.len();
    let drawn = if streamed { Vec::new() } else { ranges.clone() };
    let set = Set::of(ranges);
    let covers: Vec<IpNet> = [Family::V4, Family::V6]
        .into_iter()
        .filter_map(|family| set.span(family))
        .map(Range::cover)
        .collect();
    let whole = Set::of(covers.iter().copied().map(Range::of).collect());
    let more = whole.without(&set).size();
    if let Some(form) = &output.form {
        form.lines(covers.into_iter(), out)?;
        return Ok(exit);
    }
    if output.json {
        let mut text = opened("cover", given);
        json::texts(&mut text, "prefixes", &covers);
        json::number(&mut text, "addresses", whole.size());
        json::number(&mut text, "not_given", more);
        text.push_str("}\n");
        out.write_all(text.as_bytes())?;
        return Ok(exit);
    }
    if streamed {
        covers.iter().try_for_each(|net| writeln!(out, "{net}"))?;
        return Ok(exit);
    }
    let mut page = output.page(out);
    let lang = page.lang();
    for net in &covers {
        let size = Range::of(*net).size();
        let said = Said {
            en: format!("{net} is the longest prefix that has them all: {}", addresses(size)),
            zh: format!("{net} 是包含全部地址的最长前缀：{size} 个地址"),
        };
        page.prose(0, Some(Ink::Strong), &said.show(lang))?;
        let family = Family::of(net.addr());
        let of_family: Vec<&Range> = drawn.iter().filter(|range| range.family == family).collect();
        if of_family.len() <= DRAWN {
            let mut rows: Vec<Row> = of_family.into_iter().map(|range| row(range, '#')).collect();
            rows.push(Row { name: String::new(), ranges: Vec::new(), mark: ' ' });
            rows.push(row(&Range::of(*net), '='));
            page.line("")?;
            bar::compare(Range::of(*net), &rows, &mut page)?;
        }
        page.line("")?;
    }
    let said = if more.is_zero() {
        say!(en: "it has no other addresses", zh: "它不包含其他地址")
    } else {
        say!(
            en: "of these, {more} ({part}) were not given: a route for the cover draws their datagrams too",
            zh: "其中 {more} 个（{part}）并未给出：以它为路由，发往这些地址的数据报也会被引来",
            more = more, part = percent(more, whole.size())
        )
    };
    page.prose(0, None, &said.show(lang))?;
    Ok(exit)
}

/// `--overlap`.
pub fn overlap(words: &[&str], output: &Output<'_>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Operands { ranges, streamed, exit, .. } = Operands::read(words, "overlap", output)?;
    if ranges.len() < 2 && exit == Exit::Done {
        let count = ranges.len();
        let what = say!(en: "`--overlap` needs two or more, not {count}", zh: "`--overlap` 需要两个以上，而不是 {count} 个", count = count);
        let hint = "`netlab subnet --overlap 10.0.0.0/8 10.1.0.0/16`";
        return Err(Trouble::new(what).hint(say!(en: "{hint}", zh: "{hint}", hint = hint)).into());
    }
    let found = overlaps(&ranges);
    let exit = if exit == Exit::Done && found.is_empty() { Exit::No } else { exit };
    let pairs = || {
        found
            .iter()
            .filter_map(|found| Some((ranges.get(found.outer)?, ranges.get(found.inner)?, found.common)))
    };
    if let Some(form) = &output.form {
        let common = Set::of(found.iter().map(|found| found.common).collect());
        form.lines(common.prefixes(), out)?;
        return Ok(exit);
    }
    if output.json {
        let mut text = opened("overlap", ranges.len());
        json::flag(&mut text, "overlap", !found.is_empty());
        json::key(&mut text, "pairs");
        text.push('[');
        for (outer, inner, common) in pairs() {
            json::comma(&mut text);
            text.push('{');
            json::texts(&mut text, "of", [called(outer), called(inner)]);
            json::key(&mut text, "common");
            text.push('{');
            json::text(&mut text, "first", common.first_address());
            json::text(&mut text, "last", common.last_address());
            json::number(&mut text, "addresses", common.size());
            text.push('}');
            text.push('}');
        }
        text.push_str("]}\n");
        out.write_all(text.as_bytes())?;
        return Ok(exit);
    }
    let mut page = output.page(out);
    let lang = page.lang();
    if found.is_empty() {
        let count = ranges.len();
        let said = say!(en: "none of the {count} overlap", zh: "这 {count} 项互不重叠", count = count);
        page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    }
    for (outer, inner, common) in pairs() {
        page.prose(0, Some(Ink::Strong), &relation(outer, inner, &common).show(lang))?;
    }
    if !streamed && ranges.len() <= DRAWN {
        let set = Set::of(ranges.clone());
        for family in [Family::V4, Family::V6] {
            let Some(span) = set.span(family) else { continue };
            let of_family = ranges.iter().filter(|range| range.family == family);
            let mut rows: Vec<Row> = of_family.map(|range| row(range, '#')).collect();
            let common: Vec<Range> =
                found.iter().map(|found| found.common).filter(|range| range.family == family).collect();
            if !common.is_empty() {
                rows.push(Row { name: String::new(), ranges: Vec::new(), mark: ' ' });
                rows.push(Row {
                    name: lang.pick("in two or more", "重叠").into(),
                    ranges: common,
                    mark: 'x',
                });
            }
            page.line("")?;
            bar::compare(Range::of(span.cover()), &rows, &mut page)?;
        }
    }
    Ok(exit)
}

fn relation(outer: &Range, inner: &Range, common: &Range) -> Said {
    let (a, b, size) = (called(outer), called(inner), common.size());
    if outer == inner {
        say!(en: "{a} is there twice", zh: "{a} 出现两次", a = a)
    } else if outer.contains(inner) {
        Said {
            en: format!("{b} lies in {a}: {}", addresses(size)),
            zh: format!("{b} 在 {a} 之内：{size} 个地址"),
        }
    } else {
        let common = called(common);
        Said {
            en: format!("{a} and {b} share {common}: {}", addresses(size)),
            zh: format!("{a} 与 {b} 共有 {common}：{size} 个地址"),
        }
    }
}

fn row(range: &Range, mark: char) -> Row {
    Row { name: called(range), ranges: vec![*range], mark }
}

/// What was given above what it comes to, for each family.
fn pictures(set: &Set, given: &[Range], nets: &[IpNet], page: &mut Page<'_>) -> io::Result<()> {
    for family in [Family::V4, Family::V6] {
        let Some(span) = set.span(family) else { continue };
        let given: Vec<&Range> = given.iter().filter(|range| range.family == family).collect();
        let nets: Vec<&IpNet> = nets.iter().filter(|net| Family::of(net.addr()) == family).collect();
        if given.len() > DRAWN || nets.len() > DRAWN {
            continue;
        }
        let mut rows: Vec<Row> = given.into_iter().map(|range| row(range, '#')).collect();
        if !rows.is_empty() {
            rows.push(Row { name: String::new(), ranges: Vec::new(), mark: ' ' });
        }
        rows.extend(nets.into_iter().map(|net| row(&Range::of(*net), '=')));
        page.line("")?;
        bar::compare(Range::of(span.cover()), &rows, page)?;
    }
    Ok(())
}

/// The prefixes, a line each, where the picture does not name them all.
fn list(nets: &[IpNet], page: &mut Page<'_>) -> io::Result<()> {
    let of_family = |v4: bool| nets.iter().filter(|net| net.addr().is_ipv4() == v4).count();
    if of_family(true) <= DRAWN && of_family(false) <= DRAWN {
        return Ok(());
    }
    page.line("")?;
    nets.iter().try_for_each(|net| page.line(&net.to_string()))
}

/// The beginning of an object.
fn opened(mode: &str, given: usize) -> String {
    let mut text = String::from("{");
    json::text(&mut text, "schema", format!("netlab.subnet.{mode}/1"));
    json::small(&mut text, "given", given as u64);
    text
}

/// A set for programs: a line for each prefix, or an object.
fn answer(mode: &str, given: usize, set: &Set, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    if output.json {
        let mut text = opened(mode, given);
        json::texts(&mut text, "prefixes", set.prefixes());
        json::number(&mut text, "addresses", set.size());
        text.push_str("}\n");
        return out.write_all(text.as_bytes());
    }
    match &output.form {
        Some(form) => form.lines(set.prefixes(), out),
        None => Form::pattern("{cidr}").map_or(Ok(()), |form| form.lines(set.prefixes(), out)),
    }
}
