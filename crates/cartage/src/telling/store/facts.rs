//! The queries of who may still be told: what holds of a receiver now.

use kit::args;
use kit::db::Tx;
use rules::access::PortalAccess;
use rules::telling::Named;

use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::StaffId;

/// What a contact's access hangs on; nothing when the contact has another address by now.
pub(in crate::telling) async fn contact_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    contact: ContactId,
    address: &str,
) -> Result<Option<PortalAccess>, Failure> {
    let sql = "SELECT o.active, k.portal_access, c.portal_access, c.archived_at IS NOT NULL FROM contact c
               JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer JOIN organisation o ON o.id = c.organisation
               WHERE c.organisation = $1 AND c.id = $2 AND c.email = $3";
    let found: Option<(bool, bool, bool, bool)> = tx.opt(sql, args![organisation, contact, address]).await?;
    Ok(found.map(|(organisation_active, customer_access, contact_access, contact_archived)| PortalAccess {
        organisation_active,
        customer_access,
        contact_access,
        contact_archived,
    }))
}

/// Whether charges are shown to a contact's customer, and the contact's rights as stored.
pub(in crate::telling) async fn charge_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    contact: ContactId,
) -> Result<Option<(bool, i64)>, Failure> {
    let sql = "SELECT k.show_charges, c.rights FROM contact c JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer
               WHERE c.organisation = $1 AND c.id = $2";
    Ok(tx.opt(sql, args![organisation, contact]).await?)
}

/// What holds of an address that an order of this customer names.
pub(in crate::telling) async fn named_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    address: &str,
) -> Result<Option<Named>, Failure> {
    let sql = "SELECT o.active, k.portal_access, c.portal_access, c.archived_at IS NOT NULL FROM customer k
               JOIN organisation o ON o.id = k.organisation
               LEFT JOIN contact c ON c.organisation = k.organisation AND c.customer = k.id AND c.email = $3
               WHERE k.organisation = $1 AND k.id = $2";
    let found: Option<(bool, bool, Option<bool>, bool)> = tx.opt(sql, args![organisation, customer, address]).await?;
    Ok(found.map(|(organisation_active, customer_access, access, archived)| Named {
        organisation_active,
        customer_access,
        contact: access.map(|access| (archived, access)),
    }))
}

/// Whether the organisation and the staff membership are active; nothing when the membership has another address by now.
pub(in crate::telling) async fn staff_facts(
    tx: &mut Tx,
    organisation: OrganisationId,
    staff: StaffId,
    address: &str,
) -> Result<Option<(bool, bool)>, Failure> {
    let sql = "SELECT o.active, s.active FROM staff s JOIN organisation o ON o.id = s.organisation
               WHERE s.organisation = $1 AND s.id = $2 AND s.email = $3";
    Ok(tx.opt(sql, args![organisation, staff, address]).await?)
}
