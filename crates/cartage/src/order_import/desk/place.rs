//! Where in the queue somebody is, as the address says it: the tab, a customer it is narrowed to, and the page.

use kit::web::Fields;

use super::tabs::Tab;
use crate::board::{Queue, QueuePlace};
use crate::customers::CustomerId;
use crate::viewer::Scope;

/// Where in the queue.
#[derive(Clone, Debug)]
pub(super) struct Where {
    /// The tab; none where the address does not say, and the opened import does.
    pub(super) tab: Option<Tab>,
    pub(super) customer: Option<CustomerId>,
    /// The page begins after this, or, `back`, ends before it.
    pub(super) place: Option<QueuePlace>,
    pub(super) back: bool,
}

impl Where {
    pub(super) fn read(query: &Fields) -> Where {
        let place = |name: &str| {
            let (at, id) = query.get(name)?.split_once('_')?;
            let at = jiff::Timestamp::from_millisecond(at.parse().ok()?).ok()?;
            Some(QueuePlace { at, id: id.parse().ok()? })
        };
        let (after, before) = (place("after"), place("before"));
        let customer = query.get("customer").and_then(|id| id.parse().ok());
        Where { tab: Tab::parse(query.raw("tab")), customer, place: before.or(after), back: before.is_some() }
    }

    pub(super) fn tab(&self) -> Tab {
        self.tab.unwrap_or(Tab::ToApprove)
    }

    /// Which imports: a customer narrows only what waits, for which few rows are looked at.
    pub(super) fn queue(&self, scope: Scope) -> Queue {
        let tab = self.tab();
        Queue { scope, tab: tab.stored(), newest: !tab.is_open(), customer: self.customer.filter(|_| tab.is_open()) }
    }

    /// `?tab=…` of this place.
    pub(super) fn query(&self) -> String {
        self.at(self.back, self.place)
    }

    /// The same narrowed list on another page.
    pub(super) fn at(&self, back: bool, place: Option<QueuePlace>) -> String {
        let mut fields = Fields::default();
        fields.set("tab", self.tab().word());
        if let Some(customer) = self.customer.filter(|_| self.tab().is_open()) {
            fields.set("customer", customer.to_string());
        }
        if let Some(place) = place {
            fields.set(if back { "before" } else { "after" }, format!("{}_{}", place.at.as_millisecond(), place.id));
        }
        format!("?{}", fields.encode())
    }
}
