//! Every document is set and read back through `pdftotext` (Debian package poppler-utils), as a citizen's computer would.

#[path = "../samples/mod.rs"]
mod samples;

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use documents::*;
use serde_json::Value;
use unicode_normalization::is_nfc;

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);

fn render(document: &Document) -> Vec<u8> {
    TYPESETTER.render(document).expect("the document is set")
}

fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // Old versions of poppler grumble about tagged PDF.
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} (package poppler-utils) is needed for this test: {error}"));
    let mut input = child.stdin.take().expect("piped");
    let pdf = pdf.to_vec();
    // From another thread, so that neither side waits for the other's full pipe.
    let writer = std::thread::spawn(move || input.write_all(&pdf));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("no panic").expect("the program reads its input");
    assert!(output.status.success(), "{program} failed");
    String::from_utf8(output.stdout).expect("the text layer is UTF-8")
}

/// The text of the pages, in reading order, with single spaces; one entry per page.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"], pdf);
    assert!(is_nfc(&text), "the text layer is in composed Unicode");
    let text = text.replace('\u{200B}', "");
    text.trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn words(document: &Document) -> String {
    pages(&render(document)).join(" ")
}

fn named(name: &str) -> Document {
    samples::all()
        .into_iter()
        .find(|(other, _)| *other == name)
        .expect("a sample of that name")
        .1
}

#[test]
fn vietnamese_is_perfect_in_the_text_layer() {
    for (name, phrases) in [
        (
            "receipt",
            &[
                "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "H'Bia Ƀya",
                "Nguyễn Thị Thuỷ Tiên",
                "Số: 07/TTPVHCC",
                "16 giờ 10 phút, ngày 20 tháng 11 năm 2026",
                "17 giờ 00 phút, Thứ Tư, ngày 02 tháng 12 năm 2026",
                "07 ngày làm việc",
                "Ngày Văn hóa Việt Nam (24/11); nghỉ cuối tuần (28/11, 29/11)",
                "chưa phải mã hồ sơ chính thức",
                "Trả tại nhà: Bon B'Nơr",
                "DỮ LIỆU MINH HỌA",
            ][..],
        ),
        (
            "receipt-official",
            &[
                "Mã hồ sơ: H36.245.01-261120-0007",
                "Người ủy quyền: Y Thoăl Êban",
                "Số thứ tự 215",
            ],
        ),
        (
            "supplement-request",
            &[
                "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                "K'Brôi",
                "Lấy ở đâu: Bộ phận hộ tịch",
                "Số: 12/PBS-TTPVHCC",
            ],
        ),
        (
            "refusal",
            &[
                "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
                "Trần Văn Ổn",
                "chưa đủ tuổi theo quy định",
            ],
        ),
        (
            "apology",
            &[
                "PHIẾU XIN LỖI",
                "Ngày 20 tháng 11 năm 2026",
                "chân thành xin lỗi",
                "Thứ Hai, ngày 07 tháng 12 năm 2026",
            ],
        ),
        (
            "stop-notice",
            &[
                "Dừng giải quyết hồ sơ",
                "chưa đối chiếu được với mẫu công bố",
                "gia đình chuyển nơi cư trú",
            ],
        ),
        (
            "control-slip",
            &[
                "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
                "Quá hạn",
                "Phòng Văn hóa - Xã hội",
            ],
        ),
        (
            "handover-record",
            &["Con, là người chăm sóc", "118/QĐ-UBND", "Y Thoăl Êban"],
        ),
        (
            "poster",
            &[
                "NGÀY BẢO TRỢ XÃ HỘI LƯU ĐỘNG",
                "Thứ Bảy, 05/12/2026",
                "Từ 7 giờ 30 – 11 giờ",
                "Bà con nhớ mang theo",
            ],
        ),
        ("poster-round", &["Bon B'Dơng", "Thôn Nao Ma"]),
        (
            "report",
            &[
                "Số: 05/BC-UBND",
                "Tà Đùng, ngày 03 tháng 12 năm 2026",
                "BÁO CÁO",
                "I. KẾT QUẢ THỰC HIỆN",
                "II. KHÓ KHĂN, VƯỚNG MẮC",
                "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
                "Nơi nhận:",
                "- Lưu: VT, VHXH.",
                "hài lòng hoặc rất hài lòng",
            ],
        ),
        (
            "declaration-form",
            &[
                "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI",
                "H'Nŭê Êban",
                "Tôi xin cam đoan",
                "Nam X Nữ",
                "Nặng X Đặc biệt nặng",
            ],
        ),
    ] {
        let text = words(&named(name));
        for phrase in phrases {
            assert!(text.contains(phrase), "{name}: “{phrase}” is not in: {text}");
        }
    }
}

