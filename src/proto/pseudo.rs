//! What checksums cover: a pseudo-header and a segment, or a whole message.

use super::{AH, IPV4, IPV6, IPV6_DSTOPTS, IPV6_FRAGMENT, IPV6_HOPOPTS, IPV6_ROUTING, ipv4, ipv6};
use crate::spec::{Coverage, Piece, Stack, Text, text};

const PSEUDO_HEADER: Text = text("pseudo-header", "伪首部");
const MESSAGE: Text = text("whole message", "整个报文");
const SEGMENT: Text = text("header and data", "首部和数据");

/// Why a checksum cannot be reckoned when octets are missing.
pub const CUT: Text =
    text("some of the octets that it covers were not captured", "它覆盖的字节有一部分没有捕获到");
const FRAGMENT: Text = text(
    "this is a fragment: the checksum covers all fragments together",
    "这是一个数据报片：检验和覆盖全部数据报片",
);
const NO_IP: Text = text("there is no IP header below", "下层没有 IP 首部");
const DETOUR: Text = text(
    "the routing header does not tell the last destination, which the checksum covers",
    "路由选择首部没有给出最终目的地址，而检验和要覆盖它",
);

/// Gives the pieces under the checksum of transport layer `i`: the pseudo-header of the IP below it, for the protocol
/// number `protocol`, then the layer's own octets, which should be `length`.
pub fn pieces(
    stack: &Stack<'_>,
    i: usize,
    protocol: u8,
    length: usize,
    each: &mut dyn FnMut(Piece<'_>),
) -> Coverage {
    let layer = &stack.layers[i];
    let pseudo = match pseudo_header(stack, i, protocol, length) {
        Ok(pseudo) => pseudo,
        Err(why) => return Coverage::Unknown(why),
    };
    let octets = stack.frame.get(layer.start..layer.start + length);
    let Some(octets) = octets.filter(|_| stack.is_whole(i)) else {
        return Coverage::Unknown(CUT);
    };
    each(Piece { name: PSEUDO_HEADER, octets: &pseudo, at: None });
    each(Piece { name: SEGMENT, octets, at: Some(layer.start) });
    Coverage::Whole
}

/// Gives all octets of layer `i`, a message whose checksum covers it from its first octet to its last.
pub fn message(stack: &Stack<'_>, i: usize, each: &mut dyn FnMut(Piece<'_>)) -> Coverage {
    if !stack.is_whole(i) {
        return Coverage::Unknown(CUT);
    }
    let is_fragment =
        stack.below(i).is_some_and(|ip| stack.is(ip, &IPV4) && ipv4::is_fragment(stack.header(ip)));
    if is_fragment {
        return Coverage::Unknown(FRAGMENT);
    }
    each(Piece { name: MESSAGE, octets: stack.bytes(i), at: Some(stack.layers[i].start) });
    Coverage::Whole
}

/// A pseudo-header that begins with these addresses, with room for all of it.
fn begun([src, dst]: [&[u8]; 2]) -> Vec<u8> {
    let mut pseudo = Vec::with_capacity(40);
    pseudo.extend_from_slice(src);
    pseudo.extend_from_slice(dst);
    pseudo
}

/// RFC 9293 §3.1 and RFC 8200 §8.1: the addresses, the length and the protocol that a datagram's checksum covers too.
fn pseudo_header(stack: &Stack<'_>, i: usize, protocol: u8, length: usize) -> Result<Vec<u8>, Text> {
    let mut last: Option<[u8; 16]> = None;
    let mut at = i;
    while let Some(below) = stack.below(at) {
        at = below;
        let header = stack.header(at);
        if stack.is(at, &IPV4) {
            if ipv4::is_fragment(header) {
                return Err(FRAGMENT);
            }
            let mut pseudo = begun(ipv4::addresses(header));
            pseudo.extend([0, protocol]);
            pseudo.extend((length as u16).to_be_bytes());
            return Ok(pseudo);
        } else if stack.is(at, &IPV6) {
            let mut pseudo = begun(ipv6::addresses(header));
            if let (Some(last), Some(dst)) = (last, pseudo.get_mut(16..)) {
                dst.copy_from_slice(&last);
            }
            pseudo.extend((length as u32).to_be_bytes());
            pseudo.extend([0, 0, 0, protocol]);
            return Ok(pseudo);
        } else if stack.is(at, &IPV6_FRAGMENT) {
            if ipv6::fragment::is_fragment(header) {
                return Err(FRAGMENT);
            }
        } else if stack.is(at, &IPV6_ROUTING) {
            last = ipv6::routing::final_destination(header).map_err(|()| DETOUR)?;
        } else if ![&IPV6_HOPOPTS, &IPV6_DSTOPTS, &AH].into_iter().any(|passed| stack.is(at, passed)) {
            return Err(NO_IP);
        }
    }
    Err(NO_IP)
}
