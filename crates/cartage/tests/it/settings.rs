//! Organisation settings and the try-out: the article's *Configure Order Defaults*, followed in the forms and read back.

use kit::args;
use rules::access::Role;
use testkit::{Browser, Built, both};

const PORTAL: &str = "/d/vandorp/settings/portal";
const NUMBERING: &str = "/d/vandorp/settings/numbering";

async fn set_organisation(browser: &mut Browser, status: &str) {
    let version = browser.get(PORTAL).await.expect(200).value("version");
    let fields = [("version", version.as_str()), ("order_status", status), ("name", "Van Dorp Transport"), ("colour", "#1f5fbf")];
    let _ = browser.post(PORTAL, &fields).await.expect(303);
}

async fn set_service(browser: &mut Browser, house: &Built, status: &str, cut_off: &str, time: &str) {
    let path = format!("/d/vandorp/services/{}", house.service);
    let version = browser.get(&path).await.expect(200).value("version");
    let mut fields = vec![("version", version.as_str()), ("name", "Groupage Benelux"), ("selectable", "ALL"), ("order_status", status)];
    fields.extend([("cut_off", cut_off), ("cut_off_time", time)]);
    for day in ["1", "2", "3", "4", "5"] {
        fields.extend([("collects", day), ("delivers", day)]);
    }
    let _ = browser.post(&path, &fields).await.expect(303);
}

async fn set_customer(browser: &mut Browser, house: &Built, status: &str) {
    let path = format!("/d/vandorp/customers/{}", house.customer);
    let version = browser.get(&path).await.expect(200).value("version");
    let mut fields = vec![("version", version.as_str()), ("name", "korenaar BV"), ("country", "NL"), ("portal_access", "on")];
    fields.extend([("standing", "APPROVED"), ("order_status", status)]);
    let _ = browser.post(&path, &fields).await.expect(303);
}

fn ask(house: &Built, more: &str) -> String {
    format!("/d/vandorp/try-out?customer={}&service={}&level={more}", house.customer, house.service)
}

