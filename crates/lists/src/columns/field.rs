//! What a column of somebody's list can hold.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($( $(#[$doc:meta])* $variant:ident = $code:literal; )*) => {
        /// What a column holds. The closed list of kinds, each with one stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field {
            $( $(#[$doc])* $variant, )*
        }

        impl Field {
            /// Every kind, in the order of declaration.
            pub const ALL: &'static [Field] = &[$( Field::$variant, )*];

            /// The stable code.
            pub const fn as_str(self) -> &'static str {
                match self { $( Field::$variant => $code, )* }
            }

            /// The kind with this stable code.
            pub fn from_code(code: &str) -> Option<Field> {
                match code { $( $code => Some(Field::$variant), )* _ => None }
            }
        }
    };
}

fields! {
    /// STT: counts the rows and says nothing about the person.
    RowNumber = "row_number";
    /// Họ và tên.
    FullName = "full_name";
    /// Họ và chữ đệm, where the name stands in two columns.
    FamilyName = "family_name";
    /// Tên, where the name stands in two columns.
    GivenName = "given_name";
    /// Ngày sinh, năm sinh.
    BirthDate = "birth_date";
    /// Năm sinh | Nam: the date says the sex too.
    BirthDateMale = "birth_date_male";
    /// Năm sinh | Nữ.
    BirthDateFemale = "birth_date_female";
    /// Ngày, where the date of birth stands in three columns.
    BirthDay = "birth_day";
    /// Tháng.
    BirthMonth = "birth_month";
    /// Năm.
    BirthYear = "birth_year";
    /// Giới tính.
    Sex = "sex";
    /// A column "Nam" with a cross.
    MaleMark = "male_mark";
    /// A column "Nữ" with a cross.
    FemaleMark = "female_mark";
    /// Số CCCD, số định danh; also "Số CCCD/CMND", whose cells hold either.
    PersonalId = "personal_id";
    /// Số CMND (9 digits).
    OldId = "old_id";
    /// Số điện thoại.
    Phone = "phone";
    /// Dân tộc.
    EthnicGroup = "ethnic_group";
    /// Địa chỉ: village and more, in one text.
    Address = "address";
    /// Thôn, bon, buôn, tổ dân phố.
    Village = "village";
    /// Xã, phường.
    Commune = "commune";
    /// Huyện, quận (until 30 June 2025).
    District = "district";
    /// Tỉnh, thành phố.
    Province = "province";
    /// Mã hộ, số hộ.
    HouseholdNumber = "household_number";
    /// Chủ hộ.
    HeadName = "head_name";
    /// Quan hệ với chủ hộ.
    RelationToHead = "relation_to_head";
    /// Hộ nghèo, cận nghèo.
    Poverty = "poverty";
    /// A column "Hộ nghèo" with a cross.
    PoorMark = "poor_mark";
    /// A column "Hộ cận nghèo" with a cross.
    NearPoorMark = "near_poor_mark";
    /// Mức độ khuyết tật.
    Disability = "disability";
    /// A column "Đặc biệt nặng" with a cross.
    ExtremeMark = "extreme_mark";
    /// A column "Nặng" with a cross.
    SevereMark = "severe_mark";
    /// A column "Nhẹ" with a cross.
    LightMark = "light_mark";
    /// Dạng tật.
    DisabilityType = "disability_type";
    /// Số giấy xác nhận khuyết tật.
    DisabilityCertificate = "disability_certificate";
    /// Đối tượng, loại đối tượng.
    Category = "category";
    /// Hệ số.
    Coefficient = "coefficient";
    /// Mức trợ cấp: đồng per month.
    Monthly = "monthly";
    /// Số quyết định.
    DecisionNumber = "decision_number";
    /// Ngày quyết định.
    DecisionDate = "decision_date";
    /// Hưởng từ tháng.
    FromMonth = "from_month";
    /// Người chăm sóc, người giám hộ, người nhận thay.
    CaregiverName = "caregiver_name";
    /// Số tài khoản.
    BankAccount = "bank_account";
    /// Ngày chết, ngày mất.
    DeathDate = "death_date";
    /// Tình trạng: còn sống, đã chết, chuyển đi.
    Status = "status";
    /// Ghi chú.
    Note = "note";
    /// Ký nhận: empty until somebody signs.
    Signature = "signature";
}
