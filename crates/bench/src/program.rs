//! The program under measurement, as a process of its own: started, watched, stopped.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::http::{Ask, Client};

/// A running program.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// From its start to the first page it answered.
    pub first_page: Duration,
}

impl Program {
    /// Starts it on a database, with further settings, and waits for its first page.
    ///
    /// # Errors
    /// When it cannot be started or does not answer within a minute.
    pub async fn start(binary: &Path, url: &str, settings: &[(&str, &str)]) -> anyhow::Result<Program> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", &address]).env("RUST_LOG", "error").envs(settings.iter().copied()).stdout(Stdio::null());
        match url.strip_prefix("sqlite:") {
            Some(file) => {
                let home = Path::new(file).parent().context("the file lies in a directory")?;
                command.env_remove("DATABASE_URL").args(["--data".as_ref(), home.as_os_str()]);
            }
            None => {
                command.env("DATABASE_URL", url);
            }
        }
        let began = Instant::now();
        let child = command.spawn().with_context(|| format!("{} cannot be started", binary.display()))?;
        let mut program = Program { child, address, first_page: Duration::ZERO };
        program.answered(began).await?;
        Ok(program)
    }

    /// As a power cut: no last words.
    pub fn kill(&mut self) {
        let _gone_already = self.child.kill();
        let _reaped = self.child.wait();
    }

    async fn answered(&mut self, began: Instant) -> anyhow::Result<()> {
        let ask = Ask { path: "/sign-in".into(), form: None, cookie: String::new(), expect: 200 };
        while began.elapsed() < Duration::from_secs(60) {
            if let Ok(mut client) = Client::connect(&self.address).await {
                client.ask(&ask).await?;
                self.first_page = began.elapsed();
                return Ok(());
            }
            if let Some(ended) = self.child.try_wait()? {
                bail!("the program ended with {ended}");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bail!("the program did not answer within a minute")
    }

    /// Resident memory now, in bytes.
    ///
    /// # Errors
    /// When it is gone.
    pub fn memory(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024)
    }

    /// Processor time used so far.
    ///
    /// # Errors
    /// When it is gone.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after = stat.rsplit_once(')').context("no command in stat")?.1;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let ticks: u64 = fields.get(11).context("utime")?.parse::<u64>()? + fields.get(12).context("stime")?.parse::<u64>()?;
        // Linux counts in hundredths of a second.
        Ok(Duration::from_millis(ticks * 10))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
