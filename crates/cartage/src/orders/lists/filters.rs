//! Filters as the address holds them: read with care, given back as typed.

use jiff::civil::Date;
use kit::web::Fields;

use crate::board::{At, Place, Sort};
use crate::customers::CustomerId;
use crate::transport_services::ServiceId;

/// What narrows a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    /// The word of the tab; may be none there is.
    pub(super) tab: String,
    /// What is searched for, as typed.
    pub(super) q: String,
    /// As typed.
    pub(super) service: String,
    /// As typed.
    pub(super) customer: String,
    /// As typed.
    pub(super) from: String,
    /// As typed.
    pub(super) until: String,
    /// As typed; asked for in the portal only.
    pub(super) delivery: String,
    /// How it is sorted.
    pub(super) sort: Sort,
    /// What is wrong with *Collection from*.
    pub(super) from_error: &'static str,
    /// What is wrong with *until*.
    pub(super) until_error: &'static str,
    /// What is wrong with *Delivery on*.
    pub(super) delivery_error: &'static str,
}

const NOT_A_DATE: &str = "Not a date. Write it as 2026-05-31; until then it does not filter.";
const BACKWARDS: &str = "This is before the first day; until then it does not filter.";

impl Filters {
    /// Reads them.
    pub(super) fn read(query: &Fields) -> Filters {
        let sort = match query.raw("sort") {
            "collection" => Sort::Collection,
            "collection-last" => Sort::CollectionLast,
            _ => Sort::Newest,
        };
        let mut filters = Filters {
            tab: query.text("tab"),
            q: query.text("q"),
            service: query.text("service"),
            customer: query.text("customer"),
            from: query.text("from"),
            until: query.text("until"),
            delivery: query.text("delivery"),
            sort,
            ..Filters::default()
        };
        let (from, until) = (parse(&filters.from), parse(&filters.until));
        if from.is_none() && !filters.from.is_empty() {
            filters.from_error = NOT_A_DATE;
        }
        if until.is_none() && !filters.until.is_empty() {
            filters.until_error = NOT_A_DATE;
        } else if from.zip(until).is_some_and(|(from, until)| until < from) {
            filters.until_error = BACKWARDS;
        }
        if filters.delivery_day().is_none() && !filters.delivery.is_empty() {
            filters.delivery_error = NOT_A_DATE;
        }
        filters
    }

    /// First collection on this day or later.
    pub(super) fn first_day(&self) -> Option<Date> {
        parse(&self.from)
    }

    /// First collection on this day or earlier; a day before the first one does not count.
    pub(super) fn last_day(&self) -> Option<Date> {
        parse(&self.until).filter(|_| self.until_error.is_empty())
    }

    /// The service, if it is one.
    pub(super) fn service_id(&self) -> Option<ServiceId> {
        self.service.parse().ok()
    }

    /// The customer, if it is one.
    pub(super) fn customer_id(&self) -> Option<CustomerId> {
        self.customer.parse().ok()
    }

    /// Last delivery on this day.
    pub(super) fn delivery_day(&self) -> Option<Date> {
        parse(&self.delivery)
    }

    /// How many filters are set besides the tab.
    pub(super) fn set(&self) -> usize {
        [&self.q, &self.service, &self.customer, &self.from, &self.until, &self.delivery]
            .into_iter()
            .filter(|text| !text.is_empty())
            .count()
    }

    /// The word of the sort in the address; empty for the first one.
    pub(super) fn sort_word(&self) -> &'static str {
        match self.sort {
            Sort::Newest => "",
            Sort::Collection => "collection",
            Sort::CollectionLast => "collection-last",
        }
    }

    /// `?…` with everything, and `changed` in place of what stands there; empty values are left out.
    pub(super) fn with(&self, changed: &[(&str, &str)]) -> String {
        let own = [
            ("tab", self.tab.as_str()),
            ("q", &self.q),
            ("service", &self.service),
            ("customer", &self.customer),
            ("from", &self.from),
            ("until", &self.until),
            ("delivery", &self.delivery),
            ("sort", self.sort_word()),
        ];
        let kept = own.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
        let all = kept.chain(changed.iter().copied()).filter(|(_, value)| !value.is_empty());
        let fields: Fields = all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        format!("?{}", fields.encode())
    }

    /// The address of the page that begins or ends at a place.
    pub(super) fn at(&self, name: &str, place: &Place) -> String {
        self.with(&[(name, &format!("{}_{}", place.key, place.id))])
    }

    /// The place the address names; what is no place is the start.
    pub(super) fn place(&self, query: &Fields) -> At {
        let read = |name: &str| {
            let (key, id) = query.get(name)?.split_once('_')?;
            let fits = if self.sort == Sort::Newest { key.parse::<i64>().is_ok() } else { parse(key).is_some() };
            fits.then(|| Some(Place { key: key.to_owned(), id: id.parse().ok()? })).flatten()
        };
        match (read("before"), read("after")) {
            (Some(place), _) => At::After(place),
            (None, Some(place)) => At::Before(place),
            (None, None) => At::Start,
        }
    }
}

fn parse(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_and_does_not_filter() {
        let filters = Filters::read(&Fields::parse(b"from=tomorrow&until=2026-05-01&q=+gent+"));
        assert_eq!((filters.first_day(), filters.from_error), (None, NOT_A_DATE));
        assert_eq!((filters.last_day().is_some(), filters.until_error, filters.q.as_str()), (true, "", "gent"));
        let filters = Filters::read(&Fields::parse(b"from=2026-05-02&until=2026-05-01"));
        assert_eq!((filters.first_day().is_some(), filters.last_day(), filters.until_error), (true, None, BACKWARDS));
    }

    #[test]
    fn links_keep_what_is_set() {
        let filters = Filters::read(&Fields::parse(b"tab=planned&q=gent&sort=collection&before=x"));
        assert_eq!(filters.with(&[("tab", "all")]), "?q=gent&sort=collection&tab=all");
        assert_eq!(filters.with(&[("q", ""), ("sort", "")]), "?tab=planned");
        assert_eq!(filters.place(&Fields::parse(b"before=x")), At::Start);
    }
}
