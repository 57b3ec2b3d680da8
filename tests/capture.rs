//! Capture files that the tests write, read by netlab and by the `pcap-parser` crate, whole and damaged.

mod common;

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use netlab::capture::{Time, open};
use pcap_parser::traits::PcapReaderIterator;
use pcap_parser::{Block, LegacyPcapReader, PcapBlockOwned, PcapError, PcapNGReader};
use proptest::prelude::*;

/// One frame as both readers must see it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    time: Option<Time>,
    link: u32,
    original: u32,
    fcs: Option<u8>,
    octets: Vec<u8>,
    interface: Option<u32>,
}

/// All frames, and in English what was wrong.
fn read(file: &[u8]) -> (Vec<Seen>, Vec<String>) {
    let mut frames = match open(Box::new(std::io::Cursor::new(file.to_vec()))) {
        Ok(frames) => frames,
        Err(trouble) => return (Vec::new(), vec![trouble.what.en]),
    };
    let (mut seen, mut wrong) = (Vec::new(), Vec::new());
    while let Some(next) = frames.next_frame() {
        match next {
            Ok(record) => seen.push(Seen {
                time: record.time,
                link: record.link,
                original: record.original,
                fcs: record.fcs,
                octets: record.octets.to_vec(),
                interface: record.interface.map(|via| via.number),
            }),
            Err(trouble) => wrong.push(trouble.what.en),
        }
        assert!(seen.len() + wrong.len() <= file.len() + 1, "the reader does not end");
    }
    assert!(frames.next_frame().is_none(), "the end must stay the end");
    (seen, wrong)
}

fn whole(file: &[u8]) -> Vec<Seen> {
    let (seen, wrong) = read(file);
    assert_eq!(wrong, [""; 0]);
    seen
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
    Big,
    Little,
}

use Order::{Big, Little};

impl Order {
    fn u16(self, value: u16) -> [u8; 2] {
        if self == Big { value.to_be_bytes() } else { value.to_le_bytes() }
    }
    fn u32(self, value: u32) -> [u8; 4] {
        if self == Big { value.to_be_bytes() } else { value.to_le_bytes() }
    }
}

fn pcap_header(order: Order, magic: u32, version: (u16, u16), snaplen: u32, network: u32) -> Vec<u8> {
    [
        &order.u32(magic)[..],
        &order.u16(version.0),
        &order.u16(version.1),
        &[0; 8],
        &order.u32(snaplen),
        &order.u32(network),
    ]
    .concat()
}

fn record(order: Order, times: (u32, u32), first: u32, second: u32, octets: &[u8]) -> Vec<u8> {
    [&order.u32(times.0)[..], &order.u32(times.1), &order.u32(first), &order.u32(second), octets].concat()
}

fn block(order: Order, kind: u32, body: &[u8]) -> Vec<u8> {
    let body = [body, &[0; 3][..body.len().next_multiple_of(4) - body.len()]].concat();
    let total = order.u32(body.len() as u32 + 12);
    [&order.u32(kind)[..], &total, &body, &total].concat()
}

fn section(order: Order) -> Vec<u8> {
    let body = [&order.u32(0x1a2b_3c4d)[..], &order.u16(1), &order.u16(0), &[0xff; 8]].concat();
    block(order, 0x0a0d_0d0a, &body)
}

fn option(order: Order, code: u16, value: &[u8]) -> Vec<u8> {
    let padding = &[0; 3][..value.len().next_multiple_of(4) - value.len()];
    [&order.u16(code)[..], &order.u16(value.len() as u16), value, padding].concat()
}

fn interface(order: Order, link: u16, snaplen: u32, options: &[u8]) -> Vec<u8> {
    block(order, 1, &[&order.u16(link)[..], &[0, 0], &order.u32(snaplen), options].concat())
}

fn enhanced(order: Order, id: u32, units: u64, original: u32, octets: &[u8], options: &[u8]) -> Vec<u8> {
    let body = [
        &order.u32(id)[..],
        &order.u32((units >> 32) as u32),
        &order.u32(units as u32),
        &order.u32(octets.len() as u32),
        &order.u32(original),
        octets,
        &[0; 3][..octets.len().next_multiple_of(4) - octets.len()],
        options,
    ]
    .concat();
    block(order, 6, &body)
}

