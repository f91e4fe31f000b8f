//! The order import's settings (rules 5.1, 5.2): who provisions and once only, what each setting holds and who is told, a
//! customer's own values, and that switching off is asked for once more.

use cartage::customers;
use cartage::organisations;
use kit::args;
use rules::access::Role;
use rules::order_import::{Effective, Limit, Source};
use testkit::{Browser, Built, Page, TestApp, both};

const PORTAL: &str = "/d/vandorp/settings/portal";
const IMPORT: &str = "/d/vandorp/settings/portal/import";
const PROVISION: &str = "/d/vandorp/settings/portal/import/provision";
const ENTRIES: &str = "SELECT count(*) FROM history";

/// The form as it is right after *Provision*.
const FIRST: [(&str, &str); 4] =
    [("version", "2"), ("import_enabled", "on"), ("import_update_limit", "PLANNED"), ("import_cancel_limit", "PLANNED")];

/// [`FIRST`] with others in place of some.
fn form<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FIRST.into_iter().filter(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    kept.chain(other.iter().copied()).collect()
}

/// Everything the organisation holds, in a line.
async fn held(app: &TestApp) -> String {
    let sql = "SELECT CASE WHEN import_enabled THEN 'on ' ELSE 'off ' END || CASE WHEN import_updates THEN 'U' ELSE '-' END
               || CASE WHEN import_create_automatically THEN 'C' ELSE '-' END || CASE WHEN import_apply_changes THEN 'A' ELSE '-' END
               || CASE WHEN import_apply_cancellations THEN 'X' ELSE '-' END || ' ' || import_update_limit || ' ' || import_cancel_limit
               FROM organisation WHERE slug = 'vandorp'";
    app.text(sql, args![]).await
}

/// What holds for the customer of the house.
async fn effective(app: &TestApp, house: &Built) -> Effective {
    let (organisation, customer) = (house.organisation.id, house.customer);
    let read = app.app.db.read::<_, cartage::failure::Failure, _>(move |tx| {
        Box::pin(async move {
            let settings = organisations::settings(tx, organisation).await?;
            let row = customers::load(tx, organisation, customer).await?.unwrap();
            row.import(&settings)
        })
    });
    read.await.unwrap()
}

async fn provisioned(app: &TestApp) -> (Built, Browser) {
    let house = app.house().await;
    let mut kees = app.signed_in(&house.super_admin).await;
    let _ = kees.post(PROVISION, &[]).await.expect(303);
    (house, kees)
}

/// The profile of the house's customer, with these fields of the panel.
async fn own(browser: &mut Browser, house: &Built, fields: &[(&str, &str)]) -> Page {
    let path = format!("/d/vandorp/customers/{}", house.customer);
    let version = browser.get(&path).await.expect(200).value("version");
    let mut all =
        vec![("version", version.as_str()), ("name", "korenaar BV"), ("country", "NL"), ("portal_access", "on"), ("standing", "APPROVED")];
    all.extend(fields);
    browser.post(&path, &all).await
}

fn without<'a>(page: &'a Page, words: &str) -> &'a Page {
    assert!(!page.body.contains(words), "{words} stands in:\n{}", page.body);
    page
}

