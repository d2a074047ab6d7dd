//! Vietnamese text: one written form, a search form and the order of the dictionary.

mod collate;
mod fold;
mod garbled;
mod normalize;

pub use collate::{push_collation_key, word_collation_key};
pub use fold::{accent_key, fold, fold_char, has_accent};
pub use garbled::looks_garbled;
pub use normalize::{is_apostrophe, normalize};
