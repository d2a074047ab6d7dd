//! The report in the layout of Decree 30/2020/NĐ-CP.

use documents::{Block, Document, DocumentNumber, Figure, Letterhead, Report, ReportSection, Signer};

use super::{ReportNumber, ReportView};
use crate::error::ApiResult;
use crate::slips::words;
use crate::state::App;

/// The document.
pub fn document(app: &App, report: &ReportView) -> ApiResult<Document> {
    let commune = words::lower_first(app.commune_name());
    let mut sections = vec![ReportSection {
        title: "Kết quả thực hiện".to_owned(),
        blocks: vec![Block::Figures {
            figures: report.numbers.iter().map(figure).collect(),
        }],
    }];
    sections.push(satisfaction(report));
    sections.push(remarks("Khó khăn, vướng mắc", &report.difficulties));
    sections.push(remarks("Đề xuất, kiến nghị", &report.proposals));
    Ok(Document::Report(Box::new(Report {
        letterhead: Letterhead {
            parent_agency: None,
            agency: format!("Ủy ban nhân dân {commune}"),
            number: Some(DocumentNumber {
                number: None,
                symbol: "BC-UBND".to_owned(),
            }),
            place: words::place_name(app.commune_name()).to_owned(),
            date: words::print_date(app.clock.today())?,
        },
        kind: "Báo cáo".to_owned(),
        subject: format!(
            "{}: tiếp nhận, giải quyết và trả kết quả bảo trợ xã hội tại thôn",
            report.title
        ),
        addressed_to: Vec::new(),
        bases: Vec::new(),
        introduction: vec![format!(
            "Ủy ban nhân dân {commune} báo cáo kết quả tiếp nhận, giải quyết hồ sơ bảo trợ xã hội và phục vụ người dân tại thôn như sau:"
        )],
        sections,
        closing: vec![format!("Trên đây là báo cáo của Ủy ban nhân dân {commune}.")],
        signer: Signer {
            authority: vec!["TM. Ủy ban nhân dân".to_owned(), "Chủ tịch".to_owned()],
            name: None,
        },
        recipients: vec!["Như trên".to_owned()],
        archive: "VT, VHXH".to_owned(),
        demo: app.is_demo(),
    })))
}

fn figure(number: &ReportNumber) -> Figure {
    let (label, unit) = words_of(&number.code);
    Figure {
        label: label.to_owned(),
        value: number.value.to_string(),
        unit: unit.to_owned(),
        note: None,
    }
}

/// What a number is called on paper.
fn words_of(code: &str) -> (&str, &'static str) {
    match code {
        "people_served" => ("Lượt người được phục vụ", "lượt người"),
        "dossiers_received" => ("Hồ sơ tiếp nhận đủ giấy tờ", "hồ sơ"),
        "dossiers_guided" => ("Hồ sơ được hướng dẫn bổ sung, chưa tiếp nhận", "hồ sơ"),
        "dossiers_supplemented" => ("Hồ sơ phải bổ sung khi thẩm định", "hồ sơ"),
        "dossiers_finished" => ("Hồ sơ đã giải quyết", "hồ sơ"),
        "dossiers_on_time" => ("Hồ sơ giải quyết đúng hạn", "hồ sơ"),
        "dossiers_late" => ("Hồ sơ giải quyết quá hạn", "hồ sơ"),
        "dossiers_overdue" => ("Hồ sơ đang giải quyết đã quá hạn", "hồ sơ"),
        "results_handed_over" => ("Kết quả đã trao cho người dân", "kết quả"),
        "newly_found" => ("Người mới được phát hiện, chưa có trong danh sách", "người"),
        "surveys" => ("Phiếu đánh giá thu được", "phiếu"),
        "difficulties" => ("Khó khăn, vướng mắc được ghi nhận", "ý kiến"),
        "proposals" => ("Đề xuất, kiến nghị được ghi nhận", "ý kiến"),
        other => (other, ""),
    }
}

fn satisfaction(report: &ReportView) -> ReportSection {
    let survey = &report.satisfaction;
    let mut blocks = Vec::new();
    if survey.too_few.is_some() {
        blocks.push(Block::Paragraph {
            text: format!(
                "Có {} phiếu đánh giá; chưa đủ 5 phiếu nên chưa tổng hợp, để giữ kín cho người trả lời.",
                survey.answers
            ),
        });
    } else {
        blocks.push(Block::Paragraph {
            text: format!("Tổng hợp từ {} phiếu đánh giá không ghi tên.", survey.answers),
        });
        for question in &survey.questions {
            let items = question.options.iter().map(|option| {
                format!(
                    "{}: {} phiếu",
                    option.label.as_deref().unwrap_or(&option.code),
                    option.count
                )
            });
            blocks.push(Block::Heading {
                text: question.text.clone().unwrap_or_else(|| question.code.clone()),
            });
            blocks.push(Block::Points { items: items.collect() });
        }
    }
    ReportSection {
        title: "Đánh giá của người dân".to_owned(),
        blocks,
    }
}

fn remarks(title: &str, remarks: &[String]) -> ReportSection {
    let blocks = if remarks.is_empty() {
        vec![Block::Paragraph {
            text: "Không có.".to_owned(),
        }]
    } else {
        vec![Block::Points {
            items: remarks.to_vec(),
        }]
    };
    ReportSection {
        title: title.to_owned(),
        blocks,
    }
}
