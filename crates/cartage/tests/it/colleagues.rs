//! Colleagues in the portal: invited, given rights, switched off and on by whoever manages them (rule 1.5).

use kit::args;
use rules::access::{Right, Rights};
use testkit::{Browser, Built, Login, TestApp, both, usual_rights_and};

const LIST: &str = "/p/vandorp/korenaar/colleagues";
const MAILS: &str = "SELECT count(*) FROM outbox";
const ENTRIES: &str = "SELECT count(*) FROM history";

/// Marit manages colleagues, Bram does not.
async fn house(app: &TestApp) -> (Built, Browser, Login) {
    let house = app.house().await;
    app.sql("UPDATE contact SET rights = $1", args![usual_rights_and(Right::ManageColleagues).as_i64()]).await;
    let bram = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Jansen", Rights::default(), None).await;
    let marit = app.signed_in(&house.contact).await;
    (house, marit, bram)
}

fn page_of(login: &Login) -> String {
    format!("{LIST}/{}", login.membership)
}

async fn rights_of(app: &TestApp, login: &Login) -> Rights {
    Rights::from_i64(app.number("SELECT rights FROM contact WHERE id = $1", args![login.membership]).await).unwrap()
}

async fn access_of(app: &TestApp, login: &Login) -> bool {
    app.number("SELECT count(*) FROM contact WHERE id = $1 AND portal_access", args![login.membership]).await == 1
}

/// The form with these rights.
fn rights<'a>(version: &'a str, rights: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    [("version", version)].into_iter().chain(rights.iter().map(|right| (*right, "on"))).collect()
}

