//! Mobile rounds: two that took place, one that is planned for next week.

use domain::calendar::Calendar;
use time::{Date, Duration};
use uuid::Uuid;

use crate::random::Random;
use crate::village::Village;
use crate::work_time::{after, before, this_or_next};

/// A round of mobile days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundPlan {
    /// UUIDv7.
    pub id: Uuid,
    /// Name as on posters.
    pub name: String,
    /// Whether it took place or is planned.
    pub phase: RoundPhase,
    /// Its stops, by date.
    pub stops: Vec<StopPlan>,
    /// What the team wrote down: (`difficulty` or `proposal`, text).
    pub remarks: Vec<(&'static str, &'static str)>,
}

/// Whether a round took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundPhase {
    /// It took place.
    Past,
    /// It is planned.
    Planned,
}

/// One village, half a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopPlan {
    /// UUIDv7.
    pub id: Uuid,
    /// Village id.
    pub village: String,
    /// Day.
    pub date: Date,
    /// `07:30`.
    pub opens: &'static str,
    /// `11:00`.
    pub closes: &'static str,
    /// Where.
    pub place: String,
    /// Offices of the team: `center`, `social`, `police`, `health`, `front`, `village_head`.
    pub team: Vec<&'static str>,
    /// Numbers, when it took place.
    pub attendance: Option<Attendance>,
}

/// What was counted at a stop. `received` and `guided` equal the dossiers planned there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// People served, with or without a dossier.
    pub people_served: u32,
    /// Receipts given.
    pub received: u32,
    /// Guidance slips given.
    pub guided: u32,
    /// Served with advice only.
    pub advised: u32,
    /// People who were on no list before.
    pub newly_found: u32,
    /// Results handed over.
    pub handed_over: u32,
    /// Surveys answered.
    pub surveys: u32,
}

/// Plans the three rounds: each village once, the farthest first.
pub(crate) fn plan(
    villages: &[Village],
    calendar: &Calendar,
    today: Date,
    random: &mut Random,
    unix_millis: u64,
) -> Vec<RoundPlan> {
    let mut order: Vec<&Village> = villages.iter().collect();
    order.sort_by_key(|village| std::cmp::Reverse(village.distance_km_tenths));
    let next_monday = today + Duration::days(7 - i64::from(today.weekday().number_days_from_monday()));
    let starts = [
        (RoundPhase::Past, before(calendar, today - Duration::days(52), 0)),
        (RoundPhase::Past, before(calendar, today - Duration::days(23), 0)),
        (RoundPhase::Planned, this_or_next(calendar, next_monday)),
    ];
    let sizes = [7, 7, villages.len().saturating_sub(14)];
    let mut rounds = Vec::new();
    let mut at = 0;
    for (number, ((phase, start), size)) in starts.into_iter().zip(sizes).enumerate() {
        let stops = order[at..at + size]
            .iter()
            .enumerate()
            .map(|(stop, village)| {
                let is_morning = stop % 2 == 0;
                let mut team = vec!["center", "social", "police", "village_head"];
                if stop % 3 != 2 {
                    team.push("health");
                }
                if stop % 2 == 1 {
                    team.push("front");
                }
                StopPlan {
                    id: random.uuid(unix_millis),
                    village: village.id.clone(),
                    date: after(calendar, start, stop as i32 / 2),
                    opens: if is_morning { "07:30" } else { "13:30" },
                    closes: if is_morning { "11:00" } else { "16:30" },
                    place: village.hall_name.clone(),
                    team,
                    attendance: None,
                }
            })
            .collect();
        at += size;
        let remarks: &[(&str, &str)] = match number {
            0 => &[
                (
                    "difficulty",
                    "Ba bà con lớn tuổi không đến được điểm lưu động vì mưa, đường trơn.",
                ),
                (
                    "proposal",
                    "Đề nghị trưởng thôn báo trước ba ngày và gọi loa vào buổi tối.",
                ),
            ],
            1 => &[
                (
                    "difficulty",
                    "Nhiều bà con chỉ mang chứng minh nhân dân 9 số, chưa nhớ số định danh.",
                ),
                (
                    "proposal",
                    "Đề nghị Công an xã cử thêm một đồng chí để tra số định danh tại chỗ.",
                ),
            ],
            _ => &[],
        };
        rounds.push(RoundPlan {
            id: random.uuid(unix_millis),
            name: format!("Đợt {} (minh họa)", number + 1),
            phase,
            stops,
            remarks: remarks.to_vec(),
        });
    }
    rounds
}
