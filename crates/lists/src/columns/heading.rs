//! What a heading means.

use super::Field;
use crate::text::words_key;

/// A heading, from top to bottom: "Năm sinh" above "Nam" gives two lines.
pub type Lines = Vec<String>;

/// Whole headings, by their words without accents.
const EXACT: &[(&str, Field)] = &[
    ("stt", Field::RowNumber),
    ("tt", Field::RowNumber),
    ("so tt", Field::RowNumber),
    ("so thu tu", Field::RowNumber),
    ("ho", Field::FamilyName),
    ("ho dem", Field::FamilyName),
    ("ho va dem", Field::FamilyName),
    ("ho lot", Field::FamilyName),
    ("ho va chu dem", Field::FamilyName),
    ("ho va ten dem", Field::FamilyName),
    ("ho chu dem", Field::FamilyName),
    ("ten", Field::GivenName),
    ("ns", Field::BirthDate),
    ("gt", Field::Sex),
    ("phai", Field::Sex),
    ("nam", Field::MaleMark),
    ("nu", Field::FemaleMark),
    ("dt", Field::Phone),
    ("sdt", Field::Phone),
    ("so dt", Field::Phone),
    ("dbn", Field::ExtremeMark),
    ("dac biet nang", Field::ExtremeMark),
    ("nang", Field::SevereMark),
    ("nhe", Field::LightMark),
    ("xa", Field::Commune),
    ("xa phuong", Field::Commune),
    ("phuong xa", Field::Commune),
    ("phuong", Field::Commune),
    ("huyen", Field::District),
    ("quan huyen", Field::District),
    ("huyen thi xa", Field::District),
    ("tinh", Field::Province),
    ("tinh thanh", Field::Province),
    ("tinh thanh pho", Field::Province),
    ("hs", Field::Coefficient),
    ("tc", Field::Monthly),
    ("stk", Field::BankAccount),
    ("ma so", Field::HouseholdNumber),
];

