//! A client that keeps its connection: sends one request after another and reads every answer whole.

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Something to ask.
#[derive(Clone, Debug)]
pub struct Ask {
    /// With its query.
    pub path: String,
    /// A form, encoded; none for GET.
    pub form: Option<String>,
    /// The session's.
    pub cookie: String,
    /// The status that is right.
    pub expect: u16,
}

/// What came back.
pub struct Answer {
    /// Of its headers and its body as it travelled.
    pub bytes: usize,
    /// Where it leads; empty for none.
    pub location: String,
}

/// One client.
pub struct Client {
    address: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(address: &str) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(address).await.context("the program does not listen")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Client { address: address.to_owned(), sender })
    }

    /// Asks once.
    ///
    /// # Errors
    /// When the connection breaks or the status is another than the right one.
    pub async fn ask(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        let mut request = Request::builder()
            .method(if ask.form.is_some() { Method::POST } else { Method::GET })
            .uri(&ask.path)
            .header(HOST, &self.address)
            .header(COOKIE, &ask.cookie)
            .header(ACCEPT_ENCODING, "gzip")
            .header("sec-fetch-site", "same-origin");
        if ask.form.is_some() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Full::new(Bytes::from(ask.form.clone().unwrap_or_default())))?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let head: usize = answer.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        let location = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let body = answer.into_body().collect().await?.to_bytes();
        if status != ask.expect {
            bail!("{} answered {status} instead of {}: {}", ask.path, ask.expect, String::from_utf8_lossy(&body[..body.len().min(2_000)]));
        }
        Ok(Answer { bytes: head + body.len(), location })
    }
}
