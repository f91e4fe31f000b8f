//! What is the same wherever an upload is handed in, in the portal or at the desk: the page with the file, and what became of it.

use askama::Template;
use jiff::tz::TimeZone;
use rules::upload::{Column, Kind};

use super::said::Said;
use super::store::{self, Counts};
use super::table::{LineRow, UploadRow};
use super::words::{self, Words};
use super::{UploadId, actions, columns_shown, receive};
use crate::app::App;
use crate::failure::Failure;
use crate::shell::{Frame, says};
use crate::viewer::{Scope, Viewer};
use crate::{defaults, order_form};

/// Where uploads of a kind are handed in.
pub(super) struct Counter<'a, V> {
    app: &'a App,
    viewer: &'a V,
    kind: Kind,
    root: String,
    words: &'static Words,
}

/// A file that was posted.
#[derive(Default)]
pub(super) struct Posted {
    /// The upload's id, from the form.
    pub(super) upload: String,
    /// What the file is called.
    pub(super) name: String,
    /// What it holds; nothing of one that is too large.
    pub(super) bytes: Vec<u8>,
    pub(super) too_large: bool,
}

#[derive(Template)]
#[template(path = "uploads/upload.html")]
pub(super) struct UploadPage {
    frame: Frame,
    root: String,
    words: &'static Words,
    upload: String,
    problem: String,
    most: usize,
    columns: Vec<(&'static str, Vec<String>)>,
    /// The customer has default order values, which fill what rows leave unsaid.
    defaults: bool,
    before: Vec<Before>,
}

/// An upload of before.
struct Before {
    href: String,
    file: String,
    by: String,
    at: (String, String),
    lines: i64,
    state: String,
}

impl<'a, V: Viewer> Counter<'a, V> {
    pub(super) fn of(app: &'a App, viewer: &'a V, kind: Kind, root: String) -> Counter<'a, V> {
        Counter { app, viewer, kind, root, words: words::of(kind) }
    }

    /// `/p/…/orders/upload`, `/d/…/customers/upload`.
    pub(super) fn here(&self) -> String {
        format!("{}/{}/upload", self.root, self.words.many)
    }

    /// The page of one upload.
    pub(super) fn page_of(&self, id: impl std::fmt::Display) -> String {
        format!("{}/{}/{id}", self.root, self.words.uploads)
    }

