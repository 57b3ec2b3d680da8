//! Writes the seeds of every target to `corpus`: the samples, as frames, as capture files and as hex; and
//! a condition on every key that filters know.

use std::path::Path;
use std::{fs, io};

use netlab::filter;
use netlab::proto::{self, ALL};
use netlab::sample::{SAMPLES, SampleFrame};

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for sample in SAMPLES {
        let (name, frames) = (sample.name, sample.frames());
        let root = ALL.iter().position(|protocol| std::ptr::eq(*protocol, proto::root(sample.link)));
        for (number, frame) in frames.iter().enumerate() {
            let missing = (frame.original as usize - frame.octets.len()).min(0xfe) as u8;
            let seed = [&[root.unwrap_or(0) as u8, missing], frame.octets.as_slice()].concat();
            write(&corpus, "frame", &format!("{name}-{number}"), &seed)?;
        }
        write(&corpus, "hex", name, text(&frames).as_bytes())?;
        write(&corpus, "capture", &format!("{name}.pcap"), &pcap(sample.link, &frames))?;
        write(&corpus, "capture", &format!("{name}.pcapng"), &pcapng(sample.link, &frames))?;
    }
    for (number, key) in filter::keys().enumerate() {
        write(&corpus, "filter", &format!("key-{number}"), format!("not {key} or {key} == 1").as_bytes())?;
    }
    let language =
        ["tcp.dst_port in {80, 443, 8000..8999}", "ipv4.src in 172.16.10.0/24 and tcp contains \"GET\""];
    for (number, source) in language.iter().enumerate() {
        write(&corpus, "filter", &format!("expression-{number}"), source.as_bytes())?;
    }
    Ok(())
}

fn write(corpus: &Path, target: &str, name: &str, seed: &[u8]) -> io::Result<()> {
    let directory = corpus.join(target);
    fs::create_dir_all(&directory)?;
    fs::write(directory.join(name), seed)
}

/// A dump with offsets, a blank line between frames.
fn text(frames: &[SampleFrame]) -> String {
    let frames = frames.iter().map(|frame| {
        let lines = frame.octets.chunks(16).enumerate().map(|(row, octets)| {
            let octets: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
            format!("{:04x}  {}\n", row * 16, octets.join(" "))
        });
        lines.collect::<String>()
    });
    frames.collect::<Vec<_>>().join("\n")
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn pcap(link: u32, frames: &[SampleFrame]) -> Vec<u8> {
    let mut file = words(&[0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, link]);
    for frame in frames {
        file.extend(words(&[0, frame.micros as u32, frame.octets.len() as u32, frame.original]));
        file.extend(&frame.octets);
    }
    file
}

/// A section, an interface, and an enhanced packet block for each frame.
fn pcapng(link: u32, frames: &[SampleFrame]) -> Vec<u8> {
    let mut file = words(&[0x0a0d_0d0a, 28, 0x1a2b_3c4d, 1, u32::MAX, u32::MAX, 28, 1, 20, link, 65535, 20]);
    for frame in frames {
        let captured = frame.octets.len() as u32;
        let total = 32 + captured.next_multiple_of(4);
        file.extend(words(&[6, total, 0, 0, frame.micros as u32, captured, frame.original]));
        file.extend(&frame.octets);
        file.resize(file.len().next_multiple_of(4), 0);
        file.extend(words(&[total]));
    }
    file
}
