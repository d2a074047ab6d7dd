//! Civil times as numbers.

/// A civil time that sorts like its text: `2026-11-20T16:10` is 202611201610. Zero is "never".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

/// Digits of a time to the minute.
const DIGITS: u32 = 12;

impl Moment {
    pub const NEVER: Moment = Moment(0);

    /// The first moment of a day or month, or the minute itself.
    pub fn begin(text: &str) -> Moment {
        Moment::filled(text, 0)
    }

    /// A moment after every minute of a day or month.
    pub fn end(text: &str) -> Moment {
        Moment::filled(text, 9)
    }

    fn filled(text: &str, filler: u64) -> Moment {
        let mut digits = text
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| u64::from(digit - b'0'));
        Moment((0..DIGITS).fold(0, |value, _| value * 10 + digits.next().unwrap_or(filler)))
    }

    /// For cursors.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Whether the time lies between the two, both included; "never" lies nowhere.
    pub fn is_within(self, first: Moment, last: Moment) -> bool {
        self != Moment::NEVER && self >= first && self <= last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_hold_their_minutes() {
        let minute = Moment::begin("2026-11-20T16:10");
        assert_eq!(minute.number(), 202_611_201_610);
        for (period, expected) in [
            ("2026-11-20", true),
            ("2026-11", true),
            ("2026-11-21", false),
            ("2026-10", false),
        ] {
            assert_eq!(
                minute.is_within(Moment::begin(period), Moment::end(period)),
                expected,
                "{period}"
            );
        }
        assert!(!Moment::NEVER.is_within(Moment::NEVER, Moment::end("9")));
    }
}
