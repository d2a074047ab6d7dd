// size: one table of samples, read top to bottom
//! Invented documents of the demonstration commune: looked at by people, checked by tests.

use documents::*;

/// A name and a document, one per kind and some more.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("receipt", Document::Receipt(Box::new(receipt()))),
        ("receipt-official", Document::Receipt(Box::new(official_receipt()))),
        (
            "supplement-request",
            Document::SupplementRequest(Box::new(supplement_request())),
        ),
        ("refusal", Document::Refusal(Box::new(refusal()))),
        ("apology", Document::Apology(Box::new(apology()))),
        ("stop-notice", Document::StopNotice(Box::new(stop_notice()))),
        ("control-slip", Document::ControlSlip(Box::new(control_slip()))),
        ("handover-record", Document::HandoverRecord(Box::new(handover_record()))),
        ("poster", Document::Poster(Box::new(poster()))),
        ("poster-round", Document::Poster(Box::new(round_poster()))),
        ("report", Document::Report(Box::new(report()))),
        (
            "declaration-form",
            Document::DeclarationForm(Box::new(declaration_form())),
        ),
    ]
}

pub fn date(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a real day")
}

pub fn at(year: u16, month: u8, day: u8, hour: u8, minute: u8) -> Moment {
    Moment::new(year, month, day, hour, minute).expect("a real moment")
}

fn link(path: &str) -> PublicLink {
    PublicLink::new(format!("https://tadung.example/{path}")).expect("short enough")
}

fn centre() -> String {
    "Trung tâm Phục vụ hành chính công xã Tà Đùng".into()
}

fn head(symbol: &str, number: Option<u32>, date: Date) -> Letterhead {
    Letterhead {
        parent_agency: Some("Ủy ban nhân dân xã Tà Đùng".into()),
        agency: "Trung tâm Phục vụ hành chính công".into(),
        number: Some(DocumentNumber {
            number,
            symbol: symbol.into(),
        }),
        place: "Tà Đùng".into(),
        date,
    }
}

fn form(number: &str) -> FormMark {
    FormMark {
        number: format!("Mẫu số {number}"),
        basis: Some("Phụ lục I Thông tư số 03/2025/TT-VPCP".into()),
        layout: FormLayout::Verified,
    }
}

fn temporary() -> DossierCode {
    DossierCode::Temporary {
        code: "TAM-7K3F-9QX2".into(),
    }
}

fn official() -> DossierCode {
    DossierCode::Official {
        code: "H36.245.01-261120-0007".into(),
        temporary: Some("TAM-7K3F-9QX2".into()),
    }
}

pub fn person(name: &str) -> Party {
    Party {
        name: name.into(),
        personal_id: Some("067174001234".into()),
        address: "Bon B'Nơr, xã Tà Đùng, tỉnh Lâm Đồng".into(),
        phone: Some("0912 345 678".into()),
        email: None,
    }
}

fn contact() -> Contact {
    Contact {
        name: centre(),
        phone: "0263 3 123 456".into(),
    }
}

fn by_hand(name: &str) -> Signatory {
    Signatory {
        name: Some(name.into()),
        signed_on_screen_at: None,
    }
}

pub fn paper(name: &str, form: PaperForm) -> Paper {
    Paper {
        name: name.into(),
        form,
        copies: 1,
    }
}

