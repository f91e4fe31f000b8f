//! A service level.

kit::id!(
    /// A service level.
    LevelId
);
