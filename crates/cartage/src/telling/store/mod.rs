//! The queries of telling: who may still be told, who is concerned by an order, what members chose, what stands in a digest.

pub(super) mod choices;
pub(super) mod digest;
pub(super) mod facts;
pub(super) mod imports;
pub(super) mod notices;
pub(super) mod receivers;
