//! Rate cards at the desk: written, changed, tried out, archived; what is odd is said beside what it is about, and what is refused
//! changes nothing.

use kit::args;
use rules::access::Role;
use testkit::{Built, TestApp, both};

const CARDS: &str = "SELECT count(*) FROM rate_card";

/// A card by weight and zone with a minimum and fuel, as its form is posted.
pub(crate) fn groupage(house: &Built) -> Vec<(&'static str, String)> {
    let text = |name: &'static str, value: &str| (name, value.to_owned());
    vec![
        text("name", "Groupage 2026"),
        ("service", house.service.to_string()),
        text("currency", "EUR"),
        text("from", "2026-01-01"),
        text("until", ""),
        text("zone.0.name", "A"),
        text("zone.0.area", "NL; BE"),
        text("zone.1.name", "B"),
        text("zone.1.area", "DE 40-59"),
        text("line.0.key", "freight"),
        text("line.0.kind", "TABLE"),
        text("line.0.name", "Freight"),
        text("line.0.by", "WEIGHT"),
        text("line.0.band.0.up_to", "100"),
        text("line.0.band.0.price0", "45"),
        text("line.0.band.0.price1", "90"),
        text("line.0.band.1.over", "100"),
        text("line.0.band.1.price0", "80,50"),
        text("line.0.band.1.price1", "110"),
        text("line.1.key", "stops"),
        text("line.1.kind", "PER_UNIT"),
        text("line.1.name", "Further stops"),
        text("line.1.per", "FURTHER_STOP"),
        text("line.1.price", "25"),
        text("minimum", "60"),
        text("fuel", "8,75"),
    ]
}

