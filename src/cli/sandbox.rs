//! `--sandbox`: the command runs in a network of its own, with a kernel at the other end.

use super::screen::Screen;
use crate::spec::{Lang, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches};

/// The option, for the commands that have to do with real interfaces.
pub fn option(lang: Lang) -> Arg {
    Arg::new("sandbox").long("sandbox").action(ArgAction::SetTrue).help(
        text(
            "in a private network with a real kernel at the other end; needs no rights",
            "在私有网络中运行，对端是真实的内核；无需权限",
        )
        .show(lang),
    )
}

/// Keeps the network there while it is held.
#[cfg(target_os = "linux")]
pub type Held = Option<crate::link::sandbox::Sandbox>;
#[cfg(not(target_os = "linux"))]
pub type Held = Option<std::convert::Infallible>;

/// Enters it, if that is wanted, and says what there is inside.
///
/// # Errors
/// The system has no namespaces, or does not give any to this user.
#[cfg(target_os = "linux")]
pub fn enter(matches: &ArgMatches, screen: &Screen) -> Result<Held, Trouble> {
    use crate::link::sandbox::{GATEWAY, OWN, OWN_ADDRESS, PEER_ADDRESS, PORT, Sandbox};
    use crate::say;
    if !matches.get_flag("sandbox") {
        return Ok(None);
    }
    let sandbox = Sandbox::enter().map_err(|error| {
        let what = say!(
            en: "this system does not give out network namespaces: {error}", zh: "系统不允许使用网络命名空间：{error}",
            error = error
        );
        Trouble::new(what).hint(say!(
            en: "as root it works: type `sudo` before the command", zh: "root 可以使用：请在命令前加 `sudo`"
        ))
    })?;
    screen.note(&say!(
        en: "a private network: here {own} with {address}/24; at the other end a kernel with {peer}, TCP port {port} \
             open, which is also the gateway {gateway}",
        zh: "私有网络：本端是 {own}，地址 {address}/24；对端是内核，地址 {peer}，开放 TCP 端口 {port}，同时是网关 {gateway}",
        own = OWN, address = OWN_ADDRESS, peer = PEER_ADDRESS, port = PORT, gateway = GATEWAY
    ));
    Ok(Some(sandbox))
}

/// Enters it: namespaces are Linux's.
#[cfg(not(target_os = "linux"))]
pub fn enter(matches: &ArgMatches, _: &Screen) -> Result<Held, Trouble> {
    use crate::say;
    if !matches.get_flag("sandbox") {
        return Ok(None);
    }
    Err(Trouble::new(
        say!(en: "`--sandbox` needs network namespaces: Linux has them", zh: "`--sandbox` 需要网络命名空间，只有 Linux 才有"),
    ))
}
