//! A contact.

kit::id!(
    /// A contact.
    ContactId
);
