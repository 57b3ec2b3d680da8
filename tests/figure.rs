//! The figures are exact: read back from the page, their borders are those of the fields, bit for bit, in every frame;
//! and they look like those of the RFCs.

mod common;

use common::frame::with_frame;
use netlab::draw::{Paint, width};
use netlab::proto::{self, ALL};
use netlab::sample::{SAMPLES, find};
use netlab::spec::{Lang, Protocol};
use netlab::view::{self, Frame, Page, blueprint};
use proptest::prelude::*;
use std::ops::Range;

/// The columns before the borders of a figure.
const MARGIN: usize = 6;

/// The figure of a frame, and the bit ranges of its fields in order.
fn drawn(octets: &[u8], root: &'static Protocol, lang: Lang, columns: usize) -> (String, Vec<Range<usize>>) {
    with_frame(octets, octets.len(), root, |frame| figure(frame, lang, columns))
}

fn figure(frame: &Frame<'_>, lang: Lang, columns: usize) -> (String, Vec<Range<usize>>) {
    let mut fields = Vec::new();
    for layer in frame.explained {
        layer.spans.iter().for_each(|span| span.leaves(true, &mut |leaf| fields.push(leaf.bits.clone())));
    }
    fields.sort_by_key(|bits| bits.start);
    let mut out = Vec::new();
    let mut page = Page::new(&mut out, lang, Paint::new(false), columns);
    view::figure(frame, &mut page).expect("a page");
    (String::from_utf8(out).expect("UTF-8"), fields)
}

/// A row of a figure as it stands on the page.
struct Row {
    /// The octet before it.
    offset: usize,
    /// The bits before which a border stands, the edges included.
    bars: Vec<usize>,
    /// The bits under which the row is open to the next.
    open: Vec<usize>,
}

/// The columns of a line, a Chinese character in two of them.
fn columns_of(line: &str) -> Vec<char> {
    line.chars().flat_map(|c| std::iter::repeat_n(c, width(&c.to_string()))).collect()
}

fn is_border(line: &str) -> bool {
    let grid = line.get(MARGIN..).unwrap_or("");
    line.starts_with("      ") && grid.starts_with('+') && grid.chars().all(|c| "+- ".contains(c))
}

/// The figures of a page: each is its rows.
fn figures(page: &str) -> Vec<Vec<Row>> {
    let mut figures: Vec<Vec<Row>> = Vec::new();
    let mut text: Vec<Vec<char>> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        let columns = columns_of(line);
        let grid = columns.get(MARGIN..).unwrap_or(&[]);
        if is_border(line) {
            if !text.is_empty() {
                let rows = figures.last_mut().expect("a figure");
                rows.push(row(&text, grid));
                text.clear();
            } else {
                figures.push(Vec::new());
            }
            inside = true;
        } else if inside && matches!(grid.first(), Some('|' | '~')) && columns.len() > MARGIN {
            text.push(columns);
        } else {
            assert!(text.is_empty(), "a row without a border below: {line}");
            inside = false;
        }
    }
    assert!(text.is_empty());
    figures.retain(|rows| !rows.is_empty());
    figures
}

fn row(text: &[Vec<char>], below: &[char]) -> Row {
    let number: String = text[0][..MARGIN].iter().collect();
    let offset = number.trim().parse().expect("an offset");
    let ends = text[0].len();
    assert!(text.iter().all(|line| line.len() == ends), "a row of uneven lines");
    // only the edges of a row may be other than a stroke
    let is_bar = |line: &Vec<char>, at: usize| match line[at] {
        '|' => true,
        '~' => at == MARGIN || at + 1 == ends,
        '/' => at + 1 == ends,
        _ => false,
    };
    let bars: Vec<usize> =
        (MARGIN..ends).step_by(2).filter(|at| text.iter().all(|line| is_bar(line, *at))).collect();
    assert_eq!(bars.last(), Some(&(ends - 1)), "a row without an end");
    let bits = (ends - 1 - MARGIN) / 2;
    let open = (0..bits).filter(|bit| below.get(bit * 2 + 1).is_none_or(|c| *c != '-')).collect();
    Row { offset, bars: bars.iter().map(|at| (at - MARGIN) / 2).collect(), open }
}

