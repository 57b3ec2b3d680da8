//! Any octets as a capture file: every frame is read, and every damage told.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use netlab::capture;

/// What the lines may stand for, together, that a dump leaves out and writes `*` for.
const LEFT_OUT: usize = 65 << 20;

fuzz_target!(|data: &[u8]| {
    let Ok(mut frames) = capture::open(Box::new(Cursor::new(data.to_vec()))) else { return };
    // a character in a string of a program has two octets in UTF-16, and up to three in UTF-8
    let most = data.len() * 3 / 2 + if data.contains(&b'*') { LEFT_OUT } else { 0 };
    let mut asked = 0;
    while let Some(frame) = frames.next_frame() {
        if let Ok(frame) = frame {
            assert!(frame.octets.len() <= most, "more octets than there are");
        }
        frames.notes();
        // each frame and each damage takes octets of the input
        asked += 1;
        assert!(asked <= data.len() + 1, "the end is not reached");
    }
});
