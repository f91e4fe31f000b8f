//! An order, from quote on.

kit::id!(
    /// An order, from quote on.
    OrderId
);
