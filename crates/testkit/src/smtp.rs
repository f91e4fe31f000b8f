//! A mail server that does what a test says: takes mail, refuses an address, lets one hang, or is down.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// To whom.
    pub to: String,
    /// Its Message-ID.
    pub id: String,
    /// Headers and text as they came.
    pub text: String,
}

#[derive(Default)]
struct State {
    taken: Vec<Taken>,
    refused: HashSet<String>,
    hanging: HashSet<String>,
    down: bool,
}

/// The server. Down, it takes a connection and closes it without a word.
#[derive(Clone)]
pub struct SmtpServer {
    state: Arc<Mutex<State>>,
    address: std::net::SocketAddr,
    loosened: watch::Sender<u64>,
}

impl SmtpServer {
    /// Starts on a free port.
    ///
    /// # Panics
    /// When there is none.
    pub async fn start() -> SmtpServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let server = SmtpServer { state: Arc::default(), address, loosened: watch::Sender::new(0) };
        let this = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if !this.state().down {
                    tokio::spawn(this.clone().talk(stream));
                }
            }
        });
        server
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a program is pointed at it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Goes down, or comes back.
    pub fn set_down(&self, down: bool) {
        self.state().down = down;
    }

    /// Refuses this address from now on, or takes it again.
    pub fn refuse(&self, address: &str, refused: bool) {
        let mut state = self.state();
        if refused {
            state.refused.insert(address.to_owned())
        } else {
            state.refused.remove(address)
        };
    }

    /// Lets whoever writes to this address wait without an answer, or answers again.
    pub fn hang(&self, address: &str, hanging: bool) {
        let mut state = self.state();
        if hanging {
            state.hanging.insert(address.to_owned())
        } else {
            state.hanging.remove(address)
        };
        drop(state);
        self.loosened.send_modify(|n| *n += 1);
    }

    /// What was taken, in order.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.state().taken.clone()
    }

    /// To whom mail was taken, in order.
    #[must_use]
    pub fn receivers(&self) -> Vec<String> {
        self.state().taken.iter().map(|mail| mail.to.clone()).collect()
    }

    async fn talk(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let (mut to, mut text, mut in_text) = (String::new(), String::new(), false);
        let mut answer = "220 here".to_owned();
        loop {
            if !answer.is_empty() && write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
            answer.clear();
            let Ok(Some(line)) = lines.next_line().await else { return };
            if in_text && line != "." {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            answer = match word.as_str() {
                "." => {
                    in_text = false;
                    let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
                    self.state().taken.push(Taken { to: to.clone(), id, text: std::mem::take(&mut text) });
                    "250 taken".into()
                }
                "EHLO" | "HELO" | "MAIL" | "NOOP" | "RSET" => "250 fine".into(),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.loose(&to).await;
                    if self.state().refused.contains(&to) { "550 5.1.1 no such user".into() } else { "250 fine".into() }
                }
                "DATA" => {
                    in_text = true;
                    "354 go on".into()
                }
                "QUIT" => "221 bye".into(),
                _ => "500 what".into(),
            };
        }
    }

    async fn loose(&self, to: &str) {
        let mut changes = self.loosened.subscribe();
        while self.state().hanging.contains(to) {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }
}
