//! Reports in the layout of Decree 30/2020/NĐ-CP, Appendix I.

use serde::Serialize;

use crate::{Letterhead, Signer};

/// Báo cáo.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Head.
    pub letterhead: Letterhead,
    /// Kind of document, e.g. `Báo cáo`; printed in capitals.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// Kính gửi, for reports to a higher level.
    pub addressed_to: Vec<String>,
    /// Căn cứ, each a full phrase without the closing mark.
    pub bases: Vec<String>,
    /// Paragraphs before the first section.
    pub introduction: Vec<String>,
    /// Sections, numbered I, II, III.
    pub sections: Vec<ReportSection>,
    /// Last paragraphs.
    pub closing: Vec<String>,
    /// Who signs.
    pub signer: Signer,
    /// Nơi nhận, without dash and semicolon.
    pub recipients: Vec<String>,
    /// Where it is filed, e.g. `VT, VHXH`.
    pub archive: String,
    /// Invented data: prints the demonstration mark.
    pub demo: bool,
}

/// A numbered section.
#[derive(Debug, Clone, Serialize)]
pub struct ReportSection {
    /// Title.
    pub title: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Bold line, numbered 1, 2, 3 within its section.
    Heading {
        /// Text.
        text: String,
    },
    /// Running text.
    Paragraph {
        /// Text.
        text: String,
    },
    /// Lines with a dash.
    Points {
        /// Texts.
        items: Vec<String>,
    },
    /// Numbers with their names, as a table of three columns.
    Figures {
        /// Rows.
        figures: Vec<Figure>,
    },
    /// Any table.
    Table(Table),
}

/// One number of a report.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as printed.
    pub value: String,
    /// Unit, e.g. `hồ sơ`.
    pub unit: String,
    /// Remark.
    pub note: Option<String>,
}

/// A table with a head.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Line above.
    pub caption: Option<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; cells beyond the columns are an error of the caller and are not printed.
    pub rows: Vec<Vec<String>>,
    /// Row of sums.
    pub total: Option<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Head.
    pub title: String,
    /// Share of the width relative to the other columns.
    pub share: u32,
    /// Numbers stand right, words left.
    pub align: Align,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Short marks.
    Center,
    /// Numbers.
    Right,
}
