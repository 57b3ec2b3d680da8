//! A TCP handshake made by hand (RFC 9293 §3.5): netlab is the host, so that no kernel breaks it off.

use super::host::{Host, made};
use super::rule::{ipv4, mac, number};
use super::seen::line;
use crate::cli::Failure;
use crate::cli::build::output::Output;
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Said, Text, text};

/// Answers a SYN-ACK with the ACK that completes the handshake, and then takes the connection back with a reset, so
/// that the peer does not keep it. A reset instead of the SYN-ACK is said to be one.
pub fn complete(host: &mut Host, syn: &[u8], answer: &[u8], output: &mut Output<'_>) -> Result<(), Failure> {
    let stack = host.stack(answer);
    if number(&stack, "tcp", "rst") == Some(1) {
        return Ok(output.rows(&[(
            THEN,
            say!(
                en: "the port is closed: a host answers that with a reset (RFC 9293 §3.10.7.1)",
                zh: "端口是关闭的：主机以复位回答 (RFC 9293 §3.10.7.1)"
            ),
        )])?);
    }
    let read = |key| number(&stack, "tcp", key);
    let (Some(theirs), Some(ours), Some(from), Some(to)) =
        (read("seq"), read("ack"), read("dst_port"), read("src_port"))
    else {
        return Ok(());
    };
    let (Some(back), Some(peer)) = (mac(&stack, "ethernet", "src"), ipv4(&stack, "ipv4", "src")) else {
        return Ok(());
    };
    let stack = host.stack(syn);
    let (Some(own), Some(address)) = (mac(&stack, "ethernet", "src"), ipv4(&stack, "ipv4", "src")) else {
        return Ok(());
    };
    let (own, back, next) = (shown_mac(&own), shown_mac(&back), (theirs + 1) & u64::from(u32::MAX));
    let segment = |flags: &str, ack: u64| {
        made(&format!(
            "eth dst={back} src={own} / ipv4 src={address} dst={peer} / tcp src_port={from} dst_port={to} seq={ours} ack={ack} {flags}"
        ))
    };
    let ack = segment("ack_flag=1", next)?;
    host.send(&ack)?;
    let reset = segment("rst=1 ack_flag=1", next)?;
    host.send(&reset)?;
    let [ack, reset] = [&ack, &reset].map(|octets| line(&host.stack(octets)));
    output.gap()?;
    output.rows(&[
        (THEN, Said { en: ack.clone(), zh: ack }),
        (
            DONE,
            say!(
                en: "established: after three segments both know the other's sequence number",
                zh: "连接建立：三个报文段之后，双方都知道了对方的序号"
            ),
        ),
        (
            BACK,
            say!(en: "{reset}: taken back, so that the peer does not keep it", zh: "{reset}：收回连接，使对方不再保留", reset = reset),
        ),
    ])?;
    Ok(())
}

const THEN: Text = text("then", "然后");
const DONE: Text = text("now", "此时");
const BACK: Text = text("at last", "最后");