/// All texts of the data, but not the words that templates choose between (dates) nor codes.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) if map.contains_key("short") => {}
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !["kind", "layout", "svg", "align", "url"].contains(&key.as_str()))
            .filter(|(key, item)| *key != "form" || item.is_string())
            .for_each(|(_, item)| texts(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn data(document: &Document) -> Value {
    match document {
        Document::Receipt(data) => serde_json::to_value(data),
        Document::SupplementRequest(data) => serde_json::to_value(data),
        Document::Refusal(data) => serde_json::to_value(data),
        Document::Apology(data) => serde_json::to_value(data),
        Document::StopNotice(data) => serde_json::to_value(data),
        Document::ControlSlip(data) => serde_json::to_value(data),
        Document::HandoverRecord(data) => serde_json::to_value(data),
        Document::Poster(data) => serde_json::to_value(data),
        Document::Report(data) => serde_json::to_value(data),
        Document::DeclarationForm(data) => serde_json::to_value(data),
    }
    .expect("plain data")
}

#[test]
fn no_word_of_the_data_is_lost() {
    for (name, document) in samples::all() {
        let printed = words(&document).to_lowercase();
        let mut wanted = Vec::new();
        texts(&data(&document), &mut wanted);
        // Fields that a slip leaves out on purpose: a refusal and an apology say whom, not how to phone them.
        let silent = match document {
            Document::Apology(_) => vec!["0912 345 678"],
            Document::HandoverRecord(_) => vec!["0912 345 678"],
            Document::SupplementRequest(_) => vec!["067174001234"],
            _ => vec![],
        };
        for word in wanted
            .iter()
            .filter(|text| !silent.contains(&text.as_str()))
            .flat_map(|text| text.split_whitespace())
        {
            assert!(
                printed.contains(&word.to_lowercase()),
                "{name}: “{word}” is not printed: {printed}"
            );
        }
    }
}

#[test]
fn sizes_and_page_counts() {
    for (name, document) in samples::all() {
        let pdf = render(&document);
        let info = poppler("pdfinfo", &["-"], &pdf);
        let (paper, most) = match document {
            Document::Receipt(_)
            | Document::SupplementRequest(_)
            | Document::Refusal(_)
            | Document::Apology(_)
            | Document::StopNotice(_)
            | Document::HandoverRecord(_) => ("419.528 x 595.276", 1),
            Document::ControlSlip(_) | Document::Poster(_) | Document::DeclarationForm(_) => ("595.276 x 841.89", 1),
            Document::Report(_) => ("595.276 x 841.89", 3),
        };
        assert!(info.contains(paper), "{name}: {info}");
        let count = pages(&pdf).len();
        assert!(count <= most, "{name} has {count} pages");
    }
}

#[test]
fn report_pages_are_numbered_from_the_second() {
    let mut report = samples::report();
    let points = (1..=90)
        .map(|number| format!("Kiến nghị thứ {number} của thôn, bon"))
        .collect();
    report.sections[2].blocks.push(Block::Points { items: points });
    report.demo = false;
    let pages = pages(&render(&Document::Report(Box::new(report))));
    assert!(pages.len() >= 4, "{} pages", pages.len());
    assert!(!pages[0].starts_with('1'));
    for (index, page) in pages.iter().enumerate().skip(1) {
        assert!(
            page.starts_with(&format!("{} ", index + 1)),
            "page {}: {page}",
            index + 1
        );
    }
}

#[test]
fn same_document_same_bytes() {
    let fresh = Typesetter::new();
    for (name, document) in samples::all() {
        let first = render(&document);
        assert_eq!(first, fresh.render(&document).expect("the document is set"), "{name}");
    }
    let expected = render(&named("receipt"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(render(&named("receipt")), expected));
        }
    });
}