/// Phrases within a heading; the first that fits wins, so the narrower stands before the wider.
const PHRASES: &[(&str, Field)] = &[
    ("quan he", Field::RelationToHead),
    ("qh voi chu ho", Field::RelationToHead),
    ("nguoi cham soc", Field::CaregiverName),
    ("nguoi giam ho", Field::CaregiverName),
    ("nguoi nhan thay", Field::CaregiverName),
    ("uy quyen", Field::CaregiverName),
    ("chu ho", Field::HeadName),
    ("ma ho", Field::HouseholdNumber),
    ("so ho khau", Field::HouseholdNumber),
    ("so ho", Field::HouseholdNumber),
    ("ho va ten", Field::FullName),
    ("ho ten", Field::FullName),
    ("chu dem va ten", Field::FullName),
    ("ten doi tuong", Field::FullName),
    ("ten nguoi", Field::FullName),
    ("ngay chet", Field::DeathDate),
    ("ngay mat", Field::DeathDate),
    ("thoi diem chet", Field::DeathDate),
    ("nam sinh", Field::BirthDate),
    ("ngay sinh", Field::BirthDate),
    ("thang sinh", Field::BirthDate),
    ("sinh ngay", Field::BirthDate),
    ("sinh nam", Field::BirthDate),
    ("cccd", Field::PersonalId),
    ("can cuoc", Field::PersonalId),
    ("dinh danh", Field::PersonalId),
    ("ddcn", Field::PersonalId),
    ("cmnd", Field::OldId),
    ("cmt", Field::OldId),
    ("chung minh", Field::OldId),
    ("gioi tinh", Field::Sex),
    ("dan toc", Field::EthnicGroup),
    ("dien thoai", Field::Phone),
    ("di dong", Field::Phone),
    ("sdt", Field::Phone),
    ("dang tat", Field::DisabilityType),
    ("dang khuyet tat", Field::DisabilityType),
    ("dang kt", Field::DisabilityType),
    ("loai khuyet tat", Field::DisabilityType),
    ("giay xac nhan", Field::DisabilityCertificate),
    ("gxn", Field::DisabilityCertificate),
    ("muc do", Field::Disability),
    ("he so", Field::Coefficient),
    ("truy linh", Field::Signature),
    ("muc tro cap", Field::Monthly),
    ("muc huong", Field::Monthly),
    ("so tien", Field::Monthly),
    ("tien tro cap", Field::Monthly),
    ("muc tc", Field::Monthly),
    ("ngay quyet dinh", Field::DecisionDate),
    ("ngay qd", Field::DecisionDate),
    ("ngay ky", Field::DecisionDate),
    ("quyet dinh", Field::DecisionNumber),
    ("so qd", Field::DecisionNumber),
    ("huong tu", Field::FromMonth),
    ("thoi diem huong", Field::FromMonth),
    ("tu thang", Field::FromMonth),
    ("tai khoan", Field::BankAccount),
    ("ngheo can ngheo", Field::Poverty),
    ("ngheo cn", Field::Poverty),
    ("ngheo ho can ngheo", Field::Poverty),
    ("phan loai ho", Field::Poverty),
    ("loai ho", Field::Poverty),
    ("dien ho", Field::Poverty),
    ("can ngheo", Field::NearPoorMark),
    ("ho ngheo", Field::PoorMark),
    ("ngheo", Field::PoorMark),
    ("doi tuong", Field::Category),
    ("dien chinh sach", Field::Category),
    ("tinh trang", Field::Status),
    ("bien dong", Field::Status),
    ("dia chi", Field::Address),
    ("thuong tru", Field::Address),
    ("cu tru", Field::Address),
    ("noi o", Field::Address),
    ("cho o", Field::Address),
    ("ghi chu", Field::Note),
    ("ky nhan", Field::Signature),
    ("ky ten", Field::Signature),
    ("chu ky", Field::Signature),
];

/// First words of a heading for the village.
const VILLAGES: [&str; 10] = [
    "thon",
    "bon",
    "buon",
    "to dan pho",
    "tdp",
    "ap",
    "xom",
    "lang",
    "khu dan cu",
    "to",
];

/// Words that turn a name or a date into that of a relative or of a paper.
const OF_OTHERS: [&str; 9] = [
    "cha", "me", "bo", "vo", "chong", "nguoi ky", "ngay cap", "noi cap", "noi sinh",
];

/// What a heading means, line by line from the last to the first, then as a whole.
pub fn field_of(lines: &[String]) -> Option<Field> {
    let keys: Vec<String> = lines
        .iter()
        .map(|line| bare(line))
        .filter(|key| !key.is_empty())
        .collect();
    let last = keys.last()?;
    let above = keys[..keys.len() - 1].join(" ");
    if let Some(field) = below(last, &above, lines.last().map_or("", String::as_str)) {
        return Some(field);
    }
    let whole = keys.join(" ");
    if OF_OTHERS.iter().any(|word| has(&whole, word)) && !has(&whole, "chu ho") {
        return None;
    }
    one(last).or_else(|| if above.is_empty() { None } else { one(&whole) })
}

/// A lower line that means something only below its upper one.
fn below(last: &str, above: &str, written: &str) -> Option<Field> {
    let is_year = written.to_lowercase().contains('ă');
    if has(above, "sinh") {
        return match last {
            "ngay" => Some(Field::BirthDay),
            "thang" => Some(Field::BirthMonth),
            "nam" if is_year => Some(Field::BirthYear),
            "nam" => Some(Field::BirthDateMale),
            "nu" => Some(Field::BirthDateFemale),
            _ => None,
        };
    }
    if has(above, "quyet dinh") || has(above, "qd") {
        return match last {
            "so" => Some(Field::DecisionNumber),
            "ngay" | "ngay thang" | "ngay thang nam" => Some(Field::DecisionDate),
            _ => None,
        };
    }
    None
}

