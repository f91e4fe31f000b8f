//! Writes the filter of common passwords, `crates/rules/src/password/common.bin`: sorted fingerprints of four bytes. Its sources
//! are a list of 49,233 passwords by how often breaches show them, `src/passwords.json` of the npm package
//! `@zxcvbn-ts/language-common` 4.1.3 (MIT, see `common.licence.txt` beside it; `npm pack` fetches it), and those compiled by hand
//! in `common.txt`.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use rules::password::fingerprint;

const FOLDER: &str = "crates/rules/src/password";

pub(crate) fn write(root: &Path, list: &Path) -> anyhow::Result<String> {
    let folder = root.join(FOLDER);
    let own = std::fs::read_to_string(folder.join("common.txt"))?;
    let list = std::fs::read_to_string(list).with_context(|| format!("no list at {}", list.display()))?;
    let list: Vec<String> = serde_json::from_str(&list).context("the list is a JSON array of texts")?;
    let own = own.lines().filter(|line| !line.starts_with('#')).map(str::to_owned);
    let words: BTreeSet<String> = list.into_iter().map(|word| word.to_lowercase()).chain(own).collect();
    let prints: BTreeSet<u32> = words.iter().map(|word| fingerprint(word)).collect();
    let bytes: Vec<u8> = prints.iter().flat_map(|print| print.to_be_bytes()).collect();
    std::fs::write(folder.join("common.bin"), &bytes)?;
    Ok(format!("{} passwords, {} fingerprints, {} bytes\n", words.len(), prints.len(), bytes.len()))
}
