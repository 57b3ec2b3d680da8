//! Any octets as a capture file: every frame is read, and every damage told.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use netlab::capture;

fuzz_target!(|data: &[u8]| {
    let Ok(mut frames) = capture::open(Box::new(Cursor::new(data.to_vec()))) else { return };
    let mut asked = 0;
    while let Some(frame) = frames.next_frame() {
        if let Ok(frame) = frame {
            // a character in a string of a program has two octets in UTF-16, and up to three in UTF-8
            assert!(frame.octets.len() <= data.len() * 3 / 2, "more octets than there are");
        }
        frames.notes();
        // each frame and each damage takes octets of the input
        asked += 1;
        assert!(asked <= data.len() + 1, "the end is not reached");
    }
});