both! {
    async fn a_super_admin_provisions_it_and_nobody_else(app: &TestApp) {
        let house = app.house().await;
        let before = app.number(ENTRIES, args![]).await;
        for role in [Role::Admin, Role::Operations, Role::Finance, Role::Viewer] {
            let mut browser = app.signed_in(&app.staff(&house.organisation, role.as_str(), role).await).await;
            let page = browser.get(PORTAL).await.expect(200);
            without(page.says("Customer portal order import").says("Not provisioned"), "<button class=\"btn\" aria-describedby=\"provision\"");
            let _ = browser.post(PROVISION, &[]).await.expect(403);
            let _ = browser.post(IMPORT, &form(&[("version", "1")])).await.expect(403);
        }
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.post(IMPORT, &form(&[("version", "1")])).await.expect(422);
        let _ = kees.post("/d/elsewhere/settings/portal/import/provision", &[]).await.expect(404);
        assert_eq!((held(app).await.as_str(), app.number(ENTRIES, args![]).await), ("off ---- PLANNED PLANNED", before));
        without(&kees.get(PORTAL).await.expect(200), "Enable updates");
        assert!(kees.post(PROVISION, &[]).await.expect(303).location.ends_with("?done=provisioned"));
        assert_eq!(held(app).await, "on ---- PLANNED PLANNED");
        let page = kees.get(PORTAL).await.expect(200);
        page.says("Provisioned by Kees van Dorp on").says("Customer portal order import provisioned").says(">Automation</h2>");
        for label in [
            "Customer portal order creation via order import enabled",
            "Enable updates",
            "Automatically create orders",
            "Apply changes automatically",
            "Apply cancellations automatically",
            "Last status in which customers may update",
            "Last status in which customers may cancel",
        ] {
            page.says(&format!("{label}</label>"));
        }
        assert_eq!(page.value("version"), "2");
        kees.get("/d/vandorp/audit").await.expect(200).says("Provisioned Customer portal order import").says("<del>Off</del> <ins>On</ins>");
    }

    async fn it_is_provisioned_once_however_many_press_it(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        let _ = kees.post(IMPORT, &form(&[("import_updates", "on")])).await.expect(303);
        let piet = app.staff(&house.organisation, "Piet Bos", Role::SuperAdmin).await;
        let (mut one, mut two) = (app.signed_in(&piet).await, app.signed_in(&piet).await);
        let (entries, at) = (app.number(ENTRIES, args![]).await, app.number("SELECT import_provisioned_at FROM organisation", args![]).await);
        let (one, two) = tokio::join!(one.post(PROVISION, &[]), two.post(PROVISION, &[]));
        assert!(one.expect(303).location.ends_with("?done=already-provisioned") && two.expect(303).location.ends_with("?done=already-provisioned"));
        assert_eq!((held(app).await.as_str(), app.number(ENTRIES, args![]).await), ("on U--- PLANNED PLANNED", entries));
        assert_eq!(app.number("SELECT import_provisioned_at FROM organisation", args![]).await, at);
        assert_eq!(app.text("SELECT import_provisioned_by FROM organisation", args![]).await, "Kees van Dorp");
    }

    async fn each_setting_is_kept_and_recorded_field_by_field(app: &TestApp) {
        let (_, mut kees) = provisioned(app).await;
        let steps = [
            ("import_updates", "on", "on U--- PLANNED PLANNED", "Enable updates"),
            ("import_create_automatically", "on", "on UC-- PLANNED PLANNED", "Automatically create orders"),
            ("import_apply_changes", "on", "on UCA- PLANNED PLANNED", "Apply changes automatically"),
            ("import_apply_cancellations", "on", "on UCAX PLANNED PLANNED", "Apply cancellations automatically"),
            ("import_update_limit", "DEPARTED", "on UCAX DEPARTED PLANNED", "Last status in which customers may update"),
            ("import_cancel_limit", "QUOTE", "on UCAX DEPARTED QUOTE", "Last status in which customers may cancel"),
        ];
        let mut so_far = Vec::new();
        for (at, (field, value, expected, label)) in steps.into_iter().enumerate() {
            so_far.push((field, value));
            let version = (at + 2).to_string();
            let mut fields = form(&so_far);
            fields.retain(|(name, _)| *name != "version");
            fields.push(("version", &version));
            let _ = kees.post(IMPORT, &fields).await.expect(303);
            assert_eq!(held(app).await, expected);
            let words = if value == "on" { "<del>Off</del> <ins>On</ins>" } else { "<del>Planned</del> <ins>" };
            let audit = kees.get("/d/vandorp/audit?kind=organisation").await.expect(200);
            let newest = audit.body.split("Changed Customer portal order import").nth(1).unwrap().split("</li>").next().unwrap();
            assert!(newest.contains(label) && newest.contains(words), "{label}: {newest}");
        }
        let entries = app.number(ENTRIES, args![]).await;
        let mut same = form(&so_far);
        same.retain(|(name, _)| *name != "version");
        same.push(("version", "8"));
        let _ = kees.post(IMPORT, &same).await.expect(303);
        assert_eq!(app.number(ENTRIES, args![]).await, entries, "nothing changed, nothing is recorded");
    }

    async fn applying_changes_is_greyed_out_without_updates_and_keeps_its_value(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        kees.get(PORTAL).await.expect(200).says("Without effect while Enable updates is off.").says("id=\"import_apply_changes\" disabled");
        let shown = kees.post(&format!("{IMPORT}/shown"), &form(&[("import_updates", "on"), ("import_apply_changes", "on")])).await.expect(200);
        without(&shown, "Without effect");
        assert_eq!(held(app).await, "on ---- PLANNED PLANNED", "showing saves nothing");
        let both = [("import_updates", "on"), ("import_apply_changes", "on"), ("import_update_limit", "TO_PLAN")];
        let _ = kees.post(IMPORT, &form(&both)).await.expect(303);
        without(&kees.get(PORTAL).await.expect(200), "Without effect");
        assert!(effective(app, &house).await.apply_changes.value);
        let off = [("version", "3"), ("import_apply_changes", "on"), ("import_update_limit", "TO_PLAN")];
        let _ = kees.post(IMPORT, &form(&off)).await.expect(303);
        assert_eq!(held(app).await, "on --A- TO_PLAN PLANNED");
        let page = kees.get(PORTAL).await.expect(200);
        page.says("name=\"import_apply_changes\" value=\"on\"").says("name=\"import_update_limit\" value=\"TO_PLAN\"");
        let now = effective(app, &house).await;
        assert!(!now.apply_changes.value && now.apply_changes_idle);
    }

    async fn switching_off_is_asked_for_and_switching_on_is_not(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        let off: Vec<_> = form(&[("import_updates", "on")]).into_iter().filter(|(name, _)| *name != "import_enabled").collect();
        let entries = app.number(ENTRIES, args![]).await;
        let asked = kees.post(IMPORT, &off).await.expect(422);
        asked.says("Switch the order import off?").says("name=\"sure\" value=\"off\"");
        assert_eq!((held(app).await.as_str(), app.number(ENTRIES, args![]).await), ("on ---- PLANNED PLANNED", entries));
        let mut sure = off.clone();
        sure.push(("sure", "off"));
        let _ = kees.post(IMPORT, &sure).await.expect(303);
        assert_eq!(held(app).await, "off U--- PLANNED PLANNED");
        assert!(!effective(app, &house).await.enabled);
        let _ = kees.post(IMPORT, &form(&[("version", "3")])).await.expect(303);
        assert_eq!(held(app).await, "on ---- PLANNED PLANNED");
    }

    async fn switching_off_says_how_many_wait_and_they_stay(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        crate::order_entry::submitted(app, &house).await;
        let off: Vec<_> = form(&[]).into_iter().filter(|(name, _)| *name != "import_enabled").collect();
        kees.post(IMPORT, &off).await.expect(422).says("1 order import waits and stays");
        let mut sure = off.clone();
        sure.push(("sure", "off"));
        let _ = kees.post(IMPORT, &sure).await.expect(303);
        kees.get(PORTAL).await.expect(200).says("1 order import still waits from when it was on");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE state = 'WAITING'", args![]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
    }

    async fn who_comes_second_is_told_what_the_first_did_and_loses_nothing(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        let mut piet = app.signed_in(&app.staff(&house.organisation, "Piet Bos", Role::SuperAdmin).await).await;
        let _ = kees.post(IMPORT, &form(&[("import_create_automatically", "on")])).await.expect(303);
        let late = piet.post(IMPORT, &form(&[("import_apply_cancellations", "on"), ("import_cancel_limit", "DEPARTED")])).await.expect(422);
        late.says("Kees van Dorp changed Automatically create orders from “Off” to “On”").says("value=\"DEPARTED\" selected");
        assert_eq!(held(app).await, "on -C-- PLANNED PLANNED");
        // Switching off what somebody else changed meanwhile is not asked for: it is refused.
        let off = [("version", "2"), ("import_update_limit", "PLANNED"), ("import_cancel_limit", "PLANNED")];
        piet.post(IMPORT, &off).await.expect(422).says("Kees van Dorp changed");
        let _ = piet.post(IMPORT, &form(&[("version", "3"), ("import_update_limit", "IN_TRANSIT")])).await.expect(422).says("Choose Quote, To Plan");
        assert_eq!(held(app).await, "on -C-- PLANNED PLANNED");
    }

    async fn a_customers_own_value_counts_before_the_organisations(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = format!("/d/vandorp/customers/{}", house.customer);
        without(&kees.get(&path).await.expect(200), "Customer portal order import");
        let _ = kees.post(PROVISION, &[]).await.expect(303);
        let page = kees.get(&path).await.expect(200);
        page.says("Customer portal order import").says("As the organisation (Off)").says("As the organisation (Planned)");
        without(&page, "via order import enabled");
        let fields = [("import_create_automatically", "on"), ("import_cancel_limit", "DEPARTED"), ("import_updates", "")];
        let _ = own(&mut kees, &house, &fields).await.expect(303);
        let now = effective(app, &house).await;
        assert_eq!((now.create_automatically.value, now.create_automatically.source), (true, Source::Customer));
        assert_eq!((now.cancel_limit.value, now.cancel_limit.source), (Limit::Departed, Source::Customer));
        assert_eq!((now.updates.value, now.updates.source), (false, Source::Organisation));
        kees.get(&path).await.expect(200).says("Customer portal order import, Automatically create orders").says("<del>As the organisation</del> <ins>On</ins>");
        kees.get("/d/vandorp/audit?kind=customer").await.expect(200).says("<del>As the organisation</del> <ins>Departed</ins>");
        let page = kees.get(PORTAL).await.expect(200);
        page.says(&format!("Own value of 1 customer: <a href=\"{path}#order-import\">korenaar BV</a> (On)"));
        page.says(&format!("Own value of 1 customer: <a href=\"{path}#order-import\">korenaar BV</a> (Departed)"));
        assert_eq!(page.body.matches("Own value of").count(), 2);
        // The organisation's automation does not reach a customer who says off.
        let _ = own(&mut kees, &house, &[("import_create_automatically", "off")]).await.expect(303);
        let _ = kees.post(IMPORT, &form(&[("import_create_automatically", "on")])).await.expect(303);
        assert!(!effective(app, &house).await.create_automatically.value);
        kees.get(&path).await.expect(200).says("As the organisation (On)");
        let refused = own(&mut kees, &house, &[("import_create_automatically", "perhaps")]).await.expect(422);
        refused.says("Choose a value from the list");
        assert!(!effective(app, &house).await.create_automatically.value);
    }

    async fn the_page_counts_every_customer_who_differs_and_no_archived_one(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        for n in 0..11 {
            let id = app.customer(&house.organisation, &format!("customer-{n:02}")).await;
            app.sql("UPDATE customer SET import_updates = TRUE WHERE id = $1", args![id]).await;
        }
        app.sql("UPDATE customer SET archived_at = 1 WHERE slug = 'customer-00'", args![]).await;
        let stranger = app.organisation("noordkade").await;
        let theirs = app.customer(&stranger, "deltaplast").await;
        app.sql("UPDATE customer SET import_updates = TRUE WHERE id = $1", args![theirs]).await;
        let page = kees.get(PORTAL).await.expect(200);
        page.says("Own value of 10 customers").says("customer-08 BV</a> (On) and 2 more");
        without(without(&page, "deltaplast"), "customer-00");
    }

    async fn who_may_not_set_reads_what_is_set(app: &TestApp) {
        let (house, mut kees) = provisioned(app).await;
        let _ = kees.post(IMPORT, &form(&[("import_create_automatically", "on"), ("import_cancel_limit", "QUOTE")])).await.expect(303);
        for role in [Role::Admin, Role::Viewer] {
            let mut browser = app.signed_in(&app.staff(&house.organisation, role.as_str(), role).await).await;
            let page = browser.get(PORTAL).await.expect(200);
            page.says("Automatically create orders").says("<strong>On</strong>").says("<strong>Quote</strong>");
            without(without(&page, "name=\"import_"), "name=\"version\"");
            let _ = browser.post(IMPORT, &form(&[("version", "3")])).await.expect(403);
            let panel = browser.get(&format!("/d/vandorp/customers/{}", house.customer)).await.expect(200);
            panel.says("As the organisation (On)");
        }
        assert_eq!(held(app).await, "on -C-- PLANNED QUOTE");
    }
}