fn frame(length: u8) -> Vec<u8> {
    (0..length).collect()
}

/// Octets and lengths as `pcap-parser` sees them.
fn by_pcap_parser(file: &[u8]) -> Vec<(u32, u32, Vec<u8>)> {
    let mut reader = LegacyPcapReader::new(65536, file).unwrap();
    let mut seen = Vec::new();
    loop {
        match reader.next() {
            Ok((used, PcapBlockOwned::Legacy(block))) => {
                seen.push((block.ts_sec, block.ts_usec, block.data.to_vec()));
                reader.consume(used);
            }
            Ok((used, _)) => reader.consume(used),
            Err(PcapError::Incomplete(_)) => reader.refill().unwrap(),
            Err(PcapError::Eof) => return seen,
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// Whole seconds, units beyond them, units to a second.
type Units = (u32, u64, u64);

/// Octets and times as `pcap-parser` sees them, times in seconds and units of the interface.
fn by_pcapng_parser(file: &[u8]) -> Vec<(Option<Units>, Vec<u8>)> {
    let mut reader = PcapNGReader::new(65536, file).unwrap();
    let mut seen = Vec::new();
    let mut interfaces: Vec<(u64, u64)> = Vec::new();
    loop {
        match reader.next() {
            Ok((used, found)) => {
                match found {
                    PcapBlockOwned::NG(Block::SectionHeader(_)) => interfaces.clear(),
                    PcapBlockOwned::NG(Block::InterfaceDescription(idb)) => {
                        // pcap-parser 0.17 knows no powers of two: tshark is the witness of those
                        let resolution = idb.ts_resolution().unwrap_or(1 << (idb.if_tsresol & 0x7f));
                        interfaces.push((idb.if_tsoffset as u64, resolution));
                    }
                    PcapBlockOwned::NG(Block::EnhancedPacket(epb)) => {
                        let (offset, resolution) = interfaces[epb.if_id as usize];
                        let (seconds, fraction) = epb.decode_ts(offset, resolution);
                        let data = epb.data[..epb.caplen as usize].to_vec();
                        seen.push((Some((seconds, u64::from(fraction), resolution)), data));
                    }
                    PcapBlockOwned::NG(Block::SimplePacket(spb)) => {
                        seen.push((None, spb.data[..spb.origlen as usize].to_vec()));
                    }
                    _ => {}
                }
                reader.consume(used);
            }
            Err(PcapError::Incomplete(_)) => reader.refill().unwrap(),
            Err(PcapError::Eof) => return seen,
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[test]
fn pcap_in_both_orders_and_resolutions_agrees_with_pcap_parser() {
    for order in [Big, Little] {
        for (magic, scale, digits) in [(0xa1b2_c3d4, 1000, 6), (0xa1b2_3c4d, 1, 9)] {
            let mut file = pcap_header(order, magic, (2, 4), 65535, 1);
            for length in 0..60u8 {
                let octets = frame(length);
                // the clock passes 2038 and 2100
                let seconds = 4_000_000_000 + u32::from(length);
                file.extend(record(order, (seconds, 123_456), length.into(), 1514, &octets));
            }
            let theirs = by_pcap_parser(&file);
            let ours = whole(&file);
            assert_eq!(ours.len(), 60);
            for (ours, (seconds, fraction, octets)) in ours.into_iter().zip(theirs) {
                let time = Time { seconds: seconds.into(), nanos: fraction * scale, digits };
                let original = 1514;
                let want = Seen { time: Some(time), link: 1, original, fcs: None, octets, interface: None };
                assert_eq!(ours, want);
            }
        }
    }
}

#[test]
fn records_with_the_fields_of_kuznetzovs_patch_are_read() {
    for order in [Big, Little] {
        let mut file = pcap_header(order, 0xa1b2_cd34, (2, 4), 65535, 1);
        for length in [14, 60] {
            // interface index, protocol, packet type and padding
            file.extend(record(order, (7, 8), length, length, &[0, 0, 0, 3, 8, 0, 4, 0]));
            file.extend(frame(length as u8));
        }
        let seen = whole(&file);
        assert_eq!(seen.iter().map(|seen| seen.octets.len()).collect::<Vec<_>>(), [14, 60]);
        assert_eq!(seen[1].octets, frame(60));
        assert_eq!(seen[1].time, Some(Time { seconds: 7, nanos: 8000, digits: 6 }));
    }
}

#[test]
fn the_link_type_field_gives_the_fcs_length_too() {
    // P bit and two 16-bit words
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 0x2400_0001);
    file.extend(record(Little, (0, 0), 64, 64, &frame(64)));
    let seen = whole(&file);
    assert_eq!((seen[0].link, seen[0].fcs), (1, Some(4)));
    // without the P bit the length means nothing
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 0x2000_0001);
    file.extend(record(Little, (0, 0), 64, 64, &frame(64)));
    assert_eq!(whole(&file)[0].fcs, None);
}

#[test]
fn old_versions_have_their_lengths_the_other_way_round() {
    let lengths = |version, first, second, octets: &[u8]| {
        let mut file = pcap_header(Big, 0xa1b2_c3d4, version, 96, 1);
        file.extend(record(Big, (0, 0), first, second, octets));
        let seen = whole(&file);
        (seen[0].octets.len(), seen[0].original)
    };
    assert_eq!(lengths((2, 2), 1514, 96, &frame(96)), (96, 1514));
    assert_eq!(lengths((2, 3), 1514, 96, &frame(96)), (96, 1514));
    assert_eq!(lengths((2, 3), 96, 1514, &frame(96)), (96, 1514));
    assert_eq!(lengths((2, 4), 96, 1514, &frame(96)), (96, 1514));
    assert_eq!(lengths((2, 4), 96, 60, &frame(96)), (96, 60));
}

#[test]
fn odd_lengths_that_real_programs_wrote_are_accepted() {
    for snaplen in [0, 10, u32::MAX] {
        let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), snaplen, 1);
        file.extend(record(Little, (0, 0), 60, 50, &frame(60)));
        let seen = whole(&file);
        assert_eq!((seen[0].octets.len(), seen[0].original), (60, 50), "snaplen {snaplen}");
    }
}

#[test]
fn an_absurd_length_is_refused_with_its_place() {
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 1);
    file.extend(record(Little, (0, 0), 14, 14, &frame(14)));
    file.extend(record(Little, (0, 0), 0x7fff_0000, 14, &frame(14)));
    let (seen, wrong) = read(&file);
    assert_eq!((seen.len(), wrong.len()), (1, 1));
    for part in ["record 2", "octet 54", "2147418112", "262144"] {
        assert!(wrong[0].contains(part), "{} lacks {part}", wrong[0]);
    }
}

#[test]
fn a_cut_record_says_what_it_needs_and_what_there_is() {
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 1);
    file.extend(record(Little, (0, 0), 60, 60, &frame(20)));
    let (_, wrong) = read(&file);
    assert_eq!(
        wrong,
        ["record 1 at octet 24 says that 60 octets of frame follow its header, but only 20 are left"]
    );
    let (_, wrong) = read(&file[..30]);
    assert_eq!(wrong, ["record 1 at octet 24 needs a header of 16 octets, but only 6 are left"]);
    let (_, wrong) = read(&file[..10]);
    assert_eq!(wrong, ["the pcap file header needs 24 octets, but the input has only 10"]);
}

