//! What can be wrong with a file, a row or a cell: stable codes, never sentences.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$enum_doc:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident = $code:literal; )* }) => {
        $(#[$enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $( $(#[$doc])* $variant, )*
        }

        impl $name {
            /// Every code, in the order of declaration: what a catalogue of sentences must cover.
            pub const ALL: &'static [$name] = &[$( $name::$variant, )*];

            /// The stable code that crosses boundaries.
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $code, )* }
            }
        }
    };
}

codes! {
    /// Why a whole file was refused. Nothing of it is used.
    ListErrorCode {
        /// There is nothing in it.
        FileEmpty = "file_empty";
        /// More than 100 MB, or more than 2 GB once unpacked.
        FileTooLarge = "file_too_large";
        /// Neither .xlsx, .xls, .ods nor .csv.
        FileKindUnknown = "file_kind_unknown";
        /// A password is needed to open it.
        WorkbookPasswordProtected = "workbook_password_protected";
        /// It is damaged.
        WorkbookBroken = "workbook_broken";
        /// More than 300 columns.
        TooManyColumns = "too_many_columns";
        /// More than 1,000,000 rows.
        TooManyRows = "too_many_rows";
        /// No sheet has headings or a column of names.
        NoHeaderFound = "no_header_found";
    }
}

codes! {
    /// What is wrong with a row or a cell, or what a person should know about it.
    ProblemCode {
        /// The row has content but no name.
        NameMissing = "name_missing";
        /// Two people stand in one cell.
        TwoPeopleInCell = "two_people_in_cell";
        /// A remark in brackets was taken from the name.
        NameRemarkTakenOff = "name_remark_taken_off";
        /// A name with a digit, without a letter, or too long.
        NameUnreadable = "name_unreadable";
        /// Text that was decoded wrongly somewhere and cannot be put right.
        TextGarbled = "text_garbled";
        /// A text in an encoding other than that of its column.
        TextEncodingMixed = "text_encoding_mixed";
        /// The text holds a formula or a script; it is kept as plain text.
        TextHostile = "text_hostile";
        /// The cell holds the error of a formula (#REF!, #N/A).
        FormulaError = "formula_error";
        /// Not a number of 12 or 9 digits.
        IdUnreadable = "id_unreadable";
        /// The zero that a spreadsheet dropped was put back, and the number fits sex and year.
        IdZeroRestored = "id_zero_restored";
        /// A zero seems to be lost, but the number with it contradicts the person.
        IdZeroDoubtful = "id_zero_doubtful";
        /// An old number of 9 digits stood in the column of the new one.
        IdIsOldId = "id_is_old_id";
        /// The number lost its last digits to 1.23E+11.
        IdDigitsLost = "id_digits_lost";
        /// The province in the number is unknown.
        IdProvinceUnknown = "id_province_unknown";
        /// The number says another sex.
        IdSexMismatch = "id_sex_mismatch";
        /// The number says another year of birth.
        IdBirthYearMismatch = "id_birth_year_mismatch";
        /// Cannot be read as a date.
        DateUnreadable = "date_unreadable";
        /// No such day, such as 31/02.
        DateImpossible = "date_impossible";
        /// After the day of the import.
        DateInFuture = "date_in_future";
        /// More than 120 years ago.
        DateTooOld = "date_too_old";
        /// "Khoảng": only the year is taken.
        DateApproximate = "date_approximate";
        /// A day of the lunar calendar: only the year is taken.
        DateLunar = "date_lunar";
        /// The year has two digits and was completed.
        DateYearCompleted = "date_year_completed";
        /// Month and day are swapped: there is no month above 12.
        DateSwapped = "date_swapped";
        /// The day and the year stand in different columns and contradict each other.
        DateContradicted = "date_contradicted";
        /// A number of days since 1900, or 1904.
        DateFromSerial = "date_from_serial";
        /// Neither nam nor nữ.
        SexUnreadable = "sex_unreadable";
        /// Both nam and nữ are marked.
        SexContradicted = "sex_contradicted";
        /// Not a phone number.
        PhoneUnreadable = "phone_unreadable";
        /// The zero that a spreadsheet dropped was put back.
        PhoneZeroRestored = "phone_zero_restored";
        /// Two numbers stood in the cell; the first is taken.
        PhoneSeveral = "phone_several";
        /// Not an amount of money.
        MoneyUnreadable = "money_unreadable";
        /// The amount is given in thousands or millions and was converted.
        MoneyUnitConverted = "money_unit_converted";
        /// Not a number.
        NumberUnreadable = "number_unreadable";
        /// No known degree of disability.
        DisabilityUnreadable = "disability_unreadable";
        /// Several degrees are marked.
        DisabilityContradicted = "disability_contradicted";
        /// No known kind of disability.
        DisabilityTypeUnreadable = "disability_type_unreadable";
        /// Neither poor nor near-poor nor neither.
        PovertyUnreadable = "poverty_unreadable";
        /// Several are marked.
        PovertyContradicted = "poverty_contradicted";
        /// A relation that the register does not know.
        RelationUnreadable = "relation_unreadable";
        /// No ethnic group of this name.
        EthnicGroupUnknown = "ethnic_group_unknown";
        /// A remark says that the person died.
        RemarkDeath = "remark_death";
        /// A remark says that the person moved away.
        RemarkMovedAway = "remark_moved_away";
        /// From this row on the columns hold other things than above.
        ColumnsSwapped = "columns_swapped";
        /// Heading and content of the column do not agree.
        ColumnContradicted = "column_contradicted";
        /// Two columns have the same meaning; the first is taken.
        ColumnRepeated = "column_repeated";
        /// The sheet has no headings and nothing that looks like names; it was left out.
        SheetWithoutHeader = "sheet_without_header";
        /// The sheet is hidden in the workbook; it was read all the same.
        SheetHidden = "sheet_hidden";
        /// The sum in a totals row is not the sum of the rows above.
        TotalsDiffer = "totals_differ";
    }
}

/// Why a whole file was refused, with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}{}{}", code.as_str(), sheet.as_deref().map(|it| format!(", sheet {it}")).unwrap_or_default(),
    row.map(|it| format!(", row {it}")).unwrap_or_default())]
pub struct ListError {
    /// What is wrong.
    pub code: ListErrorCode,
    /// In which sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// In which row, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

impl ListError {
    /// A fault of the whole file.
    pub fn of_file(code: ListErrorCode) -> ListError {
        ListError {
            code,
            sheet: None,
            row: None,
        }
    }

    /// A fault of a sheet, at a row where one can be named.
    pub fn of_sheet(code: ListErrorCode, sheet: &str, row: Option<u32>) -> ListError {
        ListError {
            code,
            sheet: Some(sheet.to_owned()),
            row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_serialisation_writes() {
        for code in ListErrorCode::ALL {
            let written = serde_json::to_value(code).expect("a code");
            assert_eq!(written, code.as_str());
        }
        for code in ProblemCode::ALL {
            let written = serde_json::to_value(code).expect("a code");
            assert_eq!(written, code.as_str());
        }
        for field in crate::columns::Field::ALL {
            assert_eq!(serde_json::to_value(field).expect("a code"), field.as_str());
            assert_eq!(crate::columns::Field::from_code(field.as_str()), Some(*field));
        }
    }
}
