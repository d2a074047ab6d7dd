//! From a sheet to the bytes of a file.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

use super::formats::Formats;
use super::{Cell, Line, Paper, Sheet};

/// Most rows of one sheet: below the 1,048,576 of the format, with room for everything around the list.
pub const MAX_ROWS: usize = 1_000_000;
/// Most characters of one cell; the rest is cut off and an ellipsis says so. The format has 32,767.
pub(super) const MAX_TEXT: usize = 32_000;
/// Most letters of a sheet's name.
const MAX_NAME: usize = 31;
const PAPER_A4: u8 = 9;

/// The text as it may be written: never a formula, no control characters, within the limit of a cell.
///
/// Excel, LibreOffice and Google Sheets begin a formula with `=`, `+`, `-` or `@`, also behind spaces; tab and line breaks
/// tear a cell apart when the file goes through CSV.
pub fn harmless(text: &str) -> String {
    let mut clean: String = text
        .chars()
        .map(|c| if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    if clean.chars().nth(MAX_TEXT).is_some() {
        clean = clean.chars().take(MAX_TEXT).chain(['…']).collect();
    }
    let first = clean.trim_start().chars().next();
    let is_dangerous = first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || text.starts_with(['\t', '\r', '\n']);
    if is_dangerous { format!("'{clean}") } else { clean }
}

/// Writes a workbook.
///
/// # Errors
/// A sheet has too many rows or no columns.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        let name = sheet_name(&sheet.name, &names);
        page.set_name(&name)?;
        names.push(name);
        Writer {
            page,
            sheet,
            formats: &formats,
            row: 0,
            last: u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX),
        }
        .write()?;
    }
    book.save_to_buffer()
}

/// A name that the format allows and no other sheet has.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .collect();
    let plain = match plain.trim() {
        "" => "Danh sách",
        other => other,
    };
    let is_taken = |name: &String| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let cut = |most: usize| plain.chars().take(most).collect::<String>();
    let numbered = (2..).map(|number| format!("{} {number}", cut(MAX_NAME - 8)));
    let mut candidates = std::iter::once(cut(MAX_NAME)).chain(numbered);
    candidates.find(|name| !is_taken(name)).unwrap_or_default()
}

struct Writer<'a> {
    page: &'a mut Worksheet,
    sheet: &'a Sheet,
    formats: &'a Formats,
    row: u32,
    last: u16,
}

