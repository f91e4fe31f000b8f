//! The order form and default values over HTTP: what staff arrange, every form and every check obeys; nobody's typing is lost.

use kit::args;
use rules::access::Role;
use testkit::{Built, TestApp, both};

use crate::order_entry::usual_fields;

fn with<'a>(form: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)).chain(changes.iter().copied()).collect()
}

const FIRST: &str = "018f2a6e-0000-7000-8000-000000000001";
const SECOND: &str = "018f2a6e-0000-7000-8000-000000000002";

async fn admin(app: &TestApp, built: &Built) -> testkit::Login {
    app.staff(&built.organisation, "Anke Vos", Role::Admin).await
}

async fn orders(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM orders", args![]).await
}

both! {
    async fn what_is_required_binds_the_portal_at_once_and_loses_nothing_typed(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let (mut staff, mut clerk) = (app.signed_in(&login).await, app.signed_in(&built.contact).await);
        let (form, entry) = (format!("{}/order-form", login.root), format!("{}/orders/new", built.contact.root));
        let new = format!("{form}/fields/new");
        let field = [("version", "0"), ("label", "Dock number"), ("kind", "TEXT"), ("at", "STOP"), ("presence", "ALWAYS")];
        let _made = staff.post(&new, &field).await.expect(303);
        let tail = [("version", "1"), ("label", "Tail lift"), ("kind", "TOGGLE"), ("at", "ORDER"), ("presence", "ALWAYS")];
        let _made = staff.post(&new, &tail).await.expect(303);
        clerk.get(&entry).await.expect(200).says("Dock number").says("Tail lift").says("Instructions");
        // While the clerk types, instructions become required, and the weight is no longer asked for.
        let changed = [("version", "2"), ("f.stop.instructions", "REQUIRED"), ("f.goods.weight_kg", "HIDDEN")];
        let _saved = staff.post(&form, &changed).await.expect(303);
        let typed = usual_fields(&built, FIRST);
        let own = [("custom.tail_lift", "on"), ("c0.delivery.custom.dock_number", "4")];
        let back = clerk.post(&entry, &with(&typed, &own)).await.expect(422);
        back.says("Instructions is missing").says("4320,5").says("Samples 🧺");
        assert_eq!(back.value("c0.delivery.custom.dock_number"), "4");
        assert_eq!(orders(app).await, 0);
        let said = [own[0], own[1], ("c0.collection.instructions", "Gate 2"), ("c0.delivery.instructions", "Ring")];
        let _sent = clerk.post(&entry, &with(&typed, &said)).await.expect(303);
        let document = app.text("SELECT document FROM orders", args![]).await;
        assert!(document.contains(r#""custom_fields":{"dock_number":"4"}"#) && document.contains(r#""custom_fields":{"tail_lift":true}"#), "{document}");
        assert!(document.contains("4320.5"), "what was typed before the field was hidden goes with the order");
        assert_eq!(app.number("SELECT count(*) FROM history WHERE verb = 'order_form.changed'", args![]).await, 3);
    }

    async fn a_service_differs_and_an_edit_is_asked_only_where_it_touches(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let (mut staff, mut clerk) = (app.signed_in(&login).await, app.signed_in(&built.contact).await);
        let (form, entry) = (format!("{}/order-form", login.root), format!("{}/orders/new", built.contact.root));
        let _sent = clerk.post(&entry, &with(&usual_fields(&built, FIRST), &[("reference", "")])).await.expect(303);
        let service = built.service.to_string();
        let of_service = [("version", "0"), ("of", service.as_str()), ("f.reference", "REQUIRED"), ("f.stop.note", "REQUIRED")];
        let _saved = staff.post(&form, &of_service).await.expect(303);
        staff.get(&format!("{form}?service={service}")).await.expect(200).says("Groupage Benelux");
        let typed = usual_fields(&built, SECOND);
        clerk.post(&entry, &with(&typed, &[("reference", "")])).await.expect(422).says("Customer reference is missing").says("Note is missing");
        // The order from before: only the stop that is touched is asked.
        let page = staff.get(&format!("{}/orders", login.root)).await.expect(200);
        let id = page.body.split("/orders/").filter_map(|part| part.get(..36)).find(|id| id.parse::<uuid::Uuid>().is_ok()).unwrap().to_owned();
        let edit = format!("{}/orders/{id}/edit", login.root);
        let mut fields = crate::order_edit::form(&staff.get(&edit).await.expect(200));
        fields.retain(|(name, _)| name != "c0.delivery.reference");
        fields.push(("c0.delivery.reference".into(), "GATE 7".into()));
        let borrowed: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let back = staff.post(&edit, &borrowed).await.expect(422);
        back.says("Delivery: Note is missing").says("GATE 7");
        assert!(!back.body.contains("Collection: Note is missing") && !back.body.contains("Customer reference is missing"));
        let mut mended = borrowed.clone();
        mended.retain(|(name, _)| *name != "c0.delivery.note");
        mended.push(("c0.delivery.note", "Ring"));
        let _saved = staff.post(&edit, &mended).await.expect(303);
        assert!(app.text("SELECT document FROM orders", args![]).await.contains("GATE 7"));
    }

    async fn an_own_field_is_called_by_its_label_and_a_duplicate_says_what_it_cannot_copy(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let (mut staff, mut clerk) = (app.signed_in(&login).await, app.signed_in(&built.contact).await);
        let (form, entry) = (format!("{}/order-form", login.root), format!("{}/orders/new", built.contact.root));
        for (label, at, version) in [("Dock number", "STOP", "0"), ("Cost centre", "ORDER", "1")] {
            let field = [("version", version), ("label", label), ("kind", "TEXT"), ("at", at), ("presence", "ALWAYS")];
            let _made = staff.post(&format!("{form}/fields/new"), &field).await.expect(303);
        }
        let own = [("c0.collection.custom.dock_number", "4"), ("custom.cost_centre", "K 12")];
        let sent = clerk.post(&entry, &with(&usual_fields(&built, FIRST), &own)).await.expect(303);
        let id = sent.location.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned();
        let renamed = [("version", "2"), ("label", "Gate on the yard"), ("kind", "TEXT"), ("at", "STOP"), ("presence", "ALWAYS")];
        let _saved = staff.post(&format!("{form}/fields/dock_number"), &renamed).await.expect(303);
        clerk.get(&sent.location).await.expect(200).says("<dt>Gate on the yard</dt><dd>4</dd>").says("<dt>Cost centre</dt><dd>K 12</dd>");
        let path = format!("{}/orders/{id}/edit", login.root);
        let mut typed = crate::order_edit::form(&staff.get(&path).await.expect(200));
        crate::order_edit::set(&mut typed, &[("c0.collection.custom.dock_number", "5")]);
        let _saved = crate::order_edit::send(&mut staff, &path, &typed).await.expect(303);
        clerk.get(&sent.location).await.expect(200).says("Collection gate on the yard: <del>4</del> <ins>5</ins>");

        let like = format!("{entry}?like={id}");
        let copied = clerk.get(&like).await.expect(200);
        assert!(!copied.body.contains("could be copied"));
        assert_eq!((copied.value("c0.collection.custom.dock_number"), copied.value("reference")), ("5".into(), String::new()));
        let hidden = [("version", "3"), ("f.goods.weight_kg", "HIDDEN"), ("f.custom.cost_centre", "HIDDEN")];
        let _saved = staff.post(&form, &hidden).await.expect(303);
        let copied = clerk.get(&like).await.expect(200);
        assert_eq!((copied.value("c0.g0.weight_kg"), copied.value("custom.cost_centre")), ("4320.5".into(), "K 12".into()), "what is copied is shown");
        let _archived = staff.post(&format!("{form}/fields/dock_number/archive"), &[("version", "4")]).await.expect(303);
        app.sql("UPDATE transport_service SET archived_at = 0", args![]).await;
        let copied = clerk.get(&format!("{entry}?like=last")).await.expect(200);
        copied.says("Not all of the order could be copied").says("Transport service: the one that was set can no longer be selected");
        copied.says("Gate on the yard: the form no longer asks for it.");
        assert_eq!(copied.value("c0.delivery.city"), "Gent");
        clerk.get(&sent.location).await.expect(200).says("<dt>Gate on the yard</dt><dd>5</dd>");
    }

    async fn two_arrange_the_form_and_the_second_is_told(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let mut staff = app.signed_in(&login).await;
        let form = format!("{}/order-form", login.root);
        let _saved = staff.post(&form, &[("version", "0"), ("f.stop.note", "ALWAYS")]).await.expect(303);
        let late = staff.post(&form, &[("version", "0"), ("f.stop.note", "HIDDEN"), ("f.stop.email", "REQUIRED")]).await.expect(422);
        late.says("Somebody was here before you").says("Anke Vos");
        assert!(app.text("SELECT arranged FROM order_form", args![]).await.contains(r#""stop.note":"ALWAYS""#));
        staff.get(&form).await.expect(200).says("Optional").says("Always show");
        let preview = staff.post(&format!("{form}/preview"), &[("version", "1"), ("f.goods.description", "HIDDEN"), ("f.goods.packaging", "HIDDEN")]).await;
        preview.expect(200).says("nobody can say what the goods are");
        assert_eq!(app.number("SELECT version FROM order_form", args![]).await, 1);
        let viewer = app.staff(&built.organisation, "Vera Kijk", Role::Viewer).await;
        let _no = app.signed_in(&viewer).await.post(&format!("{}/order-form", viewer.root), &[("version", "1")]).await.expect(403);
    }

    async fn default_values_fill_a_blank_form_and_what_became_impossible_is_said(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let (mut staff, mut clerk) = (app.signed_in(&login).await, app.signed_in(&built.contact).await);
        let profile = format!("{}/customers/{}", login.root, built.customer);
        let entry = format!("{}/orders/new", built.contact.root);
        let service = built.service.to_string();
        let location = location(app, &built).await;
        staff.get(&format!("{profile}/defaults")).await.expect(200).says("Default order values");
        let values = [
            ("version", "0"),
            ("service", service.as_str()),
            ("c0.collection.location", &location),
            ("c0.collection.note", "Ring at the gate"),
            ("c0.delivery.country", "BE"),
            ("c0.g0.packaging", "euro pallets"),
            ("c0.g0.weight_kg", "240,5"),
        ];
        let _saved = staff.post(&format!("{profile}/defaults"), &values).await.expect(303);
        staff.get(&profile).await.expect(200).says("Change default order values").says("Ring at the gate").says("euro pallets");
        let blank = clerk.get(&entry).await.expect(200);
        for (field, value) in [("c0.g0.packaging", "euro pallets"), ("c0.g0.weight_kg", "240.5"), ("c0.collection.street", "Kade 1"), ("c0.g0.quantity", "")] {
            assert_eq!(blank.value(field), value, "{field}");
        }
        blank.says("Ring at the gate");
        // The place is archived, the weight hidden, the service withdrawn.
        app.sql("UPDATE location SET archived_at = 1", args![]).await;
        let _saved = staff.post(&format!("{}/order-form", login.root), &[("version", "0"), ("f.goods.weight_kg", "HIDDEN")]).await.expect(303);
        let blank = clerk.get(&entry).await.expect(200);
        blank.says("Some default values were left out").says("Dock is no longer in the address book").says("Weight (kg): the form no longer asks for it");
        assert_eq!(blank.value("c0.g0.packaging"), "euro pallets");
        assert_eq!(blank.value("c0.collection.street"), "");
        staff.get(&format!("{}/order-form", login.root)).await.expect(200).says("has a default value for Weight (kg)");
        // Somebody else's form does not know them, and a duplicate is not filled.
        let other = app.customer(&built.organisation, "deltaplast").await;
        let neighbour = app.contact(&built.organisation, (other, "deltaplast"), "Pieter Visser", rules::access::Rights::ALL, None).await;
        let page = app.signed_in(&neighbour).await.get(&format!("{}/orders/new", neighbour.root)).await.expect(200);
        assert_eq!(page.value("c0.g0.packaging"), "");
    }

    async fn default_values_come_back_as_typed_when_they_cannot_be(app: &TestApp) {
        let built = app.house().await;
        let login = admin(app, &built).await;
        let mut staff = app.signed_in(&login).await;
        let defaults = format!("{}/customers/{}/defaults", login.root, built.customer);
        let values = [("version", "0"), ("c0.g0.weight_kg", "heavy"), ("c0.collection.note", "Ring")];
        staff.post(&defaults, &values).await.expect(422).says("Write a number such as 12 or 12,5").says("heavy");
        assert_eq!(app.number("SELECT count(*) FROM order_default", args![]).await, 0);
        let _saved = staff.post(&defaults, &[("version", "0"), ("c0.collection.note", "Ring")]).await.expect(303);
        let late = staff.post(&defaults, &[("version", "0"), ("c0.collection.note", "Knock")]).await.expect(422);
        late.says("Somebody was here before you").says("Knock");
        assert!(app.text("SELECT document FROM order_default", args![]).await.contains("Ring"));
        let unknown = format!("{}/customers/018f2a6e-0000-7000-8000-0000000000ff/defaults", login.root);
        let _none = staff.get(&unknown).await.expect(404);
    }
}

async fn location(app: &TestApp, built: &Built) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO location (id, organisation, visible, customer, name, sort_name, street, street_2, postcode, city, country, address_key,
         opening_hours, instructions, email, phone, external_id, archived_at, version, created_at)
         VALUES ($1, $2, 'ALL', NULL, 'Dock', 'dock', 'Kade 1', '', '1000 AA', 'Amsterdam', 'NL', 'dock', '[[],[],[],[],[],[],[]]', '', '', '', NULL,
         NULL, 1, 0)",
        args![id, built.organisation.id],
    )
    .await;
    id.to_string()
}
