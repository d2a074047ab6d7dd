//! Other people's lists: workbooks, legacy encodings, columns, places.