mod try_out {
    use super::*;

    fn ask(house: &Built, more: &str) -> String {
        format!("/d/vandorp/try-out?customer={}&service={}&level={more}", house.customer, house.service)
    }

    fn answers(page: &Page, import: &str, changes: &str, cancellations: &str) {
        for (id, short) in [("import", import), ("changes", changes), ("cancellations", cancellations)] {
            page.says(&format!("id=\"answer-{id}\">{short}</p>"));
        }
    }

    both! {
        async fn the_try_out_says_what_happens_and_whose_setting_it_is(app: &TestApp) {
            let house = app.house().await;
            let mut kees = app.signed_in(&house.super_admin).await;
            without(&kees.get(&ask(&house, "")).await.expect(200), "answer-import");
            let _ = kees.post(PROVISION, &[]).await.expect(303);
            let page = kees.get(&ask(&house, "")).await.expect(200);
            answers(&page, "Waits for approval", "Not allowed", "Wait for approval");
            page.says("Automatically create orders: Off · <a href=\"/d/vandorp/settings/portal#order-import\">Organisation settings</a>");
            let own_panel = [("import_create_automatically", "on"), ("import_updates", "on"), ("import_apply_changes", "on"), ("import_update_limit", "TO_PLAN"), ("import_apply_cancellations", "on")];
            let _ = own(&mut kees, &house, &own_panel).await.expect(303);
            let page = kees.get(&ask(&house, "")).await.expect(200);
            answers(&page, "Created automatically", "Applied automatically", "Applied automatically");
            page.says("Until the order is past To Plan, or a collection has begun, the customer may edit it");
            page.says(&format!("Automatically create orders: On · <a href=\"/d/vandorp/customers/{}#order-import\">Customer korenaar BV</a>", house.customer));
            page.says("Last status in which customers may cancel: Planned · <a href=\"/d/vandorp/settings/portal#order-import\">");
        }

        async fn a_warning_holds_it_and_too_late_is_an_error_for_staff_only(app: &TestApp) {
            let (house, mut kees) = provisioned(app).await;
            let _ = own(&mut kees, &house, &[("import_create_automatically", "on")]).await.expect(303);
            app.sql("UPDATE customer SET standing = 'WARNING'", args![]).await;
            let page = kees.get(&ask(&house, "")).await.expect(200);
            page.says("id=\"answer-import\">Waits for approval</p>").says("Warning, so it is never created automatically").says("Standing: Warning");
            // In this flow the standing leaves the status as the levels say it.
            page.says("id=\"answer-status\">To Plan</p>");
            app.sql("UPDATE customer SET standing = 'PROSPECT'", args![]).await;
            let page = kees.get(&ask(&house, "")).await.expect(200);
            page.says("id=\"answer-import\">Created automatically</p>").says("id=\"answer-status\">Quote</p>");
            app.sql("UPDATE customer SET standing = 'BLOCKED'", args![]).await;
            kees.get(&ask(&house, "")).await.expect(200).says("id=\"answer-import\">Refused</p>");
            app.sql("UPDATE customer SET standing = 'APPROVED'", args![]).await;
            app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '14:00'", args![]).await;
            let page = kees.get(&ask(&house, "&date=2026-05-04&time=14:00&collection=2026-05-05")).await.expect(200);
            page.says("id=\"answer-import\">Waits with an error</p>").says("Not allowed to create or update the order after the cutoff time").says("seen by staff only");
            kees.get(&ask(&house, "&date=2026-05-04&time=13:59&collection=2026-05-05")).await.expect(200).says("id=\"answer-import\">Created automatically</p>");
            kees.get(&ask(&house, "&date=2026-05-04&collection=2026-05-03")).await.expect(200).says("id=\"answer-import\">Refused</p>");
            let off: Vec<_> = form(&[("sure", "off")]).into_iter().filter(|(name, _)| *name != "import_enabled").collect();
            let _ = kees.post(IMPORT, &off).await.expect(303);
            let page = kees.get(&ask(&house, "")).await.expect(200);
            without(page.says("id=\"answer-import\">Off</p>"), "answer-changes");
        }
    }
}