fn skipped(month: u8, day: u8, why: &str) -> SkippedDay {
    SkippedDay {
        date: date(2026, month, day),
        why: why.into(),
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        letterhead: head("TTPVHCC", Some(7), date(2026, 11, 20)),
        form: form("01"),
        code: temporary(),
        look_up: Some(link("tra-cuu/TAM-7K3F-9QX2")),
        receiving_unit: centre(),
        applicant: person("H'Bia Ƀya"),
        authorisation: None,
        request: "Thực hiện trợ cấp xã hội hằng tháng cho người khuyết tật đặc biệt nặng".into(),
        procedure_code: Some("1.001776".into()),
        papers: vec![
            paper("Tờ khai đề nghị trợ giúp xã hội (Mẫu số 01)", PaperForm::Original),
            paper("Giấy xác nhận khuyết tật", PaperForm::Photographed),
            paper("Thông tin cư trú", PaperForm::FromDatabase),
        ],
        sets: 1,
        received_at: at(2026, 11, 20, 16, 10),
        due_at: at(2026, 12, 2, 17, 0),
        count: DueCount {
            starts: date(2026, 11, 23),
            starts_why: Some("nhận sau 15 giờ, chuyển vào ngày làm việc tiếp theo".into()),
            limit: TimeLimit {
                days: 7,
                unit: DayUnit::WorkingDay,
            },
            skipped: vec![
                skipped(11, 24, "Ngày Văn hóa Việt Nam"),
                skipped(11, 28, "nghỉ cuối tuần"),
                skipped(11, 29, "nghỉ cuối tuần"),
            ],
            basis: vec!["Nghị định 118/2025/NĐ-CP, Điều 17, Điều 18".into()],
        },
        result_channel: ResultChannel::Home {
            address: "Bon B'Nơr, xã Tà Đùng, tỉnh Lâm Đồng".into(),
        },
        register: None,
        contact: Some(contact()),
        submitted_by: Signatory {
            name: Some("H'Bia Ƀya".into()),
            signed_on_screen_at: Some(at(2026, 11, 20, 16, 8)),
        },
        received_by: by_hand("Nguyễn Thị Thuỷ Tiên"),
        demo: true,
    }
}

fn official_receipt() -> Receipt {
    Receipt {
        code: official(),
        applicant: person("Đặng Thị Mười"),
        authorisation: Some(Authorisation {
            party: Party {
                phone: None,
                ..person("Y Thoăl Êban")
            },
            paper: "Giấy ủy quyền số 12, chứng thực ngày 18/11/2026".into(),
        }),
        register: Some(RegisterEntry {
            book: "01/2026".into(),
            sequence: 215,
        }),
        result_channel: ResultChannel::MobileStop {
            place: "Nhà văn hóa bon B'Nơr".into(),
            date: Some(date(2026, 12, 5)),
        },
        submitted_by: by_hand("Đặng Thị Mười"),
        demo: false,
        ..receipt()
    }
}

pub fn supplement_request() -> SupplementRequest {
    SupplementRequest {
        letterhead: head("PBS-TTPVHCC", Some(12), date(2026, 11, 20)),
        form: form("02"),
        code: Some(temporary()),
        look_up: Some(link("tra-cuu/TAM-7K3F-9QX2")),
        applicant: person("K'Brôi"),
        request: "Hỗ trợ chi phí mai táng".into(),
        missing: vec![
            MissingItem {
                name: "Trích lục khai tử hoặc giấy chứng tử".into(),
                fault: None,
                where_to_get: Some(
                    "Bộ phận hộ tịch, Ủy ban nhân dân xã Tà Đùng; tổ công tác có thể làm giúp ngay tại buổi lưu động"
                        .into(),
                ),
            },
            MissingItem {
                name: "Tờ khai đề nghị hỗ trợ chi phí mai táng".into(),
                fault: Some("chưa ký, phần số tài khoản còn để trống".into()),
                where_to_get: Some("Cán bộ in sẵn và điền giúp tại bàn tiếp nhận".into()),
            },
        ],
        reason: "Hồ sơ chưa đủ giấy tờ mà thủ tục đã công bố nên chưa thể tính ngày hẹn trả.".into(),
        bring_to: vec![
            "Buổi lưu động ngày 05/12/2026 tại Nhà văn hóa bon B'Nơr".into(),
            "Trung tâm Phục vụ hành chính công xã, các ngày làm việc".into(),
        ],
        contact: contact(),
        guided_by: by_hand("Nguyễn Thị Thuỷ Tiên"),
        demo: true,
    }
}

fn refusal() -> Refusal {
    Refusal {
        letterhead: head("PTC-TTPVHCC", Some(3), date(2026, 11, 20)),
        form: form("03"),
        code: None,
        receiving_unit: centre(),
        applicant: person("Trần Văn Ổn"),
        request: "Trợ cấp hưu trí xã hội".into(),
        reasons: vec![
            "Người đề nghị chưa đủ tuổi theo quy định; sẽ đủ tuổi từ ngày 09/3/2028.".into(),
            "Người đề nghị đang hưởng lương hưu hằng tháng.".into(),
        ],
        advice: vec![
            "Nếu hoàn cảnh gia đình thay đổi, xin báo trưởng thôn hoặc gọi số bên dưới để được xem lại.".into(),
            "Gia đình có thể hỏi về hỗ trợ dành cho hộ cận nghèo.".into(),
        ],
        contact: Some(contact()),
        submitted_by: by_hand("Trần Văn Ổn"),
        received_by: by_hand("Nguyễn Thị Thuỷ Tiên"),
        demo: true,
    }
}

