//! Steps with a name and a time, and the table at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps done so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Does one step: prints its name before and its time after.
    ///
    /// # Errors
    /// The step's error, with its name.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n== {name}");
        let started = Instant::now();
        let result = work();
        let time = started.elapsed();
        if result.is_ok() {
            println!("== {name}: {}", show(time));
            self.done.push((name, time));
        } else {
            println!("== {name}: FAILED after {}", show(time));
        }
        result.with_context(|| format!("the step «{name}» failed"))
    }

    /// The times of all steps, one line each, the sum last.
    pub fn table(&self) -> String {
        let sum: Duration = self.done.iter().map(|(_, time)| *time).sum();
        let rows = self
            .done
            .iter()
            .map(|(name, time)| (*name, *time))
            .chain([("all", sum)]);
        rows.map(|(name, time)| format!("{name:<28} {:>9}\n", show(time)))
            .collect()
    }
}

fn show(time: Duration) -> String {
    let seconds = time.as_secs_f32();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_names_itself_and_is_not_in_the_table() {
        let mut steps = Steps::default();
        steps.step("good", || Ok(())).unwrap();
        let error = steps.step("bad", || anyhow::bail!("no")).unwrap_err();
        assert_eq!(error.to_string(), "the step «bad» failed");
        assert!(steps.table().starts_with("good"));
        assert!(!steps.table().contains("bad"));
        assert_eq!(show(Duration::from_secs(125)), "2 min 05 s");
    }
}
