//! A browser without a screen: keeps cookies, sends what a browser sends, follows nothing by itself.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use kit::web::Fields;
use tower::ServiceExt;

/// An answer.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Where a redirect leads; empty for none.
    pub location: String,
    /// Its text.
    pub body: String,
    /// Its bytes, where it is a file.
    pub bytes: Vec<u8>,
    /// Its headers.
    pub headers: HeaderMap,
}

impl Page {
    /// Asserts the status, showing the page when it is another.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Page {
        assert_eq!(self.status.as_u16(), status, "location {:?}, body:\n{}", self.location, self.body);
        self
    }

    /// Asserts that the page says something.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Page {
        assert!(self.body.contains(text), "{text:?} is not on the page:\n{}", self.body);
        self
    }

    /// A header's text; empty for none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of the first hidden or other input of that name; empty when there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let Some((_, rest)) = self.body.split_once(&format!("name=\"{name}\"")) else { return String::new() };
        let tag = rest.split('>').next().unwrap_or_default();
        tag.split_once("value=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned()
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    service: Router,
    cookies: Vec<(String, String)>,
}

impl Browser {
    /// A browser nobody is signed in with, on a program of its own making; usually [`crate::TestApp::browser`] makes it.
    #[must_use]
    pub fn new(service: Router) -> Browser {
        Browser { service, cookies: Vec::new() }
    }

    /// The same person's browser at another copy of the program: the cookies go along.
    #[must_use]
    pub fn at(&self, service: Router) -> Browser {
        Browser { service, cookies: self.cookies.clone() }
    }

    /// Sets a cookie, as if an answer had.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(known, _)| known != name);
        self.cookies.push((name.to_owned(), value.to_owned()));
    }

    /// What a cookie holds; empty when there is none.
    #[must_use]
    pub fn cookie(&self, name: &str) -> &str {
        self.cookies.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    /// Posts a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(fields.encode()));
        self.send(request.expect("a request")).await
    }

    /// Posts a form with a file in its field `file`.
    ///
    /// # Panics
    /// When the service does not answer.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Page {
        const MARK: &str = "----a-mark-between-parts";
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(format!("--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        let head = format!("--{MARK}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{MARK}--\r\n").into_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// Opens a stream of events.
    ///
    /// # Panics
    /// When the service does not answer.
    pub async fn stream(&self, path: &str) -> Stream {
        let mut request = Request::get(path).body(Body::empty()).expect("a request");
        self.give_cookies(&mut request);
        let response = self.service.clone().oneshot(request).await.expect("the service answers");
        Stream { status: response.status(), body: response.into_body(), text: String::new() }
    }

    fn give_cookies(&self, request: &mut Request<Body>) {
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().expect("a cookie header"));
        }
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        self.give_cookies(&mut request);
        let response = self.service.clone().oneshot(request).await.expect("the service answers");
        let status = response.status();
        let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let set: Vec<String> =
            response.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()).map(ToOwned::to_owned).collect();
        for line in set {
            if let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.keep(name, value);
            }
        }
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.expect("the answer's body").to_bytes();
        Page { status, location, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.to_vec() }
    }
}

/// An open stream of events.
pub struct Stream {
    /// Its status.
    pub status: StatusCode,
    body: Body,
    text: String,
}

impl Stream {
    /// The next event as `name data`, comments left out; `over` when the stream has ended, `silence` after `millis`.
    pub async fn next(&mut self, millis: u64) -> String {
        let patience = std::time::Duration::from_millis(millis);
        tokio::time::timeout(patience, self.event()).await.unwrap_or_else(|_| "silence".to_owned())
    }

    async fn event(&mut self) -> String {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
                let said = format!("{} {}", field("event:"), field("data:"));
                self.text = rest.to_owned();
                if said != " " {
                    return said;
                }
                continue;
            }
            match self.body.frame().await {
                Some(Ok(frame)) => self.text.push_str(&String::from_utf8_lossy(frame.data_ref().map_or(&[], |data| data))),
                _ => return "over".to_owned(),
            }
        }
    }
}