#[test]
fn pcapng_in_both_orders_and_all_resolutions_agrees_with_pcap_parser() {
    let resolutions: [&[u8]; 8] = [&[], &[0], &[3], &[6], &[9], &[0x80 | 10], &[0x80 | 20], &[0x80]];
    let mut file = Vec::new();
    for order in [Big, Little, Big] {
        file.extend(section(order));
        for resolution in resolutions {
            let mut options = option(order, 2, b"eth0");
            if !resolution.is_empty() {
                options.extend(option(order, 9, resolution));
            }
            options.extend(option(order, 0, &[]));
            file.extend(interface(order, 1, 0, &options));
        }
        // a description may come after frames, names and statistics between them
        for (id, length) in (0..8).chain(0..8).zip(40u8..) {
            let units = 1_234_567_891 + u64::from(length);
            file.extend(block(order, 5, &[0; 12]));
            file.extend(enhanced(order, id, units, 1514, &frame(length), &option(order, 1, b"note")));
            file.extend(block(order, 4, &[0; 4]));
        }
        file.extend(block(order, 3, &[&order.u32(61)[..], &frame(61)].concat()));
    }
    let (ours, theirs) = (whole(&file), by_pcapng_parser(&file));
    assert_eq!((ours.len(), theirs.len()), (51, 51));
    for (ours, (time, octets)) in ours.iter().zip(&theirs) {
        assert_eq!(&ours.octets, octets);
        let time = time.map(|(seconds, fraction, resolution)| {
            let nanos = u128::from(fraction) * 1_000_000_000 / u128::from(resolution);
            (i64::from(seconds), nanos as u32)
        });
        assert_eq!(ours.time.map(|time| (time.seconds, time.nanos)), time);
    }
}

