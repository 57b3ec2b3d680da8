//! What this process may do with interfaces.

/// What could be captured and sent with the rights at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Whether raw sockets may be opened.
    pub raw: bool,
    /// Whether namespaces of one's own are to be had, as far as the kernel's settings tell.
    pub namespaces: bool,
}

impl Rights {
    /// Tries it: a socket is opened and closed again.
    #[cfg(target_os = "linux")]
    pub fn at_hand() -> Rights {
        use nix::sys::socket::{AddressFamily, SockFlag, SockType, socket};
        let raw = socket(AddressFamily::Packet, SockType::Raw, SockFlag::SOCK_CLOEXEC, None).is_ok();
        // switches of Debian and Ubuntu beside the kernel's own
        let setting = |name: &str| {
            let text = std::fs::read_to_string(format!("/proc/sys/{name}")).ok()?;
            text.trim().parse::<u64>().ok()
        };
        let namespaces = setting("user/max_user_namespaces").is_some_and(|most| most > 0)
            && setting("kernel/unprivileged_userns_clone") != Some(0)
            && (raw || setting("kernel/apparmor_restrict_unprivileged_userns") != Some(1));
        Rights { raw, namespaces }
    }

    /// Sockets for frames are Linux's.
    #[cfg(not(target_os = "linux"))]
    pub fn at_hand() -> Rights {
        Rights { raw: false, namespaces: false }
    }
}