mod order_form {
    use super::*;

    const NEW: &str = "/p/vandorp/korenaar/orders/new";

    fn asked(house: &Built, date: &str) -> Vec<(&'static str, String)> {
        vec![("service", house.service.to_string()), ("c0.collection.date", date.to_owned()), ("submission", String::new())]
    }

    async fn panel(browser: &mut Browser, house: &Built, date: &str) -> Page {
        let fields = asked(house, date);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&format!("{NEW}/refresh"), &fields).await.expect(200)
    }

    both! {
        async fn the_form_asks_for_the_reference_and_says_who_confirms(app: &TestApp) {
            let house = app.house().await;
            let mut kees = app.signed_in(&house.super_admin).await;
            let mut marit = app.signed_in(&house.contact).await;
            app.set_clock("2026-05-04T12:00:00Z");
            app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '14:00'", args![]).await;
            let direct = panel(&mut marit, &house, "2026-05-05").await;
            direct.says("Customer reference <span class=\"opt\">optional</span>").says("Goes straight to planning.").says("Too late");
            let _ = kees.post(PROVISION, &[]).await.expect(303);
            let page = panel(&mut marit, &house, "2026-05-07").await;
            page.says("Customer reference</label>").says("The carrier confirms this order before it is planned.");
            assert!(page.body.contains("name=\"reference\" value=\"\" autocomplete=\"off\" required"));
            let _ = own(&mut kees, &house, &[("import_create_automatically", "on")]).await.expect(303);
            panel(&mut marit, &house, "2026-05-07").await.says("Goes straight to planning, unless the carrier has to look at something first.");
            let late = panel(&mut marit, &house, "2026-05-05").await;
            late.says("The carrier must confirm").says("You can still submit").says("The carrier confirms this order before it is planned.");
            without(without(&late, "Too late"), "after the cutoff time");
            app.sql("UPDATE customer SET standing = 'WARNING'", args![]).await;
            let held = panel(&mut marit, &house, "2026-05-07").await;
            without(held.says("The carrier confirms this order before it is planned."), "arning");
            // The desk enters past the import, and needs no reference.
            let desk = kees.get(&format!("/d/vandorp/orders/new?customer={}", house.customer)).await.expect(200);
            desk.says("Customer reference <span class=\"opt\">optional</span>");
        }
    }
}