impl Writer<'_> {
    fn write(mut self) -> Result<(), XlsxError> {
        if self.sheet.columns.is_empty() || self.sheet.lines.len() > MAX_ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        for (at, column) in (0..=self.last).zip(&self.sheet.columns) {
            self.page.set_column_width(at, column.width)?;
        }
        self.letterhead()?;
        self.titles()?;
        let heading = self.headings()?;
        let first = self.row;
        for line in &self.sheet.lines {
            self.line(line)?;
        }
        if self.row > first {
            self.page
                .ignore_error_range(first, 0, self.row - 1, self.last, IgnoreError::NumberStoredAsText)?;
        }
        self.ending()?;
        self.page.set_freeze_panes(heading + 1, 0)?;
        self.page.set_repeat_rows(heading, heading)?;
        self.page.set_paper_size(PAPER_A4);
        match self.sheet.paper {
            Paper::Landscape => self.page.set_landscape(),
            Paper::Portrait => self.page.set_portrait(),
        };
        self.page.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
        self.page.set_print_fit_to_pages(1, 0);
        self.page.set_footer("&C&\"Times New Roman,Regular\"&10Trang &P/&N");
        Ok(())
    }

    /// A text over some columns of the present row.
    fn over(&mut self, from: u16, to: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = harmless(text);
        if from >= to {
            self.page.write_string_with_format(self.row, from, text, format)?;
        } else {
            self.page.merge_range(self.row, from, self.row, to, &text, format)?;
        }
        Ok(())
    }

    /// Issuer on the left; the country's name and its motto on the right (Decree 30/2020).
    fn letterhead(&mut self) -> Result<(), XlsxError> {
        if self.sheet.issuer.is_empty() {
            return Ok(());
        }
        let middle = self.left_half();
        let motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"];
        let rows = self.sheet.issuer.len().max(motto.len());
        for at in 0..rows {
            if let Some(line) = self.sheet.issuer.get(at) {
                let is_last = at + 1 == self.sheet.issuer.len() && at > 0;
                let format = if is_last {
                    &self.formats.underlined
                } else {
                    &self.formats.bold
                };
                self.over(0, middle, line, format)?;
            }
            if let (Some(line), true) = (motto.get(at), middle < self.last) {
                let format = if at == 1 {
                    &self.formats.underlined
                } else {
                    &self.formats.bold
                };
                self.over(middle + 1, self.last, line, format)?;
            }
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// The last column of the left part: about two fifths of the width.
    fn left_half(&self) -> u16 {
        let whole: f64 = self.sheet.columns.iter().map(|column| column.width).sum();
        let mut sum = 0.0;
        for (at, column) in (0..=self.last).zip(&self.sheet.columns) {
            sum += column.width;
            if sum >= whole * 0.4 {
                return at;
            }
        }
        self.last
    }

    fn titles(&mut self) -> Result<(), XlsxError> {
        let formats = self.formats;
        for (at, line) in self.sheet.titles.iter().enumerate() {
            let format = if at == 0 { &formats.title } else { &formats.bold };
            self.over(0, self.last, line, format)?;
            self.row += 1;
        }
        for line in &self.sheet.remarks {
            self.over(0, self.last, line, &formats.remark)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn headings(&mut self) -> Result<u32, XlsxError> {
        for (at, column) in (0..=self.last).zip(&self.sheet.columns) {
            let text = harmless(&column.heading);
            self.page
                .write_string_with_format(self.row, at, text, &self.formats.heading)?;
        }
        self.page.set_row_height(self.row, 36)?;
        self.row += 1;
        Ok(self.row - 1)
    }

    fn line(&mut self, line: &Line) -> Result<(), XlsxError> {
        let formats = self.formats;
        match line {
            Line::Group(text) => self.over(0, self.last, text, &formats.group)?,
            Line::Row(cells) => {
                for (at, column) in (0..=self.last).zip(&self.sheet.columns) {
                    let align = column.align as usize;
                    let cell = cells.get(usize::from(at)).unwrap_or(&Cell::Blank);
                    self.cell(at, cell, &formats.cells[align], &formats.numbers[align])?;
                }
            }
            Line::Sum(text, cells) => {
                let is_blank = |cell: &&Cell| **cell == Cell::Blank;
                let blank = cells
                    .iter()
                    .take_while(is_blank)
                    .count()
                    .clamp(1, self.sheet.columns.len());
                let until = u16::try_from(blank - 1).unwrap_or(self.last);
                self.over(0, until, text, &formats.sum_text)?;
                for at in until + 1..=self.last {
                    let cell = cells.get(usize::from(at)).unwrap_or(&Cell::Blank);
                    self.cell(at, cell, &formats.sum_text, &formats.sum)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, at: u16, cell: &Cell, text: &Format, number: &Format) -> Result<(), XlsxError> {
        match cell {
            Cell::Blank => self.page.write_blank(self.row, at, text)?,
            Cell::Text(it) => self.page.write_string_with_format(self.row, at, harmless(it), text)?,
            // A spreadsheet counts in doubles: exact up to 9,007,199,254,740,992.
            Cell::Number(it) => self.page.write_number_with_format(self.row, at, *it as f64, number)?,
        };
        Ok(())
    }

    fn ending(&mut self) -> Result<(), XlsxError> {
        let formats = self.formats;
        self.row += 1;
        for line in &self.sheet.closing {
            self.over(0, self.last, line, &formats.closing)?;
            self.row += 1;
        }
        let count = u16::try_from(self.sheet.signatures.len()).unwrap_or(u16::MAX);
        if count == 0 {
            return Ok(());
        }
        self.row += 1;
        let columns = self.last + 1;
        let places: Vec<(u16, u16)> = (0..count.min(columns))
            .map(|at| (at * columns / count, ((at + 1) * columns / count).max(1) - 1))
            .collect();
        if let (Some(text), Some((from, to))) = (&self.sheet.place_and_day, places.last()) {
            self.over(*from, *to, text, &formats.day)?;
            self.row += 1;
        }
        for (signature, (from, to)) in self.sheet.signatures.iter().zip(&places) {
            self.over(*from, *to, &signature.office, &formats.bold)?;
        }
        self.row += 1;
        for (signature, (from, to)) in self.sheet.signatures.iter().zip(&places) {
            self.over(*from, *to, &signature.hint, &formats.hint)?;
        }
        // Room to sign, inside what is printed.
        self.row += 5;
        self.page.write_blank(self.row, 0, &formats.plain)?;
        Ok(())
    }
}
