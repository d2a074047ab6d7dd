//! `GET` and `PUT /api/payments/settings`: what the office decides about its lists.

use axum::Json;
use axum::extract::State;
use domain::permissions::Action;
use entitlement::payment::PaymentSettings;
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, ApiResult, Code};
use crate::extract::Body;
use crate::session::Caller;
use crate::state::{App, AppState};

/// Name of the setting.
const NAME: &str = "payments";
/// Most months: as the law of payments looks back.
const MOST_MONTHS: u8 = 24;
/// Most signatures under a list, and letters of each.
const MOST_SIGNATURES: usize = 4;
const MOST_LETTERS: usize = 60;

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Settings {
    /// How lists are drawn up.
    #[serde(flatten)]
    pub payment: PaymentSettings,
    /// Who signs the printed list, left to right. No rule that is known names them: each office writes its own.
    #[serde(default = "signatures")]
    pub signatures: Vec<String>,
}

fn signatures() -> Vec<String> {
    vec!["Người lập".to_owned(), "Chủ tịch UBND xã".to_owned()]
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            payment: PaymentSettings::default(),
            signatures: signatures(),
        }
    }
}

/// One setting with what speaks for its usual value.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Source {
    /// Name of the setting.
    pub setting: &'static str,
    /// Legal citation of the usual value; absent = no rule that is known says anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'static str>,
    /// `confirmed`, `single_source` or `unverified`.
    pub confidence: &'static str,
}

/// The settings, their usual values and where those come from.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SettingsView {
    /// In force.
    pub settings: Settings,
    /// What holds where nobody sets anything.
    pub usual: Settings,
    /// Where the usual values come from.
    pub sources: Vec<Source>,
}

const SOURCES: [Source; 4] = [
    Source {
        setting: "suspend_after_months",
        basis: Some("335/2026/NĐ-CP Đ9.1"),
        confidence: "single_source",
    },
    Source {
        setting: "move_stops",
        basis: Some("335/2026/NĐ-CP Đ8.3"),
        confidence: "unverified",
    },
    Source {
        setting: "arrears_months",
        basis: None,
        confidence: "unverified",
    },
    Source {
        setting: "signatures",
        basis: None,
        confidence: "unverified",
    },
];

/// The settings in force.
pub async fn load(app: &App) -> ApiResult<Settings> {
    match app.store.setting(app.commune(), NAME).await? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(Settings::default()),
    }
}

fn view(settings: Settings) -> SettingsView {
    SettingsView {
        settings,
        usual: Settings::default(),
        sources: SOURCES.to_vec(),
    }
}

/// The settings.
#[utoipa::path(get, path = "/api/payments/settings", tag = "payments", responses((status = 200, body = SettingsView)))]
pub async fn show(State(app): State<AppState>, caller: Caller) -> ApiResult<Json<SettingsView>> {
    caller.must(Action::ReadPayments)?;
    Ok(Json(view(load(&app).await?)))
}

/// Changes them. Approved lists stay as they are.
#[utoipa::path(put, path = "/api/payments/settings", tag = "payments", request_body = Settings, responses((status = 200, body = SettingsView)))]
pub async fn change(
    State(app): State<AppState>,
    caller: Caller,
    Body(mut settings): Body<Settings>,
) -> ApiResult<Json<SettingsView>> {
    caller.must(Action::PreparePayments)?;
    for line in &mut settings.signatures {
        *line = line.trim().to_owned();
    }
    let fault = |field: &str, code: &str| Err(ApiError::new(Code::InvalidInput).field(field, code));
    if !(1..=MOST_MONTHS).contains(&settings.payment.suspend_after_months) {
        return fault("suspend_after_months", "out_of_range");
    }
    if settings.payment.arrears_months > MOST_MONTHS {
        return fault("arrears_months", "out_of_range");
    }
    let is_wrong = |line: &String| line.is_empty() || line.chars().count() > MOST_LETTERS;
    if settings.signatures.len() > MOST_SIGNATURES || settings.signatures.iter().any(is_wrong) {
        return fault("signatures", "out_of_range");
    }
    let text = serde_json::to_string(&settings)?;
    let now = app.clock.now_text();
    app.store
        .set_setting(app.commune(), NAME, &text, Some(caller.actor.account), &now)
        .await?;
    Ok(Json(view(settings)))
}
