//! Templates over HTTP: kept from an order, used for the next, and what binds is held against every form that is posted (rule 7.5).

use kit::args;
use rules::access::{Right, Rights};
use testkit::{Browser, Built, Page, TestApp, both};

use crate::order_entry::submitted;

const ORDERS: &str = "SELECT count(*) FROM orders";
const TEMPLATES: &str = "SELECT count(*) FROM order_template WHERE archived_at IS NULL";
const LAST: &str = "SELECT document FROM orders ORDER BY number_sort DESC LIMIT 1";

/// The id at the end of an address.
fn id_in(location: &str) -> String {
    location.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned()
}

/// Keeps an order under a name; the template's id.
async fn keep(browser: &mut Browser, root: &str, order: &str, name: &str) -> String {
    id_in(&browser.post(&format!("{root}/orders/{order}/template"), &[("name", name)]).await.expect(303).location)
}

/// What stands in the form's inputs.
fn fields(page: &Page) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next().map(|value| value.replace("&#38;", "&").replace("&#39;", "'"))
    };
    let (_, form) = page.body.split_once("id=\"new-order\"").expect("the form");
    let form = form.split("</form>").next().unwrap_or_default();
    let shown: String = form
        .split("<template")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once("</template>").map_or("", |(_, rest)| rest) })
        .collect();
    let inputs = shown.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let typed = inputs.filter(|tag| !tag.contains("type=\"checkbox\"") || tag.contains(" checked"));
    let typed = typed.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())));
    let lists = shown.split("<select").skip(1).filter_map(|rest| rest.split("</select>").next());
    let chosen = lists.filter_map(|list| {
        let option = list.split("<option").find(|option| option.contains(" selected"))?;
        Some((attribute(list.split('>').next()?, "name")?, attribute(option, "value")?))
    });
    typed.chain(chosen).collect()
}

fn with<'a>(form: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)).chain(changes.iter().copied()).collect()
}

async fn last(app: &TestApp) -> rules::order::OrderDocument {
    rules::order::OrderDocument::from_json(&app.text(LAST, args![]).await).unwrap()
}

/// A location of the customer's own at the usual order's collection, and an order from there.
async fn from_the_dock(app: &TestApp, built: &Built, clerk: &mut Browser) -> (String, String) {
    let address = [
        ("name", "De Korenaar"),
        ("street", "Havenweg 12"),
        ("postcode", "4251 AB"),
        ("city", "Werkendam"),
        ("country", "NL"),
        ("tuesday", "9-15"),
    ];
    let dock = id_in(&clerk.post(&format!("{}/locations/new", built.contact.root), &address).await.expect(303).location);
    let order = submitted(app, built).await;
    let document = app.text(LAST, args![]).await;
    let mut document = rules::order::OrderDocument::from_json(&document).unwrap();
    document.consignments[0].collection.location = Some(dock.clone());
    app.sql("UPDATE orders SET document = $1", args![document.to_json()]).await;
    (dock, order)
}

const NEXT: [(&str, &str); 2] = [("reference", "PO 4712"), ("c0.collection.date", "2026-05-12")];

