//! Code points of DNS.

mod codes;
mod edns;
mod security;
mod services;
mod types;

pub use codes::{CLASSES, DSO_TYPES, OPCODES, RCODES, TSIG_ERRORS};
pub use edns::{EDE_CODES, EDNS_OPTIONS, FAMILIES};
pub use security::{
    ALGORITHMS, DIGESTS, NSEC3_HASHES, SSHFP_ALGORITHMS, SSHFP_TYPES, TLSA_MATCHING, TLSA_SELECTORS,
    TLSA_USAGES,
};
pub use services::SVC_PARAMS;
pub use types::TYPES;
