//! The file by which a Unix socket is found. The kernel makes it and does not take it away again.

use crate::cli::screen::Screen;
use crate::echo::address::{Address, Place, Transport};
use crate::say;
use crate::spec::Trouble;
use std::path::{Path, PathBuf};

/// A file to take away in the end, if there is one.
#[derive(Clone)]
pub struct SocketFile {
    path: Option<PathBuf>,
}

impl SocketFile {
    /// Takes away what an earlier server left, where nobody listens any more.
    ///
    /// # Errors
    /// Where somebody listens, or another kind of file is in the way.
    pub fn make_way(address: &Address, screen: &Screen) -> Result<SocketFile, Trouble> {
        let Place::Path(path) = &address.place else { return Ok(SocketFile { path: None }) };
        if path.symlink_metadata().is_ok() {
            if !is_socket(path) {
                return Err(Trouble::new(say!(
                    en: "{path} is there already, and is no socket", zh: "{path} 已经存在，而且不是套接字",
                    path = path.display()
                ))
                .hint(say!(en: "another path", zh: "换一个路径")));
            }
            if is_alive(path, address.transport) {
                return Err(Trouble::new(say!(
                    en: "another program listens on {path}", zh: "另一个程序正在 {path} 上监听",
                    path = path.display()
                ))
                .hint(say!(en: "end that program, or take another path", zh: "结束那个程序，或换一个路径")));
            }
            if std::fs::remove_file(path).is_ok() {
                screen.note(&say!(
                    en: "{path} was left by a server that is gone: removed", zh: "{path} 是已结束的服务器留下的：已删除",
                    path = path.display()
                ));
            }
        }
        Ok(SocketFile { path: Some(path.clone()) })
    }

    /// Takes the file away.
    pub fn remove(&self) {
        if let Some(path) = &self.path {
            // it may be gone already
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(unix)]
fn is_socket(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.symlink_metadata().is_ok_and(|file| file.file_type().is_socket())
}

/// Whether somebody has the socket open: the kernel refuses the connection where nobody has.
#[cfg(unix)]
fn is_alive(path: &Path, transport: Transport) -> bool {
    use std::io::ErrorKind;
    use std::os::unix::net::{UnixDatagram, UnixStream};
    let tried = match transport {
        Transport::Unixgram => UnixDatagram::unbound().and_then(|socket| socket.connect(path)),
        _ => UnixStream::connect(path).map(|_| ()),
    };
    !tried.is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
}

#[cfg(not(unix))]
fn is_socket(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn is_alive(_: &Path, _: Transport) -> bool {
    true
}
