//! The price beside the form, where charges are shown to whoever fills it (8.5): of a new order what the rate card asks, of one that is
//! changed what becomes of its charges. The very look that prices orders.

use kit::db::Tx;
use rules::creation_status::Side;
use rules::order::OrderDocument;

use super::form::Asked;
use crate::charges::{self, Foreseen};
use crate::failure::Failure;
use crate::orders::store;
use crate::orders::terms::Terms;
use crate::rate_cards;
use crate::shell::says;

/// What it will cost; nothing where charges are not shown, or no card holds.
pub(super) async fn foreseen(tx: &mut Tx, asked: &Asked, terms: &Terms, document: &OrderDocument) -> Result<Option<Foreseen>, Failure> {
    if !asked.charges || !terms.settings.has_rate_cards || document.service.is_empty() {
        return Ok(None);
    }
    let (desk, shown) = (asked.side == Side::Staff, terms.customer.show_charges);
    let today = says::today(asked.now, &terms.settings.zone);
    let Some(base) = asked.base.as_ref().filter(|base| base.kept.is_some()) else {
        let priced = rate_cards::price(tx, asked.scope.organisation, asked.customer, document, today).await?;
        return Ok(priced.map(|priced| Foreseen::of_new(&priced, desk)));
    };
    let order = store::by_id(tx, asked.scope, base.order).await?;
    let rerating = charges::rerating(tx, &order, document, (true, shown, today)).await?;
    Ok(rerating.map(|rerating| Foreseen::of_change(&rerating, desk)))
}
