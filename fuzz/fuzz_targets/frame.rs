//! Any octets as any protocol: taken apart, judged and drawn by every view.
#![no_main]

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
    // the second time what was drawn before is copied
    let (mut out, mut told) = (String::new(), Told::default());
    for _ in 0..2 {
        let mut page = Page::in_memory(&mut out, Lang::Both, Paint::new(false), 80).after(&mut told);
        view::tree(&frame, &mut page)?;
        view::dump(&frame, &mut page)?;
        view::figure(&frame, &mut page)?;
        view::layers(&frame, &mut page)?;
        view::steps(&frame, &mut page)?;
        view::octet(&frame, octets.len() / 2, &mut page)?;
    }
    Ok(())
}

// the first octet picks the protocol, the second how many octets are missing behind, or that an FCS of 4 ends the frame
fuzz_target!(|data: &[u8]| {
    if let [root, cut, octets @ ..] = data {
        let (missing, fcs) = if *cut == 0xff { (0, Some(4)) } else { (*cut as usize, None) };
        let root = ALL[*root as usize % ALL.len()];
        look(octets, octets.len() + missing, fcs, root).expect("memory takes all");
    }
});
