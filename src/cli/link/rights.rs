//! What may be captured and sent, and how to get the right to it.

use crate::link::{Interface, Rights};
use crate::say;
use crate::spec::{Said, Text, Trouble, text};

/// The types of hardware whose frames netlab can read, as the kernel numbers them, and the link type of each.
const READABLE: &[(u16, u32)] = &[
    // ARPHRD_ETHER, and ARPHRD_LOOPBACK, which has a header of Ethernet with zeros in it
    (1, crate::capture::ETHERNET),
    (772, crate::capture::ETHERNET),
    // ARPHRD_NONE (tun, WireGuard) and ARPHRD_PPP begin with the IP header
    (65534, crate::capture::RAW),
    (512, crate::capture::RAW),
];

/// Why a socket without addresses has no frames.
pub fn no_wire() -> Trouble {
    Trouble::new(say!(
        en: "`--frames` needs a wire, and a Unix socket has none", zh: "`--frames` 需要线路，而 UNIX 套接字没有"
    ))
}

/// The link type of what an interface carries.
pub fn link_type(interface: &Interface) -> Option<u32> {
    let hardware = interface.hardware?;
    READABLE.iter().find(|(known, _)| *known == hardware).map(|(_, link)| *link)
}

/// Why nothing can be captured on an interface; `None` where it can.
pub fn obstacle(interface: &Interface, rights: Rights) -> Option<Text> {
    if cfg!(not(target_os = "linux")) {
        return Some(text("no: netlab captures on Linux only", "不能：netlab 只能在 Linux 上抓包"));
    }
    if !rights.raw {
        return Some(text("not with these rights", "权限不足"));
    }
    if link_type(interface).is_none() {
        return Some(text(
            "no: netlab does not know what its frames begin with",
            "不能：netlab 不知道它的帧以什么开头",
        ));
    }
    (!interface.is_up).then_some(text("not while it is down", "接口已关闭，不能"))
}

/// The same where a command has no network of its own.
#[cfg(target_os = "linux")]
pub fn missing_without_sandbox(interface: &str) -> Trouble {
    let hint = say!(
        en: "raw sockets need the right CAP_NET_RAW: type `sudo` before the command, or give the program the right \
             with `sudo setcap cap_net_raw+ep \"$(command -v netlab)\"`, or work in a network of your own: \
             `unshare --map-root-user --net`, and in it `ip link set lo up`",
        zh: "原始套接字需要 CAP_NET_RAW 权限：在命令前加 `sudo`；或用 `sudo setcap cap_net_raw+ep \"$(command -v netlab)\"` \
             授权给程序；或在自己的网络中使用：`unshare --map-root-user --net`，进入后执行 `ip link set lo up`"
    );
    missing(interface).hint(hint)
}

/// The three ways to the right to capture and send.
pub fn ways() -> Said {
    say!(
        en: "raw sockets need the right CAP_NET_RAW: type `sudo` before the command, or give the program the right \
             with `sudo setcap cap_net_raw+ep \"$(command -v netlab)\"`, or add `--sandbox` for a private pair of \
             interfaces, which needs no rights",
        zh: "原始套接字需要 CAP_NET_RAW 权限：在命令前加 `sudo`；或用 `sudo setcap cap_net_raw+ep \"$(command -v netlab)\"` \
             授权给程序；或加 `--sandbox`，使用一对私有接口，无需权限"
    )
}

/// The trouble where the rights are missing.
#[cfg(target_os = "linux")]
pub fn missing(interface: &str) -> Trouble {
    let what = say!(
        en: "no right to open a raw socket on `{interface}`", zh: "没有权限在 `{interface}` 上打开原始套接字",
        interface = interface
    );
    Trouble::new(what).hint(ways())
}