#[test]
fn times_agree_with_tshark() {
    let mut file = Vec::new();
    for order in [Big, Little] {
        file.extend(section(order));
        for (id, resolution) in
            [0, 3, 6, 9, 0x80, 0x80 | 1, 0x80 | 10, 0x80 | 20, 0x80 | 30].into_iter().enumerate()
        {
            let mut options = option(order, 9, &[resolution]);
            let offset = if order == Big { 7200i64.to_be_bytes() } else { 7200i64.to_le_bytes() };
            options.extend(option(order, 14, &offset));
            options.extend(option(order, 0, &[]));
            file.extend(interface(order, 1, 0, &options));
            file.extend(enhanced(order, id as u32, 1_234_567_891, 60, &frame(60), &[]));
        }
    }
    let path = std::env::temp_dir().join(format!("netlab-times-{}.pcapng", std::process::id()));
    std::fs::write(&path, &file).unwrap();
    let fields = ["-n", "-T", "fields", "-e", "frame.time_epoch", "-r"];
    let said = std::process::Command::new("tshark").args(fields).arg(&path).output();
    std::fs::remove_file(&path).unwrap();
    let Ok(said) = said else {
        common::skip("no tshark");
        return;
    };
    let theirs = String::from_utf8(said.stdout).unwrap();
    let ours = whole(&file).into_iter().filter_map(|seen| seen.time);
    let ours: Vec<String> = ours.map(|time| format!("{}.{:09}", time.seconds, time.nanos)).collect();
    assert_eq!(ours, theirs.lines().collect::<Vec<_>>());
    assert_eq!(ours.len(), 18);
}

#[test]
fn offsets_fcs_lengths_and_flags_are_taken_from_the_options() {
    let hour = 3600i64.to_be_bytes();
    let options = [option(Big, 14, &hour), option(Big, 13, &[32])].concat();
    let mut file = section(Big);
    file.extend(interface(Big, 1, 0, &options));
    file.extend(enhanced(Big, 0, 1_000_000, 64, &frame(64), &[]));
    // epb_flags: an FCS of two octets in this frame
    file.extend(enhanced(Big, 0, 0, 64, &frame(64), &option(Big, 2, &[0, 0, 0, 0x40])));
    let seen = whole(&file);
    assert_eq!(seen[0].time, Some(Time { seconds: 3601, nanos: 0, digits: 6 }));
    assert_eq!((seen[0].fcs, seen[1].fcs), (Some(4), Some(2)));
}

