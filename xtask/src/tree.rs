//! The files that are looked at, read once. Tests make a small tree of their own.

use std::path::Path;

/// One file: where it lies, from the top of the repository, and what is in it.
pub(crate) struct File {
    pub(crate) path: String,
    /// Empty for what is not text.
    pub(crate) text: String,
    pub(crate) bytes: u64,
}

/// Files, sorted by path.
pub(crate) struct Tree(Vec<File>);

impl Tree {
    /// Reads what lies under `folders`. Build results, packages from npm and hidden files are left out.
    pub(crate) fn read(root: &Path, folders: &[&str]) -> anyhow::Result<Tree> {
        let mut files = Vec::new();
        for folder in folders {
            walk(root, &root.join(folder), &mut files)?;
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree(files))
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    pub(crate) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files().filter(|file| file.path.ends_with(".rs"))
    }

    pub(crate) fn get(&self, path: &str) -> Option<&File> {
        self.files().find(|file| file.path == path)
    }

    pub(crate) fn has_folder(&self, path: &str) -> bool {
        self.files().any(|file| file.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Tree {
        Tree(files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into(), bytes: text.len() as u64 }).collect())
    }
}

impl File {
    /// The file's name without its ending.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }

    /// Whether the whole file is tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.contains("/benches/") || self.stem() == "tests"
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> anyhow::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "node_modules" || name.starts_with("target") {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files)?;
        } else {
            let content = std::fs::read(&path)?;
            let bytes = content.len() as u64;
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(File { path, text: String::from_utf8(content).unwrap_or_default(), bytes });
        }
    }
    Ok(())
}
