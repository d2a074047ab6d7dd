//! A small deterministic generator (SplitMix64): the same seed gives the same commune on every machine.

use uuid::Uuid;

/// The generator.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i32, to: i32) -> i32 {
        let span = i64::from(to) - i64::from(from) + 1;
        if span <= 1 {
            return from;
        }
        from + (self.next() % span.unsigned_abs()) as i32
    }

    /// True with so many chances in a hundred.
    pub fn percent(&mut self, chances: u32) -> bool {
        self.next() % 100 < u64::from(chances)
    }

    /// True with so many chances in a thousand.
    pub fn permille(&mut self, chances: u32) -> bool {
        self.next() % 1_000 < u64::from(chances)
    }

    /// One of the items; the list must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[(self.next() % items.len() as u64) as usize]
    }

    /// One of the items by weight; the sum of the weights must not be 0.
    pub fn weighted<'a, T>(&mut self, items: &'a [(T, u32)]) -> &'a T {
        let total: u64 = items.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut at = self.next() % total.max(1);
        for (item, weight) in items {
            if at < u64::from(*weight) {
                return item;
            }
            at -= u64::from(*weight);
        }
        &items[items.len() - 1].0
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }

    /// A UUIDv7 of the given moment.
    pub fn uuid(&mut self, unix_millis: u64) -> Uuid {
        let (a, b) = (self.next().to_le_bytes(), self.next().to_le_bytes());
        let bytes = [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1]];
        uuid::Builder::from_unix_timestamp_millis(unix_millis, &bytes).into_uuid()
    }
}