/// Reads the figures of a frame back and compares them with its fields.
fn check(octets: &[u8], root: &'static Protocol, lang: Lang, columns: usize) -> Result<(), String> {
    let (page, fields) = drawn(octets, root, lang, columns);
    let bits = if columns < 72 { 16 } else { 32 };
    let owner = |bit: usize| {
        let i = fields.partition_point(|field| field.end <= bit);
        fields.get(i).filter(|field| field.contains(&bit)).map(|_| i)
    };
    let figures = figures(&page);
    let end = octets.len() * 8;
    let mut at = 0;
    for (i, rows) in figures.iter().enumerate() {
        let last = figures.get(i + 1).map_or(end, |rows| rows[0].offset * 8);
        for (r, row) in rows.iter().enumerate() {
            let start = row.offset * 8;
            if start != at {
                return Err(format!("a row at bit {start} instead of {at}\n{page}"));
            }
            let next = rows.get(r + 1).map_or(last, |next| next.offset * 8);
            let drawn = row.bars.last().copied().unwrap_or(0);
            let broken = next - start > bits;
            if !broken && drawn != next - start || broken && (drawn != bits || (next - start) % bits != 0) {
                return Err(format!("row at {start}: {drawn} bits for {}\n{page}", next - start));
            }
            if broken && (start..next).any(|bit| owner(bit) != owner(start)) {
                return Err(format!("more than one field left out behind {start}\n{page}"));
            }
            let differs = |bit: &usize| {
                let before = (*bit > 0).then(|| owner(start + bit - 1)).flatten();
                let here = (*bit < drawn).then(|| owner(start + bit)).flatten();
                before != here
            };
            let bars: Vec<usize> = (0..=drawn).filter(differs).collect();
            if bars != row.bars {
                return Err(format!("row at {start}: {:?} instead of {bars:?}\n{page}", row.bars));
            }
            let further = rows.get(r + 1).and_then(|row| row.bars.last().copied()).unwrap_or(0);
            let goes_on = |bit: &usize| *bit < further && owner(next - bits + bit) == owner(next + bit);
            let open: Vec<usize> = (0..drawn).filter(goes_on).collect();
            if open != row.open {
                return Err(format!("below {start}: open at {:?} instead of {open:?}\n{page}", row.open));
            }
            at = next;
        }
    }
    if at != end {
        return Err(format!("drawn to bit {at} of {end}\n{page}"));
    }
    let room = if columns < 72 { columns } else { 72 };
    let grid =
        |line: &&str| is_border(line) || line.get(MARGIN..).is_some_and(|line| line.starts_with(['|', '~']));
    match page.lines().filter(grid).find(|line| width(line) > room) {
        Some(wide) => Err(format!("wider than {room}: {wide}")),
        None => Ok(()),
    }
}

const PAGES: [(Lang, usize); 3] = [(Lang::En, 80), (Lang::Zh, 72), (Lang::Both, 60)];

#[test]
fn the_borders_of_every_sample_are_those_of_its_fields_whole_and_cut() {
    for sample in SAMPLES {
        let root = proto::root(sample.link);
        for (number, frame) in sample.frames().iter().enumerate() {
            let whole = frame.octets.len();
            for (lang, columns) in PAGES {
                assert_eq!(check(&frame.octets, root, lang, columns), Ok(()), "{}", sample.name);
            }
            for cut in (number % 5..whole).step_by(5) {
                let (lang, columns) = PAGES[cut % PAGES.len()];
                let looked = check(&frame.octets[..cut], root, lang, columns);
                assert_eq!(looked, Ok(()), "{} frame {} cut to {cut}", sample.name, number + 1);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_are_drawn_to_the_bit(
        octets in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'|'), Just(b'~'), Just(0)], 0..300),
        protocol in 0..ALL.len(),
        page in 0..PAGES.len(),
    ) {
        let (lang, columns) = PAGES[page];
        prop_assert_eq!(check(&octets, ALL[protocol], lang, columns), Ok(()));
    }

    #[test]
    fn damaged_samples_are_drawn_to_the_bit(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        page in 0..PAGES.len(),
    ) {
        let (lang, columns) = PAGES[page];
        let sample = &SAMPLES[sample];
        let mut octets = sample.frames().remove(0).octets;
        for (at, value) in &changes {
            let at = at.index(octets.len());
            octets[at] = *value;
        }
        prop_assert_eq!(check(&octets, proto::root(sample.link), lang, columns), Ok(()));
    }
}

/// The figure of the first frame of a sample, from the heading of one layer to the next.
fn layer(sample: &str, name: &str) -> Vec<String> {
    let sample = find(sample).expect("a sample");
    let (page, _) = drawn(&sample.frames()[0].octets, proto::root(sample.link), Lang::En, 80);
    let lines = page.lines().skip_while(|line| !line.starts_with(&format!("{name} ")));
    lines.take_while(|line| !line.is_empty()).map(str::to_string).collect()
}

/// A figure has the borders of an RFC's.
#[track_caller]
fn assert_like(ours: &[String], rfc: &[&str]) {
    let strokes = |line: &str| -> Vec<usize> {
        line.char_indices().filter(|(_, c)| *c == '|').map(|(at, _)| at).collect()
    };
    let rows: Vec<Vec<usize>> = ours
        .windows(2)
        .filter(|pair| is_border(&pair[0]) && !is_border(&pair[1]))
        .filter_map(|pair| pair[1].get(MARGIN..).map(strokes))
        .collect();
    let wanted: Vec<Vec<usize>> = rfc.iter().map(|line| strokes(line)).collect();
    assert_eq!(rows[..wanted.len()], wanted[..], "{ours:#?}");
}

