//! A small generator of chance (SplitMix64): the same seed gives the same lists on every machine.

/// The generator.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// True with so many chances in a thousand.
    pub fn permille(&mut self, chances: u64) -> bool {
        self.next() % 1_000 < chances
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Items drawn by their weight.
pub struct Weighted<T> {
    items: Vec<T>,
    sums: Vec<u64>,
}

impl<T> Weighted<T> {
    pub fn new(items: impl IntoIterator<Item = (T, u64)>) -> Weighted<T> {
        let mut sum = 0;
        let mut weighted = Weighted {
            items: Vec::new(),
            sums: Vec::new(),
        };
        for (item, weight) in items {
            sum += weight;
            weighted.items.push(item);
            weighted.sums.push(sum);
        }
        weighted
    }

    pub fn draw(&self, random: &mut Random) -> &T {
        let total = self.sums.last().copied().unwrap_or(1);
        let at = random.next() % total;
        &self.items[self.sums.partition_point(|sum| *sum <= at)]
    }
}