both! {
    async fn an_order_is_kept_as_a_template_and_made_again(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let root = built.contact.root.clone();
        let (dock, order) = from_the_dock(app, &built, &mut clerk).await;
        clerk.get(&format!("{root}/orders/{order}")).await.expect(200).says("Save as a template");
        clerk.get(&format!("{root}/orders/{order}/template")).await.expect(200).says("Werkendam to Gent").says("Everything of PO 4711 but");
        let template = keep(&mut clerk, &root, &order, "Weekly to Gent").await;
        clerk.get(&format!("{root}/templates")).await.expect(200).says("Weekly to Gent").says("Groupage Benelux").says("Bakkerij Claes");
        clerk.get(&format!("{root}/orders/new")).await.expect(200).says("From a template").says("Weekly to Gent");

        let page = clerk.get(&format!("{root}/orders/new?template={template}")).await.expect(200);
        page.says("From the template").says("That of the template.");
        assert!(!page.body.contains("data-picker") && !page.body.contains("add-stop") && !page.body.contains("add-consignment"));
        assert_eq!((page.value("reference"), page.value("c0.collection.date")), (String::new(), String::new()));
        let form = fields(&page);
        let made = clerk.post(&format!("{root}/orders/new"), &with(&form, &NEXT)).await.expect(303);
        let _ = clerk.post(&format!("{root}/orders/new"), &with(&form, &NEXT)).await.expect(303);
        assert_eq!(app.number(ORDERS, args![]).await, 2, "sent twice it is one order");
        let (document, stops) = (last(app).await, last(app).await.consignments[0].clone());
        assert_eq!((document.service, document.reference.as_deref()), (built.service.to_string(), Some("PO 4712")));
        assert_eq!((stops.collection.location, stops.delivery.address.city.as_str()), (Some(dock), "Gent"));
        assert_eq!((stops.goods.len(), stops.goods[0].quantity), (2, 12));
        let again = with(&form, &[("reference", "PO 4713"), ("c0.collection.date", "2026-05-12"), ("then", "new"), ("submission", "")]);
        let next = clerk.post(&format!("{root}/orders/new"), &again).await.expect(303);
        assert!(next.location.contains(&format!("template={template}")), "the next one is from it too: {}", next.location);
        clerk.get(&next.location).await.expect(200).says("From the template");
        let _ = made;
    }

    async fn a_posted_other_service_or_location_is_refused(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let root = built.contact.root.clone();
        let express = app.service(&built.organisation, "Express").await.to_string();
        let (_, order) = from_the_dock(app, &built, &mut clerk).await;
        let template = keep(&mut clerk, &root, &order, "Weekly to Gent").await;
        let form = fields(&clerk.get(&format!("{root}/orders/new?template={template}")).await.expect(200));
        let entries = app.number("SELECT entries FROM chain_head", args![]).await;
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[("service", &express)], "The transport service is that of the template Weekly to Gent"),
            (&[("c0.delivery.street", "Kouter 4")], "This is not the location of the template"),
            (&[("c0.collection.location", "")], "This is not the location of the template"),
            (&[("c0.collection.street", "Havenweg 14")], "This is not the location of the template"),
            (&[("c0.s0.name", "Depot"), ("c0.s0.street", "Kade 1"), ("c0.s0.city", "Breda"), ("c0.s0.country", "NL")], "The stops are those of the template"),
            (&[("c1.g0.quantity", "2")], "The stops are those of the template"),
        ];
        for (changes, words) in cases {
            let changes: Vec<(&str, &str)> = changes.iter().copied().chain(NEXT).chain([("c0.delivery.note", "Ring twice")]).collect();
            let back = clerk.post(&format!("{root}/orders/new"), &with(&form, &changes)).await.expect(422);
            back.says(words).says("Ring twice");
            assert_eq!((back.value("service"), back.value("c0.delivery.street")), (built.service.to_string(), "Kouter 3".into()));
            assert_eq!((back.value("c0.collection.street"), back.value("reference")), ("Havenweg 12".into(), "PO 4712".into()));
            let sent_again = clerk.post(&format!("{root}/orders/new/refresh"), &with(&fields(&back), &[])).await.expect(200);
            assert_eq!(sent_again.value("c0.delivery.street"), "Kouter 3");
        }
        assert_eq!((app.number(ORDERS, args![]).await, app.number("SELECT entries FROM chain_head", args![]).await), (1, entries));
        let other = app.customer(&built.organisation, "deltaplast").await;
        app.sql("UPDATE order_template SET customer = $1", args![other]).await;
        let _ = clerk.post(&format!("{root}/orders/new"), &with(&form, &NEXT)).await.expect(404);
        let _ = clerk.get(&format!("{root}/orders/new?template={template}")).await.expect(404);
        assert_eq!(app.number(ORDERS, args![]).await, 1);
    }

    async fn a_template_whose_service_or_location_is_gone_says_so_and_binds_nothing(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let root = built.contact.root.clone();
        let (dock, order) = from_the_dock(app, &built, &mut clerk).await;
        let template = keep(&mut clerk, &root, &order, "Weekly to Gent").await;
        let begun = format!("{root}/orders/new?template={template}");
        let open = fields(&clerk.get(&begun).await.expect(200));

        app.sql("UPDATE location SET archived_at = 0", args![]).await;
        clerk.get(&format!("{root}/templates")).await.expect(200).says("Out of date").says("De Korenaar is no longer in the address book.");
        let page = clerk.get(&begun).await.expect(200);
        page.says("The template Weekly to Gent is out of date").says("Collection: De Korenaar is no longer in the address book.");
        assert_eq!((page.value("c0.collection.name"), page.value("c0.delivery.city"), page.value("template")), (String::new(), "Gent".into(), String::new()));
        let back = clerk.post(&format!("{root}/orders/new"), &with(&open, &NEXT)).await.expect(422);
        back.says("What the template binds is no longer there").says("out of date").says("PO 4712");
        assert_eq!((back.value("template"), back.value("c0.collection.location")), (String::new(), String::new()));
        assert_eq!(app.number(ORDERS, args![]).await, 1);
        let _ = clerk.post(&format!("{root}/orders/new"), &with(&fields(&back), &[])).await.expect(303);
        assert_eq!(app.number(ORDERS, args![]).await, 2, "what was typed is sent without the template");

        app.sql("UPDATE location SET archived_at = NULL, street = 'Havenweg 20', version = version + 1", args![]).await;
        let page = clerk.get(&begun).await.expect(200);
        assert_eq!((page.value("c0.collection.street"), page.value("c0.collection.location")), ("Havenweg 20".into(), dock), "as it is today");
        clerk.post(&format!("{root}/orders/new"), &with(&open, &[("reference", "PO 9"), NEXT[1], ("submission", "")])).await.expect(422).says("as it is now");

        app.sql("UPDATE transport_service SET archived_at = 0", args![]).await;
        clerk.get(&begun).await.expect(200).says("The template Weekly to Gent is out of date").says("can no longer be selected");
        assert_eq!(app.number(ORDERS, args![]).await, 2);
    }

    async fn a_template_is_renamed_archived_and_restored_with_history(app: &TestApp) {
        let built = app.house().await;
        let (mut clerk, mut kees) = (app.signed_in(&built.contact).await, app.signed_in(&built.super_admin).await);
        let root = built.contact.root.clone();
        let order = submitted(app, &built).await;
        let (one, two) = (keep(&mut clerk, &root, &order, "Weekly").await, keep(&mut kees, "/d/vandorp", &order, "Fridays").await);
        let taken = clerk.post(&format!("{root}/orders/{order}/template"), &[("name", "WEEKLY ")]).await.expect(422);
        taken.says("A template is called “Weekly” already");
        assert_eq!(app.number(TEMPLATES, args![]).await, 2);
        let here = format!("{root}/templates/{one}");
        clerk.post(&here, &[("name", ""), ("version", "1")]).await.expect(422).says("Name is missing");
        clerk.post(&here, &[("name", "fridays"), ("version", "1")]).await.expect(422).says("A template is called “Fridays” already");
        let _ = kees.post(&format!("/d/vandorp/templates/{one}"), &[("name", "Mondays"), ("version", "1")]).await.expect(303);
        clerk.post(&here, &[("name", "Tuesdays"), ("version", "1")]).await.expect(422).says("Somebody was here before you").says("Mondays");
        let _ = clerk.post(&here, &[("name", "Tuesdays"), ("version", "2")]).await.expect(303);
        let _ = clerk.post(&format!("{here}/archive"), &[]).await.expect(303);
        clerk.get(&format!("{root}/templates?show=archived")).await.expect(200).says("Tuesdays");
        clerk.get(&format!("{root}/orders/new?template={one}")).await.expect(200).says("It was archived.");
        let _ = clerk.post(&format!("{root}/templates/{two}"), &[("name", "Tuesdays"), ("version", "1")]).await.expect(303);
        clerk.post(&format!("{here}/restore"), &[]).await.expect(422).says("Another template is called “Tuesdays” meanwhile");
        let _ = clerk.post(&format!("{root}/templates/{two}"), &[("name", "Fridays"), ("version", "2")]).await.expect(303);
        let _ = clerk.post(&format!("{here}/restore"), &[]).await.expect(303);
        clerk.get(&here).await.expect(200).says("Kept as a template").says("Renamed").says("Archived").says("Restored").says("Kees");
        kees.get(&format!("/d/vandorp/customers/{}", built.customer)).await.expect(200).says("Tuesdays").says("Fridays");
        kees.get("/d/vandorp/audit?kind=template").await.expect(200).says("Tuesdays");
        kees.get(&format!("/d/vandorp/customers/{}/templates", built.customer)).await.expect(200).says("Fridays");
    }

    async fn who_places_no_orders_reads_templates_and_staff_begin_orders_from_them(app: &TestApp) {
        let built = app.house().await;
        let (mut clerk, mut ann) = (app.signed_in(&built.contact).await, app.signed_in(&built.operations).await);
        let root = built.contact.root.clone();
        let order = submitted(app, &built).await;
        let template = keep(&mut clerk, &root, &order, "Weekly").await;
        let reads = app.contact(&built.organisation, (built.customer, "korenaar"), "Bram Bos", Rights::NONE.with(Right::SeeCharges), None).await;
        let mut bram = app.signed_in(&reads).await;
        let page = bram.get(&format!("{root}/templates/{template}")).await.expect(200);
        assert!(!page.body.contains("New order from this template") && !page.body.contains("Archive Weekly"));
        let _ = bram.post(&format!("{root}/templates/{template}"), &[("name", "Mine"), ("version", "1")]).await.expect(403);
        assert_eq!(app.text("SELECT name FROM order_template", args![]).await, "Weekly");

        let begun = format!("/d/vandorp/orders/new?customer={}&template={template}", built.customer);
        let page = ann.get(&begun).await.expect(200);
        page.says("From the template");
        let form = fields(&page);
        let changed = with(&form, &[NEXT[0], NEXT[1], ("c0.delivery.city", "Brugge")]);
        ann.post("/d/vandorp/orders/new", &changed).await.expect(422).says("This is not the location of the template");
        let _ = ann.post("/d/vandorp/orders/new", &with(&form, &NEXT)).await.expect(303);
        assert_eq!(app.number(ORDERS, args![]).await, 2);
    }
}