fn signer() -> Signer {
    Signer {
        authority: vec!["Giám đốc".into()],
        name: Some("Lê Quốc Hưởng".into()),
    }
}

fn apology() -> Apology {
    Apology {
        letterhead: head("PXL-TTPVHCC", None, date(2026, 12, 1)),
        form: form("04"),
        applicant: person("H'Bia Ƀya"),
        code: official(),
        procedure: "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng".into(),
        receiving_unit: centre(),
        received_at: at(2026, 11, 20, 16, 10),
        due_at: at(2026, 12, 2, 17, 0),
        reason: "Cần xác minh thêm thông tin cư trú của người được đề nghị sau khi sắp xếp thôn, bon.".into(),
        new_due_at: at(2026, 12, 7, 17, 0),
        contact: Some(contact()),
        signer: signer(),
        demo: true,
    }
}

fn stop_notice() -> StopNotice {
    StopNotice {
        letterhead: head("TB-TTPVHCC", Some(2), date(2026, 11, 25)),
        form: FormMark {
            layout: FormLayout::Unverified,
            ..form("05")
        },
        applicant: person("K'Brôi"),
        code: official(),
        procedure: "Hỗ trợ chi phí mai táng".into(),
        received_at: at(2026, 11, 20, 9, 5),
        asked_at: at(2026, 11, 25, 8, 30),
        asked_through: "trực tiếp tại Trung tâm".into(),
        reason: Some("gia đình chuyển nơi cư trú, sẽ nộp tại xã mới".into()),
        stopped_at: at(2026, 11, 25, 9, 0),
        returned_papers: vec![
            "Trích lục khai tử (01 bản chính)".into(),
            "Giấy ủy quyền (01 bản chính)".into(),
        ],
        basis: vec![
            "Nghị định 118/2025/NĐ-CP, Điều 21".into(),
            "Thông tư 03/2025/TT-VPCP, Điều 7".into(),
        ],
        contact: Some(contact()),
        signer: signer(),
        demo: true,
    }
}

fn step(from: &str, to: &str, at: Moment, timeliness: Option<Timeliness>, note: Option<&str>) -> ControlStep {
    ControlStep {
        from_unit: from.into(),
        to_unit: to.into(),
        at,
        timeliness,
        note: note.map(Into::into),
        from_person: Some("Nguyễn Thị Thuỷ Tiên".into()),
        to_person: Some("Phạm Hữu Phước".into()),
    }
}

fn control_slip() -> ControlSlip {
    ControlSlip {
        letterhead: head("PKS-TTPVHCC", Some(215), date(2026, 12, 2)),
        form: form("06"),
        code: official(),
        procedure: "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng".into(),
        applicant: "H'Bia Ƀya".into(),
        solving_unit: "Phòng Văn hóa - Xã hội xã Tà Đùng".into(),
        assisting_units: vec!["Công an xã".into(), "Trạm Y tế xã".into()],
        received_at: at(2026, 11, 20, 16, 10),
        due_at: at(2026, 12, 2, 17, 0),
        steps: vec![
            step(
                "Tổ công tác lưu động",
                "Trung tâm Phục vụ hành chính công",
                at(2026, 11, 23, 7, 35),
                Some(Timeliness::Early),
                Some("Hồ sơ nhận tại bon B'Nơr, đồng bộ khi có mạng"),
            ),
            step(
                "Trung tâm Phục vụ hành chính công",
                "Phòng Văn hóa - Xã hội",
                at(2026, 11, 23, 8, 10),
                Some(Timeliness::OnTime),
                None,
            ),
            step(
                "Phòng Văn hóa - Xã hội",
                "Công an xã",
                at(2026, 11, 23, 14, 0),
                Some(Timeliness::Late),
                Some("Xác nhận cư trú chậm 01 ngày do trùng đợt cấp căn cước"),
            ),
            step(
                "Công an xã",
                "Phòng Văn hóa - Xã hội",
                at(2026, 11, 27, 10, 20),
                None,
                None,
            ),
        ],
        demo: true,
    }
}

