//! Customers, contacts and locations in a table at the desk: added, changed where they are there, left where they are so; invited only
//! when somebody says so.

use kit::args;
use rules::access::Role;
use testkit::{Browser, Built, Page, TestApp, both};
use uuid::Uuid;

use crate::uploads::{new_id, settled};

/// Sends a table as the super admin and waits for its dry run.
async fn checked(app: &TestApp, house: &Built, what: &str, rows: &[&str]) -> (Browser, String, Page) {
    let mut desk = app.signed_in(&house.super_admin).await;
    let path = format!("{}/{what}/upload", house.super_admin.root);
    let sent = desk.upload(&path, &[("upload", &new_id(app))], ("onboarding.csv", rows.join("\n").as_bytes())).await.expect(303);
    let page = settled(&mut desk, &sent.location).await;
    (desk, sent.location, page)
}

async fn saved(desk: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    desk.post(path, fields).await.expect(303);
    settled(desk, path).await
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    app.number(sql, args![]).await
}

async fn entries(app: &TestApp) -> i64 {
    count(app, "SELECT CAST(count(*) AS BIGINT) FROM history").await
}

both! {
    async fn customers_are_added_changed_by_number_or_name_and_left_where_they_are_so(app: &TestApp) {
        let house = app.house().await;
        let known = app.customer(&house.organisation, "bakker").await;
        let sql = "UPDATE customer SET number = '10050', standing = 'WARNING', order_status = 'QUOTE', import_updates = TRUE, note = 'Ring' WHERE id = $1";
        app.sql(sql, args![known]).await;
        let gone = app.customer(&house.organisation, "silo").await;
        app.sql("UPDATE customer SET number = '10060', archived_at = 1 WHERE id = $1", args![gone]).await;
        let rows = [
            "Kundennummer;Firma;Straße;PLZ;Ort;Land;Umsatz",
            "10042;Meble Nowak;Prosta 3;60-001;Poznań;Polska;1",
            "10050;Bakker Fruit BV;;;Breda;;2",
            "10041;korenaar bv;;;;;3",
            ";Nowy;;;Łódź;Atlantis;4",
            "10060;Silo;;;;;5",
            "10042;Meble Nowak Sp. z o.o.;;;;;6",
        ];
        let (mut desk, path, page) = checked(app, &house, "customers", &rows).await;
        page.says("1 customer to be added, 2 to be changed, 0 so already, 3 customers to mend. Nothing is saved yet.");
        page.says("column G (Umsatz)").says("Name: Bakker Fruit BV, now bakker BV. City: Breda, now Werkendam.").says("Number: 10041.");
        page.says("Row 5, column F (Country)").says("Atlantis").says("Write the country&#39;s two letters, such as NL, or its name.");
        page.says("Row 6, column A (Number)").says("silo BV is archived. Restore the customer first, or take this row out.");
        page.says("Row 7, column A (Number)").says("Row 2 means the same.");
        assert_eq!((count(app, "SELECT CAST(count(*) AS BIGINT) FROM customer").await, entries(app).await), (3, 0), "the dry run leaves no trace");
        desk.post(&path, &[("which", "all")]).await.expect(422).says("Some rows are to be mended");
        assert_eq!(entries(app).await, 0);
        let page = saved(&mut desk, &path, &[("which", "good")]).await;
        page.says("1 customer added, 2 changed, 0 so already; 3 customers left to mend.").says("Every customer of the file");
        let text = |sql: &'static str| app.text(sql, args![]);

        assert_eq!(text("SELECT name || ', ' || street || ', ' || postcode || ' ' || city || ' ' || country FROM customer WHERE number = '10042'").await, "Meble Nowak, Prosta 3, 60-001 Poznań PL");
        assert_eq!(text("SELECT name || ' ' || city || ' ' || street FROM customer WHERE number = '10050'").await, "Bakker Fruit BV Breda Havenweg 12");
        assert_eq!(text("SELECT standing || ' ' || order_status || ' ' || note FROM customer WHERE number = '10050'").await, "WARNING QUOTE Ring", "what a row does not say stays");
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM customer WHERE number = '10050' AND import_updates AND portal_access").await, 1);
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM customer WHERE number = '10041' AND slug = 'korenaar'").await, 1);
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM customer WHERE number = '10042' AND NOT portal_access AND standing = 'APPROVED'").await, 1);
        assert_eq!(entries(app).await, 4, "the upload, and each customer");
        let audit = desk.get(&format!("{}/audit", house.super_admin.root)).await.expect(200);
        audit.says("Saved the customers of a file").says("onboarding.csv").says("/customer-uploads/");
        // The same file again changes nothing.
        let (mut desk, path, page) = checked(app, &house, "customers", &rows[..4]).await;
        page.says("0 customers to be added, 0 to be changed, 3 so already.");
        saved(&mut desk, &path, &[("which", "all")]).await.says("0 customers added, 0 changed, 3 so already.");
        assert_eq!(entries(app).await, 5, "only that it was asked for");
    }

    async fn a_contact_upload_invites_nobody_without_being_asked(app: &TestApp) {
        let house = app.house().await;
        app.sql("UPDATE customer SET number = '10042' WHERE id = $1", args![house.customer]).await;
        let shut = app.customer(&house.organisation, "bakker").await;
        app.sql("UPDATE customer SET portal_access = FALSE WHERE id = $1", args![shut]).await;
        let rows = [
            "Customer;Name;E-mail;Phone",
            "10042;Bram Bos;Bram@korenaar.example;+31 1",
            "korenaar bv;Marit de Wit-Bos;marit.de.wit@korenaar.example;",
            "bakker bv;Pieter Visser;pieter@bakker.example;",
            "Nobody;Jan;jan@nobody.example;",
            ";Piet;piet@nobody.example;",
            "10042;Klaas;no address;",
            "10042;Bram;bram@korenaar.example;",
        ];
        let (mut desk, path, page) = checked(app, &house, "contacts", &rows).await;
        page.says("2 contacts to be added, 1 to be changed, 0 so already, 4 contacts to mend.").says("Name: Marit de Wit-Bos, now Marit de Wit.");
        page.says("No customer has this number or name.").says("Say at which customer").says("is not an address mail can be sent to").says("Row 2 means the same.");
        page.says("Give those that are added access to the portal and mail them a welcome");
        saved(&mut desk, &path, &[("which", "good")]).await.says("2 contacts added, 1 changed");
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM outbox").await, 0, "nobody hears of it");
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM contact WHERE portal_access").await, 1, "and nobody new gets in");
        assert_eq!(app.text("SELECT phone FROM contact WHERE email = 'bram@korenaar.example'", args![]).await, "+31 1");
        assert_eq!(app.text("SELECT name FROM contact WHERE email = 'marit.de.wit@korenaar.example'", args![]).await, "Marit de Wit-Bos");
        // Asked for, those that are added are in: where their customer is, with a welcome.
        let rows = ["Customer;Name;E-mail", "10042;Anna;anna@korenaar.example", "bakker BV;Eva;eva@bakker.example", "10042;Bram Bos;bram@korenaar.example"];
        let (mut desk, path, page) = checked(app, &house, "contacts", &rows).await;
        page.says("2 contacts to be added, 0 to be changed, 1 so already.");
        saved(&mut desk, &path, &[("which", "all"), ("invites", "on")]).await.says("Those that were added have access to the portal.");
        assert_eq!(app.text("SELECT receiver FROM outbox", args![]).await, "anna@korenaar.example");
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM contact WHERE portal_access").await, 3);
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM contact WHERE email = 'bram@korenaar.example' AND portal_access").await, 0);
        desk.get(&format!("{}/audit", house.super_admin.root)).await.expect(200).says("the new ones invited");
    }

    async fn locations_are_known_by_external_id_and_by_address(app: &TestApp) {
        let house = app.house().await;
        let heads = "Kunde;Sichtbar für;Name;Straße;PLZ;Ort;Land;External id;Telefon";
        let rows = [
            heads,
            "korenaar BV;;Silo Gent;Kaai 7;9000;Gent;BE;GENT-1;",
            ";Alle Kunden;Cross-dock Venlo;Marconistraat 5;5928 PA;Venlo;NL;VENLO;",
            ";;Yard;Havenweg 1;3011 AA;Rotterdam;NL;;",
        ];
        let (mut desk, path, page) = checked(app, &house, "locations", &rows).await;
        page.says("3 locations to be added, 0 to be changed, 0 so already.");
        saved(&mut desk, &path, &[("which", "all")]).await.says("3 locations added");
        let seen = "SELECT CAST(count(*) AS BIGINT) FROM location WHERE visible = $1 AND name = $2";
        for (visible, name) in [("CUSTOMER", "Silo Gent"), ("ALL", "Cross-dock Venlo"), ("NONE", "Yard")] {
            assert_eq!(app.number(seen, args![visible, name]).await, 1, "{name}");
        }
        let rows = [
            heads,
            "korenaar BV;;Silo Gent Noord;Kaai 7;9000;Gent;BE;GENT-1;+32 9",          // known by its id: its name changes
            "korenaar BV;;cross-dock venlo;Marconistr. 5;5928PA;VENLO;NL;;",           // everybody's
            ";;YARD;Havenweg 1;3011AA;Rotterdam;NL;YARD-1;",                           // known by its address
            "korenaar BV;;Silo Gent Nord;Kaai 7;9000;Gent;BE;;",                       // nearly one that is there
            "korenaar BV;Somebody;X;Y 1;9000;Gent;BE;;",
            ";One customer;X;Y 1;9000;Gent;BE;;",
        ];
        let (mut desk, path, page) = checked(app, &house, "locations", &rows).await;
        page.says("0 locations to be added, 2 to be changed, 1 so already, 3 locations to mend.");
        page.says("Name: Silo Gent Noord, now Silo Gent. Phone: +32 9.").says("External id: YARD-1.");
        page.says("It is in every address book already, as Cross-dock Venlo, Marconistraat 5, 5928 PA Venlo (NL).");
        page.says("This may be there already: Silo Gent, Kaai 7, 9000 Gent (BE).");
        page.says("Write All customers, One customer or No customer").says("Say which customer: its number or its name.");
        saved(&mut desk, &path, &[("which", "good")]).await.says("0 locations added, 2 changed, 1 so already; 3 locations left to mend.");
        assert_eq!(count(app, "SELECT CAST(count(*) AS BIGINT) FROM location").await, 3, "one address is stored once");
        assert_eq!(app.text("SELECT name || ' ' || phone FROM location WHERE external_id = 'GENT-1'", args![]).await, "Silo Gent Noord +32 9");
        assert_eq!(app.text("SELECT name || ', ' || postcode FROM location WHERE external_id = 'YARD-1'", args![]).await, "Yard, 3011 AA", "as it was written");
    }

    async fn whoever_may_not_change_them_uploads_none(app: &TestApp) {
        let house = app.house().await;
        let rows = ["Number;Name;City;Country", "10042;Meble Nowak;Gent;BE", "10043;Silo;Gent;BE"];
        let admin = app.staff(&house.organisation, "Anke Vos", Role::Admin).await;
        let mut desk = app.signed_in(&admin).await;
        let path = format!("{}/customers/upload", admin.root);
        let sent = desk.upload(&path, &[("upload", &new_id(app))], ("week.csv", rows.join("\n").as_bytes())).await.expect(303);
        settled(&mut desk, &sent.location).await.says("2 customers to be added");
        // Another kind's page, another haulier's desk, the portal: it is not there.
        desk.get(&sent.location.replace("customer-uploads", "contact-uploads")).await.expect(404);
        desk.post(&sent.location.replace("customer-uploads", "location-uploads"), &[("which", "all")]).await.expect(404);
        let id = sent.location.rsplit('/').next().unwrap();
        app.signed_in(&house.contact).await.get(&format!("{}/uploads/{id}", house.contact.root)).await.expect(404);
        let rival = app.organisation("lisowski").await;
        let theirs = app.staff(&rival, "Tomasz", Role::SuperAdmin).await;
        app.signed_in(&theirs).await.post(&format!("{}/customer-uploads/{id}", theirs.root), &[("which", "all")]).await.expect(404);
        // Confirmed, and the role gone before a row of it is saved: nothing is.
        app.sql("UPDATE upload SET state = 'RUNNING', claimed_until = 0", args![]).await;
        app.sql("UPDATE staff SET role = 'VIEWER' WHERE id = $1", args![admin.membership]).await;
        const GO_ON: &[cartage::jobs::Job] = &[cartage::uploads::CONTINUE];
        cartage::jobs::round(&app.app, GO_ON).await.unwrap();
        assert_eq!(app.text("SELECT state FROM upload", args![]).await, "DONE");
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload_line WHERE state = 'REFUSED'", args![]).await, 2);
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM customer WHERE number IS NOT NULL", args![]).await, 0);
        desk.get(&sent.location).await.expect(403);
    }

    async fn what_a_crash_left_of_an_onboarding_is_gone_on_with(app: &TestApp) {
        let house = app.house().await;
        let rows = ["Number;Name;City;Country", "10042;Meble Nowak;Gent;BE", "10043;Silo;Gent;BE"];
        let (mut desk, path, _) = checked(app, &house, "customers", &rows).await;
        saved(&mut desk, &path, &[("which", "all")]).await.says("2 customers added");
        // As if it had died after its acts and before it said so: each row finds what it made.
        app.sql("UPDATE upload_line SET state = 'GOOD', made = NULL, does = 'NEW'", args![]).await;
        app.sql("UPDATE upload SET state = 'RUNNING', claimed_until = 0", args![]).await;
        const GO_ON: &[cartage::jobs::Job] = &[cartage::uploads::CONTINUE];
        cartage::jobs::round(&app.app, GO_ON).await.unwrap();
        settled(&mut desk, &path).await.says("0 customers added, 0 changed, 2 so already");
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM customer WHERE number IS NOT NULL", args![]).await, 2);
        assert!(path.rsplit('/').next().unwrap().parse::<Uuid>().is_ok());
    }

    async fn each_example_is_taken_as_it_is(app: &TestApp) {
        let house = app.house().await;
        let mut desk = app.signed_in(&house.super_admin).await;
        app.sql("UPDATE customer SET name = 'De Korenaar BV', sort_name = 'de korenaar bv' WHERE id = $1", args![house.customer]).await;
        for what in ["customers", "contacts", "locations"] {
            let path = format!("{}/{what}/upload", house.super_admin.root);
            desk.get(&path).await.expect(200).says("Columns that are understood");
            for format in ["csv", "xlsx"] {
                let example = desk.get(&format!("{path}/example?format={format}")).await.expect(200);
                let sent = desk.upload(&path, &[], (&format!("example.{format}"), &example.bytes)).await.expect(303);
                let page = settled(&mut desk, &sent.location).await;
                page.says("Nothing is saved yet").says("Save all 1");
                assert!(!page.body.contains("Left out, for we"), "{what} {format}");
            }
        }
    }
}