/// The fields with some of them otherwise.
fn but(fields: &[(&'static str, String)], other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> =
        fields.iter().filter(|(name, _)| other.iter().all(|(new, _)| new != name)).cloned().collect();
    all.extend(other.iter().map(|(name, value)| (*name, (*value).to_owned())));
    all
}

fn as_posted<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Writes a card; its address.
pub(crate) async fn card(app: &TestApp, house: &Built, other: &[(&'static str, &str)]) -> String {
    let mut kees = app.signed_in(&house.super_admin).await;
    let made = kees.post("/d/vandorp/rate-cards/new", &as_posted(&but(&groupage(house), other))).await.expect(303);
    made.location.split('?').next().unwrap().to_owned()
}

both! {
    async fn a_card_is_written_tried_out_changed_and_archived_and_each_is_told(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get("/d/vandorp/rate-cards").await.expect(200).says("No rate cards");
        let path = card(app, &house, &[]).await;
        let page = kees.get(&path).await.expect(200);
        page.says("Groupage 2026").says("value=\"80.50\"").says("value=\"8.75\"").says("No price").says("by Kees van Dorp");
        assert!(!page.body.contains("class=\"remark\""), "nothing is odd about it");
        kees.get("/d/vandorp/rate-cards").await.expect(200).says("Groupage 2026").says("In force");
        // Tried out as it stands in the form, saved or not.
        let test = [("do", "test"), ("line.0.band.0.price0", "47"), ("test_country", "NL"), ("test_postcode", "1011 AB"), ("test_weight", "90")];
        let tried = kees.post(&path, &as_posted(&but(&groupage(&house), &test))).await.expect(200);
        tried.says("90 kg: row over 0 up to 100, zone A (NL 1011 AB)").says("EUR 47.00").says("Minimum EUR 60.00 − EUR 47.00");
        tried.says("8.75 % of EUR 60.00").says("EUR 65.25");
        let change = but(&groupage(&house), &[("version", "1"), ("line.0.band.0.price0", "47"), ("fuel", ""), ("until", "31-12-2026")]);
        let _ = kees.post(&path, &as_posted(&change)).await.expect(303);
        let page = kees.get(&path).await.expect(200);
        page.says("Freight, over 0 up to 100 kg: <del>A EUR 45.00 · B EUR 90.00</del> <ins>A EUR 47.00 · B EUR 90.00</ins>");
        page.says("Fuel surcharge: <del>8.75 %</del>").says("<ins>Thu 31 Dec 2026</ins>").says("No card for them is valid after Thu 31 Dec 2026.");
        let like = format!("/d/vandorp/rate-cards/new?like={}", path.rsplit('/').next().unwrap());
        kees.get(&like).await.expect(200).says("value=\"2027-01-01\"").says("value=\"47.00\"");
        let _ = kees.post(&format!("{path}/archive"), &[]).await.expect(303);
        kees.get("/d/vandorp/rate-cards").await.expect(200).says("No rate cards");
        kees.get("/d/vandorp/rate-cards?show=archived").await.expect(200).says("Groupage 2026");
        let _ = kees.post(&format!("{path}/restore"), &[]).await.expect(303);
        kees.get("/d/vandorp/audit").await.expect(200).says("rate card").says("Groupage 2026");
        let viewer = app.staff(&house.organisation, "Vera", Role::Viewer).await;
        let read = app.signed_in(&viewer).await.get(&path).await.expect(200);
        read.says("A EUR 47.00 · B EUR 90.00").says("EUR 25.00 per further stop");
        assert!(!read.body.contains("name=\"line."), "a viewer gets no form");
    }

    async fn gaps_overlaps_and_empty_zones_are_said_beside_what_they_are_about(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let odd = [
            ("line.0.band.1.over", "150"), ("line.0.band.0.price1", ""), ("line.0.band.1.price1", ""), ("zone.1.area", "BE 1000-1999"),
            ("line.1.kind", "TABLE"), ("line.1.by", "PALLET_SPACES"), ("line.1.band.0.up_to", "5"), ("line.1.band.0.price0", "1"),
            ("line.1.band.1.over", "4"), ("line.1.band.1.price0", "2"), ("line.1.band.1.price1", "2"),
        ];
        let path = card(app, &house, &odd).await;
        let page = kees.get(&path).await.expect(200);
        let lines: Vec<&str> = page.body.split("<fieldset class=\"block\" id=\"line.").collect();
        assert!(lines[1].contains("No row holds what is over 100 up to 150: such an order has no price."), "{}", lines[1]);
        assert!(lines[1].contains("Zone B has no price in any row: its orders have no price."));
        assert!(lines[2].contains("Two rows hold what is over 4 up to 5: the upper one counts."));
        assert!(lines[2].contains("The row over 0 has no price in zone B"));
        assert!(lines[0].contains("Zones A and B share addresses: A counts, for it stands first."));
        kees.get("/d/vandorp/rate-cards").await.expect(200).says("5 to look at");
        for (weight, place, says) in [("120", "NL", "no row holds 120 kg"), ("90", "FR", "no zone holds FR 1000"), ("", "NL", "nobody stated how many of kg")] {
            let test = [("do", "test"), ("test_country", place), ("test_postcode", "1000"), ("test_weight", weight)];
            kees.post(&path, &as_posted(&but(&but(&groupage(&house), &odd), &test))).await.expect(200).says("No price").says(says);
        }
        // A second card of the same service, overlapping, and a third after a gap.
        drop(kees.post(&path, &as_posted(&but(&groupage(&house), &[("version", "1"), ("until", "2026-06-30")]))).await.expect(303));
        let second = card(app, &house, &[("from", "2026-06-01"), ("until", "2026-07-31")]).await;
        let third = card(app, &house, &[("from", "2026-09-01")]).await;
        for at in [&path, &second, &third] {
            let page = kees.get(at).await.expect(200);
            page.says("Two cards are valid from Mon 1 Jun 2026 until Tue 30 Jun 2026: the one that began last counts.");
            page.says("No card for them is valid from Sat 1 Aug 2026 until Mon 31 Aug 2026.");
        }
    }

    async fn what_is_wrong_is_said_at_its_field_and_nothing_is_made(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let wrong = [
            ("name", " "), ("service", ""), ("until", "2025-12-31"), ("zone.1.area", "XX 1"), ("line.0.band.0.price0", "-1"),
            ("line.0.band.0.price1", "10000000,01"), ("line.0.band.1.over", "1.234"), ("line.1.name", "Freight"), ("line.1.price", "99999999999999999999"),
            ("minimum", "1.234"), ("fuel", "201"),
        ];
        let page = kees.post("/d/vandorp/rate-cards/new", &as_posted(&but(&groupage(&house), &wrong))).await.expect(422);
        for says in [
            "Choose a customer, a transport service, or both", "Name is missing", "It ends before it begins", "“XX” is no country", "It cannot be negative",
            "At most EUR 10,000,000.00", "This could be 1234 or 1.234", "There are two lines called Freight", "could mean thousands or decimals", "At most 200",
            "value=\"99999999999999999999\"", "11 things to mend",
        ] {
            page.says(says);
        }
        assert_eq!(app.number(CARDS, args![]).await, 0);
        let rival = app.organisation("lisowski").await;
        let theirs = app.service(&rival, "Drobnica").await.to_string();
        drop(kees.post("/d/vandorp/rate-cards/new", &as_posted(&but(&groupage(&house), &[("service", &theirs)]))).await.expect(404));
        drop(kees.post("/d/vandorp/rate-cards/new", &as_posted(&but(&groupage(&house), &[("service", "x")]))).await.expect(404));
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, 0);
    }

    async fn what_its_form_shows_it_reads_back_whatever_the_decimals(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        for (currency, typed, shown) in [("KWD", "1250,5", "1250.500"), ("KWD", "1,25", "1.250"), ("JPY", "1,250", "1250"), ("EUR", "1250", "1250.00")] {
            let prices = [("currency", currency), ("line.0.band.0.price0", typed), ("line.1.price", "1,2345"), ("line.0.band.0.up_to", "1234,5"), ("line.0.band.1.over", "1234,500"), ("fuel", "1,125")];
            let prices = if currency == "JPY" { [prices[0], prices[1], ("line.0.band.1.price0", "80"), prices[3], prices[4], prices[5]] } else { prices };
            let path = card(app, &house, &prices).await;
            let page = kees.get(&path).await.expect(200);
            assert_eq!(page.value("line.0.band.0.price0"), shown, "{currency}");
            let fields = ["line.0.band.0.price0", "line.0.band.0.price1", "line.0.band.1.price0", "line.0.band.1.price1", "line.0.band.0.up_to", "line.0.band.1.over", "line.1.price", "minimum", "fuel"];
            let values: Vec<(&str, String)> = fields.iter().map(|field| (*field, page.value(field))).collect();
            let mut same = but(&groupage(&house), &[("version", "1"), ("currency", currency)]);
            same.retain(|(name, _)| !fields.contains(name));
            let mut posted = as_posted(&same);
            posted.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
            drop(kees.post(&path, &posted).await.expect(303));
            assert_eq!(kees.get(&path).await.expect(200).value("version"), "1", "{currency}: nothing changed by saving what is shown");
        }
    }

    async fn its_customer_is_found_by_any_word_and_written_without_script(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let (at, own) = ("/d/vandorp/rate-cards/new", house.customer.to_string());
        let plast = [("name", "Deltaplast NV"), ("number", "10057"), ("city", "Antwerpen"), ("country", "BE"), ("standing", "APPROVED")];
        let other = kees.post("/d/vandorp/customers/new", &plast).await.expect(303);
        let other = other.location.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        let options = kees.get("/d/vandorp/customers/options?customer_text=antw+plast").await.expect(200);
        assert_eq!(options.body.matches("<option").count(), 0, "by the beginnings of words");
        let options = kees.get("/d/vandorp/customers/options?customer_text=antw+delta").await.expect(200);
        options.says(&format!("<option value=\"Deltaplast NV\" data-id=\"{other}\">10057, Antwerpen BE</option>"));
        assert!(!options.body.contains(&own), "{}", options.body);
        // Nobody of that name, or somebody else's customer: said at the field, with everything typed still there.
        app.customer(&app.organisation("lisowski").await, "meble").await;
        let theirs = app.text("SELECT name FROM customer WHERE slug = 'meble'", args![]).await;
        for nobody in ["Nobody BV", &theirs] {
            let page = kees.post(at, &as_posted(&but(&groupage(&house), &[("customer_text", nobody), ("customer", "")]))).await.expect(422);
            page.says("No customer is called").says(&format!("value=\"{nobody}\"")).says("value=\"80,50\"").says("One thing to mend");
        }
        assert_eq!(app.number(CARDS, args![]).await, 0);
        // By number; by name over the one that was chosen before; taken away again.
        let made = kees.post(at, &as_posted(&but(&groupage(&house), &[("customer_text", "10057"), ("customer", "")]))).await.expect(303);
        let path = made.location.split('?').next().unwrap().to_owned();
        let whose = || async { app.text("SELECT COALESCE(slug, '') FROM rate_card LEFT JOIN customer ON customer.id = rate_card.customer", args![]).await };
        assert_eq!(whose().await, "deltaplast-nv");
        let page = kees.get(&path).await.expect(200);
        assert_eq!((page.value("customer_text"), page.value("customer")), ("Deltaplast NV".to_owned(), other.clone()));
        let korenaar = app.text("SELECT name FROM customer WHERE slug = 'korenaar'", args![]).await.to_uppercase();
        for (n, (text, word)) in [("1", (korenaar.as_str(), "korenaar")), ("2", ("", ""))] {
            let change = [("version", n), ("customer_text", text), ("customer", other.as_str())];
            drop(kees.post(&path, &as_posted(&but(&groupage(&house), &change))).await.expect(303));
            assert_eq!(whose().await, word);
        }
    }

    async fn zones_lines_and_rows_come_and_go_without_script(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let at = "/d/vandorp/rate-cards/new";
        let fields = groupage(&house);
        let press = |button: &'static str| but(&fields, &[("do", button)]);
        let page = kees.post(at, &as_posted(&press("remove-zone:0"))).await.expect(200);
        assert_eq!((page.value("zone.0.name"), page.value("line.0.band.0.price0")), ("B".to_owned(), "90".to_owned()));
        let page = kees.post(at, &as_posted(&press("add-row:0"))).await.expect(200);
        assert_eq!((page.value("line.0.band.1.price1"), page.value("line.0.band.2.over")), ("110".to_owned(), String::new()));
        let page = kees.post(at, &as_posted(&press("remove-row:0:0"))).await.expect(200);
        assert_eq!(page.value("line.0.band.0.over"), "100");
        let page = kees.post(at, &as_posted(&press("move-up:1"))).await.expect(200);
        assert_eq!((page.value("line.0.key"), page.value("line.1.key")), ("stops".to_owned(), "freight".to_owned()));
        let page = kees.post(at, &as_posted(&press("add-line:FIXED"))).await.expect(200);
        assert_eq!((page.value("line.2.kind"), page.value("line.2.key").len()), ("FIXED".to_owned(), 8));
        let page = kees.post(at, &as_posted(&press("remove-line:0"))).await.expect(200);
        assert_eq!(page.value("line.0.key"), "stops");
        page.says("data-guard=\"dirty\"");
        assert_eq!(app.number(CARDS, args![]).await, 0);
    }

    async fn the_second_to_save_is_told_what_the_first_did_and_loses_nothing(app: &TestApp) {
        let house = app.house().await;
        let path = card(app, &house, &[]).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let first = but(&groupage(&house), &[("version", "1"), ("minimum", "70")]);
        let _ = kees.post(&path, &as_posted(&first)).await.expect(303);
        let late = kees.post(&path, &as_posted(&but(&groupage(&house), &[("version", "1"), ("minimum", "75")]))).await.expect(422);
        late.says("Kees van Dorp changed Minimum from “EUR 60.00” to “EUR 70.00”").says("value=\"75\"");
        assert_eq!(app.number("SELECT version FROM rate_card", args![]).await, 2);
        drop(kees.post(&path, &as_posted(&but(&groupage(&house), &[("version", &late.value("version")), ("minimum", "75")]))).await.expect(303));
        assert_eq!(app.number("SELECT version FROM rate_card", args![]).await, 3);
    }
}
