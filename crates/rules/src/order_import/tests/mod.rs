//! The import flow.
