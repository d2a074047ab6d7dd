//! Record linkage: which resident a beneficiary of another list is.