fn one(key: &str) -> Option<Field> {
    if let Some((_, field)) = EXACT.iter().find(|(exact, _)| *exact == key) {
        return Some(*field);
    }
    if let Some((_, field)) = PHRASES.iter().find(|(phrase, _)| has(key, phrase)) {
        return Some(*field);
    }
    let is_village = VILLAGES
        .iter()
        .any(|word| key == *word || key.starts_with(&format!("{word} ")));
    (is_village && key.split(' ').count() <= 6).then_some(Field::Village)
}

fn has(key: &str, phrase: &str) -> bool {
    key.match_indices(phrase).any(|(at, _)| {
        let after = key.as_bytes().get(at + phrase.len());
        (at == 0 || key.as_bytes()[at - 1] == b' ') && after.is_none_or(|byte| *byte == b' ')
    })
}

/// The words of a line without what stands in brackets.
fn bare(line: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = line
        .chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    words_key(&outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known() {
        for (lines, expected) in [
            (&["STT"][..], Some(Field::RowNumber)),
            (&["Họ và tên"], Some(Field::FullName)),
            (&["HO TEN"], Some(Field::FullName)),
            (&["Họ và tên\n(chữ in hoa)"], Some(Field::FullName)),
            (&["Họ, chữ đệm và tên"], Some(Field::FullName)),
            (&["Họ và tên chủ hộ"], Some(Field::HeadName)),
            (&["Họ và tên người chăm sóc"], Some(Field::CaregiverName)),
            (&["Họ tên cha"], None),
            (&["Ngày, tháng, năm sinh"], Some(Field::BirthDate)),
            (&["Năm sinh", "Nam"], Some(Field::BirthDateMale)),
            (&["Năm sinh", "Nữ"], Some(Field::BirthDateFemale)),
            (&["Ngày tháng năm sinh", "Năm"], Some(Field::BirthYear)),
            (&["Giới tính", "Nữ"], Some(Field::FemaleMark)),
            (&["Số CCCD/CMND"], Some(Field::PersonalId)),
            (&["Số định danh cá nhân"], Some(Field::PersonalId)),
            (&["Số CMND"], Some(Field::OldId)),
            (&["Ngày cấp CCCD"], None),
            (&["Giới tính"], Some(Field::Sex)),
            (&["Dân tộc"], Some(Field::EthnicGroup)),
            (&["Thôn/bon/tổ"], Some(Field::Village)),
            (&["Địa chỉ", "Thôn"], Some(Field::Village)),
            (&["Địa chỉ thường trú"], Some(Field::Address)),
            (&["Mức trợ cấp (đồng)"], Some(Field::Monthly)),
            (&["Hệ số"], Some(Field::Coefficient)),
            (&["Đối tượng"], Some(Field::Category)),
            (&["Dạng tật"], Some(Field::DisabilityType)),
            (&["Mức độ khuyết tật", "Nặng"], Some(Field::SevereMark)),
            (&["Mức độ KT"], Some(Field::Disability)),
            (&["Quyết định", "Số"], Some(Field::DecisionNumber)),
            (&["Quyết định", "Ngày"], Some(Field::DecisionDate)),
            (&["Số QĐ"], Some(Field::DecisionNumber)),
            (&["SĐT"], Some(Field::Phone)),
            (&["Quan hệ với chủ hộ"], Some(Field::RelationToHead)),
            (&["Mã hộ"], Some(Field::HouseholdNumber)),
            (&["Hộ nghèo/cận nghèo"], Some(Field::Poverty)),
            (&["Hộ cận nghèo"], Some(Field::NearPoorMark)),
            (&["Ghi chú"], Some(Field::Note)),
            (&["Tuổi"], None),
        ] {
            let lines: Lines = lines.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(field_of(&lines), expected, "{lines:?}");
        }
    }
}