    /// The columns a table may have here, and whether default values fill what it leaves unsaid.
    async fn columns(&self) -> Result<(Vec<Column>, bool), Failure> {
        let (kind, Scope { organisation, customer }) = (self.kind, self.viewer.scope());
        let read = self.app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let (form, _) = order_form::arranged(tx, organisation).await?;
                let defaults = match customer {
                    Some(customer) => defaults::of_customer(tx, organisation, customer).await?.0.is_some(),
                    None => false,
                };
                Ok((columns_shown::columns_with(kind, &form), defaults))
            })
        });
        read.await
    }

    /// The example as a file.
    pub(super) async fn example(&self, format: sheet::Format) -> Result<Vec<u8>, Failure> {
        columns_shown::example(self.kind, &self.columns().await?.0, format)
    }

    /// The page with the file; `problem` says why the one before was not taken.
    pub(super) async fn upload_page(&self, frame: Frame, problem: String) -> Result<UploadPage, Failure> {
        let (scope, kind, zone) = (self.viewer.scope(), self.kind, &self.viewer.carrier().zone);
        let rows = self.app.db.read(move |tx| Box::pin(store::latest(tx, scope, kind))).await?;
        let (columns, defaults) = self.columns().await?;
        let before = |row: UploadRow| Before {
            href: self.page_of(row.id),
            at: (row.created_at.to_string(), says::instant(row.created_at, zone)),
            lines: row.line_count,
            state: state_in_words(&row.state, self.words),
            file: row.file_name,
            by: row.sent_by,
        };
        Ok(UploadPage {
            upload: self.app.ids.id::<UploadId>(self.app.clock.now()).to_string(),
            problem,
            most: receive::ROWS,
            columns: columns_shown::by_part(kind, &columns),
            defaults,
            before: rows.into_iter().map(before).collect(),
            root: self.root.clone(),
            words: self.words,
            frame,
        })
    }

    /// Takes a file in: the upload it is, or why it was not taken, in words.
    pub(super) async fn take(&self, posted: Result<Posted, String>) -> Result<Result<UploadId, String>, Failure> {
        let posted = match posted {
            Err(problem) => return Ok(Err(problem)),
            Ok(posted) if posted.too_large => return Ok(Err(receive::too_large())),
            Ok(posted) if posted.bytes.is_empty() && posted.name.is_empty() => return Ok(Err("Choose a file.".to_owned())),
            Ok(posted) => posted,
        };
        let id: UploadId = posted.upload.parse().unwrap_or_else(|_| self.app.ids.id(self.app.clock.now()));
        if self.find(id).await?.is_some() {
            return Ok(Ok(id));
        }
        match receive::read(self.kind, self.columns().await?.0, posted.bytes).await? {
            Ok(drafts) => {
                actions::take_in(self.app, self.viewer, self.kind, id, &posted.name, drafts).await?;
                Ok(Ok(id))
            }
            Err(problem) => Ok(Err(problem)),
        }
    }

    async fn find(&self, id: UploadId) -> Result<Option<UploadRow>, Failure> {
        let (scope, kind) = (self.viewer.scope(), self.kind);
        self.app.db.read(move |tx| Box::pin(store::find(tx, scope, kind, id))).await
    }

    /// An upload that is there and this viewer's.
    pub(super) async fn known(&self, id: &str) -> Result<UploadRow, Failure> {
        let id = id.parse().map_err(|_| Failure::not_found())?;
        self.find(id).await?.ok_or_else(Failure::not_found)
    }

    /// Carries out what was found good.
    pub(super) async fn confirm(&self, upload: &UploadRow, wish: actions::Wish) -> Result<bool, Failure> {
        actions::confirm(self.app, self.viewer, self.kind, upload, wish).await
    }

    /// Puts it aside; whether it could be. And where that leads.
    pub(super) async fn discard(&self, upload: &UploadRow) -> Result<(String, &'static str), Failure> {
        let discarded = actions::discard(self.app, self.viewer, upload.id).await?;
        Ok(if discarded { (self.here(), "discarded") } else { (self.page_of(upload.id), "") })
    }

    /// The page of an upload, from the line after `after` on; `problem` says why it was not carried out.
    pub(super) async fn shown(&self, frame: Frame, row: UploadRow, after: i64, problem: String) -> Result<ShownPage, Failure> {
        let (id, state) = (row.id, if row.state == "DONE" { "REFUSED" } else { "WRONG" });
        let read = self.app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let counts = store::counts(tx, id).await?;
                Ok((counts, store::lines_in(tx, id, state, 0).await?, store::lines(tx, id, after).await?))
            })
        });
        let (counts, wrong, mut lines) = read.await?;
        let page = usize::try_from(store::CHUNK).unwrap_or(usize::MAX);
        let more = lines.len() > page;
        lines.truncate(page);
        let here = self.page_of(id);
        let mut said = Vec::new();
        for line in &wrong {
            let title = if line.title.is_empty() { format!("Row {}", line.file_rows) } else { line.title.clone() };
            said.push((title, serde_json::from_str(&line.said)?));
        }
        let on = lines.last().filter(|_| more).map(|last| format!("{here}?after={}", last.line));
        let zone: &TimeZone = &self.viewer.carrier().zone;
        Ok(ShownPage {
            frame,
            words: self.words,
            back: self.here(),
            submit: if self.kind == Kind::Orders { format!("{here}/submit") } else { here.clone() },
            discard: if self.kind == Kind::Orders { format!("{here}/discard") } else { here.clone() },
            here,
            file: row.file_name,
            sent: (row.created_at.to_string(), says::instant(row.created_at, zone)),
            by: row.sent_by,
            rows: row.row_count,
            total: row.line_count,
            counts,
            more_said: wrong.len() >= page,
            left_out: serde_json::from_str(&row.left_out)?,
            may_invite: self.kind == Kind::Contacts,
            invites: row.invites,
            lines: lines.into_iter().map(|row| self.line(row)).collect::<Result<_, Failure>>()?,
            state: row.state,
            said,
            on,
            problem,
        })
    }

    fn line(&self, row: LineRow) -> Result<Line, Failure> {
        let said: Vec<Said> = serde_json::from_str(&row.said)?;
        let state = match (row.state.as_str(), row.does.as_str()) {
            ("GOOD", "NEW") => ("ok", "Will be added"),
            ("GOOD", "CHANGE") => ("warn", "Will be changed"),
            ("GOOD", "SAME") => ("", "Is so already"),
            ("GOOD", _) => ("ok", "Good"),
            ("WRONG", _) => ("danger", "To mend"),
            ("REFUSED", _) if self.kind == Kind::Orders => ("danger", "Not submitted"),
            ("REFUSED", _) => ("danger", "Not saved"),
            ("DONE", "NEW") => ("ok", "Added"),
            ("DONE", "CHANGE") => ("ok", "Changed"),
            ("DONE", "SAME") => ("", "Was so already"),
            ("DONE", _) if row.number.is_empty() => ("ok", "Submitted, waits for approval"),
            ("DONE", _) => ("ok", "Submitted"),
            _ => ("", "Not checked yet"),
        };
        let called = if row.number.is_empty() { "Open".to_owned() } else { row.number };
        let made = row.made.map(|id| (format!("{}/{}/{id}", self.root, self.words.many), called));
        let notes = row.state == "REFUSED" || matches!(row.does.as_str(), "CHANGE" | "SAME");
        let words = said.iter().filter(|_| notes).map(|said| match row.state.as_str() {
            "REFUSED" => format!("{}: {}", said.place(), said.words),
            _ => said.words.clone(),
        });
        let words = words.collect::<Vec<_>>().join(" ");
        Ok(Line { rows: row.file_rows, title: row.title, state, made, words })
    }
}

