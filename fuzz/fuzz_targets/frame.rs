//! Any octets as any protocol: taken apart, judged and drawn by every view.
#![no_main]

use std::cell::RefCell;
use std::io;

use libfuzzer_sys::fuzz_target;
use netlab::draw::Paint;
use netlab::packet::{Dissector, explain, findings, verdicts};
use netlab::proto::ALL;
use netlab::spec::{Lang, Protocol};
use netlab::view::{self, Frame, Page, Summary, Told};

/// Every view of the octets; only writing could fail, and memory takes all.
fn look(octets: &[u8], original: usize, fcs: Option<u8>, root: &'static Protocol) -> io::Result<()> {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, fcs, root);
    let explained = explain(&stack);
    let verdicts = verdicts(&stack, &explained);
    let findings = findings(&stack, &verdicts);
    Summary::new().line(1, None, &stack, &mut String::new());

    let (explained, verdicts, findings) = (&explained, &verdicts, &findings);
    let (number, time, interface, link, link_name) = (1, None, None, 1, "FUZZ");
    let frame = Frame { number, time, interface, link, link_name, stack, explained, verdicts, findings };
    view::json(&frame, &mut String::new());
    // what was drawn of this frame and those before it is copied in memory alone, and is what would be drawn
    TOLD.with_borrow_mut(|[told, told_away]| {
        let (mut out, mut away) = (String::new(), Vec::new());
        for _ in 0..2 {
            let in_memory = Page::in_memory(&mut out, Lang::Both, Paint::new(false), 80).after(told);
            let streamed = Page::new(&mut away, Lang::Both, Paint::new(false), 80).after(told_away);
            for mut page in [in_memory, streamed] {
                view::tree(&frame, &mut page)?;
                view::dump(&frame, &mut page)?;
                view::dump_with_tree(&frame, &mut page)?;
                view::figure(&frame, &mut page)?;
                view::layers(&frame, &mut page)?;
                view::steps(&frame, &mut page)?;
                view::octet(&frame, octets.len() / 2, &mut page)?;
            }
        }
        assert_eq!(out.as_bytes(), away, "{out}");
        Ok(())
    })
}

thread_local! {
    static TOLD: RefCell<[Told; 2]> = RefCell::default();
}

// the first octet picks the protocol, the second how many octets are missing behind, or that an FCS of 4 ends the frame
fuzz_target!(|data: &[u8]| {
    if let [root, cut, octets @ ..] = data {
        let (missing, fcs) = if *cut == 0xff { (0, Some(4)) } else { (*cut as usize, None) };
        let root = ALL[*root as usize % ALL.len()];
        look(octets, octets.len() + missing, fcs, root).expect("memory takes all");
    }
});
