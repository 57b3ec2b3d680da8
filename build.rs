//! How the program is linked: so that it starts fast, for most commands take less time than their start.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let target = is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_ENV", "gnu");
    if !target || !is("PROFILE", "release") || env::var("HOST") != env::var("TARGET") {
        return;
    }
    // The tables hold some 25,000 addresses of texts. In a program that may be loaded anywhere each of them is put right at
    // every start, 0.5 ms; in one with a fixed place none is.
    println!("cargo::rustc-link-arg-bin=netlab=-no-pie");
    // To load libgcc_s.so, which walks the stack for a backtrace, takes 0.2 ms; gcc brings the same as an archive.
    let linker = env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".into());
    let asked = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    let found = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string());
    if found.is_ok_and(|path| Path::new(&path).is_absolute()) {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
