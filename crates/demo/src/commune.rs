//! The two communes whose plans the product serves, and the invented villages of their demonstrations.

/// A commune that can be demonstrated. Its own facts are real; villages and people are invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoCommune {
    /// Xã Tà Đùng, Lâm Đồng.
    TaDung,
    /// Xã Đại Sơn, Hải Phòng.
    DaiSon,
}

/// Facts about a commune as the National Statistics Office lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommuneFacts {
    /// Name on the command line and in addresses.
    pub slug: &'static str,
    /// Code of the commune, five digits.
    pub code: &'static str,
    /// Name with its kind.
    pub name: &'static str,
    /// Name without its kind, as decisions are signed from.
    pub short_name: &'static str,
    /// Code of the province, two digits.
    pub province_code: &'static str,
    /// Name of the province.
    pub province: &'static str,
}

/// An ethnic group whose names the generator knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EthnicGroup {
    Kinh,
    Mong,
    Ma,
    Mnong,
    Tay,
    Nung,
    Dao,
    Muong,
}

impl EthnicGroup {
    /// The official name of the group.
    pub const fn name(self) -> &'static str {
        match self {
            EthnicGroup::Kinh => "Kinh",
            EthnicGroup::Mong => "Mông",
            EthnicGroup::Ma => "Mạ",
            EthnicGroup::Mnong => "Mnông",
            EthnicGroup::Tay => "Tày",
            EthnicGroup::Nung => "Nùng",
            EthnicGroup::Dao => "Dao",
            EthnicGroup::Muong => "Mường",
        }
    }
}

/// How the demonstration population of a commune is made. The shares are assumptions, not measurements.
pub struct Model {
    pub villages: &'static [VillageSpec],
    pub households: usize,
    pub ethnic_mix: &'static [(EthnicGroup, u32)],
    pub poor_permille: u32,
    pub near_poor_permille: u32,
    /// Births per mother by weight.
    pub children: &'static [(i32, u32)],
    /// Ages of heads of household by band and weight.
    pub head_ages: &'static [((i32, i32), u32)],
    /// Chances in a hundred that a parent of a head younger than 55 lives there too.
    pub grandparent_percent: u32,
    /// Chances in a hundred that a person of 60 or more has a pension.
    pub pension_percent: u32,
    /// First digits of personal ids, by weight.
    pub id_provinces: &'static [(u16, u32)],
    /// First two digits of old ids.
    pub old_id_prefix: &'static str,
}

/// An invented village.
pub struct VillageSpec {
    pub name: &'static str,
    pub main_group: EthnicGroup,
    pub distance_km_tenths: u32,
    pub road: &'static str,
    pub is_extremely_difficult: bool,
}

const fn village(
    name: &'static str,
    main_group: EthnicGroup,
    distance_km_tenths: u32,
    road: &'static str,
    is_extremely_difficult: bool,
) -> VillageSpec {
    VillageSpec {
        name,
        main_group,
        distance_km_tenths,
        road,
        is_extremely_difficult,
    }
}

impl DemoCommune {
    /// Both.
    pub const ALL: [DemoCommune; 2] = [DemoCommune::TaDung, DemoCommune::DaiSon];

    /// The commune with this slug (`ta-dung`, `dai-son`).
    pub fn from_slug(slug: &str) -> Option<DemoCommune> {
        DemoCommune::ALL
            .into_iter()
            .find(|commune| commune.facts().slug == slug)
    }

    /// Its facts.
    pub const fn facts(self) -> CommuneFacts {
        match self {
            DemoCommune::TaDung => CommuneFacts {
                slug: "ta-dung",
                code: "24637",
                name: "Xã Tà Đùng",
                short_name: "Tà Đùng",
                province_code: "68",
                province: "Lâm Đồng",
            },
            DemoCommune::DaiSon => CommuneFacts {
                slug: "dai-son",
                code: "11086",
                name: "Xã Đại Sơn",
                short_name: "Đại Sơn",
                province_code: "31",
                province: "Hải Phòng",
            },
        }
    }

    pub(crate) const fn model(self) -> &'static Model {
        match self {
            DemoCommune::TaDung => &TA_DUNG,
            DemoCommune::DaiSon => &DAI_SON,
        }
    }
}

use EthnicGroup::{Dao, Kinh, Ma, Mnong, Mong, Muong, Nung, Tay};

