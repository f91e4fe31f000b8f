//! The fences: a dull closed list of who may import whom. What a crate border can keep, the compiler keeps; the rest stands here.

mod concepts;
mod crates;
mod kit;
mod rules;

use crate::tree::Tree;

/// Everything that stands on the wrong side, as `path:line: what is wrong`.
pub(crate) fn check(tree: &Tree) -> Vec<String> {
    [crates::check(tree), rules::check(tree), kit::check(tree), concepts::check(tree), concepts::stale(tree)].concat()
}

/// A file that may do what its place does not allow, and why.
struct Exception {
    path: &'static str,
    why: &'static str,
}

impl Exception {
    /// Whether one of `list` is for `path`.
    fn covers(list: &[Exception], path: &str) -> bool {
        list.iter().any(|exception| exception.path == path)
    }

    /// An exception for a file that is gone is a hole waiting for another file of that name.
    fn stale(list: &[Exception], tree: &Tree) -> Vec<String> {
        let gone = list.iter().filter(|exception| tree.get(exception.path).is_none());
        gone.map(|exception| format!("{}: gone, so its exception ({}) must go from xtask too", exception.path, exception.why)).collect()
    }
}
