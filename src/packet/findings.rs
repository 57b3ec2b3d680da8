//! What a frame breaks: the rules that its layers tell, and the checksums that do not come out.

use super::{Explained, State, Verdict, verify};
use crate::say;
use crate::spec::{Finding, OsiLayer, Rule, Severity, Source, Stack, Stop, text};

/// A checksum is wrong.
pub static CHECKSUM_WRONG: Rule = Rule {
    id: "checksum-wrong",
    severity: Severity::Error,
    means: text(
        "a checksum must be the one that its octets give: a receiver drops what it does not",
        "检验和必须与其覆盖的字节相符，否则接收方将丢弃",
    ),
    source: Source::Rfc(1071, "1"),
    advice: text(
        "`--steps` works it on the blackboard; octets were changed on the way, or the author left it open",
        "`--steps` 逐步演算；可能是途中有字节被改变，或发送者没有填写",
    ),
};

/// A checksum covers the pseudo-header alone.
pub static CHECKSUM_PARTIAL: Rule = Rule {
    id: "checksum-partial",
    severity: Severity::Info,
    means: text(
        "the sum over the pseudo-header alone stands in the field: the network card was to finish it (checksum offload)",
        "字段中只是伪首部的和：其余留给网卡完成（检验和卸载）",
    ),
    source: Source::Kernel("networking/checksum-offloads"),
    advice: text(
        "captured on the sender before the card: on the wire the checksum was right",
        "是在发送方网卡之前捕获的：线路上的检验和是正确的",
    ),
};

/// Octets are missing from the capture.
pub static SNAPPED: Rule = Rule {
    id: "frame-snapped",
    severity: Severity::Info,
    means: text(
        "the capture kept only the beginning of the frame (its length limit): what is behind is not known, and checksums over it cannot be reckoned",
        "抓包只保留了帧的开头（截取长度）：其后的内容未知，覆盖它的检验和无法计算",
    ),
    source: Source::Netlab,
    advice: text("capture with `-s 0` to keep whole frames", "用 `-s 0` 抓包可保留整个帧"),
};

/// A header is not all there, though the frame is.
pub static HEADER_CUT: Rule = Rule {
    id: "header-cut",
    severity: Severity::Error,
    means: text(
        "a frame must hold the whole header of what it carries: a receiver drops what ends before that",
        "帧必须包含所载协议的完整首部：在此之前就结束的，接收方将丢弃",
    ),
    source: Source::Rfc(1122, "3.2.1"),
    advice: text(
        "the sender is broken, or the octets were pasted in part",
        "发送方有误，或只粘贴了一部分字节",
    ),
};

/// The rules that belong to no protocol.
pub static RULES: &[&Rule] = &[&CHECKSUM_WRONG, &CHECKSUM_PARTIAL, &SNAPPED, &HEADER_CUT];

/// Judges every checksum of the frame; those in quoted datagrams are not judged, for what they cover was cut off.
pub fn verdicts(stack: &Stack<'_>, explained: &[Explained]) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for explained in explained.iter().filter(|explained| !stack.layers[explained.layer].quoted) {
        let sums = stack.layers[explained.layer].protocol.sums;
        verdicts.extend(sums.iter().filter_map(|sum| verify(stack, explained, sum)));
    }
    verdicts
}

/// Everything that is to be said about the frame, in the order of the layers.
pub fn findings(stack: &Stack<'_>, verdicts: &[Verdict]) -> Vec<Finding> {
    let mut found = Vec::new();
    let (have, all) = (stack.frame.len(), stack.original);
    if have < all {
        let said = say!(
            en: "{have} of {all} octets were captured", zh: "共 {all} 字节，只捕获了 {have} 字节", have = have, all = all
        );
        found.push(Finding { rule: &SNAPPED, layer: 0, octets: have..have, said });
    }
    for (i, layer) in stack.layers.iter().enumerate().filter(|(_, layer)| !layer.quoted) {
        let before = found.len();
        (layer.protocol.examine)(stack, i, &mut |finding| found.push(finding));
        if found.len() == before {
            found.extend(header_cut(stack, i));
        }
        found.extend(
            verdicts.iter().filter(|verdict| verdict.layer == i).filter_map(|verdict| judged(stack, verdict)),
        );
    }
    found
}

/// Above the network layer a header may end with a fragment or segment and go on in the next; below it may not.
fn header_cut(stack: &Stack<'_>, i: usize) -> Option<Finding> {
    let layer = &stack.layers[i];
    let Some(Stop::Short { have, .. }) = layer.stop else { return None };
    let whole = stack.frame.len() >= stack.original;
    if !whole
        || layer.protocol.layer > OsiLayer::Network
        || layer.body < layer.end
        || layer.end < stack.frame.len()
    {
        return None;
    }
    let header = (layer.protocol.extent)(stack.bytes(i)).header;
    if header <= have {
        return None;
    }
    let name = layer.protocol.name;
    let said = say!(
        en: "the header of {name} needs {header} octets, but the frame ends after {have} of them",
        zh: "{name} 的首部需要 {header} 字节，但帧只有其中 {have} 字节就结束了",
        name = name, header = header, have = have
    );
    Some(Finding { rule: &HEADER_CUT, layer: i, octets: layer.start..layer.end, said })
}

fn judged(stack: &Stack<'_>, verdict: &Verdict) -> Option<Finding> {
    let (name, field, have) = (stack.layers[verdict.layer].protocol.name, verdict.sum.field, verdict.found);
    let digits = verdict.octets.len() * 2;
    let (rule, said) = match verdict.state {
        State::Wrong(need) => (
            &CHECKSUM_WRONG,
            say!(
                en: "{name} {field} is 0x{have:0digits$x}, but the octets give 0x{need:0digits$x}",
                zh: "{name} {field} 为 0x{have:0digits$x}，但按字节应为 0x{need:0digits$x}",
                name = name, field = field, have = have, need = need, digits = digits
            ),
        ),
        State::Partial(need) => (
            &CHECKSUM_PARTIAL,
            say!(
                en: "{name} {field} 0x{have:0digits$x} is the sum of the pseudo-header alone; finished it would be 0x{need:0digits$x}",
                zh: "{name} {field} 0x{have:0digits$x} 只是伪首部的和；完成后应为 0x{need:0digits$x}",
                name = name, field = field, have = have, need = need, digits = digits
            ),
        ),
        State::Correct | State::Absent(..) | State::Unknown(_) => return None,
    };
    Some(Finding { rule, layer: verdict.layer, octets: verdict.octets.clone(), said })
}