/// RFC 9293 §3.1, figure 1.
#[test]
fn a_segment_looks_as_in_rfc_9293() {
    let ours = layer("tcp-syn", "TCP");
    assert_like(
        &ours,
        &[
            "|          Source Port          |       Destination Port        |",
            "|                        Sequence Number                        |",
            "|                    Acknowledgment Number                      |",
            "|  Data |       |C|E|U|A|P|R|S|F|                               |",
            "|           Checksum            |         Urgent Pointer        |",
        ],
    );
    let flags: Vec<&str> = ours.iter().filter_map(|line| line.get(22..39)).collect();
    for letters in ["|C|E|U|A|P|R|S|F|", "|W|C|R|C|S|S|Y|I|", "|R|E|G|K|H|T|N|N|", "|0|0|0|0|0|0|1|0|"] {
        assert!(flags.contains(&letters), "{letters} in {ours:#?}");
    }
}

/// RFC 791 §3.1, figure 4, with the octet Type of Service in the two parts that RFC 2474 and RFC 3168 made of it, and
/// the three flags apart.
#[test]
fn a_datagram_looks_as_in_rfc_791() {
    assert_like(
        &layer("udp", "IPv4"),
        &[
            "|Version|  IHL  |   DSCP    |ECN|          Total Length         |",
            "|         Identification        |R|D|M|      Fragment Offset    |",
            "|  Time to Live |    Protocol   |         Header Checksum       |",
            "|                       Source Address                          |",
            "|                    Destination Address                        |",
        ],
    );
}

/// RFC 4861 §4.3: the target address takes four rows, open to each other.
#[test]
fn a_solicitation_looks_as_in_rfc_4861() {
    let ours = layer("ipv6-nd", "ICMPv6");
    assert_like(
        &ours,
        &[
            "|     Type      |     Code      |          Checksum             |",
            "|                           Reserved                            |",
            "|                                                               |",
        ],
    );
    let open = format!("      +{:63}+", "");
    assert_eq!(ours.iter().filter(|line| **line == open).count(), 3, "{ours:#?}");
    assert!(ours.iter().any(|line| line.contains("2001:db8:10:10::11")));
}

#[test]
fn a_cut_field_ends_in_another_stroke_and_is_said() {
    let sample = find("udp").expect("a sample");
    let (page, _) = drawn(&sample.frames()[0].octets[..17], proto::root(1), Lang::En, 80);
    let row = page.lines().find(|line| line.starts_with("   14 ")).expect("a row");
    assert!(row.ends_with('/'), "{page}");
    assert!(page.contains("cut short or missing: Total Length, "), "{page}");
}

#[test]
fn what_is_left_out_is_said_with_its_size() {
    let sample = find("http-response").expect("a sample");
    let (page, _) = drawn(&sample.frames()[0].octets, proto::root(1), Lang::En, 80);
    let body = page.lines().find(|line| line.contains("message-body (62 octets)")).expect("the body");
    assert!(body.contains("~  ") && body.ends_with("  ~"), "{body}");
}

#[test]
fn shortened_names_are_explained() {
    let ours = layer("udp", "IPv4");
    assert!(ours.iter().any(|line| line.contains("DF = Don't Fragment, MF = More Fragments")), "{ours:#?}");
}

/// Every protocol has a figure without a frame, in every language and width, whose rows are whole.
#[test]
fn every_protocol_has_a_figure_of_its_own() {
    for protocol in ALL {
        for (lang, columns) in PAGES {
            let mut out = Vec::new();
            let mut page = Page::new(&mut out, lang, Paint::new(false), columns);
            blueprint(protocol, &mut page).expect("a page");
            let page = String::from_utf8(out).expect("UTF-8");
            for pair in page.lines().collect::<Vec<_>>().windows(2).filter(|pair| is_border(pair[0])) {
                let below = pair[1].get(MARGIN..).unwrap_or("");
                if below.starts_with(['|', '~']) {
                    let ends = width(pair[1]) <= width(pair[0]) && below.ends_with(['|', '~']);
                    assert!(ends, "{}: {}\n{}", protocol.key, pair[0], pair[1]);
                }
            }
            assert!(page.lines().all(|line| width(line) <= columns), "{}: {page}", protocol.key);
        }
    }
}

/// What RFC 791 says of the header without any datagram at hand.
#[test]
fn the_figure_of_a_protocol_has_all_its_fields() {
    let protocol = ALL.iter().find(|protocol| protocol.key == "ipv4").expect("a protocol");
    let mut out = Vec::new();
    blueprint(protocol, &mut Page::new(&mut out, Lang::En, Paint::new(false), 80)).expect("a page");
    let page = String::from_utf8(out).expect("UTF-8");
    let ours: Vec<String> = page.lines().map(str::to_string).collect();
    assert_like(
        &ours,
        &[
            "|Version|  IHL  |   DSCP    |ECN|          Total Length         |",
            "|         Identification        |R|D|M|      Fragment Offset    |",
            "|  Time to Live |    Protocol   |         Header Checksum       |",
        ],
    );
    assert!(page.contains("   20 ~                            Options "), "{page}");
}
