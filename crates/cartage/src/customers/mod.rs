//! A customer.

kit::id!(
    /// A customer.
    CustomerId
);
