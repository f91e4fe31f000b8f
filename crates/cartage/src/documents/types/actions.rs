//! What staff do with types of documents: make one, change it, archive and restore it, and make the usual ones.

use kit::db::Tx;

use super::terms::Terms;
use crate::app::App;
use crate::documents::{TypeId, TypeRow, store};
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject, overtaken};
use crate::viewer::{Staff, Viewer};

/// The usual types: name, whether customers see them, whether they may add them.
const USUAL: [(&str, bool, bool); 6] = [
    ("CMR note", true, false),
    ("Customs papers", true, true),
    ("Damage picture", false, false),
    ("Delivery note", true, true),
    ("Packing list", true, true),
    ("Proof of delivery", true, false),
];

fn blank(act: &Act) -> TypeRow {
    TypeRow {
        id: act.ids.id(act.now),
        organisation: act.organisation,
        name: String::new(),
        sort_name: String::new(),
        customers_see: false,
        customers_upload: false,
        kept_months: None,
        archived_at: None,
        version: 1,
        created_at: act.now,
    }
}

async fn put(tx: &mut Tx, act: &mut Act, terms: &Terms) -> Result<TypeId, Failure> {
    let mut row = blank(act);
    terms.write(&mut row);
    store::insert_type(tx, &row).await?;
    let entry = Entry::new(Subject("document_type", row.id.0), "document_type.created").internal();
    act.record(tx, entry.detail(row.name.clone()).changes(terms.changes(&Terms::default()))).await?;
    Ok(row.id)
}

/// Makes a type.
pub(super) async fn create(app: &App, staff: &Staff, terms: Terms) -> Result<TypeId, Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = blank(act);
            terms.write(&mut row);
            room(tx, act).await?;
            free_name(tx, &row).await?;
            put(tx, act, &terms).await
        })
    })
    .await
}

/// Makes the usual types, where there is none at all yet.
///
/// # Errors
/// When the database does not answer.
pub async fn usual(app: &App, staff: &Staff) -> Result<(), Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            if !store::types(tx, act.organisation).await?.is_empty() {
                return Ok(());
            }
            for (name, customers_see, customers_upload) in USUAL {
                put(tx, act, &Terms { name: name.to_owned(), customers_see, customers_upload, kept_months: None }).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Changes a type that still is as it was seen.
pub(super) async fn change(app: &App, staff: &Staff, id: TypeId, seen: i64, terms: Terms) -> Result<(), Failure> {
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::type_by_id(tx, act.organisation, id).await?;
            if row.version != seen {
                return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), &zone).await?);
            }
            let changes = terms.changes(&Terms::of(&row));
            if changes.is_empty() {
                return Ok(());
            }
            terms.write(&mut row);
            free_name(tx, &row).await?;
            store::save_type(tx, &row).await?;
            act.record(tx, Entry::new(Subject("document_type", id.0), "document_type.changed").internal().changes(changes)).await
        })
    })
    .await
}

/// Takes a type off new documents, or offers it again. Doing what is done already changes nothing.
pub(super) async fn archive(app: &App, staff: &Staff, id: TypeId, archived: bool) -> Result<(), Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let mut row = store::type_by_id(tx, act.organisation, id).await?;
            if row.archived_at.is_some() == archived {
                return Ok(());
            }
            row.archived_at = archived.then_some(act.now);
            free_name(tx, &row).await?;
            store::save_type(tx, &row).await?;
            let verb = if archived { "document_type.archived" } else { "document_type.restored" };
            act.record(tx, Entry::new(Subject("document_type", id.0), verb).internal()).await
        })
    })
    .await
}

/// The list of types is shown whole wherever documents are added.
async fn room(tx: &mut Tx, act: &Act) -> Result<(), Failure> {
    match i64::try_from(store::types(tx, act.organisation).await?.len()) {
        Ok(there) if there < store::MOST_TYPES => Ok(()),
        _ => Err(Failure::refused(format!("There can be {} types. Restore or rename one instead.", store::MOST_TYPES))),
    }
}

/// Two types people can choose from must not read the same.
async fn free_name(tx: &mut Tx, row: &TypeRow) -> Result<(), Failure> {
    if row.archived_at.is_none() && store::type_name_is_taken(tx, row).await? {
        return Err(Refusal::at("name", format!("There is a type called {} already", row.name)).into());
    }
    Ok(())
}
