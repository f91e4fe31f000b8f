//! Order entry over HTTP: what is submitted arrives by the rules, and what comes back holds everything typed.

use kit::args;
use testkit::{Built, TestApp, both};

/// A usual form: one consignment, two goods lines.
fn usual(built: &Built, submission: &str) -> Vec<(String, String)> {
    let service = built.service.to_string();
    [
        ("submission", submission),
        ("service", &service),
        ("reference", "PO 4711"),
        ("c0.collection.name", "De Korenaar"),
        ("c0.collection.street", "Havenweg 12"),
        ("c0.collection.postcode", "4251 AB"),
        ("c0.collection.city", "Werkendam"),
        ("c0.collection.country", "NL"),
        ("c0.collection.date", "2026-05-05"),
        ("c0.delivery.name", "Bakkerij Claes"),
        ("c0.delivery.street", "Kouter 3"),
        ("c0.delivery.postcode", "9000"),
        ("c0.delivery.city", "Gent"),
        ("c0.delivery.country", "BE"),
        ("c0.g0.quantity", "12"),
        ("c0.g0.packaging", "pallets"),
        ("c0.g0.weight_kg", "4320,5"),
        ("c0.g1.quantity", "2"),
        ("c0.g1.description", "Samples 🧺"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

fn with<'a>(form: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)).chain(changes.iter().copied()).collect()
}

/// A usual form, for other tests.
pub(crate) fn usual_fields(built: &Built, submission: &str) -> Vec<(String, String)> {
    usual(built, submission)
}

/// Submits a usual order as the contact; its id.
pub(crate) async fn submitted(app: &TestApp, built: &Built) -> String {
    let mut clerk = app.signed_in(&built.contact).await;
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    let form = usual(built, &id.to_string());
    let page = clerk.post(&format!("{}/orders/new", built.contact.root), &with(&form, &[])).await.expect(303);
    page.location.rsplit('/').next().and_then(|last| last.split('?').next()).unwrap_or_default().to_owned()
}

const FIRST: &str = "018f2a6e-0000-7000-8000-000000000001";

async fn orders(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM orders", args![]).await
}

both! {
    async fn staff_say_for_whom_by_name_by_number_or_from_the_list(app: &TestApp) {
        let built = app.house().await;
        app.sql("UPDATE customer SET number = '10021'", args![]).await;
        let rival = app.customer(&app.organisation("lisowski").await, "meble").await;
        let mut ann = app.signed_in(&built.operations).await;
        let at = format!("{}/orders/new", built.operations.root);
        let id = built.customer.to_string();
        ann.get(&at).await.expect(200).says("For which customer?").says(&format!("data-id=\"{id}\""));
        let name = app.text("SELECT name FROM customer WHERE number = '10021' AND slug = 'korenaar'", args![]).await.to_lowercase().replace(' ', "+");
        for said in ["customer_text=10021&customer=".to_owned(), format!("customer_text={name}"), format!("customer_text={name}&customer={id}")] {
            assert_eq!(ann.get(&format!("{at}?{said}")).await.expect(303).location, format!("{at}?customer={id}"), "{said}");
        }
        for (said, words) in [("customer_text=", "Say for which customer"), ("customer_text=meble+BV", "No customer is called “meble BV”")] {
            ann.get(&format!("{at}?{said}&customer={rival}")).await.expect(422).says(words).says("For which customer?");
        }
    }

    async fn a_clerks_order_goes_to_planning_and_is_there_once(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let page = clerk.get(&path).await.expect(200);
        assert!(!page.value("submission").is_empty());
        page.says("Groupage Benelux");
        let form = usual(&built, FIRST);
        let first = clerk.post(&path, &with(&form, &[])).await.expect(303);
        let again = clerk.post(&path, &with(&form, &[])).await.expect(303);
        assert_eq!(first.location, again.location, "a double click is one order");
        assert_eq!(orders(app).await, 1);
        assert_eq!(app.text("SELECT number FROM orders", args![]).await, "Or-0001");
        assert_eq!(app.text("SELECT status FROM orders", args![]).await, "TO_PLAN");
        assert_eq!(app.text("SELECT goods FROM orders", args![]).await, "14 pieces, 4320.5 kg");
        assert_eq!(app.number("SELECT entries FROM chain_head", args![]).await, 1);
    }

    async fn the_same_form_with_other_content_saves_nothing_and_offers_a_way_on(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let form = usual(&built, FIRST);
        let _first = clerk.post(&path, &with(&form, &[])).await.expect(303);
        let back = clerk.post(&path, &with(&form, &[("reference", "PO 4712")])).await.expect(422);
        back.says("Already submitted as").says("Or-0001").says("PO 4712").says("Submit as a new order");
        assert_eq!(orders(app).await, 1);
        let _second = clerk.post(&path, &with(&form, &[("reference", "PO 4712"), ("again", "new")])).await.expect(303);
        assert_eq!(orders(app).await, 2);
    }

    async fn what_is_wrong_comes_back_beside_its_field_with_everything_typed(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let form = usual(&built, FIRST);
        let long = "x".repeat(300);
        let cases: [(&[(&str, &str)], &str); 7] = [
            (&[("c0.collection.date", "2026-05-03")], "This date has passed"),
            (&[("c0.collection.date", "")], "Date is missing"),
            (&[("c0.delivery.date", "2026-05-04")], "before the stop driven earlier"),
            (&[("reference", &long)], "has 300 characters; 255 are the most"),
            (&[("service", "018f2a6e-0000-7000-8000-00000000ffff")], "Choose a transport service"),
            (&[("c0.g0.quantity", "many")], "whole number"),
            (&[("c0.collection.country", "ZZ")], "is no country"),
        ];
        for (changes, words) in cases {
            let back = clerk.post(&path, &with(&form, changes)).await.expect(422);
            back.says(words).says("Samples 🧺").says("4320,5").says("aria-invalid");
            assert_eq!(back.value("submission"), FIRST, "the form keeps its id");
        }
        assert_eq!(orders(app).await, 0);
        assert_eq!(app.number("SELECT count(*) FROM issued_number", args![]).await, 0);
        assert_eq!(app.number("SELECT entries FROM chain_head", args![]).await, 0);
    }

    async fn one_second_decides_about_the_cut_off(app: &TestApp) {
        let built = app.house().await;
        app.sql("UPDATE transport_service SET cut_off = 'SAME_DAY', cut_off_time = '14:00' WHERE id = $1", args![built.service]).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let form = usual(&built, FIRST);
        let today = with(&form, &[("c0.collection.date", "2026-05-04")]);
        app.set_clock("2026-05-04T12:00:00Z");
        clerk.post(&path, &today).await.expect(422).says("The cut-off for this date was 4 May 2026, 14:00");
        assert_eq!(orders(app).await, 0);
        app.set_clock("2026-05-04T11:59:59Z");
        let _in_time = clerk.post(&path, &today).await.expect(303);
        assert_eq!(orders(app).await, 1);
    }

    async fn a_blocked_customer_is_told_and_a_prospect_gets_a_quote(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let form = usual(&built, FIRST);
        app.sql("UPDATE customer SET standing = 'BLOCKED' WHERE id = $1", args![built.customer]).await;
        clerk.post(&path, &with(&form, &[])).await.expect(422).says("does not take orders from you").says("PO 4711");
        assert_eq!(orders(app).await, 0);
        app.sql("UPDATE customer SET standing = 'PROSPECT' WHERE id = $1", args![built.customer]).await;
        clerk.get(&format!("{path}?like=last")).await.expect(200).says("Becomes a Quote");
        let _quote = clerk.post(&path, &with(&form, &[])).await.expect(303);
        assert_eq!(app.text("SELECT number FROM orders", args![]).await, "Quote-0001");
    }

    async fn staff_are_warned_and_give_a_reason(app: &TestApp) {
        let built = app.house().await;
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '08:00' WHERE id = $1", args![built.service]).await;
        app.sql("UPDATE customer SET standing = 'BLOCKED' WHERE id = $1", args![built.customer]).await;
        let mut desk = app.signed_in(&built.operations).await;
        let (path, customer) = (format!("{}/orders/new", built.operations.root), built.customer.to_string());
        let form = usual(&built, FIRST);
        let late: Vec<_> = with(&form, &[("customer", &customer)]);
        desk.post(&path, &late).await.expect(422).says("Reason for entering it all the same").says("The cut-off for this date was");
        assert_eq!(orders(app).await, 0);
        let _taken = desk.post(&path, &with(&form, &[("customer", &customer), ("late_reason", "Agreed on the phone")])).await.expect(303);
        assert_eq!(app.text("SELECT source FROM orders", args![]).await, "DESK");
        assert!(app.text("SELECT payload FROM history_payload", args![]).await.contains("Agreed on the phone"));
    }

    async fn another_customers_things_do_not_exist(app: &TestApp) {
        let built = app.house().await;
        let other = app.organisation("lisowski").await;
        let stranger = app.customer(&other, "bakker").await;
        let foreign = app.service(&other, "Foreign").await.to_string();
        let mut clerk = app.signed_in(&built.contact).await;
        let form = usual(&built, FIRST);
        let path = format!("{}/orders/new", built.contact.root);
        clerk.post(&path, &with(&form, &[("service", &foreign)])).await.expect(422).says("Choose a transport service");
        let _not_there = clerk.get("/p/lisowski/bakker/orders/new").await.expect(404);
        let mut desk = app.signed_in(&built.operations).await;
        let desk_path = format!("{}/orders/new", built.operations.root);
        let stranger = stranger.to_string();
        let _not_ours = desk.post(&desk_path, &with(&form, &[("customer", &stranger)])).await.expect(404);
        assert_eq!(orders(app).await, 0);
    }

    async fn lines_are_added_and_removed_without_script(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let form = usual(&built, FIRST);
        let more = clerk.post(&path, &with(&form, &[("do", "add-goods:0")])).await.expect(200);
        more.says("c0.g2.quantity").says("4320,5").says("PO 4711");
        let fewer = clerk.post(&path, &with(&form, &[("do", "remove-goods:0:0")])).await.expect(200);
        fewer.says("Samples 🧺");
        assert!(!fewer.body.contains("4320,5"));
        clerk.post(&path, &with(&form, &[("do", "add-stop:0")])).await.expect(200).says("Stop 1");
        clerk.post(&path, &with(&form, &[("do", "add-consignment")])).await.expect(200).says("Consignment 2");
        assert_eq!(orders(app).await, 0);
    }

    async fn thirty_two_at_once_get_thirty_two_numbers(app: &TestApp) {
        let built = app.house().await;
        let path = format!("{}/orders/new", built.contact.root);
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..32 {
            let mut clerk = app.signed_in(&built.contact).await;
            let (form, path) = (usual(&built, &format!("018f2a6e-0000-7000-8000-0000000001{n:02}")), path.clone());
            tasks.spawn(async move { clerk.post(&path, &with(&form, &[])).await.status.as_u16() });
        }
        assert!(tasks.join_all().await.iter().all(|status| *status == 303));
        assert_eq!(app.number("SELECT count(DISTINCT number) FROM orders", args![]).await, 32);
        assert_eq!(app.number("SELECT max(number_sort) FROM orders", args![]).await, 32);
        assert_eq!(app.number("SELECT count FROM tally WHERE what = 'TO_PLAN' AND customer = $1", args![built.customer]).await, 32);
        assert_eq!(app.number("SELECT entries FROM chain_head", args![]).await, 32);
    }
}
