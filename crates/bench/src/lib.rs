//! Measuring the program as people meet it: a process of its own, asked over HTTP by clients that keep their connections, on a
//! database that was filled before; and the bare statements of the same work on the same database, to compare with.

pub mod asks;
pub mod bare;
pub mod figures;
pub mod found;
pub mod http;
pub mod load;
pub mod measure;
pub mod plot;
pub mod program;
pub mod report;
pub mod seed;
