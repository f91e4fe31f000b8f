//! What is done with an upload: taken in, carried out, discarded.

use jiff::Timestamp;
use rules::upload::Kind;

use super::UploadId;
use super::draft::Drafts;
use super::table::{LineRow, UploadRow};
use super::{store, words, work};
use crate::app::App;
use crate::failure::Failure;
use crate::history::{Entry, Subject};
use crate::viewer::Viewer;

/// Lines that are written in one act: far below what would hold others up.
const TOGETHER: usize = 200;

/// Keeps what a file holds and begins the dry run. The same upload sent twice is the first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take_in(
    app: &App,
    viewer: &impl Viewer,
    kind: Kind,
    id: UploadId,
    file_name: &str,
    drafts: Drafts,
) -> Result<(), Failure> {
    let (scope, actor, now) = (viewer.scope(), viewer.actor(), app.clock.now());
    let membership = actor.membership.ok_or_else(|| Failure::fault("an upload of nobody"))?;
    let row = UploadRow {
        id,
        organisation: scope.organisation,
        customer: scope.customer,
        kind: kind.as_str().to_owned(),
        membership,
        sent_by: actor.name,
        sent_side: if scope.customer.is_some() { "CUSTOMER" } else { "CARRIER" }.to_owned(),
        file_name: file_name.chars().filter(|c| !c.is_control()).take(120).collect(),
        state: "RECEIVING".to_owned(),
        left_out: serde_json::to_string(&drafts.left_out)?,
        row_count: i64::try_from(drafts.rows).map_err(Failure::fault)?,
        line_count: i64::try_from(drafts.drafts.len()).map_err(Failure::fault)?,
        created_at: now,
        confirmed_at: None,
        ended_at: None,
        claimed_until: Timestamp::UNIX_EPOCH,
        invites: false,
    };
    let titled = if kind == Kind::Orders { "reference" } else { "name" };
    let mut lines = Vec::with_capacity(drafts.drafts.len());
    for (line, draft) in (1..).zip(&drafts.drafts) {
        lines.push(LineRow {
            organisation: scope.organisation,
            upload: id,
            line,
            file_rows: draft.rows_in_words().chars().take(200).collect(),
            title: draft.cell(titled).map(|cell| cell.text.chars().take(255).collect()).unwrap_or_default(),
            content: serde_json::to_string(draft)?,
            state: "NEW".to_owned(),
            said: "[]".to_owned(),
            made: None,
            number: String::new(),
            does: String::new(),
        });
    }
    app.act(viewer, move |tx, _| Box::pin(async move { store::insert(tx, &row).await })).await?;
    while !lines.is_empty() {
        let rest = lines.split_off(TOGETHER.min(lines.len()));
        let some = std::mem::replace(&mut lines, rest);
        app.act(viewer, move |tx, _| Box::pin(async move { store::insert_lines(tx, &some).await })).await?;
    }
    app.act(viewer, move |tx, act| Box::pin(async move { store::step(tx, id, "RECEIVING", "CHECKING", act.now).await.map(drop) })).await?;
    work::begin(app, id);
    Ok(())
}

/// What whoever confirms an upload wants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// All rows or none; else the good ones.
    pub(super) all: bool,
    /// New contacts get into the portal, and are welcomed.
    pub(super) invites: bool,
}

/// Carries out what the dry run found good; asked twice, once. Whether this was the first time.
///
/// # Errors
/// Nothing in it is good, or rows are wrong and only all of them were wanted; or the database does not answer.
pub(super) async fn confirm(app: &App, viewer: &impl Viewer, kind: Kind, upload: &UploadRow, wish: Wish) -> Result<bool, Failure> {
    let (id, customer, file, words) = (upload.id, upload.customer, upload.file_name.clone(), words::of(kind));
    let first = app
        .act(viewer, move |tx, act| {
            Box::pin(async move {
                let counts = store::counts(tx, id).await?;
                let (good, done) = (counts.of("GOOD"), words.done);
                if !store::step(tx, id, "CHECKED", "RUNNING", act.now).await? {
                    return Ok(false);
                }
                if good == 0 {
                    return Err(Failure::refused(format!("No row of this upload can be {done}. Mend the file and upload it again.")));
                }
                if wish.all && counts.of("WRONG") > 0 {
                    let verb = words.verb;
                    let words =
                        format!("Some rows are to be mended. Choose to {verb} the good ones, or mend the file and upload it again.");
                    return Err(Failure::refused(words));
                }
                if wish.invites && kind == Kind::Contacts {
                    store::invite(tx, id).await?;
                }
                let invited = if wish.invites && kind == Kind::Contacts { ", the new ones invited" } else { "" };
                let what = format!("{} of {file}{invited}", words.counted(good));
                let entry = Entry::new(Subject("upload", id.0), words.recorded).detail(what);
                act.record(tx, customer.map_or_else(|| entry.clone().internal(), |customer| entry.clone().of(customer))).await?;
                Ok(true)
            })
        })
        .await?;
    if first {
        work::begin(app, id);
    }
    Ok(first)
}

/// Puts an upload aside that was not carried out.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn discard(app: &App, viewer: &impl Viewer, id: UploadId) -> Result<bool, Failure> {
    app.act(viewer, move |tx, act| Box::pin(async move { store::step(tx, id, "CHECKED", "DISCARDED", act.now).await })).await
}
