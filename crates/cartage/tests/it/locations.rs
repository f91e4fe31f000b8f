//! Locations: whose address book they stand in, and that one address is stored once (rule 7.4).

use cartage::failure::Failure;
use cartage::locations::{self, Book, LocationId};
use cartage::viewer::{Actor, Side};
use kit::args;
use rules::access::Role;
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

const TERMINAL: [(&str, &str); 7] = [
    ("version", "1"),
    ("visible", "ALL"),
    ("name", "Terminal Tilburg"),
    ("street", "Transportweg 3"),
    ("postcode", "3296 KX"),
    ("city", "Tilburg"),
    ("country", "NL"),
];

/// The fields of a location like [`TERMINAL`], with others in place of some.
fn terminal<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = TERMINAL.into_iter().filter(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    kept.chain(other.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
}

const LOCATIONS: &str = "SELECT count(*) FROM location";

both! {
    async fn a_location_is_added_changed_archived_and_restored_and_each_is_told(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get("/d/vandorp/locations/new").await.expect(200).says("Opening hours").says("korenaar BV");
        let hours = [("monday", "8-12, 13:00–17.30"), ("saturday", "closed")];
        let made = kees.post("/d/vandorp/locations/new", &terminal(&hours)).await.expect(303);
        let path = made.location.split('?').next().unwrap().to_owned();
        kees.get(&path).await.expect(200).says("value=\"08:00-12:00, 13:00-17:30\"");
        let customer = house.customer.to_string();
        let change = terminal(&[("visible", "CUSTOMER"), ("customer", &customer), ("city", "Breda"), ("monday", "9-17")]);
        let _ = kees.post(&path, &change).await.expect(303);
        let page = kees.get(&path).await.expect(200);
        page.says("Visible to: <del>All customers</del> <ins>korenaar BV</ins>");
        page.says("Opening hours, Monday: <del>08:00-12:00, 13:00-17:30</del> <ins>09:00-17:00</ins>");
        let late = kees.post(&path, &terminal(&[("city", "Oss")])).await.expect(422);
        late.says("City from “Tilburg” to “Breda”").says("value=\"Oss\"");
        kees.get("/d/vandorp/locations?find=breda").await.expect(200).says("Terminal Tilburg");
        let _ = kees.post(&format!("{path}/archive"), &[]).await.expect(303);
        assert!(names(app, books(&house).0, "").await.is_empty());
        kees.get("/d/vandorp/locations?show=archived").await.expect(200).says("Terminal Tilburg");
        let _ = kees.post(&path, &terminal(&[("version", "3")])).await.expect(422);
        let _ = kees.post(&format!("{path}/restore"), &[]).await.expect(303);
        assert_eq!(names(app, books(&house).0, "").await.len(), 1);
    }

    async fn what_is_wrong_with_a_location_is_said_and_nothing_is_made(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let foreign = app.customer(&app.organisation("lisowski").await, "nowak").await.to_string();
        let fields = terminal(&[("postcode", ""), ("monday", "17-8"), ("tuesday", "mornings"), ("email", "x"), ("visible", "CUSTOMER")]);
        let page = kees.post("/d/vandorp/locations/new", &fields).await.expect(422);
        page.says("Postcode is missing").says("Monday closes before it opens").says("Tuesday is not understood");
        page.says("E-mail is not an address").says("Choose the customer it is visible to").says("value=\"mornings\"");
        for customer in [foreign.as_str(), "x"] {
            let fields = terminal(&[("visible", "CUSTOMER"), ("customer", customer)]);
            let _ = kees.post("/d/vandorp/locations/new", &fields).await.expect(422);
        }
        let _ = kees.post("/d/vandorp/locations/new", &terminal(&[("visible", "EVERYBODY")])).await.expect(422);
        assert_eq!(app.number(LOCATIONS, args![]).await, 0);
        let _ = kees.post("/d/vandorp/locations/new", &terminal(&[("external_id", "T-1")])).await.expect(303);
        kees.post("/d/vandorp/locations/new", &terminal(&[("street", "TRANSPORTWEG 3 ")])).await.expect(422).says("stands in this address book already");
        let twice = terminal(&[("name", "Other"), ("external_id", "T-1")]);
        kees.post("/d/vandorp/locations/new", &twice).await.expect(422).says("Terminal Tilburg has this external id already");
        assert_eq!(app.number(LOCATIONS, args![]).await, 1);
    }

    async fn a_picker_is_given_what_its_viewer_may_see(app: &TestApp) {
        let house = app.house().await;
        let (portal, _) = books(&house);
        let bakker = app.customer(&house.organisation, "bakker").await;
        keep(app, portal, address("Kade <Zuid>", "Kade 1")).await;
        keep(app, Book { customer: bakker, ..portal }, address("Kade Bakker", "Kade 2")).await;
        let hidden = keep(app, Book { customer: bakker, ..portal }, address("Kade Dicht", "Kade 3")).await;
        app.sql("UPDATE location SET visible = 'NONE', customer = NULL WHERE id = $1", args![hidden]).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let page = marit.get("/p/vandorp/korenaar/locations/options?q=kad").await.expect(200);
        page.says("<option value=\"Kade &#60;Zuid&#62;\" data-id=\"").says(">Kade 1, 3011 AA Rotterdam (NL)</option>");
        assert_eq!(page.body.matches("<option").count(), 1);
        let own_field = marit.get("/p/vandorp/korenaar/locations/options?c0.collection.location_text=kade+1").await.expect(200);
        assert_eq!(own_field.body.matches("<option").count(), 1);
        assert_eq!(marit.get("/p/vandorp/korenaar/locations/options?q=bakker").await.expect(200).body.trim(), "");
        let page = ann.get(&format!("/d/vandorp/locations/options?customer={bakker}&q=kade")).await.expect(200);
        page.says("Kade Bakker").says("Kade Dicht");
        assert_eq!(page.body.matches("<option").count(), 2);
        let foreign = app.customer(&app.organisation("lisowski").await, "nowak").await;
        assert_eq!(ann.get("/d/vandorp/locations/options?q=kade").await.expect(200).body.trim(), "", "no customer chosen yet");
        for customer in [foreign.to_string(), "x".into()] {
            let _ = ann.get(&format!("/d/vandorp/locations/options?customer={customer}")).await.expect(404);
        }
    }

    async fn locations_are_the_admins_and_their_own_houses(app: &TestApp) {
        let house = app.house().await;
        let path = format!("/d/vandorp/locations/{}", keep(app, books(&house).0, address("Kade", "Kade 1")).await);
        let mut ann = app.signed_in(&house.operations).await;
        let page = ann.get(&path).await.expect(200);
        page.says("korenaar BV");
        assert!(!page.body.contains("<form method=\"post\" action=\"/d/"));
        for post in [path.clone(), format!("{path}/archive"), format!("{path}/restore"), "/d/vandorp/locations/new".into()] {
            let _ = ann.post(&post, &terminal(&[])).await.expect(403);
        }
        let admin = app.staff(&app.organisation("lisowski").await, "Ewa", Role::Admin).await;
        let mut ewa = app.signed_in(&admin).await;
        let stranger = path.replace("vandorp", "lisowski");
        let _ = ewa.get(&stranger).await.expect(404);
        for post in ["", "/archive", "/restore"] {
            let _ = ewa.post(&format!("{stranger}{post}"), &terminal(&[])).await.expect(404);
        }
        assert_eq!(app.number("SELECT count(*) FROM location WHERE version = 1 AND archived_at IS NULL", args![]).await, 1);
    }

    async fn a_location_whose_address_was_stored_anew_stays_archived(app: &TestApp) {
        let house = app.house().await;
        let (portal, _) = books(&house);
        let path = format!("/d/vandorp/locations/{}", keep(app, portal, address("Kade", "Kade 1")).await);
        let mut kees = app.signed_in(&house.super_admin).await;
        let _ = kees.post(&format!("{path}/archive"), &[]).await.expect(303);
        keep(app, portal, address("Kade", "Kade 1")).await;
        kees.post(&format!("{path}/restore"), &[]).await.expect(422).says("stands in this address book already");
        assert_eq!(names(app, portal, "kade").await.len(), 1);
    }
}
