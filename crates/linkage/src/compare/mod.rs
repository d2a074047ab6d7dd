//! How two rows agree, field by field, and how likely that is between strangers and between relatives.

mod frequencies;
mod letters;
mod names;

use crate::model::{Model, RELATIVES, of_relative};
use crate::person::EXTRA_LIMIT;
use crate::prepare::{List, Prepared, Row, date, number};
use crate::reason::{Agreement, Field};

pub use frequencies::Frequencies;

/// The agreements of all fields, four bits each.
pub type Pattern = u64;

/// A row and its further fields.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub row: &'a Row,
    pub extras: [u32; EXTRA_LIMIT],
}

impl List {
    /// A row of this list.
    pub fn side(&self, at: usize) -> Side<'_> {
        Side {
            row: &self.rows[at],
            extras: self.extras.get(at).copied().unwrap_or_default(),
        }
    }
}

/// Compares rows of two prepared lists.
#[derive(Debug)]
pub struct Comparer<'a> {
    prepared: &'a Prepared,
    frequencies: &'a Frequencies,
    /// `log2` of u where it does not depend on the value.
    log_u: [[f32; 16]; 14],
    /// `log2` of what relatives do; 1 (impossible for a logarithm) where they are as strangers.
    log_relative: [[f32; 16]; 14],
    /// `log2` of the shares of pairs with a year only and with full dates, with bare and with accented names.
    year_only: f32,
    full_date: f32,
    bare: f32,
    accented: f32,
    /// `log2` of the probability that a random other row is a relative.
    relative: f32,
}

