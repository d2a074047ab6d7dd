//! Changing single fields of a record, and finding out who else changed them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::entry::Patch;
use crate::records::{FieldVersions, Stamp};

/// Fields of `set` that another account changed after `base` to something else than what is asked for.
pub fn conflicting(record: &Value, stamps: &FieldVersions, set: &Patch, base: u32, author: Uuid) -> Vec<String> {
    set.iter()
        .filter(|(field, value)| {
            stamps
                .get(*field)
                .is_some_and(|stamp| stamp.version > base && stamp.author != author)
                && read(record, field) != **value
        })
        .map(|(field, _)| field.clone())
        .collect()
}

/// Whether another account changed anything at all after `base`.
pub fn changed_by_others(stamps: &FieldVersions, base: u32, author: Uuid) -> bool {
    stamps
        .values()
        .any(|stamp| stamp.version > base && stamp.author != author)
}

/// The record with the fields set and stamped as `version`.
///
/// # Errors
/// The name of the first field when the result is no readable record (a text where a number belongs, a field that does
/// not exist).
pub fn apply<T: Serialize + DeserializeOwned>(
    record: &T,
    set: &Patch,
    version: u32,
    author: Uuid,
) -> Result<T, String> {
    let mut value = serde_json::to_value(record).map_err(|_| "record".to_owned())?;
    for (field, new) in set {
        if matches!(field.as_str(), "id" | "version" | "field_versions") || field.starts_with("field_versions.") {
            return Err(field.clone());
        }
        write(&mut value, field, new.clone()).ok_or_else(|| field.clone())?;
    }
    value["version"] = version.into();
    let mut stamps: FieldVersions = value
        .get("field_versions")
        .and_then(|stamps| serde_json::from_value(stamps.clone()).ok())
        .unwrap_or_default();
    for field in set.keys() {
        stamps.insert(field.clone(), Stamp { version, author });
    }
    value["field_versions"] = serde_json::to_value(&stamps).unwrap_or(Value::Null);
    let changed: T = serde_json::from_value(value).map_err(|_| set.keys().next().cloned().unwrap_or_default())?;
    // A field that the record does not know would vanish without a word: refuse it instead.
    let back = serde_json::to_value(&changed).map_err(|_| "record".to_owned())?;
    match set.iter().find(|(field, new)| read(&back, field) != **new) {
        Some((field, _)) => Err(field.clone()),
        None => Ok(changed),
    }
}

fn read(record: &Value, field: &str) -> Value {
    let found = match field.split_once('.') {
        Some((group, key)) => record.get(group).and_then(|inner| inner.get(key)),
        None => record.get(field),
    };
    found.cloned().unwrap_or(Value::Null)
}

fn write(record: &mut Value, field: &str, new: Value) -> Option<()> {
    let (target, key) = match field.split_once('.') {
        Some((group, key)) => {
            let object = record.as_object_mut()?;
            let inner = object
                .entry(group.to_owned())
                .or_insert_with(|| Value::Object(Map::new()));
            (inner.as_object_mut()?, key)
        }
        None => (record.as_object_mut()?, field),
    };
    if new.is_null() {
        target.remove(key);
    } else {
        target.insert(key.to_owned(), new);
    }
    Some(())
}