fn handover_record() -> HandoverRecord {
    HandoverRecord {
        letterhead: head("BN-TTPVHCC", Some(31), date(2026, 12, 5)),
        form: None,
        code: official(),
        procedure: "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng".into(),
        applicant: person("H'Bia Ƀya"),
        results: vec![HandedResult {
            title: "Quyết định về việc trợ cấp xã hội hằng tháng".into(),
            number: Some("118/QĐ-UBND".into()),
            date: Some(date(2026, 12, 1)),
            copies: 1,
        }],
        returned_originals: vec!["Giấy xác nhận khuyết tật".into()],
        handed_at: at(2026, 12, 5, 8, 45),
        place: "Tại nhà, bon B'Nơr, xã Tà Đùng".into(),
        recipient: "Y Thoăl Êban".into(),
        recipient_id: Some("067090004321".into()),
        capacity: "Con, là người chăm sóc".into(),
        signature: Some(SignaturePicture::from_png(include_bytes!("signature.png").to_vec()).expect("a PNG")),
        handed_by: by_hand("Nguyễn Thị Thuỷ Tiên"),
        demo: true,
    }
}

fn stop(villages: &str, place: &str, date: Date, from: (u8, u8), until: (u8, u8)) -> PosterStop {
    let time = |(hour, minute)| Time::new(hour, minute).expect("a time");
    PosterStop {
        villages: villages.into(),
        place: place.into(),
        date,
        from: time(from),
        until: time(until),
    }
}

pub fn poster() -> Poster {
    Poster {
        agency: "Ủy ban nhân dân xã Tà Đùng".into(),
        title: "Ngày bảo trợ xã hội lưu động".into(),
        slogan: Some("Hồ sơ đến tận thôn, chính sách đến tận người dân".into()),
        stops: vec![stop(
            "Bon B'Nơr và thôn 2",
            "Nhà văn hóa bon B'Nơr",
            date(2026, 12, 5),
            (7, 30),
            (11, 0),
        )],
        services: vec![
            "hỏi và làm hồ sơ trợ cấp xã hội hằng tháng, trợ cấp hưu trí xã hội".into(),
            "làm hồ sơ hỗ trợ chi phí mai táng, hỗ trợ chăm sóc tại nhà".into(),
            "nhận kết quả của hồ sơ đã nộp, hỏi hồ sơ đã đến bước nào".into(),
        ],
        bring: vec![
            "Căn cước hoặc căn cước công dân (nếu có)".into(),
            "Giấy xác nhận khuyết tật (nếu có)".into(),
            "Số tài khoản ngân hàng, nếu muốn nhận tiền qua tài khoản".into(),
            "Giấy hẹn lần trước, nếu đến nhận kết quả".into(),
        ],
        notes: vec!["Người già yếu, không đi lại được: gọi để cán bộ đến tận nhà.".into()],
        contact: Some(contact()),
        page: Some(link("lich")),
        issued: date(2026, 11, 25),
        demo: true,
    }
}

fn round_poster() -> Poster {
    let stops = [
        ("Thôn 1, thôn 2", "Nhà văn hóa thôn 1"),
        ("Bon B'Nơr", "Nhà văn hóa bon B'Nơr"),
        ("Bon B'Dơng", "Nhà cộng đồng bon B'Dơng"),
        ("Thôn Đăk Sơr", "Trường Tiểu học Đăk Sơr"),
        ("Thôn 5, thôn 6, thôn 7", "Nhà văn hóa thôn 6"),
        ("Bon Phi Mur", "Nhà văn hóa bon Phi Mur"),
        ("Thôn Nao Ma", "Nhà ông K'Tiêng, trưởng thôn"),
    ];
    Poster {
        stops: stops
            .iter()
            .zip(5..)
            .map(|((villages, place), day)| stop(villages, place, date(2026, 12, day), (7, 30), (11, 0)))
            .collect(),
        ..poster()
    }
}

pub fn figure(label: &str, value: &str, unit: &str) -> Figure {
    Figure {
        label: label.into(),
        value: value.into(),
        unit: unit.into(),
        note: None,
    }
}

