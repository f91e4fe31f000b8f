//! The edges of the service: forms from elsewhere, forms too large, headers on every answer, and what was typed when it fails.

use axum::body::Body;
use axum::http::Request;
use kit::args;
use testkit::both;

fn form(path: &str, site: &str, body: String) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", site)
        .header("host", "cartage.test")
        .body(Body::from(body))
        .unwrap()
}

both! {
    async fn a_form_from_another_site_is_refused(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let _refused = clerk.send(form(&path, "cross-site", "service=x".into())).await.expect(403);
        let _taken_up = clerk.send(form(&path, "same-origin", "service=x".into())).await.expect(422);
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
    }

    async fn a_form_of_more_than_a_mebibyte_is_not_read(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let _too_large = clerk.send(form(&path, "same-origin", format!("reference={}", "x".repeat(1_200_000)))).await.expect(413);
    }

    async fn a_form_posted_after_the_session_ended_is_given_back_whole(app: &TestApp) {
        let built = app.house().await;
        let mut nobody = app.browser();
        let path = format!("{}/orders/new", built.contact.root);
        let page = nobody.post(&path, &[("submission", "abc"), ("reference", "PO <7> & \"8\""), ("password", "hunter2hunter2")]).await.expect(401);
        page.says("Try again").says("Sign in in a new tab").says(&format!("action=\"{path}\""));
        assert_eq!(page.value("submission"), "abc");
        page.says("PO &#60;7&#62; &#38; &#34;8&#34;");
        assert!(!page.body.contains("hunter2"), "a password is never repeated");
    }

    async fn a_page_that_does_not_exist_says_so_to_anybody(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        for path in ["/nothing", "/d/vandorp/nothing", "/p/vandorp/korenaar/orders/018f2a6e-0000-7000-8000-000000000001"] {
            clerk.get(path).await.expect(404).says("Nothing here");
        }
    }
}

#[tokio::test]
async fn sqlite_that_cannot_be_written_gives_the_form_back_and_recovers() {
    let app = testkit::TestApp::on(testkit::Backend::Sqlite).await;
    let built = app.house().await;
    let mut clerk = app.signed_in(&built.contact).await;
    let path = format!("{}/orders/new", built.contact.root);
    let file = app.text("SELECT file FROM pragma_database_list WHERE name = 'main'", args![]).await;
    let locked = format!("{file}.locked");
    let wait = format!(".shell touch {locked}; sleep 7");
    let lock = std::process::Command::new("sqlite3").arg(&file).arg(".timeout 5000").arg("BEGIN IMMEDIATE;").arg(wait).spawn();
    let Ok(mut lock) = lock else { return app.close().await }; // without the sqlite3 command there is nobody to lock it
    while !std::path::Path::new(&locked).exists() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let fields = crate::order_entry::usual_fields(&built, "018f2a6e-0000-7000-8000-000000000009");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = clerk.post(&path, &fields).await.expect(503);
    page.says("The database does not answer").says("Try again").says("4320,5");
    lock.wait().unwrap();
    let _in = clerk.post(&path, &fields).await.expect(303);
    assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 1);
    app.close().await;
}
