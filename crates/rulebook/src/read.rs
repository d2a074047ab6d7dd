//! Reading a folder of TOML files, with file and line of every fault.

use crate::examples::Example;
use crate::fault::{Fault, Step, Where};
use crate::model::Model;
use crate::rulebook::Rulebook;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Most files and bytes that a rule folder may have.
const MAX_FILES: usize = 500;
const MAX_FILE_BYTES: u64 = 2_000_000;

/// What a rule folder gives.
#[derive(Debug, Clone)]
pub struct Read {
    /// The rules.
    pub rulebook: Rulebook,
    /// The examples, in the order of the files.
    pub examples: Vec<Example>,
}

/// Finds the line of a place in the model.
#[derive(Default)]
struct Lines<'a> {
    /// For each item: its file and its parsed value.
    items: HashMap<(&'static str, usize), (usize, Spanned<DeValue<'a>>)>,
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

impl Lines<'_> {
    /// File index and byte offset of the deepest part of the place that exists.
    fn find(&self, place: &Where) -> Option<(usize, usize)> {
        let (file, value) = self.items.get(&(place.section, place.index))?;
        let mut value = value;
        let mut offset = value.span().start;
        for step in &place.path {
            let inner = match step {
                Step::Key(key) => match value.get_ref().as_table().and_then(|table| table.get_key_value(*key)) {
                    Some((key, inner)) => {
                        offset = key.span().start;
                        Some(inner)
                    }
                    None => None,
                },
                Step::Index(index) => {
                    let inner = value.get_ref().as_array().and_then(|list| list.get(*index));
                    if let Some(inner) = inner {
                        offset = inner.span().start;
                    }
                    inner
                }
            };
            let Some(inner) = inner else { break };
            value = inner;
        }
        Some((*file, offset))
    }
}

