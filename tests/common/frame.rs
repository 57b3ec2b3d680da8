//! A frame as views take it, without a file that it came from.

use netlab::packet::{Dissector, explain, findings, verdicts};
use netlab::spec::Protocol;
use netlab::view::Frame;

/// Takes octets that begin with `root` apart, of which there were `original`, and gives the frame to `look`.
pub fn with_frame<T>(
    octets: &[u8],
    original: usize,
    root: &'static Protocol,
    look: impl FnOnce(&Frame<'_>) -> T,
) -> T {
    let mut dissector = Dissector::new();
    let stack = dissector.dissect(octets, original, None, root);
    let explained = explain(&stack);
    let verdicts = verdicts(&stack, &explained);
    let findings = findings(&stack, &verdicts);
    look(&Frame {
        number: 1,
        time: None,
        interface: None,
        link: 1,
        link_name: "TEST",
        stack,
        explained: &explained,
        verdicts: &verdicts,
        findings: &findings,
    })
}