static TA_DUNG: Model = Model {
    villages: &[
        village(
            "Thôn Bình Mẫu (minh họa)",
            Kinh,
            8,
            "đường nhựa, xe con vào tận nơi",
            false,
        ),
        village(
            "Thôn Tân Ví Dụ (minh họa)",
            Kinh,
            21,
            "đường nhựa, xe con vào tận nơi",
            false,
        ),
        village(
            "Thôn An Minh Họa (minh họa)",
            Kinh,
            35,
            "đường nhựa, có đoạn hẹp",
            false,
        ),
        village("Bon Đăk Mơ (minh họa)", Ma, 42, "đường bê tông", false),
        village("Bon Bu Sao (minh họa)", Ma, 64, "đường bê tông, dốc", true),
        village(
            "Bon R'Lơng Mẫu (minh họa)",
            Ma,
            97,
            "đường đất, mưa đi xe máy phải quấn xích",
            true,
        ),
        village(
            "Bon Đăk N'Giêng (minh họa)",
            Ma,
            118,
            "đường đất, qua một ngầm tràn",
            true,
        ),
        village("Bon Bu Dơr (minh họa)", Mnong, 76, "đường bê tông hẹp", true),
        village("Thôn Nà Sương (minh họa)", Tay, 58, "đường bê tông", false),
        village("Thôn Khau Mây (minh họa)", Nung, 83, "đường cấp phối", false),
        village("Thôn Đèo Trăng (minh họa)", Dao, 142, "đường đất dốc, xe máy", true),
        village(
            "Thôn Suối Mây (minh họa)",
            Mong,
            105,
            "đường cấp phối, xe bán tải",
            true,
        ),
        village("Thôn Đồi Gió (minh họa)", Mong, 127, "đường đất, xe máy", true),
        village(
            "Thôn Suối Lạnh (minh họa)",
            Mong,
            153,
            "đường đất, mưa không đi được",
            true,
        ),
        village("Thôn Đá Trắng (minh họa)", Mong, 168, "đường đất dốc, xe máy", true),
        village("Thôn Hoa Mơ (minh họa)", Mong, 181, "đường đất, qua hai con suối", true),
        village("Thôn Nương Cao (minh họa)", Mong, 204, "đường đất dốc, xe máy", true),
        village(
            "Thôn Thác Bạc Mẫu (minh họa)",
            Mong,
            226,
            "đường đất, mưa không đi được",
            true,
        ),
        village(
            "Thôn Đỉnh Sương (minh họa)",
            Mong,
            248,
            "đường mòn, đi bộ 2 km cuối",
            true,
        ),
        village(
            "Thôn Rừng Thông (minh họa)",
            Mong,
            271,
            "đường mòn, đi bộ 3 km cuối",
            true,
        ),
    ],
    households: 650,
    ethnic_mix: &[
        (Mong, 45),
        (Ma, 18),
        (Kinh, 17),
        (Mnong, 5),
        (Tay, 4),
        (Nung, 4),
        (Dao, 4),
        (Muong, 3),
    ],
    poor_permille: 250,
    near_poor_permille: 120,
    children: &[(0, 5), (1, 13), (2, 27), (3, 28), (4, 17), (5, 10)],
    head_ages: &[
        ((23, 29), 17),
        ((30, 39), 30),
        ((40, 49), 24),
        ((50, 59), 15),
        ((60, 69), 8),
        ((70, 79), 4),
        ((80, 92), 2),
    ],
    grandparent_percent: 11,
    pension_percent: 5,
    id_provinces: &[(67, 74), (68, 8), (2, 6), (4, 6), (10, 3), (40, 3)],
    old_id_prefix: "24",
};

static DAI_SON: Model = Model {
    villages: &[
        village("Thôn Mẫu Đông (minh họa)", Kinh, 4, "đường nhựa", false),
        village("Thôn Mẫu Đoài (minh họa)", Kinh, 9, "đường nhựa", false),
        village("Thôn Mẫu Nam (minh họa)", Kinh, 13, "đường bê tông", false),
        village("Thôn Mẫu Bắc (minh họa)", Kinh, 16, "đường bê tông", false),
        village("Thôn Ví Dụ Thượng (minh họa)", Kinh, 19, "đường nhựa", false),
        village("Thôn Ví Dụ Hạ (minh họa)", Kinh, 22, "đường bê tông", false),
        village("Thôn Bến Hạc (minh họa)", Kinh, 25, "đường đê, xe con vào được", false),
        village("Thôn Bãi Sen (minh họa)", Kinh, 28, "đường đê, hẹp", false),
        village("Thôn Cầu Mây (minh họa)", Kinh, 31, "đường nhựa", false),
        village("Thôn Đồng Gạo (minh họa)", Kinh, 33, "đường bê tông", false),
        village("Thôn Giếng Ngọc (minh họa)", Kinh, 36, "đường bê tông", false),
        village("Thôn Gốc Đa Mẫu (minh họa)", Kinh, 38, "đường bê tông", false),
        village("Thôn Chợ Mới Mẫu (minh họa)", Kinh, 41, "đường nhựa", false),
        village("Thôn Lúa Vàng (minh họa)", Kinh, 43, "đường bê tông", false),
        village("Thôn Sông Trong (minh họa)", Kinh, 46, "đường đê, hẹp", false),
        village("Thôn Hương Cau (minh họa)", Kinh, 48, "đường bê tông", false),
        village(
            "Thôn Vườn Vải (minh họa)",
            Kinh,
            52,
            "đường bê tông hẹp, xe máy tiện hơn",
            false,
        ),
        village("Thôn Xóm Đình Mẫu (minh họa)", Kinh, 55, "đường bê tông", false),
        village("Thôn Làng Chiếu (minh họa)", Kinh, 58, "đường nhựa", false),
        village("Thôn Cuối Đê (minh họa)", Kinh, 63, "đường đê, hẹp", false),
    ],
    households: 760,
    ethnic_mix: &[(Kinh, 995), (Tay, 2), (Muong, 3)],
    poor_permille: 10,
    near_poor_permille: 15,
    children: &[(0, 7), (1, 26), (2, 46), (3, 21)],
    head_ages: &[
        ((24, 29), 7),
        ((30, 39), 22),
        ((40, 49), 22),
        ((50, 59), 18),
        ((60, 69), 17),
        ((70, 79), 9),
        ((80, 94), 5),
    ],
    grandparent_percent: 16,
    pension_percent: 28,
    id_provinces: &[(30, 91), (31, 6), (33, 2), (34, 1)],
    old_id_prefix: "14",
};
