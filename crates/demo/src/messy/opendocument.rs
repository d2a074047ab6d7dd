//! A small writer of .ods: one sheet.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::MessyError;
use super::mistakes::Value;

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook with one sheet; the first `titles` rows are merged over `width` columns.
pub fn workbook(sheet: &str, rows: &[Vec<Value>], titles: usize, width: usize) -> Result<Vec<u8>, MessyError> {
    let mut content = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>"#,
    );
    content.push_str(&format!("<table:table table:name=\"{}\">", escaped(sheet)));
    content.push_str(&format!(
        "<table:table-column table:number-columns-repeated=\"{width}\"/>"
    ));
    for (at, row) in rows.iter().enumerate() {
        content.push_str("<table:table-row>");
        for (column, value) in row.iter().enumerate() {
            let span = if at < titles && column == 0 {
                format!(" table:number-columns-spanned=\"{width}\" table:number-rows-spanned=\"1\"")
            } else {
                String::new()
            };
            match value {
                Value::Empty => content.push_str("<table:table-cell/>"),
                Value::Number(number) => content.push_str(&format!(
                    "<table:table-cell{span} office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
                )),
                Value::Text(text) => content.push_str(&format!(
                    "<table:table-cell{span} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escaped(text)
                )),
            }
        }
        content.push_str("</table:table-row>");
    }
    content.push_str("</table:table></office:spreadsheet></office:body></office:document-content>");
    let manifest = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("mimetype", stored)?;
    archive.write_all(TYPE.as_bytes())?;
    archive.start_file("content.xml", packed)?;
    archive.write_all(content.as_bytes())?;
    archive.start_file("META-INF/manifest.xml", packed)?;
    archive.write_all(manifest.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