#[test]
fn the_obsolete_packet_block_and_the_snap_length_of_simple_ones_are_known() {
    let mut file = section(Little);
    file.extend(interface(Little, 113, 20, &[]));
    let old = [
        &[0, 0, 0xff, 0xff][..],
        &Little.u32(0),
        &Little.u32(5_000_000),
        &Little.u32(17),
        &Little.u32(99),
        &frame(17),
    ]
    .concat();
    file.extend(block(Little, 2, &old));
    file.extend(block(Little, 3, &[&Little.u32(1000)[..], &frame(20)].concat()));
    let seen = whole(&file);
    assert_eq!((seen[0].octets.len(), seen[0].original, seen[0].link), (17, 99, 113));
    assert_eq!(seen[0].time, Some(Time { seconds: 5, nanos: 0, digits: 6 }));
    assert_eq!((seen[1].octets.clone(), seen[1].original, seen[1].time), (frame(20), 1000, None));
}

#[test]
fn a_damaged_block_is_told_once_and_the_next_is_read() {
    let good = enhanced(Little, 0, 0, 30, &frame(30), &[]);
    let start = [section(Little), interface(Little, 1, 0, &[])].concat();
    let stranger = enhanced(Little, 7, 0, 30, &frame(30), &[]);
    let mut unequal = good.clone();
    *unequal.last_mut().unwrap() = 9;
    let mut overfull = good.clone();
    overfull[20] = 200;
    let tiny = block(Little, 6, &[0; 4]);
    for (bad, says) in [
        (stranger, "interface 7"),
        (unequal, "at its end"),
        (overfull, "200 octets were captured"),
        (tiny, "fixed fields"),
    ] {
        let (seen, wrong) = read(&[&start[..], &good, &bad, &good].concat());
        assert_eq!((seen.len(), wrong.len()), (2, 1), "{wrong:?}");
        assert!(wrong[0].contains(says), "{} lacks {says}", wrong[0]);
    }
    // where the next block begins is lost
    for length in [0, 8, 11, 14, 0xffff_fffc] {
        let mut lost = good.clone();
        lost[4..8].copy_from_slice(&Little.u32(length));
        let (seen, wrong) = read(&[&start[..], &good, &lost, &good].concat());
        assert_eq!((seen.len(), wrong.len()), (1, 1), "{wrong:?}");
        assert!(wrong[0].contains("octet 112"), "{}", wrong[0]);
    }
}

#[test]
fn a_damaged_description_keeps_its_number() {
    let mut unequal = interface(Little, 113, 0, &[]);
    *unequal.last_mut().unwrap() = 9;
    let file = [
        section(Little),
        unequal,
        interface(Little, 101, 0, &[]),
        enhanced(Little, 1, 0, 30, &frame(30), &[]),
        enhanced(Little, 0, 0, 30, &frame(30), &[]),
    ]
    .concat();
    let (seen, wrong) = read(&file);
    assert_eq!((seen.len(), seen[0].link), (1, 101));
    assert!(wrong[1].contains("interface 0, whose description is damaged"), "{wrong:?}");
}

#[test]
fn a_large_unknown_block_is_passed_over_without_being_held() {
    // 200 MiB that never exist at once
    let (head, body) = ([section(Little), Little.u32(0x1234).to_vec()].concat(), 200u32 << 20);
    let total = Little.u32(body + 12);
    let tail =
        [&total[..], &interface(Little, 1, 0, &[]), &enhanced(Little, 0, 0, 30, &frame(30), &[])].concat();
    let largest = Rc::new(Cell::new(0));
    let seen_by_stream = Rc::clone(&largest);
    let stream = std::io::Cursor::new([head, total.to_vec()].concat())
        .chain(std::io::repeat(0).take(body.into()))
        .chain(std::io::Cursor::new(tail));
    let mut frames = open(Box::new(Watched(stream, seen_by_stream))).unwrap();
    assert_eq!(frames.next_frame().unwrap().unwrap().octets, frame(30));
    assert!(largest.get() <= 1 << 20, "{} octets asked for at once", largest.get());
}

/// Remembers the largest room that was offered to a stream.
struct Watched<R>(R, Rc<Cell<usize>>);

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.1.set(self.1.get().max(into.len()));
        self.0.read(into)
    }
}

