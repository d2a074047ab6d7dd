//! Starting other programs: shown before they run, a failure names what failed.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// Runs a program to its end with our output; a failure is an error that names the command.
///
/// # Errors
/// When the program cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    eprintln!("  $ {shown}");
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{shown} could not be started"))?;
    if !status.success() {
        bail!("{shown} failed ({status})");
    }
    Ok(())
}

/// Runs a program and gives its stdout; what it writes to stderr becomes part of the error.
///
/// # Errors
/// When the program cannot be started or fails, or writes something that is not UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{shown} could not be started"))?;
    if !output.status.success() {
        bail!(
            "{shown} failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{shown} wrote no UTF-8"))
}

/// The command as one would type it, without its environment.
fn show(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a program to its end with our output, and gives the lines that contain one of the marks.
///
/// # Errors
/// When the program cannot be started or fails.
pub fn run_and_keep(command: &mut Command, marks: &[&str]) -> Result<Vec<String>> {
    let shown = show(command);
    eprintln!("  $ {shown}");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{shown} could not be started"))?;
    let stdout = child.stdout.take().context("stdout is piped")?;
    let stderr = child.stderr.take().context("stderr is piped")?;
    let kept = thread::scope(|scope| {
        let errors = scope.spawn(|| pass_on(stderr, &mut std::io::stderr(), marks));
        let mut kept = pass_on(stdout, &mut std::io::stdout(), marks);
        if let Ok(more) = errors.join() {
            kept.extend(more);
        }
        kept
    });
    let status = child.wait()?;
    if !status.success() {
        bail!("{shown} failed ({status})");
    }
    Ok(kept)
}

/// Copies line by line; a line that is not UTF-8 or cannot be written is no reason to stop reading.
fn pass_on(from: impl Read, to: &mut impl Write, marks: &[&str]) -> Vec<String> {
    let mut kept = Vec::new();
    for line in BufReader::new(from).split(b'\n') {
        let Ok(line) = line else { break };
        let _ = to.write_all(&line).and_then(|()| to.write_all(b"\n"));
        let text = String::from_utf8_lossy(&line);
        if marks.iter().any(|mark| text.contains(mark)) {
            kept.push(text.into_owned());
        }
    }
    kept
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn keeps_marked_lines_of_both_streams_and_reports_failure() {
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        let kept = run_and_keep(&mut shell("echo one; echo mark two; echo mark three >&2"), &["mark"]).unwrap();
        assert_eq!(kept, ["mark two", "mark three"]);
        assert!(run_and_keep(&mut shell("exit 3"), &[]).is_err());
        assert!(run(&mut shell("exit 3")).unwrap_err().to_string().contains("exit 3"));
        assert_eq!(read(&mut shell("echo out; echo err >&2")).unwrap(), "out\n");
    }
}
