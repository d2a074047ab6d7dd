//! `tanthon text normalize`: text in any encoding of Vietnamese → composed Unicode, line by line.

use std::io::{Read, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use lists::encoding::{bytes_of_lines, restore, text_of_line};

/// What to do with text.
#[derive(Debug, Subcommand)]
pub enum TextCommand {
    /// Read text on stdin (UTF-8, UTF-16, TCVN3, VNI, CP1258, decomposed, mis-decoded) and write NFC on stdout, line by
    /// line; a line that stays garbled comes out as it is, is named on stderr, and the exit status is 1
    Normalize,
}

/// Runs the command.
pub fn run(command: TextCommand) -> anyhow::Result<ExitCode> {
    match command {
        TextCommand::Normalize => {
            let mut input = Vec::new();
            std::io::stdin()
                .read_to_end(&mut input)
                .context("stdin cannot be read")?;
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            let garbled = normalize(&input, &mut out)?;
            out.flush()?;
            for line in &garbled {
                eprintln!("line {line}: text_garbled");
            }
            Ok(if garbled.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(1)
            })
        }
    }
}

/// Writes each line put right; line ends stay. Gives the numbers of the lines that stay garbled.
fn normalize(input: &[u8], out: &mut impl Write) -> anyhow::Result<Vec<usize>> {
    let mut garbled = Vec::new();
    for (number, line) in (1..).zip(bytes_of_lines(input)) {
        let restored = restore(&text_of_line(&line));
        if restored.is_garbled {
            garbled.push(number);
        }
        out.write_all(restored.text.as_bytes())?;
    }
    Ok(garbled)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_many_encodings_become_one() {
        let mut input = b"Nguy\xD4n V\xA8n H\xEFng\r\nNguyea\xF5n\n".to_vec();
        input.extend("Nguyễn Văn Hùng\nNguye\u{302}\u{303}n\nTráº§n\n\nNg\u{FFFD}".as_bytes());
        let mut out = Vec::new();
        let garbled = normalize(&input, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines[0], "Nguyễn Văn Hùng\r");
        assert_eq!(lines[2..], ["Nguyễn Văn Hùng", "Nguyễn", "Trần", "", "Ng\u{FFFD}"]);
        assert_eq!(garbled, [7]);
    }
}
