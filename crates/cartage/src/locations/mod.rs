//! A location.

kit::id!(
    /// A location.
    LocationId
);
