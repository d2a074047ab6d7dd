//! The law: rules of the day, applied.
