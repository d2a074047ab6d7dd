//! What a cell means. Every function keeps the text of the cell; what was repaired or cannot be used says why.

mod codes;
mod date;
mod id;
mod money;
mod name;
mod phone;
mod remark;

pub use codes::{disability, disability_types, ethnic_group, is_mark, poverty, relation, sex};
pub use date::{DateFrame, date, date_of_parts, year_month};
pub use id::{Ids, check_structure, ids};
pub use money::{coefficient, money};
pub use name::{Names, is_hostile, name, plain_text};
pub use phone::phone;
pub use remark::{Remark, remark};
