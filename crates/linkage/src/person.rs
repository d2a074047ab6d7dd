//! A row of a list, as it is written there.

/// The most further fields that are compared; more are ignored.
pub const EXTRA_LIMIT: usize = 4;

/// A row of a list. Every text may be empty or dirty; nothing is refused, what cannot be read counts as unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Person<'a> {
    /// The key of the row in its list. It decides between equals, so that the order of the rows does not.
    pub id: &'a str,
    /// Họ, chữ đệm, tên; also without accents, in capitals, abbreviated.
    pub full_name: &'a str,
    /// Any usual way of writing a day, a month or a year.
    pub birth_date: &'a str,
    /// `female`, `male`, `Nữ`, `Nam` and the like.
    pub sex: &'a str,
    /// Số định danh cá nhân (12 digits); often the old number stands here.
    pub national_id: &'a str,
    /// Số chứng minh nhân dân cũ (9 digits).
    pub old_id: &'a str,
    /// Thôn, bon, bản, tổ dân phố.
    pub village: &'a str,
    /// Phone number; relatives share one.
    pub phone: &'a str,
    /// The household's number or its head, where both lists write it in one way.
    pub household: &'a str,
    /// Further fields that both lists carry in this order, compared as short texts; at most [`EXTRA_LIMIT`] count.
    pub extras: [&'a str; EXTRA_LIMIT],
}

/// A list whose rows can be read one by one, from many threads.
pub trait People: Sync {
    /// The number of rows.
    fn count(&self) -> usize;
    /// The row at a place below [`People::count`].
    fn person(&self, at: usize) -> Person<'_>;
}

impl People for [Person<'_>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn person(&self, at: usize) -> Person<'_> {
        self[at]
    }
}

impl People for Vec<Person<'_>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn person(&self, at: usize) -> Person<'_> {
        self[at]
    }
}
