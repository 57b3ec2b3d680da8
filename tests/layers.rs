//! The boxes of the layers stand straight in both languages, and the sizes add up to what the link sends.

mod common;

use common::frame::with_frame;
use netlab::draw::{Paint, width};
use netlab::proto::{self, ALL};
use netlab::sample::{SAMPLES, find};
use netlab::spec::{Lang, Protocol};
use netlab::view::{self, Page};
use proptest::prelude::*;

fn drawn(octets: &[u8], original: usize, root: &'static Protocol, lang: Lang, columns: usize) -> String {
    let mut out = Vec::new();
    let mut page = Page::new(&mut out, lang, Paint::new(false), columns);
    with_frame(octets, original, root, |frame| view::layers(frame, &mut page)).expect("a page");
    String::from_utf8(out).expect("UTF-8")
}

/// The first frame of a sample, in English.
fn sample(name: &str, columns: usize) -> String {
    let sample = find(name).expect("a sample");
    let frame = &sample.frames()[0];
    drawn(&frame.octets, frame.original as usize, proto::root(sample.link), Lang::En, columns)
}

/// The number before `octets` or `字节` in the line of the sum.
fn together(page: &str) -> Option<usize> {
    let line = page.lines().find(|line| line.contains("together") || line.contains("合计"))?;
    line.split_whitespace().rev().nth(1)?.parse().ok()
}

/// What is wrong with a page, if anything.
fn look(page: &str, columns: usize, octets: usize) -> Result<(), String> {
    let boxes: Vec<&str> = page.lines().filter(|line| line.starts_with(['+', '|'])).collect();
    if let Some(uneven) = boxes.iter().find(|line| width(line) != columns || !line.ends_with(['+', '|'])) {
        return Err(format!("not {columns} columns: {uneven}\n{page}"));
    }
    // every box that opens closes, in the same column
    let mut open = Vec::new();
    for line in &boxes {
        let Some(at) = line.find('+') else { continue };
        let rest = &line[at..];
        if rest.starts_with("+-- ") {
            open.push(at);
        } else if rest.starts_with("+--") && open.pop() != Some(at) {
            return Err(format!("a box ends that did not begin: {line}\n{page}"));
        }
    }
    if !open.is_empty() {
        return Err(format!("{} boxes stay open\n{page}", open.len()));
    }
    if let Some(wide) = page.lines().skip(1).find(|line| width(line) > columns) {
        return Err(format!("wider than {columns}: {wide}"));
    }
    // the shares of the key are the whole
    let mut sum = 0;
    for line in page.lines().filter(|line| line.starts_with("   ") && line.ends_with(" %")) {
        let octets = line.split_whitespace().rev().nth(2).and_then(|number| number.parse::<usize>().ok());
        sum += octets.ok_or_else(|| format!("no octets in {line}"))?;
    }
    if together(page).unwrap_or(0) != sum || sum < octets {
        return Err(format!("{sum} octets\n{page}"));
    }
    Ok(())
}

const PAGES: [(Lang, usize); 4] = [(Lang::En, 80), (Lang::Zh, 80), (Lang::Zh, 60), (Lang::Both, 60)];

#[test]
fn every_sample_stands_straight_whole_and_cut() {
    for sample in SAMPLES {
        let root = proto::root(sample.link);
        for frame in sample.frames() {
            let original = frame.original as usize;
            for (lang, columns) in PAGES {
                let page = drawn(&frame.octets, original, root, lang, columns);
                assert_eq!(look(&page, columns, original), Ok(()), "{}", sample.name);
            }
            for cut in (0..frame.octets.len()).step_by(3) {
                let (lang, columns) = PAGES[cut % PAGES.len()];
                let page = drawn(&frame.octets[..cut], original, root, lang, columns);
                assert_eq!(look(&page, columns, original), Ok(()), "{} cut to {cut}", sample.name);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_stand_straight(
        octets in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0), Just(0x45)], 0..200),
        protocol in 0..ALL.len(),
        further in 0..40usize,
        page in 0..PAGES.len(),
    ) {
        let (lang, columns) = PAGES[page];
        let original = octets.len() + further;
        let page = drawn(&octets, original, ALL[protocol], lang, columns);
        prop_assert_eq!(look(&page, columns, original), Ok(()));
    }

    /// Deeper than there are columns for boxes: IPv4 in IPv4, again and again.
    #[test]
    fn deep_nesting_stays_on_the_page(depth in 1..60usize, page in 0..PAGES.len()) {
        let mut octets: Vec<u8> = Vec::new();
        for _ in 0..depth {
            let total = (octets.len() + 20) as u16;
            let mut header = vec![0x45, 0, 0, 0, 0, 0, 0, 0, 64, 4, 0, 0, 172, 16, 10, 10, 172, 16, 10, 11];
            header[2..4].copy_from_slice(&total.to_be_bytes());
            header.extend(&octets);
            octets = header;
        }
        let (lang, columns) = PAGES[page];
        // 101 is LINKTYPE_RAW
        let page = drawn(&octets, octets.len(), proto::root(101), lang, columns);
        prop_assert_eq!(look(&page, columns, octets.len()), Ok(()));
        prop_assert_eq!(page.lines().filter(|line| line.contains("IPv4 ") && line.ends_with(" %")).count(), depth);
    }
}

