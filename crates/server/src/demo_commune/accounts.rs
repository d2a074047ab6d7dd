//! Accounts of the demonstration: one per role, with a password that everybody may know.

use domain::permissions::Role;
use serde::Serialize;

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "tanthon-2026";

/// An account of the demonstration, as shown on its sign-in page and printed at start.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DemoAccount {
    /// Name to sign in with.
    pub user: &'static str,
    /// [`PASSWORD`].
    pub password: &'static str,
    /// Role code.
    pub role: &'static str,
    /// Invented name.
    pub display_name: &'static str,
}

const TABLE: [(Role, &str, &str); 11] = [
    (Role::Social, "canbo.vhxh", "Trần Thị Minh Hà"),
    (Role::Center, "canbo.motcua", "Nguyễn Văn Thành"),
    (Role::Leader, "lanhdao.xa", "K'Brơi"),
    (Role::Police, "congan.xa", "Phạm Quốc Việt"),
    (Role::Health, "tram.yte", "H'Nuôn Niê"),
    (Role::Front, "mattran.xa", "Lê Thị Thu"),
    (Role::VillageHead, "truong.thon", "K'Tiêng"),
    (Role::Communications, "truyen.thong", "Đỗ Hoàng Nam"),
    (Role::Economy, "kinh.te", "Vũ Thị Lan"),
    (Role::Office, "van.phong", "Hoàng Văn Tú"),
    (Role::Admin, "quan.tri", "Bùi Đức Anh"),
];

/// Every account, in the order in which they are shown.
pub fn all() -> impl Iterator<Item = (Role, DemoAccount)> {
    TABLE.into_iter().map(|(role, user, display_name)| {
        (
            role,
            DemoAccount {
                user,
                password: PASSWORD,
                role: role.code(),
                display_name,
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_one() {
        for role in Role::ALL {
            assert_eq!(all().filter(|(has, _)| *has == role).count(), 1, "{}", role.code());
        }
    }
}
