//! What keeps the data, as a person types it: commands beside `serve`, on the demonstration's own file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The program's command line, free of what the surroundings say.
fn cartage(command: &str, data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cartage"));
    for name in ["DATABASE_URL", "CARTAGE_LISTEN", "CARTAGE_DATA", "CARTAGE_BASE_URL", "CARTAGE_SMTP", "CARTAGE_BEHIND_PROXY"] {
        program.env_remove(name);
    }
    program.env("RUST_LOG", "warn").arg(command).arg("--data").arg(data);
    program
}

/// A program that serves; ended when dropped.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Lets the demonstration set itself up in `data`, and serves it.
fn demonstration(data: &Path) -> Serving {
    let file = data.with_extension("json");
    let _none = std::fs::remove_file(&file);
    let mut serve = cartage("serve", data);
    serve.args(["--demo", "--listen", "127.0.0.1:0", "--write-credentials"]).arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
    let (program, begun) = (Serving(serve.spawn().unwrap()), Instant::now());
    while !file.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no credentials after a minute");
        std::thread::sleep(Duration::from_millis(5));
    }
    program
}

/// Moves from one URL to another.
fn moved(from: &str, to: &str) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cartage"));
    said(&program.env("RUST_LOG", "warn").args(["move-database", "--from", from, "--to", to]).output().unwrap())
}

/// Exit code and what was said, to standard output and error together.
fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_history_is_verified_kept_and_erased() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let (code, text) = said(&cartage("verify-history", &data).output().unwrap());
    assert!(code == Some(1) && text.contains("there is no database at") && !data.exists(), "{text}");
    drop(demonstration(&data));
    let output = cartage("verify-history", &data).output().unwrap();
    let (code, text) = said(&output);
    assert!(code == Some(0) && text.contains(": whole, "), "{text}");
    let kept = home.path().join("kept.txt");
    std::fs::write(&kept, &output.stdout).unwrap();
    let (code, text) = said(&cartage("verify-history", &data).arg("--against").arg(&kept).output().unwrap());
    assert_eq!(code, Some(0), "{text}");
    let foreign = format!("nobody:3:{}", "ab".repeat(32));
    let (code, text) = said(&cartage("verify-history", &data).args(["--against", &foreign]).output().unwrap());
    assert!(code == Some(1) && text.contains("which is not there"), "{text}");
    let (code, text) = said(&cartage("verify-history", &data).args(["--against", "no-such-file"]).output().unwrap());
    assert!(code == Some(1) && text.contains("neither a head"), "{text}");
    let nobody = ["--organisation", "nobody", "--subject", "018f0000-0000-7000-8000-000000000000"];
    let (code, text) = said(&cartage("erase-history", &data).args(nobody).output().unwrap());
    assert!(code == Some(1) && text.contains("there is no organisation nobody"), "{text}");
}

#[test]
fn counters_and_words_of_the_demonstration_are_as_its_rows_say() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    drop(demonstration(&data));
    let (code, text) = said(&cartage("check-projections", &data).output().unwrap());
    assert!(code == Some(0) && text.contains("van-dorp: as the rows say") && !text.contains(" 0 things"), "{text}");
}

/// How many files are under a folder.
fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[test]
fn a_backup_of_a_program_that_serves_is_restored_and_verifies() {
    let home = tempfile::tempdir().unwrap();
    let (data, other, file) = (home.path().join("data"), home.path().join("other"), home.path().join("of-today.cartage"));
    let serving = demonstration(&data);
    // Beside those the demonstration files.
    std::fs::create_dir_all(data.join("documents/2026")).unwrap();
    std::fs::write(data.join("documents/2026/cmr.pdf"), b"%PDF-1.7 signed").unwrap();
    let backup = || cartage("backup", &data).arg(&file).output().unwrap();
    let (code, text) = said(&backup());
    let all = files(&data.join("documents"));
    assert!(code == Some(0) && text.contains(&format!(" {all} documents,")) && all > 1 && text.contains("van-dorp:"), "{text}");
    let kept = home.path().join("kept.txt");
    std::fs::write(&kept, text).unwrap();
    let (code, text) = said(&backup());
    assert!(code == Some(1) && text.contains("never written over another"), "{text}");
    assert_eq!(
        std::fs::read_dir(home.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().to_string_lossy().contains("of-today"))
            .count(),
        1
    );
    drop(serving);

    let restore = |file: &Path| said(&cartage("restore", &other).arg(file).output().unwrap());
    let whole = std::fs::read(&file).unwrap();
    for (bytes, what) in [(&whole[..whole.len() / 2], "damaged"), (b"not a tar at all".as_slice(), "backup")] {
        let broken = home.path().join("broken.cartage");
        std::fs::write(&broken, bytes).unwrap();
        let (code, text) = restore(&broken);
        assert!(code == Some(1) && text.contains(what), "{text}");
        assert!(!other.join("documents").exists());
    }
    let (code, text) = restore(&file);
    assert!(code == Some(0) && text.contains("--hold-outbox"), "{text}");
    assert_eq!(std::fs::read(other.join("documents/2026/cmr.pdf")).unwrap(), b"%PDF-1.7 signed");
    let (code, text) = said(&cartage("verify-history", &other).arg("--against").arg(&kept).output().unwrap());
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(said(&cartage("check-projections", &other).output().unwrap()).0, Some(0));
    let (code, text) = restore(&file);
    assert!(code == Some(1) && text.contains("not empty"), "{text}");
    drop(demonstration(&other));
}

#[test]
fn a_database_moves_only_while_nobody_serves_it() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let (from, to) = (
        format!("sqlite:{}", data.join("cartage.sqlite").display()),
        format!("sqlite:{}", home.path().join("new/cartage.sqlite").display()),
    );
    let serving = demonstration(&data);
    let (code, text) = moved(&from, &to);
    assert!(code == Some(1) && text.contains("a program serves this data"), "{text}");
    drop(serving);
    let (code, text) = moved(&from, &to);
    assert!(code == Some(0) && text.contains("search_word") && text.contains("what is there is what was here"), "{text}");
    let (code, text) = moved(&from, &to);
    assert!(code == Some(1) && text.contains("not empty"), "{text}");
    let (code, text) = moved(&from, &from);
    assert!(code == Some(1) && text.contains("the same"), "{text}");
    let (code, text) = said(&cartage("verify-history", &home.path().join("new")).output().unwrap());
    assert!(code == Some(0) && text.contains("van-dorp:"), "{text}");
}

#[test]
fn a_second_factor_is_reset_only_where_there_is_one() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    drop(demonstration(&data));
    for nobody in ["ann@van-dorp.example", "nobody@van-dorp.example"] {
        let (code, text) = said(&cartage("reset-second-factor", &data).args(["--email", nobody]).output().unwrap());
        assert!(code == Some(1) && text.contains(&format!("nobody with the address {nobody} has a second factor")), "{text}");
    }
}
