//! What keeps the data, as a person types it: commands beside `serve`, on the demonstration's own file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
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

/// Lets the demonstration set itself up in `data`, and ends it.
fn demonstration(data: &Path) {
    let file = data.with_extension("json");
    let mut serve = cartage("serve", data);
    serve.args(["--demo", "--listen", "127.0.0.1:0", "--write-credentials"]).arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
    let (mut program, begun) = (serve.spawn().unwrap(), Instant::now());
    while !file.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no credentials after a minute");
        std::thread::sleep(Duration::from_millis(5));
    }
    program.kill().unwrap();
    program.wait().unwrap();
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
    demonstration(&data);
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
    demonstration(&data);
    let (code, text) = said(&cartage("check-projections", &data).output().unwrap());
    assert!(code == Some(0) && text.contains("van-dorp: as the rows say") && !text.contains(" 0 things"), "{text}");
}
