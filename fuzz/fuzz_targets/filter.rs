//! Any text as a filter; one that is understood is asked of every sample.
#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use netlab::filter::{Facts, Filter};
use netlab::packet::Dissector;
use netlab::proto;
use netlab::sample::{SAMPLES, SampleFrame};

thread_local! {
    static FRAMES: Vec<(u32, SampleFrame)> =
        SAMPLES.iter().flat_map(|sample| sample.frames().into_iter().map(|frame| (sample.link, frame))).collect();
    static DISSECTOR: RefCell<Dissector> = RefCell::new(Dissector::new());
}

fuzz_target!(|source: &str| {
    let Ok(filter) = Filter::parse(source) else { return };
    let facts = Facts {
        interface: None,
        number: 1,
        time: None,
        first: None,
        link: 1,
        findings: &|each| {
            each("error", "checksum-wrong");
        },
    };
    FRAMES.with(|frames| {
        DISSECTOR.with_borrow_mut(|dissector| {
            for (link, frame) in frames {
                let stack =
                    dissector.dissect(&frame.octets, frame.original as usize, None, proto::root(*link));
                filter.matches(&stack, &facts);
            }
        });
    });
});
