//! Accounts as the rules see them.

use uuid::Uuid;

use super::table::{Action, role_may};
use crate::dossier::Office;

/// A role of `product.md`, "Who uses it".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Trung tâm Phục vụ hành chính công.
    Center,
    /// Phòng Văn hóa - Xã hội.
    Social,
    /// Công an xã.
    Police,
    /// Trạm Y tế.
    Health,
    /// Mặt trận Tổ quốc and unions.
    Front,
    /// Trưởng thôn, bon: own villages only.
    VillageHead,
    /// Trung tâm Dịch vụ tổng hợp.
    Communications,
    /// Phòng Kinh tế.
    Economy,
    /// Văn phòng HĐND và UBND.
    Office,
    /// Chủ tịch, Phó Chủ tịch.
    Leader,
    /// Keeps accounts and devices; sees no dossier.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 11] = [
        Role::Center,
        Role::Social,
        Role::Police,
        Role::Health,
        Role::Front,
        Role::VillageHead,
        Role::Communications,
        Role::Economy,
        Role::Office,
        Role::Leader,
        Role::Admin,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Role::Center => "center",
            Role::Social => "social",
            Role::Police => "police",
            Role::Health => "health",
            Role::Front => "front",
            Role::VillageHead => "village_head",
            Role::Communications => "communications",
            Role::Economy => "economy",
            Role::Office => "office",
            Role::Leader => "leader",
            Role::Admin => "admin",
        }
    }

    /// The role of a code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Account id.
    pub account: Uuid,
    /// Roles; what one of them may, the actor may.
    pub roles: Vec<Role>,
    /// Villages of a village head; others are not limited by village.
    pub villages: Vec<String>,
}

impl Actor {
    /// An actor with one role and no account: for tests and tables.
    pub fn of(role: Role) -> Actor {
        Actor {
            account: Uuid::nil(),
            roles: vec![role],
            villages: Vec::new(),
        }
    }

    /// Whether one of the roles permits the action.
    pub fn may(&self, action: Action) -> bool {
        self.roles.iter().any(|role| role_may(*role, action))
    }

    /// Whether the actor belongs to the office.
    pub fn speaks_for(&self, office: Office) -> bool {
        let role = match office {
            Office::Center => Role::Center,
            Office::Social => Role::Social,
            Office::Police => Role::Police,
            Office::Health => Role::Health,
            Office::Leader => Role::Leader,
            Office::Applicant => return false,
        };
        self.roles.contains(&role)
    }

    /// Whether the actor is limited to some villages, and this is not one of them.
    pub fn is_kept_from_village(&self, village: &str) -> bool {
        let limited = self.roles.iter().all(|role| *role == Role::VillageHead);
        limited && !self.villages.iter().any(|own| own == village)
    }
}
