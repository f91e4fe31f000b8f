//! The program itself: it starts, says where it is, answers, and stops when it is told to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running program; ended when dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// The program's command line, free of what the surroundings say.
fn cartage(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartage"));
    for name in ["DATABASE_URL", "CARTAGE_LISTEN", "CARTAGE_DATA", "CARTAGE_BASE_URL", "CARTAGE_SMTP", "CARTAGE_BEHIND_PROXY"] {
        command.env_remove(name);
    }
    command.arg("serve").arg("--data").arg(home.join("data")).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the demonstration on a free port; how long it took until the credentials were there, and where it listens.
fn start(home: &Path) -> (Program, Duration, String) {
    let file = home.join("credentials.json");
    let _none = std::fs::remove_file(&file);
    let begun = Instant::now();
    let program = Program(cartage(home).args(["--demo", "--listen", "127.0.0.1:0", "--write-credentials"]).arg(&file).spawn().unwrap());
    let text = loop {
        if let Ok(text) = std::fs::read_to_string(&file) {
            break text;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no credentials after a minute");
        std::thread::sleep(Duration::from_millis(1));
    };
    let ready = begun.elapsed();
    let credentials: serde_json::Value = serde_json::from_str(&text).expect("the file is whole whenever it is there");
    (program, ready, credentials["base_url"].as_str().unwrap().to_owned())
}

fn get(base_url: &str, path: &str) -> String {
    let address = base_url.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_serves_the_sign_in_and_stops_when_told() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, first, base_url) = start(home.path());
    let page = get(&base_url, "/sign-in");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Sign in with password"), "{page}");
    assert!(get(&base_url, "/").contains("location: /sign-in?next=%2F"));
    assert!(Command::new("kill").args(["-TERM", &program.0.id().to_string()]).status().unwrap().success());
    assert!(program.0.wait().unwrap().success(), "it ends in good order");
    let mut said = String::new();
    program.0.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains(&base_url) && said.contains("marit@de-korenaar.example") && said.contains("Everybody's password"), "{said}");

    // Again, on the file that is there now. The budget is 50 ms in a release build; here it is told, and only something far
    // out of proportion fails: the machine is busy with other tests and the program is not optimised.
    let begun = Instant::now();
    let (_program, ready, base_url) = start(home.path());
    assert!(get(&base_url, "/sign-in").starts_with("HTTP/1.1 200"));
    let page = begun.elapsed();
    println!("empty: ready after {first:?}; on an existing file: ready after {ready:?}, first page after {page:?}");
    assert!(page < Duration::from_secs(5), "{page:?}");
}

#[test]
fn an_empty_installation_prints_its_token() {
    let home = tempfile::tempdir().unwrap();
    let mut program = Program(cartage(home.path()).args(["--listen", "127.0.0.1:0"]).spawn().unwrap());
    let mut out = program.0.stdout.take().unwrap();
    let (mut text, mut bytes) = (String::new(), [0_u8; 4096]);
    while text.split("one-time token:").nth(1).is_none_or(|token| token.trim().len() < 43) {
        let read = out.read(&mut bytes).unwrap();
        assert!(read > 0, "it ended: {text}");
        text.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    let base_url = text.split_whitespace().find_map(|word| word.strip_suffix("/setup")).unwrap();
    assert_eq!(text.split_whitespace().next_back().unwrap().len(), 43, "{text}");
    assert!(get(base_url, "/setup").contains("Set up Cartage"));
    assert!(get(base_url, "/sign-in").contains("location: /setup"));
    assert!(get(base_url, "/demo/mail").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_database_that_is_not_there_is_said_in_words() {
    let home = tempfile::tempdir().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://postgres@{closed}/cartage");
    let ended = cartage(home.path()).args(["--listen", "127.0.0.1:0", "--database-url", &url]).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("the database does not answer"), "{said}");
    assert!(!home.path().join("data").exists(), "nothing is left behind");
}