/// Reads every `.toml` file below a folder.
pub fn read_folder(folder: &Path) -> Result<Read, Vec<Fault>> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    collect(folder, folder, &mut files, &mut faults);
    if files.is_empty() && faults.is_empty() {
        faults.push(Fault {
            file: folder.display().to_string(),
            line: 0,
            code: "no_rule_files",
            detail: "no .toml file in this folder".to_owned(),
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    files.sort();
    read_files(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>, faults: &mut Vec<Fault>) {
    let name = |path: &Path| {
        path.strip_prefix(root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    };
    let mut refuse = |path: &Path, code: &'static str, detail: String| {
        faults.push(Fault {
            file: name(path),
            line: 0,
            code,
            detail,
        });
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return refuse(folder, "unreadable_folder", error.to_string()),
    };
    let mut folders = Vec::new();
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => return refuse(folder, "unreadable_folder", error.to_string()),
        };
        if path.is_dir() {
            folders.push(path);
        } else if path.extension().is_some_and(|it| it == "toml") {
            if files.len() >= MAX_FILES {
                return refuse(&path, "too_many_files", format!("at most {MAX_FILES} files"));
            }
            match std::fs::metadata(&path).map(|it| it.len()) {
                Ok(size) if size > MAX_FILE_BYTES => {
                    refuse(&path, "file_too_large", format!("at most {MAX_FILE_BYTES} bytes"));
                }
                _ => match std::fs::read_to_string(&path) {
                    Ok(text) => files.push((name(&path), text)),
                    Err(error) => refuse(&path, "unreadable_file", error.to_string()),
                },
            }
        }
    }
    for folder in folders {
        collect(root, &folder, files, faults);
    }
}

/// Reads files given as path and text.
pub fn read_files(files: Vec<(String, String)>) -> Result<Read, Vec<Fault>> {
    let mut reader = Reader {
        files: &files,
        model: Model::default(),
        examples: Vec::new(),
        lines: Lines::default(),
        faults: Vec::new(),
    };
    for index in 0..files.len() {
        reader.read_file(index);
    }
    let Reader {
        model,
        examples,
        lines,
        mut faults,
        ..
    } = reader;
    let rulebook = match Rulebook::build(model) {
        Ok(rulebook) => Some(rulebook),
        Err(found) => {
            for (place, code, detail) in found {
                let (file, line) = match lines.find(&place) {
                    Some((file, offset)) => (files[file].0.clone(), line_of(&files[file].1, offset)),
                    None => (files.first().map_or_else(String::new, |it| it.0.clone()), 0),
                };
                faults.push(Fault {
                    file,
                    line,
                    code,
                    detail,
                });
            }
            None
        }
    };
    match rulebook {
        Some(rulebook) if faults.is_empty() => Ok(Read { rulebook, examples }),
        _ => {
            faults.sort();
            faults.dedup();
            Err(faults)
        }
    }
}

struct Reader<'a> {
    files: &'a [(String, String)],
    model: Model,
    examples: Vec<Example>,
    lines: Lines<'a>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, file: usize, offset: usize, code: &'static str, detail: String) {
        let line = line_of(&self.files[file].1, offset);
        self.faults.push(Fault {
            file: self.files[file].0.clone(),
            line,
            code,
            detail,
        });
    }

    fn read_file(&mut self, file: usize) {
        let files = self.files;
        let (table, errors) = DeTable::parse_recoverable(&files[file].1);
        for error in &errors {
            self.fault(
                file,
                error.span().map_or(0, |span| span.start),
                "toml_syntax",
                first_line(error.message()),
            );
        }
        if !errors.is_empty() {
            return;
        }
        for (key, value) in table.into_inner() {
            let key_offset = key.span().start;
            let key = key.into_inner();
            if key == "version" {
                match value.get_ref().as_str() {
                    Some(version) if self.model.version.is_empty() => self.model.version = version.to_owned(),
                    Some(_) => self.fault(file, key_offset, "duplicate", "version is given twice".to_owned()),
                    None => self.fault(file, key_offset, "wrong_shape", "version must be a text".to_owned()),
                }
                continue;
            }
            let Some(list) = value.get_ref().as_array().cloned() else {
                self.fault(
                    file,
                    key_offset,
                    "unknown_section",
                    format!("`{key}` is not a list of rules: write [[{key}]]"),
                );
                continue;
            };
            for item in list {
                self.read_item(file, key_offset, &key, item);
            }
        }
    }

    fn read_item(&mut self, file: usize, key_offset: usize, section: &str, item: Spanned<DeValue<'a>>) {
        macro_rules! into {
            ($name:literal, $list:expr) => {{
                let offset = item.span().start;
                match Deserialize::deserialize(ValueDeserializer::from(item.clone())) {
                    Ok(value) => {
                        self.lines.items.insert(($name, $list.len()), (file, item));
                        $list.push(value);
                    }
                    Err(error) => self.refused(file, offset, &error),
                }
            }};
        }
        match section {
            "source" => into!("source", self.model.source),
            "rate" => into!("rate", self.model.rate),
            "day" => into!("day", self.model.day),
            "word" => into!("word", self.model.word),
            "clock" => into!("clock", self.model.clock),
            "category" => into!("category", self.model.category),
            "procedure" => into!("procedure", self.model.procedure),
            "form" => into!("form", self.model.form),
            "slip" => into!("slip", self.model.slip),
            "survey" => into!("survey", self.model.survey),
            "example" => into!("example", self.examples),
            other => self.fault(
                file,
                key_offset,
                "unknown_section",
                format!("`{other}` is not a kind of rule"),
            ),
        }
    }

    fn refused(&mut self, file: usize, item_offset: usize, error: &toml::de::Error) {
        let message = error.message();
        let code = if message.starts_with("unknown field") {
            "unknown_key"
        } else if message.starts_with("missing field") {
            "missing_key"
        } else {
            "wrong_shape"
        };
        let offset = error.span().map_or(item_offset, |span| span.start);
        self.fault(file, offset, code, first_line(message));
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}
