//! Token buckets: so many tries at once, then one per interval. Bounded in size.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Buckets remembered at most. When they are full, those that have refilled go first; if none has, the oldest.
const MAX_BUCKETS: usize = 10_000;

/// Tries allowed per key.
#[derive(Debug)]
pub struct Throttle {
    burst: f64,
    refill: Duration,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Throttle {
    /// `burst` tries at once, then one more after each `refill`.
    pub fn new(burst: u32, refill: Duration) -> Self {
        Self {
            burst: f64::from(burst),
            refill,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one try. `Err` holds the whole seconds to wait.
    pub fn take(&self, key: &str) -> Result<(), u64> {
        self.take_at(key, Instant::now())
    }

    /// Forgets a key: the right password was given.
    pub fn forget(&self, key: &str) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn take_at(&self, key: &str, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS && !buckets.contains_key(key) {
            self.make_room(&mut buckets, now);
        }
        let bucket = buckets.entry(key.to_owned()).or_insert(Bucket {
            tokens: self.burst,
            at: now,
        });
        bucket.tokens = self.refilled(*bucket, now);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            Ok(())
        } else {
            let wait = (1.0 - bucket.tokens) * self.refill.as_secs_f64();
            Err(wait.ceil().max(1.0) as u64)
        }
    }

    fn refilled(&self, bucket: Bucket, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64() / self.refill.as_secs_f64();
        (bucket.tokens + passed).min(self.burst)
    }

    fn make_room(&self, buckets: &mut HashMap<String, Bucket>, now: Instant) {
        buckets.retain(|_, bucket| self.refilled(*bucket, now) < self.burst);
        if buckets.len() >= MAX_BUCKETS {
            let oldest = buckets
                .iter()
                .min_by_key(|(_, bucket)| bucket.at)
                .map(|(key, _)| key.clone());
            if let Some(oldest) = oldest {
                buckets.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_a_burst_through_and_then_one_per_interval() {
        let throttle = Throttle::new(3, Duration::from_secs(10));
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(throttle.take_at("a", start), Ok(()));
        }
        assert_eq!(throttle.take_at("a", start), Err(10));
        assert_eq!(throttle.take_at("b", start), Ok(()));
        assert_eq!(throttle.take_at("a", start + Duration::from_secs(10)), Ok(()));
        assert!(throttle.take_at("a", start + Duration::from_secs(11)).is_err());
    }

    #[test]
    fn never_remembers_more_than_its_limit() {
        let throttle = Throttle::new(2, Duration::from_secs(1000));
        let now = Instant::now();
        for key in 0..MAX_BUCKETS + 50 {
            assert_eq!(throttle.take_at(&key.to_string(), now), Ok(()));
        }
        assert!(throttle.buckets.lock().expect("no panic before").len() <= MAX_BUCKETS);
    }
}