/// IEEE 802.3: 64 octets with the FCS, 8 before and the time of 12 behind are the least that a frame takes.
#[test]
fn the_smallest_frame_takes_84_octets_of_wire() {
    let page = sample("udp", 80);
    assert!(
        page.contains("84 octets of wire for 46 of payload, 16 of them data: overhead 81.0 %."),
        "{page}"
    );
    assert!(page.contains("preamble 7, start frame delimiter 1"), "{page}");
    assert!(page.contains("interpacket gap 12"), "{page}");
    assert!(sample("arp-request", 80).contains("84 octets of wire for 46 of payload, none of them data."));
}

#[test]
fn a_captured_fcs_is_counted_once() {
    let page = sample("fcs", 80);
    assert_eq!(together(&page), Some(84), "{page}");
    assert!(page.contains("| header 14 octets (0-13) + payload 46 octets"), "{page}");
    assert!(page.contains("~~ interpacket gap 12"), "{page}");
}

#[test]
fn a_frame_captured_before_padding_is_said_and_takes_no_less() {
    let sample = find("arp-request").expect("a sample");
    let octets = &sample.frames()[0].octets[..42];
    let page = drawn(octets, octets.len(), proto::root(1), Lang::En, 80);
    assert!(page.contains("60 octets needed, 42 there"), "{page}");
    assert_eq!(together(&page), Some(84), "{page}");
    let page = drawn(octets, octets.len(), proto::root(1), Lang::Zh, 80);
    assert!(page.contains("帧至少需要 60 字节，此处只有 42 字节"), "{page}");
}

#[test]
fn what_was_not_captured_is_counted() {
    let page = sample("truncated", 80);
    assert!(page.contains("not captured 34 octets"), "{page}");
    // 98 captured or not, 8 before and 16 behind
    assert_eq!(together(&page), Some(122), "{page}");
}

/// A link that is no link on a wire has nothing around its frames.
#[test]
fn a_frame_without_a_wire_is_counted_alone() {
    let page = sample("raw-ipv4", 80);
    let octets = find("raw-ipv4").expect("a sample").frames()[0].octets.len();
    assert_eq!(together(&page), Some(octets), "{page}");
    assert!(!page.contains("~~"), "{page}");
}

#[test]
fn a_quoted_datagram_stands_in_the_message_and_is_no_data() {
    let page = sample("icmp-unreachable", 80);
    assert!(page.contains("| | | +-- IPv4 (quoted) -"), "{page}");
    assert!(page.contains("none of them data"), "{page}");
}

/// Two messages in one segment are two boxes beside each other.
#[test]
fn siblings_stand_one_below_the_other() {
    let mut octets = find("dns-tcp").expect("a sample").frames()[0].octets.clone();
    let message = octets[66..].to_vec();
    octets.extend(&message);
    let total = (octets.len() - 14) as u16;
    octets[16..18].copy_from_slice(&total.to_be_bytes());
    let page = drawn(&octets, octets.len(), proto::root(1), Lang::En, 80);
    let boxes: Vec<&str> = page.lines().filter(|line| line.contains("| | | +-- DNS over TCP -")).collect();
    assert_eq!(boxes.len(), 2, "{page}");
    assert!(page.contains(&format!("{} of them data", 2 * message.len())), "{page}");
}
