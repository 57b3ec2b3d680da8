//! What an LLC header may break.

use super::{DSAP, SHORT, SSAP};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Source, Stack, text};

static SNAP_ONE_SIDED: Rule = Rule {
    id: "llc-snap-ssap",
    severity: Severity::Warning,
    means: text(
        "where a SNAP header follows, DSAP and SSAP are both 0xaa",
        "其后是 SNAP 首部时，DSAP 和 SSAP 都为 0xaa",
    ),
    source: Source::Rfc(1042, ""),
    advice: text("receivers take it for no SNAP, and drop it", "接收方不会当作 SNAP，从而丢弃"),
};

static IP_WITHOUT_SNAP: Rule = Rule {
    id: "llc-ip-sap",
    severity: Severity::Warning,
    means: text(
        "IP over IEEE 802 stands behind a SNAP header; the service access point 0x06 is not used for it",
        "IEEE 802 上的 IP 位于 SNAP 首部之后；不使用服务访问点 0x06",
    ),
    source: Source::Rfc(1042, ""),
    advice: text("hardly any receiver takes it", "几乎没有接收方支持"),
};

/// All of them.
pub static RULES: &[&Rule] = &[&SNAP_ONE_SIDED, &IP_WITHOUT_SNAP];

const SNAP: u64 = 0xaa;
const IP: u64 = 0x06;
/// The last bit of an SSAP tells commands from responses (IEEE 802.2 §3.3.1).
const RESPONSE: u64 = 1;

/// Tells every rule that PDU `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < SHORT {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let (dsap, ssap) = (DSAP.of(header), SSAP.of(header));
    if dsap == SNAP && ssap & !RESPONSE != SNAP {
        let said = say!(
            en: "DSAP is 0x{dsap:02x}, but SSAP is 0x{ssap:02x}",
            zh: "DSAP 为 0x{dsap:02x}，而 SSAP 为 0x{ssap:02x}", dsap = dsap, ssap = ssap
        );
        report.field(&SNAP_ONE_SIDED, SSAP, said);
    } else if dsap == IP {
        report.field(&IP_WITHOUT_SNAP, DSAP, say!(en: "DSAP is 0x06", zh: "DSAP 为 0x06"));
    }
}
