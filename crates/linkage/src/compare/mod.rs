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
                let owners = f32::from(x.phone_count.max(y.phone_count));
                (Agreement::Exact, Some(rarity.one + owners.log2()))
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
            _ => self.frequencies.one,
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
