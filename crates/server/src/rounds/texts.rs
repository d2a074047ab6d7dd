//! What is read out over the village loudspeaker and what is sent to the Zalo groups: short, warm, ready to use.

use time::{Date, Time, Weekday};

/// What the sentences need to know about a stop.
pub struct StopWords<'a> {
    /// `xã Tà Đùng`.
    pub commune: &'a str,
    /// Names of the villages that are invited.
    pub villages: Vec<&'a str>,
    /// Where.
    pub place: &'a str,
    /// Day.
    pub date: Date,
    /// From.
    pub from: Time,
    /// Until.
    pub to: Time,
    /// Papers to bring, each a short phrase.
    pub papers: &'a [String],
    /// Telephone for those who cannot come.
    pub phone: Option<&'a str>,
    /// A word of the organisers.
    pub note: Option<&'a str>,
    /// Public page of the stop.
    pub page: Option<String>,
    /// Everything is invented.
    pub demo: bool,
}

/// Read twice over the loudspeaker: no abbreviations, no digits glued together, no brackets.
pub fn loudspeaker(stop: &StopWords<'_>) -> String {
    let mut lines = vec![
        format!("Kính thưa bà con {}.", villages(&stop.villages)),
        format!(
            "{}, từ {} đến {}, tại {}, cán bộ {} sẽ về tận thôn để giúp bà con làm các thủ tục về bảo trợ xã hội.",
            day(stop.date, stop.from),
            spoken(stop.from),
            spoken(stop.to),
            stop.place,
            stop.commune
        ),
        "Kính mời các cụ cao tuổi, người khuyết tật, người đang chăm sóc người khuyết tật, hộ nghèo, hộ cận nghèo, \
         người một mình nuôi con nhỏ, gia đình có trẻ mồ côi, và những ai đang có hồ sơ hoặc chờ kết quả."
            .to_owned(),
    ];
    if !stop.papers.is_empty() {
        lines.push(format!("Khi đi, bà con nhớ mang theo: {}.", stop.papers.join("; ")));
    }
    lines.push(
        "Nếu còn thiếu giấy tờ, bà con cứ đến, cán bộ sẽ chỉ rõ thiếu gì và xin ở đâu. Làm thủ tục không mất tiền."
            .to_owned(),
    );
    lines.push(match stop.phone {
        Some(phone) => format!(
            "Nhà nào có người già yếu, đau ốm, không đi lại được, xin báo trưởng thôn hoặc gọi số {} để cán bộ thu xếp đến nhà.",
            digits_apart(phone)
        ),
        None => "Nhà nào có người già yếu, đau ốm, không đi lại được, xin báo trưởng thôn để cán bộ thu xếp đến nhà.".to_owned(),
    });
    lines.extend(stop.note.filter(|note| !note.trim().is_empty()).map(str::to_owned));
    lines.push("Bà con nhớ ngày, nhớ giờ và nhắn nhau cùng đến. Xin trân trọng cảm ơn bà con.".to_owned());
    if stop.demo {
        lines.insert(0, DEMO.to_owned());
    }
    lines.join("\n")
}

/// For Zalo: the same, in lines that a thumb can scroll.
pub fn zalo(stop: &StopWords<'_>) -> String {
    let mut lines = vec![
        format!("📢 {} VỀ THÔN LÀM THỦ TỤC BẢO TRỢ XÃ HỘI", stop.commune.to_uppercase()),
        format!("🏡 Mời bà con: {}", stop.villages.join(", ")),
        format!(
            "🗓 {}, {} – {}",
            day(stop.date, stop.from),
            short(stop.from),
            short(stop.to)
        ),
        format!("📍 {}", stop.place),
    ];
    if !stop.papers.is_empty() {
        lines.push("📄 Mang theo:".to_owned());
        lines.extend(stop.papers.iter().map(|paper| format!("– {paper}")));
    }
    lines.push("Thiếu giấy tờ vẫn cứ đến, cán bộ chỉ rõ. Không mất tiền.".to_owned());
    lines.push(match stop.phone {
        Some(phone) => format!("☎️ Ai không đi lại được: báo trưởng thôn hoặc gọi {phone}."),
        None => "Ai không đi lại được: báo trưởng thôn.".to_owned(),
    });
    lines.extend(stop.note.filter(|note| !note.trim().is_empty()).map(str::to_owned));
    lines.extend(stop.page.iter().map(|page| format!("Xem thêm: {page}")));
    if stop.demo {
        lines.insert(0, DEMO.to_owned());
    }
    lines.join("\n")
}

const DEMO: &str = "(Bản minh họa, nội dung hư cấu.)";

fn villages(names: &[&str]) -> String {
    match names {
        [] => "trong thôn".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} và {last}", first.join(", ")),
    }
}

fn day(date: Date, from: Time) -> String {
    let part = match from.hour() {
        0..=10 => "Sáng",
        11..=12 => "Trưa",
        13..=17 => "Chiều",
        18..=23 => "Tối",
        24.. => "",
    };
    let weekday = match date.weekday() {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    };
    format!(
        "{part} {weekday}, ngày {} tháng {} năm {}",
        date.day(),
        u8::from(date.month()),
        date.year()
    )
}

fn spoken(time: Time) -> String {
    match time.minute() {
        0 => format!("{} giờ", time.hour()),
        30 => format!("{} giờ rưỡi", time.hour()),
        minute => format!("{} giờ {minute} phút", time.hour()),
    }
}

fn short(time: Time) -> String {
    format!("{}h{:02}", time.hour(), time.minute())
}

/// `0261 123 456` is read digit by digit; groups of three make the voice pause.
fn digits_apart(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits
        .chunks(3)
        .map(|group| group.iter().map(char::to_string).collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    fn stop<'a>(papers: &'a [String]) -> StopWords<'a> {
        StopWords {
            commune: "xã Tà Đùng",
            villages: vec!["bon Dru Nhạ", "thôn Suối Trong"],
            place: "nhà văn hóa bon Dru Nhạ",
            date: Date::from_calendar_date(2026, Month::November, 25).expect("a real day"),
            from: Time::from_hms(7, 30, 0).expect("a real time"),
            to: Time::from_hms(11, 0, 0).expect("a real time"),
            papers,
            phone: Some("0261 123 456"),
            note: None,
            page: Some("https://tadung.example/lich/1".into()),
            demo: false,
        }
    }

    #[test]
    fn says_place_time_and_papers() {
        let papers = ["thẻ căn cước".to_owned(), "giấy xác nhận khuyết tật nếu có".to_owned()];
        let text = loudspeaker(&stop(&papers));
        for words in [
            "bon Dru Nhạ và thôn Suối Trong",
            "Sáng thứ Tư, ngày 25 tháng 11 năm 2026, từ 7 giờ rưỡi đến 11 giờ",
            "nhà văn hóa bon Dru Nhạ",
            "thẻ căn cước; giấy xác nhận khuyết tật nếu có",
            "0 2 6, 1 1 2, 3 4 5, 6",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(!text.contains('('), "nothing that cannot be read aloud");
        let text = zalo(&stop(&papers));
        for words in [
            "XÃ TÀ ĐÙNG",
            "7h30 – 11h00",
            "– thẻ căn cước",
            "0261 123 456",
            "https://tadung.example/lich/1",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
}