fn column(title: &str, share: u32, align: Align) -> Column {
    Column {
        title: title.into(),
        share,
        align,
    }
}

pub fn report() -> Report {
    let words = |text: &str| Block::Paragraph { text: text.into() };
    let row = |cells: [&str; 6]| cells.map(String::from).to_vec();
    Report {
        letterhead: Letterhead {
            parent_agency: None,
            agency: "Ủy ban nhân dân xã Tà Đùng".into(),
            number: Some(DocumentNumber {
                number: Some(5),
                symbol: "BC-UBND".into(),
            }),
            place: "Tà Đùng".into(),
            date: date(2026, 12, 3),
        },
        kind: "Báo cáo".into(),
        subject:
            "Kết quả tháng 11 năm 2026 thực hiện mô hình “Bảo trợ xã hội lưu động - Hồ sơ đến tận thôn, chính sách \
                  đến tận người dân”"
                .into(),
        addressed_to: vec![],
        bases: vec![],
        introduction: vec![
            "Thực hiện Kế hoạch triển khai mô hình sáng kiến “Bảo trợ xã hội lưu động - Hồ sơ đến tận thôn, chính sách \
             đến tận người dân” năm 2026, Ủy ban nhân dân xã Tà Đùng báo cáo kết quả tháng 11 năm 2026 như sau:"
                .into(),
        ],
        sections: vec![
            ReportSection {
                title: "Kết quả thực hiện".into(),
                blocks: vec![
                    Block::Heading {
                        text: "Số liệu chung".into(),
                    },
                    words("Trong tháng, Tổ công tác đã tổ chức 04 buổi lưu động tại 07 thôn, bon."),
                    Block::Figures {
                        figures: vec![
                            figure("Người dân được hỗ trợ", "312", "lượt"),
                            figure("Hồ sơ tiếp nhận", "96", "hồ sơ"),
                            figure("Hồ sơ giải quyết đúng hạn và trước hạn", "71", "hồ sơ"),
                            figure("Hồ sơ cần bổ sung", "14", "hồ sơ"),
                            figure("Hồ sơ quá hạn", "01", "hồ sơ"),
                            figure("Trường hợp mới phát hiện", "09", "người"),
                        ],
                    },
                    Block::Heading {
                        text: "Kết quả theo thôn, bon".into(),
                    },
                    Block::Table(Table {
                        caption: None,
                        columns: vec![
                            column("TT", 1, Align::Center),
                            column("Thôn, bon", 4, Align::Left),
                            column("Lượt người", 2, Align::Right),
                            column("Hồ sơ nhận", 2, Align::Right),
                            column("Cần bổ sung", 2, Align::Right),
                            column("Mới phát hiện", 2, Align::Right),
                        ],
                        rows: vec![
                            row(["1", "Bon B'Nơr", "104", "31", "5", "4"]),
                            row(["2", "Bon B'Dơng", "87", "28", "4", "3"]),
                            row(["3", "Thôn Đăk Sơr", "66", "20", "3", "1"]),
                            row(["4", "Thôn 5, thôn 6, thôn 7", "55", "17", "2", "1"]),
                        ],
                        total: Some(row(["", "Tổng cộng", "312", "96", "14", "9"])),
                    }),
                    words(
                        "Qua khảo sát 58 người dân, 55 người (94,8%) hài lòng hoặc rất hài lòng; nội dung được góp ý nhiều \
                         nhất là thời gian chờ trong buổi sáng.",
                    ),
                ],
            },
            ReportSection {
                title: "Khó khăn, vướng mắc".into(),
                blocks: vec![Block::Points {
                    items: vec![
                        "Một số hộ tại bon B'Nơr chưa có số định danh cho trẻ em, phải chờ xác minh cư trú.".into(),
                        "Hai điểm tiếp nhận không có sóng điện thoại; hồ sơ chỉ chuyển về Trung tâm vào cuối ngày."
                            .into(),
                    ],
                }],
            },
            ReportSection {
                title: "Kiến nghị, đề xuất".into(),
                blocks: vec![
                    words(
                        "Đề nghị Công an xã bố trí cán bộ cùng đi trong các buổi lưu động tháng 12 để xác nhận cư trú tại chỗ.",
                    ),
                    words("Đề nghị Trạm Y tế xã rà soát, lập danh sách người khuyết tật chưa được xác định mức độ."),
                ],
            },
        ],
        closing: vec!["Trên đây là báo cáo kết quả tháng 11 năm 2026 của Ủy ban nhân dân xã Tà Đùng./.".into()],
        signer: Signer {
            authority: vec![
                "TM. Ủy ban nhân dân".into(),
                "KT. Chủ tịch".into(),
                "Phó Chủ tịch".into(),
            ],
            name: Some("Nguyễn Thị Thuỷ Tiên".into()),
        },
        recipients: vec![
            "TT. Đảng ủy, TT. HĐND xã".into(),
            "Chủ tịch, các PCT. UBND xã".into(),
            "Các phòng, trung tâm thuộc UBND xã".into(),
            "Trưởng các thôn, bon".into(),
        ],
        archive: "VT, VHXH".into(),
        demo: true,
    }
}

