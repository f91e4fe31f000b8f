//! A transport service.

kit::id!(
    /// A transport service.
    ServiceId
);
