//! What is done with an upload: taken in, carried out, discarded.

use jiff::Timestamp;
use rules::upload::Kind;

use super::UploadId;
use super::draft::Drafts;
use super::table::{LineRow, UploadRow};
use super::{store, work};
use crate::app::App;
use crate::failure::Failure;
use crate::history::{Entry, Subject};
use crate::viewer::{Contact, Viewer};

/// Lines that are written in one act: far below what would hold others up.
const TOGETHER: usize = 200;

/// Keeps what a file holds and begins the dry run. The same upload sent twice is the first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take_in(app: &App, contact: &Contact, id: UploadId, file_name: &str, drafts: Drafts) -> Result<(), Failure> {
    let (scope, now) = (contact.scope(), app.clock.now());
    let row = UploadRow {
        id,
        organisation: scope.organisation,
        customer: scope.customer,
        kind: Kind::Orders.as_str().to_owned(),
        membership: contact.id.0,
        sent_by: contact.name.clone(),
        sent_side: "CUSTOMER".to_owned(),
        file_name: file_name.chars().filter(|c| !c.is_control()).take(120).collect(),
        state: "RECEIVING".to_owned(),
        left_out: serde_json::to_string(&drafts.left_out)?,
        row_count: i64::try_from(drafts.rows).map_err(Failure::fault)?,
        line_count: i64::try_from(drafts.drafts.len()).map_err(Failure::fault)?,
        created_at: now,
        confirmed_at: None,
        ended_at: None,
        claimed_until: Timestamp::UNIX_EPOCH,
    };
    let mut lines = Vec::with_capacity(drafts.drafts.len());
    for (line, draft) in (1..).zip(&drafts.drafts) {
        lines.push(LineRow {
            organisation: scope.organisation,
            upload: id,
            line,
            file_rows: draft.rows_in_words().chars().take(200).collect(),
            title: draft.cell("reference").map(|cell| cell.text.chars().take(255).collect()).unwrap_or_default(),
            content: serde_json::to_string(draft)?,
            state: "NEW".to_owned(),
            said: "[]".to_owned(),
            made: None,
            number: String::new(),
        });
    }
    app.act(contact, move |tx, _| Box::pin(async move { store::insert(tx, &row).await })).await?;
    while !lines.is_empty() {
        let rest = lines.split_off(TOGETHER.min(lines.len()));
        let some = std::mem::replace(&mut lines, rest);
        app.act(contact, move |tx, _| Box::pin(async move { store::insert_lines(tx, &some).await })).await?;
    }
    app.act(contact, move |tx, act| Box::pin(async move { store::step(tx, id, "RECEIVING", "CHECKING", act.now).await.map(drop) })).await?;
    work::begin(app, id);
    Ok(())
}

/// Carries out what the dry run found good; asked twice, once. Whether this was the first time.
///
/// # Errors
/// Nothing in it is good, or rows are wrong and only all of them were wanted; or the database does not answer.
pub(super) async fn confirm(app: &App, contact: &Contact, upload: &UploadRow, all: bool) -> Result<bool, Failure> {
    let (id, customer, file) = (upload.id, contact.customer, upload.file_name.clone());
    let first = app
        .act(contact, move |tx, act| {
            Box::pin(async move {
                let counts = store::counts(tx, id).await?;
                let of = |state: &str| counts.iter().find(|(known, _)| known == state).map_or(0, |(_, count)| *count);
                if !store::step(tx, id, "CHECKED", "RUNNING", act.now).await? {
                    return Ok(false);
                }
                if of("GOOD") == 0 {
                    return Err(Failure::refused("No row of this upload can be submitted. Mend the file and upload it again."));
                }
                if all && of("WRONG") > 0 {
                    return Err(Failure::refused(
                        "Some rows are to be mended. Submit the good ones, or mend the file and upload it again.",
                    ));
                }
                let good = of("GOOD");
                let what = if good == 1 { format!("1 order of {file}") } else { format!("{good} orders of {file}") };
                act.record(tx, Entry::new(Subject("upload", id.0), "upload.submitted").of(customer).detail(what)).await?;
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
pub(super) async fn discard(app: &App, contact: &Contact, id: UploadId) -> Result<bool, Failure> {
    app.act(contact, move |tx, act| Box::pin(async move { store::step(tx, id, "CHECKED", "DISCARDED", act.now).await })).await
}