/// The list, as soon as it says something.
async fn until(browser: &mut Browser, words: &str) -> testkit::Page {
    for _ in 0..200 {
        let page = browser.get(LIST).await.expect(200);
        if page.body.contains(words) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the list never says {words:?}");
}

both! {
    async fn a_manager_sees_everybody_and_others_see_whom_to_ask(app: &TestApp) {
        let (_, mut marit, bram) = house(app).await;
        let mut his = app.signed_in(&bram).await;
        let page = his.get(LIST).await.expect(200);
        page.says("Marit de Wit").says("Manages colleagues").says("Ask whoever manages colleagues");
        assert!(!page.body.contains("bram.jansen@korenaar.example") || page.body.matches("@korenaar.example").count() == 1, "no addresses but one's own");
        assert!(!page.body.contains("Invite colleague") && !page.body.contains("Place orders"));
        for path in [format!("{LIST}/new"), page_of(&bram)] {
            let _ = his.get(&path).await.expect(403);
            let _ = his.post(&path, &rights("1", &["manage_colleagues"])).await.expect(403);
        }
        app.set_clock("2026-05-04T09:30:00Z");
        // No page waits for the note that somebody was here.
        let page = until(&mut marit, "4 May 2026, 11:30").await;
        page.says("bram.jansen@korenaar.example").says("4 May 2026, 10:00").says("Place orders, See charges");
        app.set_clock("2026-05-04T09:39:00Z");
        marit.get(LIST).await.expect(200).says("4 May 2026, 11:30");
    }

    async fn an_invited_colleague_is_welcomed_whether_known_or_not(app: &TestApp) {
        let (_, mut marit, _) = house(app).await;
        let sanne = app.person("Sanne", "sanne@korenaar.example").await;
        let blank = marit.get(&format!("{LIST}/new")).await.expect(200);
        blank.says("id=\"place_orders\" name=\"place_orders\" value=\"on\" checked");
        let form = |name, email| vec![("name", name), ("email", email), ("place_orders", "on"), ("manage_colleagues", "on")];
        let known = marit.post(&format!("{LIST}/new"), &form("Sanne Lang", " Sanne@Korenaar.example")).await.expect(303);
        let unknown = marit.post(&format!("{LIST}/new"), &form("Piet Kort", "piet@korenaar.example")).await.expect(303);
        assert_eq!((known.location.as_str(), &known.location), ("/p/vandorp/korenaar/colleagues?done=invited", &unknown.location));
        assert_eq!(app.number(MAILS, args![]).await, 2);
        let mail = app.text("SELECT payload FROM outbox WHERE receiver = 'piet@korenaar.example'", args![]).await;
        assert!(mail.contains("Welcome to vandorp Transport") && mail.contains("place and follow transport orders for korenaar BV"), "{mail}");
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE person = $1", args![sanne]).await, 1, "hers at once");
        let rights = Rights::of(&[Right::PlaceOrders, Right::ManageColleagues]);
        assert_eq!(app.number("SELECT count(*) FROM contact WHERE rights = $1 AND portal_access", args![rights.as_i64()]).await, 2);
        let made = app.text("SELECT p.payload FROM history_payload p JOIN history h ON h.organisation = p.organisation AND h.entry = p.entry ORDER BY h.entry LIMIT 1", args![]).await;
        assert!(made.contains("Marit de Wit") && made.contains("CUSTOMER"), "{made}");
        let again = marit.post(&format!("{LIST}/new"), &form("Sanne Twee", "sanne@korenaar.example")).await.expect(422);
        again.says("Sanne Lang has this address and is a colleague already").says("Sanne Twee");
        assert_eq!((app.number(MAILS, args![]).await, app.number(ENTRIES, args![]).await), (2, 2), "nothing more was done");
    }

    async fn nobody_grants_or_takes_what_they_lack(app: &TestApp) {
        let (house, _, bram) = house(app).await;
        let modest = Rights::of(&[Right::PlaceOrders, Right::ManageColleagues]);
        let eva = app.contact(&house.organisation, (house.customer, "korenaar"), "Eva Modest", modest, None).await;
        let mut eva = app.signed_in(&eva).await;
        let page = eva.get(&page_of(&bram)).await.expect(200);
        page.says("You do not have this right yourself").says("<input type=\"hidden\" name=\"see_charges\" value=\"on\">");
        let kept = ["see_charges", "approve_charges", "manage_locations"];
        let taken = eva.post(&page_of(&bram), &rights("1", &["place_orders"])).await.expect(422);
        taken.says("You do not have the right “See charges” yourself, so you can neither give nor take it");
        let invited = [("name", "New"), ("email", "new@korenaar.example"), ("see_charges", "on")];
        eva.post(&format!("{LIST}/new"), &invited).await.expect(422).says("See charges");
        app.sql("UPDATE contact SET portal_access = FALSE WHERE id = $1", args![bram.membership]).await;
        eva.post(&format!("{}/on", page_of(&bram)), &[]).await.expect(422).says("which you do not have yourself");
        assert_eq!((rights_of(app, &bram).await, access_of(app, &bram).await), (Rights::default(), false));
        assert_eq!((app.number(ENTRIES, args![]).await, app.number(MAILS, args![]).await), (0, 0));
        let _ = eva.post(&page_of(&bram), &rights("1", &kept)).await.expect(303);
        assert_eq!(rights_of(app, &bram).await, Rights::default().without(Right::PlaceOrders), "her own right she may take");
    }

    async fn access_switched_off_ends_at_once_and_is_welcomed_back(app: &TestApp) {
        let (_, mut marit, bram) = house(app).await;
        let mut his = app.signed_in(&bram).await;
        let _ = his.get(LIST).await.expect(200);
        let off = marit.post(&format!("{}/off", page_of(&bram)), &[]).await.expect(303);
        assert_eq!(off.location, format!("{}?done=access-off", page_of(&bram)));
        let _ = his.get(LIST).await.expect(404);
        let _ = marit.post(&format!("{}/off", page_of(&bram)), &[]).await.expect(303);
        assert_eq!((app.number(ENTRIES, args![]).await, app.number(MAILS, args![]).await), (1, 0), "off already");
        let page = marit.get(&page_of(&bram)).await.expect(200);
        page.says("Access customer portal: <del>on</del> <ins>off</ins>").says("by Marit de Wit").says("Switch access on");
        let _ = marit.post(&format!("{}/on", page_of(&bram)), &[]).await.expect(303);
        let _ = his.get(LIST).await.expect(200);
        assert_eq!((app.number(ENTRIES, args![]).await, app.number(MAILS, args![]).await), (2, 1));
    }

    async fn the_last_manager_stays(app: &TestApp) {
        let (house, mut marit, bram) = house(app).await;
        let own = page_of(&house.contact);
        marit.post(&own, &rights("1", &["place_orders"])).await.expect(422).says("Marit de Wit is the last one with access who manages colleagues");
        marit.post(&format!("{own}/off"), &[]).await.expect(422).says("is the last one with access");
        assert_eq!((rights_of(app, &house.contact).await, access_of(app, &house.contact).await), (Rights::ALL, true));
        assert_eq!(app.number(ENTRIES, args![]).await, 0);
        let mut kees = app.signed_in(&house.super_admin).await;
        let desk = format!("/d/vandorp/contacts/{}", house.contact.membership);
        kees.get(&desk).await.expect(200).says("Marit de Wit is the last one with access who manages colleagues at korenaar BV");
        let every = ["place_orders", "see_charges", "approve_charges", "manage_locations", "manage_colleagues"];
        let _ = marit.post(&page_of(&bram), &rights("1", &every)).await.expect(303);
        assert!(!kees.get(&desk).await.expect(200).body.contains("is the last one with access"));
        let gone = marit.post(&own, &rights("1", &every[..4])).await.expect(303);
        assert_eq!(gone.location, format!("{LIST}?done=saved"));
        marit.get(LIST).await.expect(200).says("Whom to ask");
        let _ = marit.post(&page_of(&bram), &rights("2", &[])).await.expect(403);
    }

    async fn who_comes_second_is_told_what_the_first_did(app: &TestApp) {
        let (house, mut marit, bram) = house(app).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let form = [("version", "1"), ("name", "Bram Jansen"), ("email", "bram.jansen@korenaar.example"), ("portal_access", "on"), ("place_orders", "on")];
        let _ = kees.post(&format!("/d/vandorp/contacts/{}", bram.membership), &form).await.expect(303);
        let late = marit.post(&page_of(&bram), &rights("1", &["see_charges"])).await.expect(422);
        late.says("Kees van Dorp changed See charges from “on” to “off”").says("id=\"see_charges\" name=\"see_charges\" value=\"on\" checked");
        assert_eq!(rights_of(app, &bram).await, Rights::of(&[Right::PlaceOrders]));
        let _ = marit.post(&page_of(&bram), &rights(&late.value("version"), &["see_charges"])).await.expect(303);
        assert_eq!(rights_of(app, &bram).await, Rights::of(&[Right::SeeCharges]));
    }

    async fn what_is_archived_or_anothers_is_not_touched(app: &TestApp) {
        let (house, mut marit, bram) = house(app).await;
        let other = app.customer(&house.organisation, "bakker").await;
        let fatima = app.contact(&house.organisation, (other, "bakker"), "Fatima", Rights::default(), None).await;
        app.sql("UPDATE contact SET archived_at = 1, portal_access = FALSE WHERE id = $1", args![bram.membership]).await;
        for path in [page_of(&fatima), page_of(&bram)] {
            let _ = marit.get(&path).await.expect(404);
        }
        for path in [page_of(&fatima), format!("{}/off", page_of(&fatima)), format!("{}/on", page_of(&fatima))] {
            let _ = marit.post(&path, &rights("1", &[])).await.expect(404);
        }
        for path in [page_of(&bram), format!("{}/on", page_of(&bram))] {
            marit.post(&path, &rights("1", &[])).await.expect(422).says("vandorp Transport has archived Bram Jansen");
        }
        assert!(!marit.get(LIST).await.expect(200).body.contains("Bram Jansen"));
        let again = [("name", "Bram"), ("email", "bram.jansen@korenaar.example")];
        marit.post(&format!("{LIST}/new"), &again).await.expect(422).says("was archived by vandorp Transport");
        assert_eq!((app.number(ENTRIES, args![]).await, app.number(MAILS, args![]).await), (0, 0));
    }
}
