//! Frames into a capture file: pcapng (draft-ietf-opsawg-pcapng), or pcap where the name ends in `.pcap`.

use super::pcapng::PROMISCUOUS;
use super::{Direction, Record};
use crate::say;
use crate::spec::Trouble;
use std::io::{self, Write};

/// Writes frames one after another.
pub struct Writer<W: Write> {
    out: W,
    form: Form,
}

/// What is written, and what was written before the first frame.
enum Form {
    /// The interfaces met so far, in their order: link type and name.
    Pcapng(Vec<(u32, Option<String>)>),
    /// The only link type, once a frame has told it.
    Pcap(Option<u32>),
}

/// Options of draft-ietf-opsawg-pcapng, sections 4.2 and 4.3.
const IF_NAME: u16 = 2;
const IF_TSRESOL: u16 = 9;
const EPB_FLAGS: u16 = 2;
/// Nanoseconds: 10^-9.
const TSRESOL: u8 = 9;
/// pcap with nanoseconds.
const MAGIC: u32 = 0xa1b2_3c4d;
/// The largest frame that readers take (libpcap's MAXIMUM_SNAPLEN).
const SNAPLEN: u32 = 262_144;

impl<W: Write> Writer<W> {
    /// A pcapng file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn pcapng(mut out: W) -> io::Result<Writer<W>> {
        // byte-order magic, version 1.0, section length not known
        let mut body = Vec::new();
        body.extend(0x1a2b_3c4d_u32.to_le_bytes());
        body.extend(1_u16.to_le_bytes());
        body.extend(0_u16.to_le_bytes());
        body.extend(u64::MAX.to_le_bytes());
        block(&mut out, 0x0a0d_0d0a, &body)?;
        Ok(Writer { out, form: Form::Pcapng(Vec::new()) })
    }

    /// A pcap file. It can hold frames of one link type only.
    pub fn pcap(out: W) -> Writer<W> {
        Writer { out, form: Form::Pcap(None) }
    }

    /// Adds a frame.
    ///
    /// # Errors
    /// When writing fails; in a pcap file also where the frame's link type is not that of the first.
    pub fn frame(&mut self, record: &Record<'_>) -> io::Result<Result<(), Trouble>> {
        let out = &mut self.out;
        match &mut self.form {
            Form::Pcapng(met) => {
                let name = record.interface.and_then(|via| via.name);
                let is_it =
                    |(link, known): &(u32, Option<String>)| *link == record.link && known.as_deref() == name;
                let interface = match met.iter().position(is_it) {
                    Some(interface) => interface,
                    None => {
                        interface_block(out, record.link, name)?;
                        met.push((record.link, name.map(str::to_string)));
                        met.len() - 1
                    }
                };
                packet_block(out, interface as u32, record)?;
            }
            Form::Pcap(link) => {
                if link.is_none() {
                    *link = Some(record.link);
                    file_header(out, record.link)?;
                }
                if *link != Some(record.link) {
                    let (first, this, number) = (link.unwrap_or(0), record.link, record.number);
                    let what = say!(
                        en: "frame {number} has link type {this}, but a pcap file holds one only, here {first}",
                        zh: "第 {number} 帧的链路类型为 {this}，而 pcap 文件只能有一种，这里是 {first}",
                        number = number, this = this, first = first
                    );
                    let hint = say!(
                        en: "write a file whose name ends in `.pcapng`", zh: "请写入以 `.pcapng` 结尾的文件"
                    );
                    return Ok(Err(Trouble::new(what).hint(hint)));
                }
                packet_record(out, record)?;
            }
        }
        Ok(Ok(()))
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A block: type, length, body filled up to 4 octets, length again.
fn block(out: &mut impl Write, kind: u32, body: &[u8]) -> io::Result<()> {
    let fill = body.len().next_multiple_of(4) - body.len();
    let length = (12 + body.len() + fill) as u32;
    out.write_all(&kind.to_le_bytes())?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(body)?;
    out.write_all(&[0; 3][..fill])?;
    out.write_all(&length.to_le_bytes())
}

fn interface_block(out: &mut impl Write, link: u32, name: Option<&str>) -> io::Result<()> {
    let mut body = Vec::new();
    body.extend((link as u16).to_le_bytes());
    body.extend(0_u16.to_le_bytes());
    // 0: no limit
    body.extend(0_u32.to_le_bytes());
    if let Some(name) = name {
        option(&mut body, IF_NAME, name.as_bytes());
    }
    option(&mut body, IF_TSRESOL, &[TSRESOL]);
    body.extend([0; 4]);
    block(out, 1, &body)
}

/// An option: code, length, value filled up to 4 octets.
fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    body.extend(code.to_le_bytes());
    body.extend((value.len() as u16).to_le_bytes());
    body.extend(value);
    body.resize(body.len().next_multiple_of(4), 0);
}

fn packet_block(out: &mut impl Write, interface: u32, record: &Record<'_>) -> io::Result<()> {
    let nanos = record.time.map_or(0, |time| {
        let nanos = i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanos);
        u64::try_from(nanos).unwrap_or(0)
    });
    let mut body = Vec::with_capacity(20 + record.octets.len());
    body.extend(interface.to_le_bytes());
    body.extend(((nanos >> 32) as u32).to_le_bytes());
    body.extend((nanos as u32).to_le_bytes());
    body.extend((record.octets.len() as u32).to_le_bytes());
    body.extend(record.original.to_le_bytes());
    body.extend(record.octets);
    if let Some(direction) = record.interface.and_then(|via| via.direction) {
        body.resize(body.len().next_multiple_of(4), 0);
        let flags: u32 = match direction {
            Direction::In => 1,
            Direction::Past => 1 | PROMISCUOUS << 2,
            Direction::Out => 2,
        };
        option(&mut body, EPB_FLAGS, &flags.to_le_bytes());
        body.extend([0; 4]);
    }
    block(out, 6, &body)
}

fn file_header(out: &mut impl Write, link: u32) -> io::Result<()> {
    let mut header = Vec::with_capacity(24);
    header.extend(MAGIC.to_le_bytes());
    header.extend(2_u16.to_le_bytes());
    header.extend(4_u16.to_le_bytes());
    header.extend([0; 8]);
    header.extend(SNAPLEN.to_le_bytes());
    header.extend(link.to_le_bytes());
    out.write_all(&header)
}

fn packet_record(out: &mut impl Write, record: &Record<'_>) -> io::Result<()> {
    let (seconds, nanos) = record.time.map_or((0, 0), |time| (time.seconds as u32, time.nanos));
    for number in [seconds, nanos, record.octets.len() as u32, record.original] {
        out.write_all(&number.to_le_bytes())?;
    }
    out.write_all(record.octets)
}
