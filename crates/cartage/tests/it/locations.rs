//! Locations: whose address book they stand in, and that one address is stored once (rule 7.4).

use cartage::failure::Failure;
use cartage::locations::{self, Book, LocationId};
use cartage::viewer::{Actor, Side};
use kit::args;
use rules::access::{Rights, Role};
use rules::location::{How, Wanted};
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

/// Adds a location at the desk; its address in the browser.
async fn added(kees: &mut testkit::Browser, other: &[(&str, &str)]) -> String {
    let made = kees.post("/d/vandorp/locations/new", &terminal(other)).await.expect(303);
    made.location.split('?').next().unwrap().to_owned()
}

fn id_in(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

both! {
    async fn what_may_be_there_already_is_offered_before_it_is_stored_twice(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        added(&mut kees, &[]).await;
        let near = [("name", "Terminal Tilburg Zuid")];
        let page = kees.post("/d/vandorp/locations/new", &terminal(&near)).await.expect(422);
        page.says("Did you mean one of these?").says("Terminal Tilburg</a>, Transportweg 3").says("value=\"Terminal Tilburg Zuid\"");
        assert_eq!(app.number(LOCATIONS, args![]).await, 1);
        // In the portal, everybody's location is offered, and another customer's is not.
        let mut marit = app.signed_in(&house.contact).await;
        let own: Vec<_> = terminal(&near).into_iter().filter(|(name, _)| *name != "visible").collect();
        marit.post("/p/vandorp/korenaar/locations/new", &own).await.expect(422).says("Did you mean one of these?");
        assert_eq!(app.number(LOCATIONS, args![]).await, 1);
        let another: Vec<_> = own.into_iter().chain([("another", "on")]).collect();
        let _ = marit.post("/p/vandorp/korenaar/locations/new", &another).await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM location WHERE visible = 'CUSTOMER'", args![]).await, 1);
        let bakker = app.customer(&house.organisation, "bakker").await.to_string();
        let theirs = [("name", "Terminal Tilburg Zuid"), ("street", "Transportweg 3a"), ("visible", "CUSTOMER"), ("customer", &bakker)];
        let page = kees.post("/d/vandorp/locations/new", &terminal(&theirs)).await;
        assert!(!page.body.contains("Terminal Tilburg Zuid</a>"), "another customer's own is not offered");
    }

    async fn an_alias_leads_to_one_location(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = added(&mut kees, &[("aliases", "Hub Zuid\r\nhub  ZUID\r\nTLB-9")]).await;
        kees.get(&path).await.expect(200).says("Hub Zuid\nTLB-9</textarea>");
        kees.get("/d/vandorp/locations?find=tlb").await.expect(200).says("Terminal Tilburg");
        let twice = [("name", "Yard"), ("street", "Elders 1"), ("postcode", "5611 AA"), ("city", "Eindhoven"), ("aliases", "HUB ZUID")];
        kees.post("/d/vandorp/locations/new", &terminal(&twice)).await.expect(422).says("“HUB ZUID” means Terminal Tilburg already");
        let long = "x".repeat(300);
        let page = kees.post(&path, &terminal(&[("name", &long), ("aliases", &long)])).await.expect(422);
        page.says("Name has 300 characters; 120 are allowed").says("has 300 characters; 120 are allowed in a line").says(&long);
        let (book, _) = books(&house);
        let called = |called: &str| Wanted { called: Some(called.into()), ..Wanted::default() };
        let wanted = vec![called("tlb-9"), called("terminal tilburg"), called("nowhere")];
        let found = app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { locations::matched(tx, book, &wanted).await }));
        let found: Vec<_> = found.await.unwrap().into_iter().map(|found| found.map(|(_, how)| how)).collect();
        assert_eq!(found, [Some(How::Alias), Some(How::Name), None]);
        assert_eq!(app.number("SELECT count(*) FROM location_alias", args![]).await, 2);
    }

    async fn two_locations_become_one_and_what_named_the_one_means_the_other(app: &TestApp) {
        let house = app.house().await;
        let (book, _) = books(&house);
        let mut kees = app.signed_in(&house.super_admin).await;
        let customer = house.customer.to_string();
        let one = added(&mut kees, &[("visible", "CUSTOMER"), ("customer", &customer), ("external_id", "K-7"), ("aliases", "Dok zuid")]).await;
        let other = added(&mut kees, &[("name", "Terminal Tilburg Zuid"), ("visible", "CUSTOMER"), ("customer", &customer), ("another", "on")]).await;
        kees.get(&one).await.expect(200).says("Perhaps the same");
        kees.get(&format!("{one}/merge")).await.expect(200).says("Merge into this");
        let into = id_in(&other).to_owned();
        kees.get(&format!("{one}/merge?into={into}")).await.expect(200).says("Stays as it is").says("Dok zuid");
        let form = |reason: &'static str, version: &'static str| [("into", into.clone()), ("version", version.into()), ("into_version", "1".into()), ("reason", reason.into())];
        let merge = format!("{one}/merge");
        for (form, said) in [(form("", "1"), "Reason is missing"), (form("Twice", "0"), "was changed meanwhile")] {
            let fields: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            kees.post(&merge, &fields).await.expect(422).says(said);
        }
        assert_eq!(app.number("SELECT count(*) FROM location_merge", args![]).await, 0);
        for _ in 0..2 {
            let fields = form("Stored twice in March", "1");
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let _ = kees.post(&merge, &fields).await.expect(303);
        }
        assert_eq!(app.number("SELECT count(*) FROM location_merge", args![]).await, 1);
        kees.get(&one).await.expect(200).says("was merged into").says("Stored twice in March");
        kees.get(&other).await.expect(200).says("Another was merged into it").says("K-7\nTerminal Tilburg\nDok zuid</textarea>");
        kees.post(&format!("{one}/restore"), &[]).await.expect(422).says("It was merged into Terminal Tilburg Zuid");
        let gone: LocationId = id_in(&one).parse().unwrap();
        let found = app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { locations::find(tx, book, gone).await }));
        assert_eq!(found.await.unwrap().map(|row| row.name).as_deref(), Some("Terminal Tilburg Zuid"));
        // The one that stayed is merged again: what named the first leads to the last.
        let last = added(&mut kees, &[("name", "Hub"), ("street", "Elders 1"), ("postcode", "5611 AA"), ("city", "Eindhoven")]).await;
        let fields = [("into", id_in(&last)), ("version", "2"), ("into_version", "1"), ("reason", "Moved")];
        let _ = kees.post(&format!("{other}/merge"), &fields).await.expect(303);
        let found = app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { locations::find(tx, book, gone).await }));
        assert_eq!(found.await.unwrap().map(|row| row.name).as_deref(), Some("Hub"));
        let bakker = Book { customer: app.customer(&house.organisation, "bakker").await, ..book };
        let hub = app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { locations::find(tx, bakker, gone).await }));
        assert!(hub.await.unwrap().is_some(), "what became everybody's is everybody's");
    }

    async fn a_merge_takes_a_location_from_nobody(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let all = added(&mut kees, &[]).await;
        let bakker = app.customer(&house.organisation, "bakker").await.to_string();
        let own = added(&mut kees, &[("visible", "CUSTOMER"), ("customer", &bakker), ("another", "on")]).await;
        let fields = |into| [("into", into), ("version", "1"), ("into_version", "1"), ("reason", "Tidying")];
        kees.post(&format!("{all}/merge"), &fields(id_in(&own))).await.expect(422).says("is not visible to everybody who finds");
        kees.post(&format!("{all}/merge"), &fields(id_in(&all))).await.expect(422).says("is one location already");
        let rival = app.staff(&app.organisation("lisowski").await, "Ewa", Role::Admin).await;
        let mut ewa = app.signed_in(&rival).await;
        let _ = ewa.post(&format!("{}/merge", own.replace("vandorp", "lisowski")), &fields(id_in(&all))).await.expect(404);
        let mut ann = app.signed_in(&house.operations).await;
        let _ = ann.post(&format!("{own}/merge"), &fields(id_in(&all))).await.expect(403);
        assert_eq!(app.number("SELECT count(*) FROM location WHERE version = 1 AND archived_at IS NULL", args![]).await, 2);
    }

    async fn a_customer_keeps_its_own_address_book(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let all = added(&mut kees, &[("external_id", "VD-1"), ("instructions", "Ring twice")]).await;
        let hidden = added(&mut kees, &[("name", "Yard"), ("visible", "NONE"), ("street", "Elders 1"), ("postcode", "5611 AA")]).await;
        let bakker = app.customer(&house.organisation, "bakker").await.to_string();
        let theirs = added(&mut kees, &[("name", "Oven"), ("visible", "CUSTOMER"), ("customer", &bakker), ("street", "Elders 2")]).await;
        let mut marit = app.signed_in(&house.contact).await;
        let book = "/p/vandorp/korenaar/locations";
        let own: Vec<_> = terminal(&[("name", "Dock 4"), ("street", "Havenweg 12"), ("postcode", "4251 AB"), ("monday", "8-12, 13-17")]);
        let made = marit.post(&format!("{book}/new"), &own).await.expect(303);
        let path = made.location.split('?').next().unwrap().to_owned();
        assert_eq!(app.number("SELECT count(*) FROM location WHERE name = 'Dock 4' AND visible = 'CUSTOMER'", args![]).await, 1);
        marit.get(&path).await.expect(200).says("08:00-12:00, 13:00-17:00");
        let list = marit.get(book).await.expect(200);
        list.says("Dock 4").says("Terminal Tilburg").says("All customers of");
        assert!(!list.body.contains("Yard") && !list.body.contains("Oven") && !list.body.contains("VD-1"));
        let read = marit.get(&format!("{book}/{}", id_in(&all))).await.expect(200);
        read.says("Ring twice");
        assert!(!read.body.contains("VD-1") && !read.body.contains("<button class=\"btn primary\">Save"));
        for (id, status) in [(&all, 403), (&hidden, 404), (&theirs, 404)] {
            for act in ["", "/archive", "/restore"] {
                let _ = marit.post(&format!("{book}/{}{act}", id_in(id)), &own).await.expect(status);
            }
        }
        let change: Vec<_> = own.iter().copied().filter(|(name, _)| *name != "city").chain([("city", "Werkendam")]).collect();
        let _ = marit.post(&path, &change).await.expect(303);
        marit.post(&path, &own).await.expect(422).says("City from “Tilburg” to “Werkendam”");
        let _ = marit.post(&format!("{path}/archive"), &[]).await.expect(303);
        marit.get(&format!("{book}?show=archived")).await.expect(200).says("Dock 4");
        let _ = marit.post(&format!("{path}/restore"), &[]).await.expect(303);
        marit.get(&path).await.expect(200).says("Restored");
        let bare = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Bos", Rights::NONE, None).await;
        let mut bram = app.signed_in(&bare).await;
        bram.get(&path).await.expect(200).says("Werkendam");
        for act in ["", "/archive", "/restore"] {
            let _ = bram.post(&format!("{path}{act}"), &own).await.expect(403);
        }
    }

    async fn what_was_another_customers_is_not_told(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let bakker = app.customer(&house.organisation, "bakker").await.to_string();
        let path = added(&mut kees, &[("visible", "CUSTOMER"), ("customer", &bakker), ("phone", "0101")]).await;
        let korenaar = house.customer.to_string();
        let theirs = terminal(&[("visible", "CUSTOMER"), ("customer", &bakker), ("phone", "0202")]);
        let _ = kees.post(&path, &theirs).await.expect(303);
        let moved = terminal(&[("visible", "CUSTOMER"), ("customer", &korenaar), ("phone", "0202"), ("version", "2")]);
        let _ = kees.post(&path, &moved).await.expect(303);
        let mut marit = app.signed_in(&house.contact).await;
        let page = marit.get(&format!("/p/vandorp/korenaar/locations/{}", id_in(&path))).await.expect(200);
        assert!(!page.body.contains("0101") && !page.body.contains("bakker"), "what another customer's colleagues did is theirs");
    }
}
