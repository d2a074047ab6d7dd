//! Numbers packed four bits a digit, so that "ends with 123" is one mask and one comparison.

/// The most digits a packed number holds.
const DIGITS_LIMIT: usize = 14;
const LENGTH_SHIFT: u32 = 56;

/// Up to 14 digits and their count in one word. Zero is "no number".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed(u64);

impl Packed {
    /// Packs the digits of `text` and ignores the rest; no number when there are none or too many.
    pub fn new(text: &str) -> Packed {
        let mut value = 0_u64;
        let mut length = 0_usize;
        for digit in text.bytes().filter(u8::is_ascii_digit) {
            value = (value << 4) | u64::from(digit - b'0');
            length += 1;
            if length > DIGITS_LIMIT {
                return Packed(0);
            }
        }
        // At most 14, so it fits its byte.
        Packed(value | ((length as u64) << LENGTH_SHIFT))
    }

    const fn length(self) -> u32 {
        (self.0 >> LENGTH_SHIFT) as u32
    }

    const fn value(self) -> u64 {
        self.0 & ((1 << LENGTH_SHIFT) - 1)
    }

    /// Whether the two are the same number.
    pub const fn is(self, other: Packed) -> bool {
        self.0 == other.0 && self.0 != 0
    }

    /// Whether this number ends with the digits of `tail`.
    pub const fn ends_with(self, tail: Packed) -> bool {
        tail.length() <= self.length() && self.value() & ((1 << (4 * tail.length())) - 1) == tail.value()
    }

    /// Whether this number starts with the digits of `head`.
    pub const fn starts_with(self, head: Packed) -> bool {
        head.length() <= self.length() && self.value() >> (4 * (self.length() - head.length())) == head.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_tails_and_heads() {
        let id = Packed::new("067 144 900 001");
        for (digits, ends, starts) in [
            ("001", true, false),
            ("900001", true, false),
            ("067", false, true),
            ("0671", false, true),
            ("067144900001", true, true),
            ("1067144900001", false, false),
            ("67", false, false),
        ] {
            let digits_packed = Packed::new(digits);
            assert_eq!(
                (id.ends_with(digits_packed), id.starts_with(digits_packed)),
                (ends, starts),
                "{digits}"
            );
        }
        assert!(!Packed::new("").ends_with(Packed::new("000")));
        assert!(!Packed::new("").is(Packed::new("")));
        assert_eq!(Packed::new("123456789012345"), Packed::default());
    }
}