both! {
    async fn all_eighteen_combinations_are_shown_as_they_are_promised(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let words = |status: &str| match status { "QUOTE" => "Quote", "TO_PLAN" => "To Plan", _ => "No value" };
        for organisation in ["QUOTE", "TO_PLAN"] {
            set_organisation(&mut kees, organisation).await;
            for service in ["", "QUOTE", "TO_PLAN"] {
                set_service(&mut kees, &house, service, "NO_CUT_OFF", "").await;
                for customer in ["", "QUOTE", "TO_PLAN"] {
                    set_customer(&mut kees, &house, customer).await;
                    let promised = [customer, service, organisation].into_iter().find(|status| !status.is_empty()).unwrap();
                    let page = kees.get(&ask(&house, "")).await.expect(200);
                    page.says(&format!("id=\"answer-status\">{}</p>", words(promised)));
                    let row = format!("Transport service Groupage Benelux</a></th><td>{}", words(service));
                    page.says(&row);
                    let decides = if !customer.is_empty() { "Customer profile" } else if !service.is_empty() { "Transport service" } else { "Organisation settings" };
                    let deciding = page.body.split("<tr class=\"decides\">").nth(1).unwrap().split("</th>").next().unwrap();
                    assert!(deciding.contains(decides), "{customer}/{service}/{organisation}: {deciding}");
                }
            }
        }
    }

    async fn the_standing_bounds_and_blocked_refuses(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        for (standing, status) in [("PROSPECT", "Quote"), ("NOT_APPROVED", "Quote"), ("WARNING", "Quote"), ("BLOCKED", "Refused"), ("APPROVED", "To Plan")] {
            app.sql("UPDATE customer SET standing = $2 WHERE id = $1", args![house.customer, standing]).await;
            kees.get(&ask(&house, "")).await.expect(200).says(&format!("id=\"answer-status\">{status}</p>"));
        }
    }

    async fn the_cut_off_is_told_to_the_second_it_passes(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        set_service(&mut kees, &house, "", "DAY_BEFORE", "14:00").await;
        // Monday 4 May 2026; Tuesday must be entered on Monday before 14:00.
        for (time, answer) in [("13:59", "In time"), ("14:00", "Too late")] {
            let page = kees.get(&ask(&house, &format!("&date=2026-05-04&time={time}&collection=2026-05-05"))).await.expect(200);
            page.says(&format!("id=\"answer-cut-off\">{answer}</p>")).says("4 May 2026, 14:00").says("Orders need to be entered 1 day before collection, 14:00");
        }
        kees.get(&ask(&house, "&date=4-5-2026&time=13:59")).await.expect(200).says("id=\"answer-next\">Tue 5 May</p>");
        kees.get(&ask(&house, "&date=2026-05-08&time=14:00")).await.expect(200).says("id=\"answer-next\">Mon 11 May</p>");
        kees.get(&ask(&house, "&collection=2026-05-09")).await.expect(200).says("The service does not collect on Sat 9 May: Saturday.");
        set_service(&mut kees, &house, "", "SAME_DAY", "11:00").await;
        kees.get(&ask(&house, "&date=2026-05-04&time=10:59")).await.expect(200).says("id=\"answer-next\">Mon 4 May</p>");
        kees.get(&ask(&house, "&date=2026-05-04&time=11:00")).await.expect(200).says("id=\"answer-next\">Tue 5 May</p>");
    }

    async fn a_levels_lead_time_counts_before_the_services(app: &TestApp) {
        let house = app.house().await;
        let level = app.level(&house.organisation, house.service, "Express").await;
        app.sql("UPDATE transport_service SET lead_days = 3 WHERE id = $1", args![house.service]).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get(&ask(&house, "&collection=2026-05-05")).await.expect(200).says("id=\"answer-delivery\">Fri 8 May</p>");
        app.sql("UPDATE service_level SET lead_days = 1 WHERE id = $1", args![level]).await;
        let page = kees.get(&ask(&house, &format!("{level}&collection=2026-05-05"))).await.expect(200);
        page.says("id=\"answer-delivery\">Wed 6 May</p>").says("Service level Express");
    }

    async fn what_stands_in_the_way_is_named(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        app.sql("UPDATE transport_service SET selectable = 'NAMED' WHERE id = $1", args![house.service]).await;
        app.sql("UPDATE customer SET portal_access = FALSE WHERE id = $1", args![house.customer]).await;
        let page = kees.get(&ask(&house, "")).await.expect(200);
        page.says("korenaar BV is not among them").says("Access to Customer Portal is off");
    }

    async fn the_try_out_says_what_it_cannot_read_and_knows_nobody_elses(app: &TestApp) {
        let house = app.house().await;
        let stranger = app.organisation("noordkade").await;
        let (theirs, customer) = (app.service(&stranger, "Direct").await, app.customer(&stranger, "deltaplast").await);
        let level = app.level(&stranger, theirs, "Fast").await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.get(&ask(&house, "&time=noon&collection=2026-02-30")).await.expect(422);
        page.says("Write the time as hours and minutes").says("Write the date as 24-12-2026").says("value=\"noon\"");
        for query in [format!("customer={customer}"), format!("service={theirs}"), format!("level={level}"), "customer=x".to_owned()] {
            let _ = kees.get(&format!("/d/vandorp/try-out?{query}")).await.expect(404);
        }
        let page = kees.get("/d/vandorp/try-out").await.expect(200);
        page.says("Choose a customer and a transport service");
        assert!(!page.body.contains("deltaplast") && !page.body.contains("Direct<"));
    }

    async fn organisation_settings_say_where_they_do_not_count(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get(PORTAL).await.expect(200).says("no transport service and no customer has a value of its own");
        set_service(&mut kees, &house, "QUOTE", "NO_CUT_OFF", "").await;
        for n in 0..10 {
            let id = app.customer(&house.organisation, &format!("customer-{n}")).await;
            app.sql("UPDATE customer SET order_status = 'TO_PLAN' WHERE id = $1", args![id]).await;
        }
        let page = kees.get(PORTAL).await.expect(200);
        page.says("Groupage Benelux</a> (Quote)").says("customer-0 BV</a> (To Plan)").says("and 2 more");
    }

    async fn a_setting_that_is_wrong_is_not_saved(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let fine = [("version", "1"), ("order_status", "QUOTE"), ("name", "Van Dorp"), ("colour", "#1f5fbf")];
        for (field, value, words) in [
            ("order_status", "", "Choose Quote or To Plan"),
            ("order_status", "PLANNED", "Choose Quote or To Plan"),
            ("name", "", "Name is missing"),
            ("colour", "red", "six hexadecimal digits"),
            ("colour", "#12345é", "six hexadecimal digits"),
        ] {
            let fields: Vec<_> = fine.iter().map(|(name, fine)| (*name, if *name == field { value } else { *fine })).collect();
            kees.post(PORTAL, &fields).await.expect(422).says(words);
        }
        assert_eq!(app.text("SELECT order_status FROM organisation", args![]).await, "TO_PLAN");
        assert_eq!(app.number("SELECT version FROM organisation", args![]).await, 1);
    }

    async fn a_new_numbering_is_shown_by_example_and_counts_from_the_next_number(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.get(NUMBERING).await.expect(200);
        page.says("Example: <strong>Or-0001, Or-0002 … Or-10000</strong>");
        let mut fields = vec![("version", "1"), ("quote_prefix", "Q/"), ("quote_length", "5"), ("quote_date_part", "YYMM")];
        fields.extend([("order_prefix", "VD-"), ("order_length", "6"), ("order_date_part", "NONE")]);
        let shown = kees.post(&format!("{NUMBERING}/example"), &fields).await.expect(200);
        shown.says("Q/2605-00001").says("VD-000001");
        assert_eq!(app.number("SELECT version FROM organisation", args![]).await, 1);
        let _ = kees.post(NUMBERING, &fields).await.expect(303);
        kees.get(NUMBERING).await.expect(200).says("Example: <strong>Q/2605-00001").says("<del>Or-</del> <ins>VD-</ins>");
        fields.retain(|(name, _)| *name != "order_prefix" && *name != "version");
        fields.extend([("order_prefix", "q/"), ("version", "2")]);
        kees.post(NUMBERING, &fields).await.expect(422).says("need different prefixes").says("value=\"q/\"").says("No example");
        assert_eq!(app.text("SELECT order_prefix FROM organisation", args![]).await, "VD-");
    }

    async fn only_a_super_admin_sets_and_the_second_to_save_is_told(app: &TestApp) {
        let house = app.house().await;
        let fields = [("version", "1"), ("order_status", "QUOTE"), ("name", "Mine"), ("colour", "#000000")];
        for role in [Role::Admin, Role::Operations, Role::Finance, Role::Viewer] {
            let login = app.staff(&house.organisation, role.as_str(), role).await;
            let mut browser = app.signed_in(&login).await;
            for path in [PORTAL, NUMBERING] {
                let page = browser.get(path).await.expect(200);
                assert!(!page.body.contains("name=\"version\""));
                let _ = browser.post(path, &fields).await.expect(403);
            }
        }
        assert_eq!(app.number("SELECT version FROM organisation", args![]).await, 1);
        let mut kees = app.signed_in(&house.super_admin).await;
        let _ = kees.post(PORTAL, &fields).await.expect(303);
        let late = kees.post(PORTAL, &[("version", "1"), ("order_status", "TO_PLAN"), ("name", "Theirs"), ("colour", "#ffffff")]).await.expect(422);
        let _ = kees.post(PORTAL, &[("version", "-9223372036854775808"), ("order_status", "TO_PLAN"), ("name", "Odd"), ("colour", "#ffffff")]).await.expect(422);
        late.says("Customer portal order creation statuses from “To Plan” to “Quote”").says("value=\"Theirs\"");
        assert_eq!(late.value("version"), "2");
        assert_eq!(app.text("SELECT name FROM organisation", args![]).await, "Mine");
    }
}
