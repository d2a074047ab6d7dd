//! How cells look: Times New Roman, thin borders, the sizes of office papers.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

const FONT: &str = "Times New Roman";

/// The formats of a workbook.
pub(super) struct Formats {
    pub plain: Format,
    pub bold: Format,
    pub underlined: Format,
    pub title: Format,
    pub remark: Format,
    pub heading: Format,
    pub group: Format,
    pub cells: [Format; 3],
    pub numbers: [Format; 3],
    pub sum_text: Format,
    pub sum: Format,
    pub closing: Format,
    pub day: Format,
    pub hint: Format,
}

impl Formats {
    pub fn new() -> Formats {
        let base = || {
            Format::new()
                .set_font_name(FONT)
                .set_font_size(12)
                .set_align(FormatAlign::VerticalCenter)
        };
        let cell = |align: FormatAlign| base().set_border(FormatBorder::Thin).set_align(align);
        let aligns = || [FormatAlign::Left, FormatAlign::Center, FormatAlign::Right];
        Formats {
            plain: base(),
            bold: base().set_bold().set_align(FormatAlign::Center),
            underlined: base()
                .set_bold()
                .set_underline(FormatUnderline::Single)
                .set_align(FormatAlign::Center),
            title: base().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            remark: base().set_italic().set_font_size(11).set_align(FormatAlign::Center),
            heading: cell(FormatAlign::Center).set_bold().set_text_wrap(),
            group: cell(FormatAlign::Left).set_bold().set_italic(),
            // "@": also what is typed into the cell later stays text.
            cells: aligns().map(|align| cell(align).set_num_format("@").set_text_wrap()),
            numbers: aligns().map(|align| cell(align).set_num_format("#,##0")),
            sum_text: cell(FormatAlign::Center).set_bold(),
            sum: cell(FormatAlign::Right).set_bold().set_num_format("#,##0"),
            closing: base().set_bold().set_italic().set_text_wrap(),
            day: base().set_italic().set_align(FormatAlign::Center),
            hint: base().set_italic().set_font_size(11).set_align(FormatAlign::Center),
        }
    }
}
