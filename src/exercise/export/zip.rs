//! A ZIP archive whose files are stored as they are (PKWARE APPNOTE 6.3). They are small, and the same files give the same
//! archive.

/// A file of an archive: its name and its octets.
pub type File = (String, Vec<u8>);

/// 1980-01-01, the first day that an archive can name (§4.4.6).
const DAY: u16 = 1 << 5 | 1;

/// The archive.
pub fn archive(files: &[File]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, octets) in files {
        let start = archive.len() as u32;
        let sum = crc32fast::hash(octets);
        let mut about = Vec::new();
        // version 2.0, names in UTF-8, stored, midnight
        for half in [20u16, 0x0800, 0, 0, DAY] {
            about.extend(half.to_le_bytes());
        }
        for word in [sum, octets.len() as u32, octets.len() as u32] {
            about.extend(word.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&about);
        archive.extend(name.as_bytes());
        archive.extend(octets);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // no comment, disk 0, no attributes
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = archive.len() as u32;
    archive.extend(&directory);
    if files.len() >= usize::from(u16::MAX) {
        many(&mut archive, files.len() as u64, directory.len() as u64, start.into());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// The record of an archive with more files than 16 bits count (ZIP64, §4.3.14), and where it is (§4.3.15).
fn many(archive: &mut Vec<u8>, count: u64, directory: u64, start: u64) {
    let here = archive.len() as u64;
    archive.extend(b"PK\x06\x06");
    // what follows of this record
    archive.extend(44u64.to_le_bytes());
    // written and read by version 4.5, disk 0
    archive.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [count, count, directory, start] {
        archive.extend(number.to_le_bytes());
    }
    archive.extend(b"PK\x06\x07\x00\x00\x00\x00");
    archive.extend(here.to_le_bytes());
    archive.extend(1u32.to_le_bytes());
}
