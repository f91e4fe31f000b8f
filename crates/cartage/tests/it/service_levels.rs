//! Service levels at the desk: made, changed, archived; what is refused changes nothing.

use kit::args;
use rules::access::Role;
use testkit::both;

const LEVELS: &str = "SELECT count(*) FROM service_level";

both! {
    async fn a_level_is_made_changed_and_archived_and_each_is_told(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let blank = kees.get("/d/vandorp/levels/new").await.expect(200);
        blank.says("New service level");
        let fields = [("name", "Express"), ("description", "Next day"), ("lead_days", "1"), ("notice_hours", "")];
        let made = kees.post("/d/vandorp/levels/new", &fields).await.expect(303);
        let path = made.location.split('?').next().unwrap().to_owned();
        let page = kees.get(&path).await.expect(200);
        page.says("Express").says("No transport service offers it yet");
        let change = [("version", page.value("version")), ("name", "Express 24".into()), ("lead_days", "2".into())];
        let change: Vec<(&str, &str)> = change.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let _ = kees.post(&path, &change).await.expect(303);
        kees.get(&path).await.expect(200).says("<del>1 delivery day</del> <ins>2 delivery days</ins>").says("by Kees van Dorp");
        let _ = kees.post(&format!("{path}/archive"), &[]).await.expect(303);
        kees.get("/d/vandorp/levels").await.expect(200).says("No service levels");
        kees.get("/d/vandorp/levels?show=archived").await.expect(200).says("Express 24");
        let _ = kees.post(&format!("{path}/restore"), &[]).await.expect(303);
        kees.get("/d/vandorp/levels").await.expect(200).says("Express 24");
    }

    async fn what_is_wrong_is_said_at_each_field_and_nothing_is_made(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let fields = [("name", " "), ("lead_days", "1,5"), ("notice_hours", "721")];
        let page = kees.post("/d/vandorp/levels/new", &fields).await.expect(422);
        page.says("Three things").says("Name is missing").says("Lead time in days is a whole number from 0 to 120").says("value=\"1,5\"");
        assert_eq!(app.number(LEVELS, args![]).await, 0);
    }

    async fn two_levels_never_read_the_same(app: &TestApp) {
        let house = app.house().await;
        app.level(&house.organisation, house.service, "Express").await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.post("/d/vandorp/levels/new", &[("name", "éxpress")]).await.expect(422);
        page.says("There is a service level called éxpress already");
        assert_eq!(app.number(LEVELS, args![]).await, 1);
    }

    async fn the_second_to_save_is_told_what_the_first_did_and_loses_nothing(app: &TestApp) {
        let house = app.house().await;
        let level = app.level(&house.organisation, house.service, "Express").await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = format!("/d/vandorp/levels/{level}");
        let _ = kees.post(&path, &[("version", "1"), ("name", "Fast")]).await.expect(303);
        let late = kees.post(&path, &[("version", "1"), ("name", "Faster"), ("description", "mine")]).await.expect(422);
        late.says("Kees van Dorp changed Name from “Express” to “Fast”").says("value=\"Faster\"").says(">mine</textarea>");
        let _ = kees.post(&path, &[("version", "-9223372036854775808"), ("name", "Odd")]).await.expect(422);
        assert_eq!(app.text("SELECT name FROM service_level", args![]).await, "Fast");
        let _ = kees.post(&path, &[("version", &late.value("version")), ("name", "Faster")]).await.expect(303);
        assert_eq!(app.text("SELECT name FROM service_level", args![]).await, "Faster");
    }

    async fn only_those_who_may_change_levels_can(app: &TestApp) {
        let house = app.house().await;
        let level = app.level(&house.organisation, house.service, "Express").await;
        let stranger = app.organisation("noordkade").await;
        let other = app.staff(&stranger, "Piet Noord", Role::SuperAdmin).await;
        let path = format!("/d/vandorp/levels/{level}");
        let mut ann = app.signed_in(&house.operations).await;
        let page = ann.get(&path).await.expect(200);
        assert!(!page.body.contains("<form method=\"post\" action=\"/d/vandorp/levels"), "{}", page.body);
        let _ = ann.post(&path, &[("version", "1"), ("name", "Mine")]).await.expect(403);
        let mut piet = app.signed_in(&other).await;
        let _ = piet.get(&format!("/d/noordkade/levels/{level}")).await.expect(404);
        for act in ["", "/archive"] {
            let _ = piet.post(&format!("/d/noordkade/levels/{level}{act}"), &[("version", "1"), ("name", "Mine")]).await.expect(404);
        }
        assert_eq!(app.text("SELECT name FROM service_level WHERE archived_at IS NULL", args![]).await, "Express");
    }
}
