//! Any text as hexadecimal text, on standard input and on the command line.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use netlab::capture::{self, Frames};

/// What the lines may stand for, together, that a dump leaves out and writes `*` for.
const LEFT_OUT: usize = 65 << 20;

fn read(mut frames: Frames, text: &str) {
    let given = text.len();
    let most = if text.contains('*') { given + LEFT_OUT } else { given };
    let mut asked = 0;
    while let Some(frame) = frames.next_frame() {
        if let Ok(frame) = frame {
            assert!(frame.octets.len() <= most, "more octets than digits");
        }
        frames.notes();
        asked += 1;
        assert!(asked <= given + 1, "the end is not reached");
    }
}

fuzz_target!(|text: &str| {
    if let Ok(frames) = capture::open(Box::new(Cursor::new(text.as_bytes().to_vec()))) {
        read(frames, text);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
    if let Ok(frames) = capture::from_words(&words) {
        read(frames, text);
    }
});