fn text(label: &str, text: &str) -> FormField {
    FormField {
        label: label.into(),
        value: FormValue::Text { text: text.into() },
    }
}

fn choices(label: &str, options: &[(&str, bool)]) -> FormField {
    let options = options
        .iter()
        .map(|&(label, ticked)| FormOption {
            label: label.into(),
            ticked,
        })
        .collect();
    FormField {
        label: label.into(),
        value: FormValue::Choices { options },
    }
}

fn declaration_form() -> DeclarationForm {
    DeclarationForm {
        form: FormMark { number: "Mẫu số 01".into(), basis: None, layout: FormLayout::Unverified },
        title: "Tờ khai đề nghị trợ giúp xã hội".into(),
        subtitle: Some("(Dành cho người khuyết tật)".into()),
        addressed_to: vec!["Chủ tịch Ủy ban nhân dân xã Tà Đùng".into()],
        sections: vec![
            FormSection {
                title: Some("I. Thông tin người được đề nghị".into()),
                fields: vec![
                    text("1. Họ, chữ đệm, tên", "H'Bia Ƀya"),
                    text("2. Ngày, tháng, năm sinh", "12/5/1974"),
                    choices("3. Giới tính", &[("Nam", false), ("Nữ", true)]),
                    text("4. Dân tộc", "Ê-đê"),
                    text("5. Số định danh cá nhân", "067174001234"),
                    text("6. Nơi cư trú", "Bon B'Nơr, xã Tà Đùng, tỉnh Lâm Đồng"),
                    choices(
                        "7. Mức độ khuyết tật",
                        &[("Nhẹ", false), ("Nặng", false), ("Đặc biệt nặng", true)],
                    ),
                    FormField { label: "8. Số tài khoản nhận trợ cấp (nếu có)".into(), value: FormValue::Blank },
                ],
            },
            FormSection {
                title: Some("II. Người đang sống cùng và người chăm sóc".into()),
                fields: vec![FormField {
                    label: "9. Thành viên trong hộ".into(),
                    value: FormValue::Table(FormTable {
                        heads: vec!["Họ và tên".into(), "Năm sinh".into(), "Quan hệ".into(), "Người chăm sóc".into()],
                        rows: vec![
                            ["Y Thoăl Êban", "1990", "Con", "Có"].map(String::from).to_vec(),
                            ["H'Nŭê Êban", "2018", "Cháu", ""].map(String::from).to_vec(),
                        ],
                    }),
                }],
            },
        ],
        commitment: Some(
            "Tôi xin cam đoan những lời khai trên là đúng sự thật, nếu có điều gì khai không đúng tôi xin chịu trách nhiệm \
             trước pháp luật."
                .into(),
        ),
        place: "Tà Đùng".into(),
        date: date(2026, 11, 20),
        signatures: vec![
            FormSignature {
                role: "Người thu thập thông tin".into(),
                hint: "Ký, ghi rõ họ tên".into(),
                name: Some("Nguyễn Thị Thuỷ Tiên".into()),
            },
            FormSignature {
                role: "Người khai".into(),
                hint: "Ký, ghi rõ họ tên hoặc điểm chỉ".into(),
                name: Some("Y Thoăl Êban".into()),
            },
        ],
        demo: true,
    }
}