#[test]
fn markup_in_data_stays_text() {
    let hostile =
        r##"#panic("x") $a_1$ *b* _c_ \ [d] <e> @f `g` // h /* i */ = j - k -- ~ #import"l" 'm' "n" %s {{o}}"##;
    let mut receipt = samples::receipt();
    receipt.applicant.name = hostile.into();
    receipt.request = hostile.into();
    receipt.papers = vec![samples::paper(hostile, PaperForm::Original)];
    let text = words(&Document::Receipt(Box::new(receipt)));
    assert_eq!(text.matches(hostile).count(), 3, "{text}");

    let mut report = samples::report();
    report.subject = hostile.into();
    report.introduction = vec![hostile.into()];
    report.recipients = vec![hostile.into()];
    report.sections[0].blocks = vec![
        Block::Paragraph { text: hostile.into() },
        Block::Points {
            items: vec![hostile.into()],
        },
        Block::Figures {
            figures: vec![samples::figure(hostile, "1", "hồ sơ")],
        },
    ];
    let text = words(&Document::Report(Box::new(report)));
    assert_eq!(text.matches("#panic(\"x\") $a_1$ *b*").count(), 6, "{text}");
}

#[test]
fn decomposed_names_are_composed() {
    let mut receipt = samples::receipt();
    receipt.applicant.name = "Nguye\u{302}\u{303}n Thi\u{323} Thu\u{309}y Tie\u{302}n".into();
    assert!(words(&Document::Receipt(Box::new(receipt))).contains("Nguyễn Thị Thủy Tiên"));
}

#[test]
fn letters_of_the_highlands() {
    let mut receipt = samples::receipt();
    for name in [
        "Y Ƀlŏ Mlô",
        "H'Čĕng Ñă",
        "K'Brŭih Ƀuôn Ƀă",
        "Rơ Čăm H'Ơ\u{306}p",
        "Y Ngơ\u{306}n Niê Kdăm",
        "K'Ư\u{306}r Ndŏng",
    ] {
        receipt.applicant.name = name.into();
        let text = words(&Document::Receipt(Box::new(receipt.clone())));
        assert!(text.contains(name), "“{name}” is not in: {text}");
    }
}

#[test]
fn eighty_papers_and_long_names_lose_nothing() {
    let mut receipt = samples::receipt();
    receipt.applicant.name = "Công Tằng Tôn Nữ Huyền Trang Nguyễn Phúc ".repeat(6).trim().into();
    receipt.applicant.email = Some(format!("{}@example.vn", "a".repeat(150)));
    receipt.papers = (1..=80)
        .map(|number| {
            samples::paper(
                &format!("Giấy tờ chứng minh số {number} do cơ quan có thẩm quyền cấp"),
                PaperForm::Original,
            )
        })
        .collect();
    let name = receipt.applicant.name.clone();
    let pages = pages(&render(&Document::Receipt(Box::new(receipt))));
    assert!(pages.len() > 1);
    let text = pages.join(" ");
    assert!(text.contains(&name));
    for number in 1..=80 {
        assert!(
            text.contains(&format!("{number}. Giấy tờ chứng minh số {number} do")),
            "paper {number}"
        );
    }
    // Broken at line ends only: nothing runs over the edge of the paper.
    assert!(text.replace(' ', "").contains(&"a".repeat(150)));
    assert!(text.contains("Trang 2/"));
    assert!(text.contains("NGƯỜI TIẾP NHẬN HỒ SƠ"));
}

#[test]
fn demonstration_mark_only_on_demonstration_data() {
    for (_, document) in samples::all() {
        let demo = data(&document)["demo"].as_bool().expect("every document says so");
        assert_eq!(words(&document).contains("DỮ LIỆU MINH HỌA"), demo);
    }
}

#[test]
fn letters_that_no_font_knows_do_not_stop_the_receipt() {
    let mut receipt = samples::receipt();
    receipt.request = "Trợ cấp \u{1F642} 漢字 \u{E123}".into();
    assert!(words(&Document::Receipt(Box::new(receipt))).contains("Trợ cấp"));
}

#[test]
fn files_are_archivable() {
    let pdf = render(&named("receipt"));
    let text = String::from_utf8_lossy(&pdf);
    assert!(
        text.contains("pdfaid:part") && text.contains("pdfaid:conformance"),
        "PDF/A identification is missing"
    );
    let info = poppler("pdfinfo", &["-isodates", "-"], &pdf);
    assert!(
        info.contains("2026-11-20T16:10:00+07") || info.contains("2026-11-20T09:10:00"),
        "{info}"
    );
    let fonts = poppler("pdffonts", &["-"], &pdf);
    assert!(fonts.contains("LiberationSerif"), "{fonts}");
}

#[test]
fn too_much_data_is_refused() {
    let mut report = samples::report();
    report.introduction = vec!["x".repeat(Typesetter::MAX_DATA_BYTES)];
    let refused = TYPESETTER.render(&Document::Report(Box::new(report)));
    assert!(matches!(refused, Err(DocumentError::TooLarge { .. })));
}
