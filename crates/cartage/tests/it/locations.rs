//! Locations: whose address book they stand in, and that one address is stored once (rule 7.4).

use cartage::failure::Failure;
use cartage::locations::{self, Book, LocationId};
use cartage::viewer::{Actor, Side};
use kit::args;
use rules::order::Address;
use testkit::{Built, TestApp, both};

fn address(name: &str, street: &str) -> Address {
    Address {
        name: name.into(),
        street: street.into(),
        postcode: "3011 AA".into(),
        city: "Rotterdam".into(),
        country: "NL".into(),
        ..Address::default()
    }
}

async fn keep(app: &TestApp, book: Book, address: Address) -> LocationId {
    let actor = Actor { name: "Marit".into(), side: if book.desk { Side::Carrier } else { Side::Customer }, membership: None };
    let kept =
        app.app.act_as(book.organisation, actor, move |tx, act| Box::pin(async move { locations::keep(tx, act, book, &address).await }));
    kept.await.unwrap()
}

async fn names(app: &TestApp, book: Book, needle: &'static str) -> Vec<String> {
    let found = app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { locations::visible_to(tx, book, needle, 50).await }));
    found.await.unwrap().into_iter().map(|location| location.name).collect()
}

fn books(house: &Built) -> (Book, Book) {
    let book = Book { organisation: house.organisation.id, customer: house.customer, desk: false };
    (book, Book { desk: true, ..book })
}

both! {
    async fn one_address_is_stored_once_however_it_is_typed(app: &TestApp) {
        let house = app.house().await;
        let (portal, desk) = books(&house);
        let first = keep(app, portal, address("Café Łódź B.V.", "Maasboulevard 1-a")).await;
        assert_eq!(keep(app, portal, address("CAFE lodz bv", " maasboulevard  1A")).await, first);
        assert_eq!(keep(app, desk, address("Café Łódź BV", "Maasboulevard 1a")).await, first);
        assert_ne!(keep(app, portal, address("Café Łódź B.V.", "Maasboulevard 2")).await, first);
        assert_eq!(app.number("SELECT count(*) FROM location", args![]).await, 2);
        assert_eq!(app.number("SELECT count(*) FROM history WHERE verb = 'location.created'", args![]).await, 2);
    }

    async fn a_customer_never_meets_what_it_may_not_see(app: &TestApp) {
        let house = app.house().await;
        let (portal, desk) = books(&house);
        let other = Book { customer: app.customer(&house.organisation, "bakker").await, ..portal };
        let own = keep(app, portal, address("Cross-dock Noord", "Noordkade 1")).await;
        let theirs = keep(app, other, address("Cross-dock Noord", "Noordkade 1")).await;
        assert_ne!(own, theirs, "another customer's location is not matched");
        app.sql("UPDATE location SET visible = 'NONE', customer = NULL WHERE id = $1", args![own]).await;
        assert!(names(app, portal, "cross").await.is_empty());
        assert_eq!(names(app, desk, "cross").await, ["Cross-dock Noord"]);
        assert_ne!(keep(app, portal, address("Cross-dock Noord", "Noordkade 1")).await, own, "what is hidden is not matched");
        app.sql("UPDATE location SET visible = 'ALL', customer = NULL WHERE id = $1", args![theirs]).await;
        assert_eq!(names(app, other, "noord").await.len(), 1);
        assert_eq!(names(app, portal, "noord").await.len(), 2);
    }

    async fn any_word_finds_it_in_any_spelling(app: &TestApp) {
        let house = app.house().await;
        let (portal, _) = books(&house);
        keep(app, portal, address("Café Łódź", "Maasboulevard 1")).await;
        keep(app, portal, address("Bakkerij Zuid", "Slinge 250")).await;
        for needle in ["lod", "ŁÓD", "maasb cafe", "3011 lodz", "Lodz rott"] {
            assert_eq!(names(app, portal, needle).await, ["Café Łódź"], "{needle}");
        }
        assert_eq!(names(app, portal, "").await, ["Bakkerij Zuid", "Café Łódź"]);
        assert_eq!(names(app, portal, " - ").await.len(), 2);
        assert!(names(app, portal, "lodz slinge").await.is_empty());
    }
}
