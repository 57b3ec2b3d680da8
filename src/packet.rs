//! Octets to a stack of layers, and layers to spans. Never fails, never panics: it stops and says where and why.

mod dissect;
mod explain;
mod findings;
mod name;
mod span;
mod verify;

pub use dissect::{DEPTH, Dissector};
pub use explain::{Explained, Explainer, PADDING, UNKNOWN_VALUE, UNREAD, explain, explain_layer};
pub use findings::{RULES, findings, verdicts};
pub use name::{LABEL, LABEL_PARTS, Note, POINTER, POINTER_PARTS};
pub use span::{Span, Value};
pub use verify::{State, Verdict, complement, folded, reckon, verify, word};
