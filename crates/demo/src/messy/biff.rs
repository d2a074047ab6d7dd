//! A small writer of .xls: one sheet of texts and numbers in the form of Excel 97 (BIFF8), in a compound file.

use super::mistakes::Value;

const SECTOR: usize = 512;
/// Shorter streams would have to live in the stream of small pieces.
const SHORTEST_STREAM: usize = 4_096;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const FAT: u32 = 0xFFFF_FFFD;

/// A workbook with one sheet. `merged` areas are (first row, last row, first column, last column), from 0.
pub fn workbook(sheet: &str, font: &str, rows: &[Vec<Value>], merged: &[[u16; 4]]) -> Vec<u8> {
    let mut globals = Vec::new();
    record(
        &mut globals,
        0x0809,
        &[0, 6, 5, 0, 0xDB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0],
    );
    record(&mut globals, 0x0042, &1200_u16.to_le_bytes());
    record(
        &mut globals,
        0x003D,
        &[
            0, 0, 0, 0, 0x40, 0x38, 0x20, 0x1C, 0x38, 0, 0, 0, 0, 0, 1, 0, 0x58, 0x02,
        ],
    );
    for _ in 0..4 {
        // 12 points, black, upright.
        let mut body = vec![0xF0, 0, 0, 0, 0xFF, 0x7F, 0x90, 0x01, 0, 0, 0, 0, 0, 0];
        body.extend(short_text(font));
        record(&mut globals, 0x0031, &body);
    }
    for at in 0..16_u8 {
        let kind: [u8; 2] = if at < 15 { [0xF5, 0xFF] } else { [1, 0] };
        let mut body = vec![
            0, 0, 0, 0, kind[0], kind[1], 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0x20,
        ];
        body.truncate(20);
        record(&mut globals, 0x00E0, &body);
    }
    record(&mut globals, 0x0293, &[0, 0x80, 0, 0xFF]);
    let place_of_sheet = globals.len() + 4;
    let mut bound = vec![0, 0, 0, 0, 0, 0];
    bound.extend(short_text(sheet));
    record(&mut globals, 0x0085, &bound);
    record(&mut globals, 0x000A, &[]);
    let start = u32::try_from(globals.len()).unwrap_or(u32::MAX);
    globals[place_of_sheet..place_of_sheet + 4].copy_from_slice(&start.to_le_bytes());
    let mut stream = globals;
    stream.extend(sheet_records(rows, merged));
    compound(stream)
}

fn sheet_records(rows: &[Vec<Value>], merged: &[[u16; 4]]) -> Vec<u8> {
    let mut out = Vec::new();
    record(
        &mut out,
        0x0809,
        &[0, 6, 0x10, 0, 0xDB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0],
    );
    let height = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut dimensions = Vec::new();
    dimensions.extend(0_u32.to_le_bytes());
    dimensions.extend(height.to_le_bytes());
    dimensions.extend([0, 0]);
    dimensions.extend(small(width).to_le_bytes());
    dimensions.extend([0, 0]);
    record(&mut out, 0x0200, &dimensions);
    for (row, cells) in rows.iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let mut body = Vec::new();
            body.extend(small(row).to_le_bytes());
            body.extend(small(column).to_le_bytes());
            body.extend(15_u16.to_le_bytes());
            match value {
                Value::Empty => {}
                Value::Number(number) => {
                    body.extend(number.to_le_bytes());
                    record(&mut out, 0x0203, &body);
                }
                Value::Text(text) => {
                    body.extend(long_text(text));
                    record(&mut out, 0x0204, &body);
                }
            }
        }
    }
    if !merged.is_empty() {
        let mut body = small(merged.len()).to_le_bytes().to_vec();
        body.extend(merged.iter().flatten().flat_map(|number| number.to_le_bytes()));
        record(&mut out, 0x00E5, &body);
    }
    record(&mut out, 0x000A, &[]);
    out
}

fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend(small(body.len()).to_le_bytes());
    out.extend(body);
}

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Length in one byte, then the text.
fn short_text(text: &str) -> Vec<u8> {
    let (count, rest) = text_body(text);
    let mut out = vec![u8::try_from(count).unwrap_or(u8::MAX)];
    out.extend(rest);
    out
}

/// Length in two bytes, then the text.
fn long_text(text: &str) -> Vec<u8> {
    let (count, rest) = text_body(text);
    let mut out = small(count).to_le_bytes().to_vec();
    out.extend(rest);
    out
}

/// The number of characters, and a flag with one byte per character where that is enough.
fn text_body(text: &str) -> (usize, Vec<u8>) {
    let narrow: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    match narrow {
        Some(bytes) => (bytes.len(), [vec![0], bytes].concat()),
        None => {
            let units: Vec<u16> = text.encode_utf16().collect();
            let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
            (units.len(), [1].into_iter().chain(bytes).collect())
        }
    }
}

/// A compound file with the one stream "Workbook".
fn compound(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(SHORTEST_STREAM), 0);
    let size = stream.len();
    stream.resize(size.next_multiple_of(SECTOR), 0);
    let data = stream.len() / SECTOR;
    let per_sector = SECTOR / 4;
    let fats = (data + 2).div_ceil(per_sector - 1).max(1);
    let number = |at: usize| u32::try_from(at).unwrap_or(FREE);

    let mut out = vec![0_u8; SECTOR];
    out[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &number(fats).to_le_bytes());
    put(48, &number(fats).to_le_bytes());
    put(56, &number(SHORTEST_STREAM).to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for at in 0..109 {
        let entry = if at < fats { number(at) } else { FREE };
        put(76 + at * 4, &entry.to_le_bytes());
    }

    // Sectors: the tables, the directory, the stream.
    let mut table = vec![FAT; fats];
    table.push(END);
    let first = fats + 1;
    table.extend((first..first + data).map(|at| if at + 1 == first + data { END } else { number(at + 1) }));
    table.resize(fats * per_sector, FREE);
    out.extend(table.iter().flat_map(|entry| entry.to_le_bytes()));
    out.extend(directory_entry("Root Entry", 5, 1, END, 0));
    out.extend(directory_entry("Workbook", 2, FREE, number(first), number(size)));
    out.extend(directory_entry("", 0, FREE, 0, 0));
    out.extend(directory_entry("", 0, FREE, 0, 0));
    out.extend(stream);
    out
}

fn directory_entry(name: &str, kind: u8, child: u32, first: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0_u8; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..units.len()].copy_from_slice(&units);
    let length = if name.is_empty() { 0 } else { small(units.len() + 2) };
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    entry[67] = 1;
    for (at, value) in [(68, FREE), (72, FREE), (76, child), (116, first), (120, size)] {
        entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    entry
}
