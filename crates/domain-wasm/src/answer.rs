//! The envelope of every answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A stable code for what went wrong, with parameters.
pub struct Problem {
    pub code: &'static str,
    pub params: Value,
}

impl Problem {
    pub fn new(code: &'static str) -> Problem {
        Problem {
            code,
            params: json!({}),
        }
    }

    pub fn about(code: &'static str, what: impl ToString) -> Problem {
        Problem {
            code,
            params: json!({ "what": what.to_string() }),
        }
    }
}

/// Reads one argument. By way of a `Value`, so that every type is compiled for one kind of reader only: that halves
/// the size of the core.
pub fn read<T: DeserializeOwned>(argument: &str) -> Result<T, Problem> {
    let value: Value = serde_json::from_str(argument).map_err(|error| Problem::about("unreadable_request", error))?;
    serde_json::from_value(value).map_err(|error| Problem::about("unreadable_request", error))
}

/// Runs a function and wraps its answer.
pub fn answer<T: Serialize>(run: impl FnOnce() -> Result<T, Problem>) -> String {
    let value = match run() {
        Ok(value) => json!({ "ok": serde_json::to_value(value).unwrap_or(Value::Null) }),
        Err(problem) => json!({ "error": { "code": problem.code, "params": problem.params } }),
    };
    value.to_string()
}
