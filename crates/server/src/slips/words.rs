//! Dates and words of print.

use documents::{Date, Moment};

use crate::error::{ApiError, ApiResult};

/// The calendar day of a stored date or date-time.
pub fn civil_date(text: &str) -> ApiResult<time::Date> {
    let day = text.get(..10).unwrap_or(text);
    domain::date::parse_date(day).map_err(|_| ApiError::internal("a stored date is not readable"))
}

/// The day of a stored date or date-time, for print.
pub fn day(text: &str) -> ApiResult<Date> {
    print_date(civil_date(text)?)
}

/// A day for print.
pub fn print_date(date: time::Date) -> ApiResult<Date> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    Ok(Date::new(year, u8::from(date.month()), date.day())?)
}

/// A stored date-time for print; a date alone is the end of the working day nowhere, so it is midnight.
pub fn moment(text: &str) -> ApiResult<Moment> {
    let date = day(text)?;
    let time = match text.get(11..16) {
        Some(time) => {
            domain::date::parse_time(time).map_err(|_| ApiError::internal("a stored time is not readable"))?
        }
        None => time::Time::MIDNIGHT,
    };
    Ok(Moment {
        date,
        time: documents::Time::new(time.hour(), time.minute())?,
    })
}

/// `Xã Tà Đùng` → `xã Tà Đùng`.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `Xã Tà Đùng` → `Tà Đùng`: the place before a date.
pub fn place_name(commune: &str) -> &str {
    ["Xã ", "Phường ", "Đặc khu ", "Thị trấn "]
        .iter()
        .find_map(|kind| commune.strip_prefix(kind))
        .unwrap_or(commune)
}

/// A personal id of which only the last four digits are printed.
pub fn masked(id: &str) -> String {
    match domain::personal_id::PersonalId::parse(id) {
        Ok(id) => id.masked(),
        Err(_) => String::from("…"),
    }
}

/// `1350000` → `1.350.000 đồng`.
pub fn money(dong: i64) -> String {
    let digits = dong.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    format!("{}{text} đồng", if dong < 0 { "-" } else { "" })
}

/// Who somebody is to the dossier, in words; an unknown code stays as it is.
pub fn capacity(code: &str) -> &str {
    match code {
        "self" => "Người đề nghị",
        "representative" => "Người đại diện",
        "caregiver" => "Người chăm sóc",
        "guardian" => "Người giám hộ",
        "relative" => "Người thân",
        "funeral_organiser" => "Người tổ chức mai táng",
        "authorised" => "Người được ủy quyền",
        other => other,
    }
}

/// Where something happens, in words.
pub fn place(code: &str) -> &str {
    match code {
        "center" => "Trung tâm Phục vụ hành chính công",
        "stop" => "Buổi lưu động tại thôn",
        "home" => "Tại nhà",
        "post" => "Qua bưu chính công ích",
        "online" => "Trực tuyến",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_print() {
        assert_eq!(money(1_350_000), "1.350.000 đồng");
        assert_eq!(money(700), "700 đồng");
        assert_eq!(place_name("Xã Tà Đùng"), "Tà Đùng");
        assert_eq!(lower_first("Xã Tà Đùng"), "xã Tà Đùng");
        assert_eq!(
            moment("2026-11-20T16:10").expect("readable").long(),
            "16 giờ 10 phút, ngày 20 tháng 11 năm 2026"
        );
        assert!(moment("2026-02-30T16:10").is_err());
    }
}