#[test]
fn a_frame_is_lent_as_soon_as_the_pipe_has_it() {
    // what comes after the first record must not be asked for
    struct Pipe(Vec<u8>);
    impl Read for Pipe {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            assert!(!self.0.is_empty(), "asked for more than there is");
            let count = into.len().min(7).min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 1);
    file.extend(record(Little, (0, 0), 60, 60, &frame(60)));
    let mut frames = open(Box::new(Pipe(file))).unwrap();
    assert_eq!(frames.next_frame().unwrap().unwrap().octets, frame(60));
}

#[test]
fn a_failing_stream_is_told_once() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("cable out"))
        }
    }
    let mut file = pcap_header(Little, 0xa1b2_c3d4, (2, 4), 65535, 1);
    file.extend(record(Little, (0, 0), 60, 60, &frame(20)));
    let mut frames = open(Box::new(std::io::Cursor::new(file).chain(Failing))).unwrap();
    let trouble = frames.next_frame().unwrap().unwrap_err();
    assert_eq!(trouble.what.en, "reading the input stopped at octet 60: cable out");
    assert!(frames.next_frame().is_none());
}

#[test]
fn other_files_are_named_with_the_way_out() {
    let trouble = |bytes: &[u8]| open(Box::new(std::io::Cursor::new(bytes.to_vec()))).unwrap_err();
    let gzip = trouble(&[0x1f, 0x8b, 8, 0, 0, 0]);
    assert!(gzip.what.en.contains("gzip") && gzip.hint.unwrap().en.contains("gzip -dc"));
    let snoop = trouble(b"snoop\0\0\0\0\0\0\x02");
    assert!(snoop.what.en.contains("Sun snoop") && snoop.hint.unwrap().en.contains("editcap"));
    assert!(trouble(b"").what.en.contains("empty"));
    assert!(trouble(b" \r\n\t\n").what.en.contains("white space"));
    let binary = trouble(&[0xd4, 0xc3, 0, 1, 2, 3]);
    assert!(binary.what.en.contains("d4 c3 00 01 02 03"), "{binary:?}");
}

/// A few records of each kind of file, to be damaged.
fn files() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for order in [Big, Little] {
        for magic in [0xa1b2_c3d4, 0xa1b2_3c4d, 0xa1b2_cd34] {
            let mut file = pcap_header(order, magic, (2, 4), 65535, 1);
            for length in [0, 14, 60, 200] {
                let patch: &[u8] = if magic == 0xa1b2_cd34 { &[0; 8] } else { &[] };
                let octets = [patch, &frame(length)].concat();
                file.extend(record(order, (1, 2), length.into(), 1514, &octets));
            }
            files.push(file);
        }
        let options = [option(order, 9, &[9]), option(order, 14, &[0; 8]), option(order, 0, &[])].concat();
        files.push(
            [
                section(order),
                interface(order, 1, 65535, &options),
                interface(order, 101, 0, &[]),
                enhanced(order, 0, 1 << 40, 60, &frame(60), &option(order, 2, &[0; 4])),
                block(order, 0xbad, &frame(100)),
                block(order, 3, &[&order.u32(61)[..], &frame(61)].concat()),
                enhanced(order, 1, 7, 99, &frame(33), &[]),
                section(order),
                interface(order, 1, 0, &[]),
                enhanced(order, 0, 7, 99, &frame(33), &[]),
            ]
            .concat(),
        );
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Neither panics nor loops, and lends no octet that the file does not have.
    #[test]
    fn damaged_files_end(
        which in 0usize..8,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut file = files()[which].clone();
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        if cuts {
            file.truncate(cut.index(file.len()));
        }
        let (seen, _) = read(&file);
        let octets: usize = seen.iter().map(|seen| seen.octets.len()).sum();
        prop_assert!(octets <= file.len());
    }

    /// Random octets behind a sound beginning.
    #[test]
    fn noise_behind_a_header_ends(which in 0usize..8, noise in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = [&files()[which][..48], &noise].concat();
        let (seen, _) = read(&file);
        let octets: usize = seen.iter().map(|seen| seen.octets.len()).sum();
        prop_assert!(octets <= file.len());
    }

    #[test]
    fn anything_at_all_ends(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }
}