impl<'a> Comparer<'a> {
    /// `frequencies` are those of the residents.
    pub fn new(prepared: &'a Prepared, frequencies: &'a Frequencies, model: &Model) -> Comparer<'a> {
        let mut log_relative = [[1.0; 16]; 14];
        for field in Field::ALL {
            for agreement in Agreement::ALL {
                if let Some(probability) = of_relative(field, agreement) {
                    log_relative[field.place()][agreement as usize] = probability.log2();
                }
            }
        }
        let relative = (RELATIVES / model.residents.max(4) as f32).log2();
        Comparer {
            prepared,
            frequencies,
            log_u: model.u.map(|row| row.map(|u| u.max(1e-7).log2())),
            log_relative,
            year_only: model.year_only.log2(),
            full_date: (1.0 - model.year_only).log2(),
            bare: model.bare.log2(),
            accented: (1.0 - model.bare).log2(),
            relative,
        }
    }

    /// The agreements and `log2` of the probability of them when the two are not one person: strangers or relatives.
    pub fn compare(&self, a: Side<'_>, b: Side<'_>) -> (Pattern, f32) {
        let (mut pattern, mut stranger, mut relative) = (0, 0.0, self.relative);
        self.visit(a, b, &mut |field, agreement, log_u| {
            let place = field.place();
            pattern |= (agreement as Pattern) << (4 * place);
            stranger += log_u;
            let log_relative = self.log_relative[place][agreement as usize];
            // A relative cannot agree less than a stranger would on a common value.
            relative += if log_relative > 0.0 {
                log_u
            } else {
                log_relative.max(log_u)
            };
        });
        let (high, low) = if stranger > relative {
            (stranger, relative)
        } else {
            (relative, stranger)
        };
        let sum = if high - low > 20.0 {
            high
        } else {
            high + (1.0 + (low - high).exp2()).log2()
        };
        (pattern, sum)
    }

    /// Calls `visit` with each field that is known on both sides, its agreement, and `log2` of how often strangers agree so.
    pub fn visit(&self, a: Side<'_>, b: Side<'_>, visit: &mut impl FnMut(Field, Agreement, f32)) {
        let (x, y) = (a.row, b.row);
        self.names(x, y, visit);
        self.birth(x, y, visit);
        if let (Some(one), Some(other)) = (x.sex, y.sex) {
            let agreement = if one == other {
                Agreement::Exact
            } else {
                Agreement::Different
            };
            visit(Field::Sex, agreement, self.usual(Field::Sex, agreement));
        }
        self.numbers(x, y, visit);
        let (rarity, texts) = (self.frequencies, &self.prepared.texts);
        let text = |one: u32, other: u32, log_exact: f32| match (one, other) {
            (0, _) | (_, 0) => None,
            _ if one == other => Some((Agreement::Exact, Some(log_exact))),
            _ if is_similar(&texts[one as usize], &texts[other as usize]) => Some((Agreement::Typo, None)),
            _ => Some((Agreement::Different, None)),
        };
        let mut tell = |field: Field, found: Option<(Agreement, Option<f32>)>| {
            if let Some((agreement, log_u)) = found {
                visit(field, agreement, log_u.unwrap_or_else(|| self.usual(field, agreement)));
            }
        };
        tell(Field::Village, text(x.village, y.village, rarity.village(y.village)));
        if x.phone != 0 && y.phone != 0 {
            let found = if x.phone == y.phone {
                // The phone of the village head stands beside many people.
                (Agreement::Exact, Some(rarity.phone(x.phone_count.max(y.phone_count))))
            } else if number::is_one_digit_off(x.phone, y.phone) {
                (Agreement::OneDigit, None)
            } else {
                (Agreement::Different, None)
            };
            tell(Field::Phone, Some(found));
        }
        tell(
            Field::Household,
            text(x.household, y.household, rarity.household(y.household)),
        );
        for at in 0..EXTRA_LIMIT {
            let (one, other) = (a.extras[at], b.extras[at]);
            if one != 0 && other != 0 {
                tell(Field::Extra(at as u8), text(one, other, rarity.extra(at, other)));
            }
        }
    }

    fn usual(&self, field: Field, agreement: Agreement) -> f32 {
        self.log_u[field.place()][agreement as usize]
    }

    fn birth(&self, x: &Row, y: &Row, visit: &mut impl FnMut(Field, Agreement, f32)) {
        let (one, other) = (x.birth, y.birth);
        if one == 0 || other == 0 {
            return;
        }
        let agreement = births(one, other);
        let log_u = match agreement {
            // One day of a year; the days of the year are equally common, near enough.
            Agreement::Exact => self.full_date + self.frequencies.year(other) - 8.5,
            Agreement::YearOnly => self.year_only + self.frequencies.year(other),
            Agreement::SameYear => self.full_date + self.frequencies.year(other),
            Agreement::Unknown
            | Agreement::NoAccent
            | Agreement::Sound
            | Agreement::Typo
            | Agreement::Initials
            | Agreement::PartMissing
            | Agreement::Swapped
            | Agreement::OneDigit
            | Agreement::DayMonth
            | Agreement::NearYear
            | Agreement::OldNumber
            | Agreement::Different => self.usual(Field::BirthDate, agreement),
        };
        visit(Field::BirthDate, agreement, log_u);
    }

    fn numbers(&self, x: &Row, y: &Row, visit: &mut impl FnMut(Field, Agreement, f32)) {
        let (one, other) = (x.numbers, y.numbers);
        let has_long = one.long != 0 && other.long != 0;
        let has_short = one.short != 0 && other.short != 0;
        if !has_long && !has_short {
            return;
        }
        let agreement = if has_long && one.long == other.long {
            Agreement::Exact
        } else if has_short && one.short == other.short {
            Agreement::OldNumber
        } else if (has_long && number::is_one_digit_off(one.long, other.long))
            || (has_short && number::is_one_digit_off(one.short, other.short))
        {
            Agreement::OneDigit
        } else {
            Agreement::Different
        };
        let log_u = match agreement {
            Agreement::Different => self.usual(Field::Number, agreement),
            _ => self.frequencies.number(),
        };
        visit(Field::Number, agreement, log_u);
    }
}

