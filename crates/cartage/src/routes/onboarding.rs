//! Where staff hand in tables of what there is at the beginning.

use rules::access::Act;

use super::Map;
use crate::uploads::onboarding::pages::{Contacts, Customers, Locations, Rows, decide, example, form, send, show};
use crate::viewer::Who;

/// Customers, contacts and locations in a table.
pub(super) fn tables(map: Map) -> Map {
    fn of<R: Rows>(map: Map, act: Act, [file, blank, upload]: [&'static str; 3]) -> Map {
        let who = Who::Staff(act);
        let map = map.get(file, who, form::<R>).post_file(file, who, send::<R>).get(blank, who, example::<R>);
        map.get(upload, who, show::<R>).post(upload, who, decide::<R>)
    }
    let customers =
        ["/d/{organisation}/customers/upload", "/d/{organisation}/customers/upload/example", "/d/{organisation}/customer-uploads/{upload}"];
    let contacts =
        ["/d/{organisation}/contacts/upload", "/d/{organisation}/contacts/upload/example", "/d/{organisation}/contact-uploads/{upload}"];
    let locations =
        ["/d/{organisation}/locations/upload", "/d/{organisation}/locations/upload/example", "/d/{organisation}/location-uploads/{upload}"];
    let map = of::<Contacts>(of::<Customers>(map, Act::Customers, customers), Act::Contacts, contacts);
    of::<Locations>(map, Act::Locations, locations)
}
