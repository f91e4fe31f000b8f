//! A tab of Order Imports as a file to take along.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kit::web::QueryFields;
use sheet::Cell;

use super::super::place::Where;
use super::super::queue::kind;
use crate::app::App;
use crate::board::{self, ImportLine};
use crate::failure::Failure;
use crate::orders::NO_DATE;
use crate::shell;
use crate::viewer::{Staff, Viewer};

const EXPORTED: &[&str] = &[
    "Kind",
    "State",
    "Reference",
    "Number",
    "Customer",
    "Collection date",
    "From",
    "To",
    "Remarks",
    "Submitted",
    "Cut-off",
    "Decided",
    "Decided by",
];

/// `GET /d/{organisation}/imports/export`: what the tab shows, as a file.
///
/// # Errors
/// When the database does not answer.
pub async fn export(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let (queue, zone) = (Where::read(&query).queue(staff.scope()), staff.carrier.zone.clone());
    shell::download(shell::format_asked(&query), "order-imports", EXPORTED, move |after| {
        let (app, zone) = (app.clone(), zone.clone());
        async move {
            let (lines, on) = app.db.read(move |tx| Box::pin(board::import_stretch(tx, queue, after))).await?;
            Ok((lines.into_iter().map(|line| row(line, &zone)).collect(), on))
        }
    })
    .await
}

fn row(line: ImportLine, zone: &TimeZone) -> Vec<Cell> {
    let state = match line.state.as_str() {
        "ERROR" => "Error",
        "COMPLETED" if line.with_changes => "Accepted with changes",
        "COMPLETED" => "Accepted",
        "REJECTED" => "Rejected",
        "WITHDRAWN" => "Taken back",
        "SUPERSEDED" => "Overtaken",
        _ => "Waiting",
    };
    let moment = |at: Option<jiff::Timestamp>| at.map_or(Cell::Empty, |at| Cell::Moment(at.to_zoned(zone.clone()).datetime()));
    let day = line.collection_date.parse::<Date>().ok().filter(|_| line.collection_date != NO_DATE);
    vec![
        Cell::text(kind(&line.kind).1),
        Cell::text(state),
        Cell::text(line.reference),
        Cell::text(line.number.unwrap_or_default()),
        Cell::text(line.customer),
        day.map_or(Cell::Empty, Cell::Day),
        Cell::text(line.from_place),
        Cell::text(line.to_place),
        Cell::Number(line.remarks.to_string()),
        moment(Some(line.submitted_at)),
        moment(line.cut_off_at),
        moment(line.decided_at),
        Cell::text(line.decided_by.unwrap_or_default()),
    ]
}