fn state_in_words(state: &str, words: &Words) -> String {
    match state {
        "RECEIVING" | "CHECKING" => "Being checked".to_owned(),
        "CHECKED" => format!("Checked, not {}", words.done),
        "RUNNING" => format!("Being {}", words.done),
        "DONE" => words.done_first(),
        _ => "Discarded".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "uploads/shown.html")]
pub(super) struct ShownPage {
    frame: Frame,
    words: &'static Words,
    here: String,
    back: String,
    submit: String,
    discard: String,
    file: String,
    sent: (String, String),
    by: String,
    state: String,
    rows: i64,
    total: i64,
    counts: Counts,
    left_out: Vec<String>,
    said: Vec<(String, Vec<Said>)>,
    more_said: bool,
    lines: Vec<Line>,
    on: Option<String>,
    may_invite: bool,
    invites: bool,
    problem: String,
}

/// A line as it is shown.
struct Line {
    rows: String,
    title: String,
    state: (&'static str, &'static str),
    made: Option<(String, String)>,
    words: String,
}

impl ShownPage {
    fn working(&self) -> bool {
        matches!(self.state.as_str(), "RECEIVING" | "CHECKING" | "RUNNING")
    }
    fn good(&self) -> i64 {
        self.counts.of("GOOD")
    }
    fn wrong(&self) -> i64 {
        self.counts.of("WRONG")
    }
    fn refused(&self) -> i64 {
        self.counts.of("REFUSED")
    }
    fn new_ones(&self) -> i64 {
        self.counts.that("GOOD", "NEW")
    }
    /// How far it is.
    fn so_far(&self) -> i64 {
        if self.state == "RUNNING" { self.counts.of("DONE") + self.refused() } else { self.total - self.counts.of("NEW") }
    }
    fn out_of(&self) -> i64 {
        if self.state == "RUNNING" { self.so_far() + self.good() } else { self.total }
    }
    fn counted(&self, count: impl std::borrow::Borrow<i64>) -> String {
        self.words.counted(*count.borrow())
    }
    /// `2 orders good, 1 order to mend`; of what is there: `2 customers new, 1 changes, 4 are so already; 1 customer to mend`.
    fn found(&self) -> String {
        let of = |does: &str| self.counts.that("GOOD", does);
        let mend = if self.wrong() > 0 { format!(", {} to mend", self.words.counted(self.wrong())) } else { String::new() };
        match (of("NEW"), of("CHANGE"), of("SAME")) {
            (0, 0, 0) => format!("{} good{mend}", self.words.counted(self.good())),
            (new, change, same) => format!("{} to be added, {change} to be changed, {same} so already{mend}", self.words.counted(new)),
        }
    }
    /// `2 orders submitted, 1 order not submitted; 1 order left to mend`.
    fn became(&self) -> String {
        let (of, words) = (|does: &str| self.counts.that("DONE", does), self.words);
        let made = match (of("NEW"), of("CHANGE"), of("SAME")) {
            (0, 0, 0) => format!("{} {}", words.counted(self.counts.of("DONE")), words.done),
            (new, change, same) => format!("{} added, {change} changed, {same} so already", words.counted(new)),
        };
        let not = if self.refused() > 0 { format!(", {} not {}", words.counted(self.refused()), words.done) } else { String::new() };
        let left = if self.wrong() > 0 { format!("; {} left to mend", words.counted(self.wrong())) } else { String::new() };
        format!("{made}{not}{left}")
    }
    fn heading(&self) -> String {
        let (file, words) = (&self.file, self.words);
        match self.state.as_str() {
            "RECEIVING" | "CHECKING" => format!("Checking {file}"),
            "CHECKED" => format!("Checked: {file}"),
            "RUNNING" => format!("{} {file}", words.doing),
            "DONE" => format!("{}: {file}", words.done_first()),
            _ => format!("Discarded: {file}"),
        }
    }
}
