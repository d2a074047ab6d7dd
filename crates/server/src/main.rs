//! The program `tanthon`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
