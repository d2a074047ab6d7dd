//! Lists as six offices keep them over fifteen years, made from the people of the demonstration: everything that goes
//! wrong in real workbooks, on purpose and by seed. Every person in them is invented, and every file says so.

mod biff;
mod disability;
mod elderly;
mod elsewhere;
mod mistakes;
mod opendocument;
mod payment;
mod poor;
mod residence;

#[cfg(test)]
mod tests;

use crate::Demo;
use crate::random::Random;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessyFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What every file says of itself.
const INVENTED: &str = "DANH SÁCH MINH HỌA - MỌI NGƯỜI TRONG DANH SÁCH ĐỀU LÀ NHÂN VẬT HƯ CẤU";

/// A file could not be written: the writer of workbooks says why.
#[derive(Debug, thiserror::Error)]
pub enum MessyError {
    /// .xlsx
    #[error(transparent)]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// .ods
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// .ods
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// The messy lists of a commune, and one that somebody sent from `elsewhere` by mistake. Some households of `elsewhere`
/// have moved here, which only the police know.
///
/// # Errors
/// When a workbook cannot be written.
pub fn messy(demo: &Demo, elsewhere: &Demo, seed: u64) -> Result<Vec<MessyFile>, MessyError> {
    let mut random = Random::new(seed);
    Ok(vec![
        residence::file(demo, elsewhere, &mut random)?,
        payment::file(demo, &mut random),
        poor::file(demo, &mut random)?,
        elderly::file(demo, &mut random),
        disability::file(demo, &mut random)?,
        elsewhere::file(elsewhere)?,
    ])
}
