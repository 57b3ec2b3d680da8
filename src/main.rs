//! The `netlab` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    netlab::cli::run(&std::env::args_os().collect::<Vec<_>>())
}
