//! SIGINT and SIGTERM, or Ctrl-C on Windows.

use std::io;

/// The signals that end a server.
#[cfg(unix)]
pub struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// From now on they no longer end the program by themselves.
    pub fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for the next; whether it is SIGINT.
    pub async fn next(&mut self) -> bool {
        std::future::poll_fn(|cx| {
            if self.interrupt.poll_recv(cx).is_ready() {
                return std::task::Poll::Ready(true);
            }
            self.terminate.poll_recv(cx).map(|_| false)
        })
        .await
    }
}

/// The signals that end a server.
#[cfg(windows)]
pub struct Signals {
    interrupt: tokio::signal::windows::CtrlC,
}

#[cfg(windows)]
impl Signals {
    /// From now on Ctrl-C no longer ends the program by itself.
    pub fn new() -> io::Result<Signals> {
        Ok(Signals { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    /// Waits for the next.
    pub async fn next(&mut self) -> bool {
        self.interrupt.recv().await;
        true
    }
}
