//! Searching, checking and reading cards.

use serde_json::{Value, json};

use crate::Calls;
use crate::random::Random;

const FAMILIES: [&str; 12] = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Giàng A",
    "Vàng Thị",
    "K'",
    "K’",
    "H' Bia",
    "Ka",
    "Bùi",
];
const MIDDLES: [&str; 7] = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "", "Xuân"];
const GIVEN: [&str; 14] = [
    "An", "Bình", "Hòa", "Hoà", "Thủy", "Thuỷ", "Brôi", "Brơm", "Páo", "Dợ", "Mận", "Chiến", "Nhình", "Đắk",
];

pub fn calls(calls: &mut Calls) {
    let mut random = Random(2026);
    let entries: Vec<Value> = (0..3000).map(|key| entry(&mut random, key)).collect();
    assert_eq!(calls.ok("search_load", &Value::Array(entries.clone()))["people"], 3000);
    for key in [3, 17, 5000] {
        let changed = entry(&mut random, key);
        calls.ok("search_upsert", &changed);
    }
    for number in 0..120 {
        let full = entries[random.below(entries.len())]["full_name"]
            .as_str()
            .unwrap()
            .to_owned();
        let query = match number % 6 {
            0 => full,
            1 => domain::text::fold(&full),
            2 => format!("{} {}", domain::text::fold(&full), 1930 + random.below(95)),
            3 => format!("{full}x"),
            4 => format!("{:05}", random.below(100_000)),
            _ => full.split(' ').map(|word| word.chars().next().unwrap_or(' ')).collect(),
        };
        let ends = query.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for end in ends {
            calls.ok("search", &json!({ "query": query[..end], "limit": 20 }));
        }
    }
    for query in [
        "",
        " ",
        "nguyeexn vawn",
        "tha]nh",
        "\u{1F468}",
        "a\u{0301}",
        "đđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđ",
    ] {
        calls.ok("search", &json!({ "query": query, "limit": 3 }));
        calls.ok("fold_text", &json!(query));
    }
    checks(calls);
    cards(calls);
    for text in [
        "Hoà",
        "Hòa",
        "ĐẮK R'MĂNG",
        "K’ Brôi",
        "Ng\u{0075}\u{031b}\u{0303}",
        "\u{0}",
        "ＡＢ１２",
    ] {
        calls.ok("fold_text", &json!(text));
    }
}

fn entry(random: &mut Random, key: u32) -> Value {
    let name = format!(
        "{} {} {}",
        random.pick(&FAMILIES),
        random.pick(&MIDDLES),
        random.pick(&GIVEN)
    );
    let year = 1930 + random.below(95);
    json!({ "key": key, "full_name": name, "birth_year": (random.below(9) > 0).then_some(year),
        "id_tail": format!("{:04}", random.below(10_000)),
        "personal_id": (random.below(2) == 0).then(|| format!("067{:03}{:06}", year % 100, random.below(1_000_000))),
        "phone": (random.below(3) == 0).then(|| format!("09{:08}", random.below(100_000_000))),
        "village": format!("Thôn {}", key % 18), "head_name": (random.below(2) == 0).then_some("Giàng A Páo") })
}

fn checks(calls: &mut Calls) {
    let names = [
        "",
        " ",
        "Ka",
        "H'Bia Ƀya",
        "12",
        "Nguyễn  Văn  A",
        "NGUYEN VAN A",
        "Ng\u{0075}\u{031b}\u{0303}",
        "A\u{0}B",
    ];
    let births = [
        "",
        "1950",
        "1950-03",
        "1950-03-01",
        "2030-01-01",
        "1850",
        "1950-02-30",
        "01/03/1950",
        "năm 50",
    ];
    let ids = [
        "",
        "067150912345",
        "067150 912345",
        "06715091234",
        "999150912345",
        "067150912345x",
        "245011223",
    ];
    let sexes = ["female", "male", "x", ""];
    let phones = [
        "",
        "0912345678",
        "+84912345678",
        "02613 123 456",
        "091234567",
        "0912345678a",
    ];
    for (index, name) in names.iter().enumerate() {
        for birth in births {
            for id in ids {
                let fields = json!({ "full_name": name, "birth_date": birth, "sex": sexes[index % sexes.len()],
                    "personal_id": id, "old_id": ids[(index + 3) % ids.len()], "phone": phones[index % phones.len()],
                    "today": "2026-11-21" });
                calls.ok("check_person", &fields);
            }
        }
    }
}

fn cards(calls: &mut Calls) {
    let card = "067144900001|245011223|Ka Brơm|02041944|Nữ|Thôn 2, Đắk Som, Đắk Glong, Đắk Nông|12052021";
    for (at, _) in card.char_indices() {
        calls.call("parse_id_card", &json!(card[..at]));
    }
    for text in [
        card,
        "067144900001|245011223|KA BRƠM|02041944|Nữ|Thôn 2, Đắk Som, Đắk Glong, Đắk Nông|12052021\r\n",
        "\u{FEFF} 067040900002 | | K' Brôi |01/01/1940| Nam | Thôn 3 |25-06-2021\r",
        "031099900011|031900553001|Đỗ Quang Huy|29021996|Nam|Số 12/3, Tổ 4, Đại Sơn, Hải Phòng|20012026||||",
        "067090900004||Gi\u{c3}\u{a0}ng|15111990|Nam|x|30092021",
        "067040900002||K' Brôi|00001940|?|Thôn 3|25062021",
        "||||||",
    ] {
        calls.call("parse_id_card", &json!(text));
    }
}