/// How two known dates of birth agree.
pub fn births(one: date::Packed, other: date::Packed) -> Agreement {
    let is_same_year = one >> 16 == other >> 16;
    if !date::is_full(one) || !date::is_full(other) {
        let months = (one >> 8 & 0xFF, other >> 8 & 0xFF);
        let is_contradicted = months.0 != 0 && months.1 != 0 && months.0 != months.1;
        return match date::year(one).abs_diff(date::year(other)) {
            0 if !is_contradicted => Agreement::YearOnly,
            0 | 1 => Agreement::NearYear,
            _ => Agreement::Different,
        };
    }
    let swapped = other & 0xFFFF_0000 | (other & 0xFF) << 8 | other >> 8 & 0xFF;
    if one == other {
        Agreement::Exact
    } else if one == swapped {
        Agreement::Swapped
    } else if number::is_one_digit_off(u64::from(one), u64::from(other)) {
        Agreement::OneDigit
    } else if is_same_year {
        Agreement::SameYear
    } else if one & 0xFFFF == other & 0xFFFF {
        Agreement::DayMonth
    } else {
        Agreement::Different
    }
}

/// Whether two keys of places differ by a typing error, or one begins or ends with the other. Numbers ("3", "13") are exact.
fn is_similar(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 2 {
        return short.len() >= 4 && (long.starts_with(short) || long.ends_with(short));
    }
    let has_number = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    letters::is_typo(one.as_bytes(), other.as_bytes()) && (short.len() >= 6 || !(has_number(one) || has_number(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Person;
    use crate::prepare::prepare;

    /// The agreements of two rows of cells `name|birth|sex|national|old|village|phone`.
    fn compare(one: &str, other: &str) -> String {
        let person = |cells: &'static str| {
            let mut cells = cells.split('|');
            let mut next = || cells.next().unwrap_or("");
            Person {
                full_name: next(),
                birth_date: next(),
                sex: next(),
                national_id: next(),
                old_id: next(),
                village: next(),
                phone: next(),
                ..Person::default()
            }
        };
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let (ours, theirs) = ([person(leak(one))], [person(leak(other))]);
        let prepared = prepare(ours.as_slice(), theirs.as_slice());
        let frequencies = Frequencies::of(&prepared.lists[1], &prepared);
        let comparer = Comparer::new(&prepared, &frequencies, &Model::assumed(1));
        let mut found = Vec::new();
        comparer.visit(
            prepared.lists[0].side(0),
            prepared.lists[1].side(0),
            &mut |field, agreement, log_u| {
                assert!(log_u.is_finite());
                found.push(format!("{}={}", field.code(), agreement.code()));
            },
        );
        found.join(" ")
    }

    #[test]
    fn names() {
        for (one, other, expected) in [
            (
                "Nguyễn Văn Hùng",
                "NGUYỄN VĂN HÙNG",
                "family_name=exact middle_name=exact given_name=exact",
            ),
            (
                "Nguyễn Văn Hùng",
                "nguyen van hung",
                "family_name=no_accent middle_name=no_accent given_name=no_accent",
            ),
            (
                "Lê Thị Hòa",
                "Lê Thị Hoà",
                "family_name=exact middle_name=exact given_name=exact",
            ),
            (
                "Lê Thị Hòa",
                "Lê Thị Hoa",
                "family_name=exact middle_name=exact given_name=sound",
            ),
            (
                "Lê Thị Thuỷ",
                "Lê Thị Thủi",
                "family_name=exact middle_name=exact given_name=sound",
            ),
            (
                "Lê Văn Giang",
                "Lê Văn Dang",
                "family_name=exact middle_name=exact given_name=sound",
            ),
            (
                "Lê Hùng",
                "Lê Văn Hùng",
                "family_name=exact middle_name=part_missing given_name=exact",
            ),
            (
                "Lê Thị Thu Hà",
                "Lê Thu Hà",
                "family_name=exact middle_name=part_missing given_name=exact",
            ),
            (
                "Ng. V. A",
                "Nguyễn Văn An",
                "family_name=initials middle_name=initials given_name=initials",
            ),
            (
                "Hùng Nguyễn Văn",
                "Nguyễn Văn Hùng",
                "name_order=swapped family_name=exact middle_name=exact given_name=exact",
            ),
            (
                "Văn Hùng Nguyễn",
                "Nguyễn Văn Hùng",
                "name_order=swapped family_name=exact middle_name=exact given_name=exact",
            ),
            (
                "Hùng Lê",
                "Lê Hùng",
                "name_order=swapped family_name=exact given_name=exact",
            ),
            (
                "Ngyuễn Văn Hùng",
                "Nguyễn Văn Hùng",
                "family_name=typo middle_name=exact given_name=exact",
            ),
            (
                "Hoàng ThịaNhình",
                "Hoàng Thị Nhình",
                "family_name=exact middle_name=typo given_name=typo",
            ),
            ("K' Brèo", "K'BREO", "given_name=no_accent"),
            ("Páo", "Giàng A Páo", "given_name=exact"),
            (
                "Trần Thị Lan",
                "Lê Văn Hùng",
                "family_name=different middle_name=different given_name=different",
            ),
            ("", "Lê Văn Hùng", ""),
        ] {
            assert_eq!(compare(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn births_numbers_and_the_rest() {
        for (one, other, expected) in [
            ("|01/03/1950", "|1950-03-01", "birth_date=exact"),
            ("|03/01/1950", "|1950-03-01", "birth_date=swapped"),
            ("|1950", "|1950-03-01", "birth_date=year_only"),
            ("|3/1950", "|1950-03-01", "birth_date=year_only"),
            ("|4/1950", "|1950-03-01", "birth_date=near_year"),
            ("|1951", "|1950-03-01", "birth_date=near_year"),
            ("|1960", "|1950-03-01", "birth_date=different"),
            ("|02/03/1950", "|1950-03-01", "birth_date=one_digit"),
            ("|01/03/1905", "|1950-03-01", "birth_date=one_digit"),
            ("|17/08/1950", "|1950-03-01", "birth_date=same_year"),
            ("|01/03/1962", "|1950-03-01", "birth_date=day_month"),
            ("|17/08/1962", "|1950-03-01", "birth_date=different"),
            ("||Nam", "||male", "sex=exact"),
            ("||Nữ", "||male", "sex=different"),
            (
                "|1950|nam|067050000123",
                "|1950|nam|67050000123",
                "birth_date=year_only sex=exact number=exact",
            ),
            (
                "|1950|nam|245000111",
                "|1950|nam|067050000123|245000111",
                "birth_date=year_only sex=exact number=old_number",
            ),
            (
                "|1950|nam|067050000123",
                "|1950|nam|067050000132",
                "birth_date=year_only sex=exact number=one_digit",
            ),
            (
                "|1950|nam|067050000123",
                "|1950|nam|067050000456",
                "birth_date=year_only sex=exact number=different",
            ),
            (
                "|1950|nam|245000111",
                "|1950|nam|067050000123",
                "birth_date=year_only sex=exact",
            ),
            // What the number says stands in for an empty cell.
            (
                "|||067150000123",
                "|1950-03-01|female",
                "birth_date=year_only sex=exact",
            ),
            ("|||||Thôn 3", "|||||thon 03, xã Tà Đùng", "village=exact"),
            ("|||||Thôn 3", "|||||Thôn 13", "village=different"),
            ("|||||Bon B'Srê A", "|||||Bon Bsre B", "village=typo"),
            ("||||||0912000345", "||||||+84912000345", "phone=exact"),
            ("||||||0912000345", "||||||0912000346", "phone=one_digit"),
            ("||||||0912000345", "||||||0912111999", "phone=different"),
        ] {
            assert_eq!(compare(one, other), expected, "{one} {other}");
        }
    }
}
