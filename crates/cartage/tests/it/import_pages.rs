//! The acts of `import_acts.txt` over HTTP: what has a page is done through it, by the same people.

use std::collections::HashMap;

use cartage::order_import::Seen;
use cartage::orders::OrderId;
use testkit::{Browser, Built, Page, TestApp, both};

use crate::import_acts::{Line, set};
use crate::import_hands::OrderSeen;
use crate::import_house::{No, Now, Yard, wrong};
use crate::order_edit::form;
use crate::order_entry::usual_fields;

type Form = Vec<(String, String)>;

/// Everybody's browser.
pub(crate) struct Pages {
    browsers: HashMap<&'static str, Browser>,
    built: Built,
    /// The form of each submission: it may be sent again.
    sent: HashMap<char, Form>,
}

/// Done, or what the page says instead.
fn answer(page: Page) -> Result<Page, No> {
    match page.status.as_u16() {
        303 => Ok(page),
        422 => Err(No::Said(page.body)),
        status => Err(No::Fault(format!("{status}: {}", page.body))),
    }
}

/// A field of the stories as forms call it.
fn field(name: &str) -> Option<&'static str> {
    match name {
        "ref" => Some("reference"),
        "note" => Some("planning_instructions"),
        "gate" => Some("c0.delivery.reference"),
        "day" => Some("c0.collection.date"),
        _ => None,
    }
}

/// Types what a line says of the order.
fn typed(mut form: Form, line: &Line<'_>) -> Form {
    for (name, value) in &line.values {
        let Some(field) = field(name) else { continue };
        let value = if *name == "day" { format!("2026-05-{value}") } else { (*value).to_owned() };
        form.retain(|(other, _)| other != field);
        form.push((field.to_owned(), value));
    }
    form
}

async fn post(browser: &mut Browser, path: &str, form: &Form) -> Result<Page, No> {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    answer(browser.post(path, &fields).await)
}

impl Pages {
    pub(crate) async fn of(app: &TestApp, yard: &Yard) -> Pages {
        let mut browsers = HashMap::new();
        let [marit, joost] = &yard.contacts;
        let [ann, piet] = &yard.staff;
        for (name, hand) in [("Marit", marit), ("Joost", joost), ("Ann", ann), ("Piet", piet)] {
            browsers.insert(name, app.signed_in(&hand.login).await);
        }
        let (contact, operations) = (marit.login.clone(), ann.login.clone());
        let super_admin = operations.clone();
        let (organisation, customer, service) = (yard.organisation.clone(), yard.customer, yard.service);
        Pages { browsers, built: Built { organisation, customer, contact, operations, super_admin, service }, sent: HashMap::new() }
    }

    /// A further window of somebody's.
    pub(crate) fn browser_of(&self, name: &str) -> Browser {
        self.browsers[name].clone()
    }

    fn browser(&mut self, line: &Line<'_>) -> &mut Browser {
        self.browsers.get_mut(line.who).unwrap()
    }

    /// A contact submits; the id it gets.
    pub(crate) async fn submits(&mut self, line: &Line<'_>, submission: uuid::Uuid) -> Result<OrderId, No> {
        let mut form = usual_fields(&self.built, &submission.to_string());
        form.retain(|(name, _)| name != "reference" && name != "c0.delivery.date");
        form.extend(
            [("reference", line.words[0]), ("c0.delivery.date", "2026-05-08")].map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let form = if line.says("again") { self.sent[&line.order].clone() } else { typed(form, line) };
        self.sent.insert(line.order, form.clone());
        let path = format!("{}/orders/new", self.built.contact.root);
        let page = post(self.browser(line), &path, &form).await?;
        let last = page.location.rsplit('/').next().and_then(|last| last.split('?').next()).unwrap_or_default();
        Ok(last.parse().unwrap())
    }

    /// A contact's act where there is a page for it.
    pub(crate) async fn contact(&mut self, line: &Line<'_>, order: OrderId, seen: &str) -> Option<Result<(), No>> {
        let at = format!("{}/orders/{order}", self.built.contact.root);
        let because = line.because();
        let browser = self.browser(line);
        let done = match line.verb {
            "changes" if !line.says("again") && !line.says("stale") => return Some(changes(browser, &format!("{at}/edit"), line).await),
            "cancels" => browser.post(&format!("{at}/cancel"), &[("seen", seen), ("reason", because)]).await,
            "takes-back" => browser.post(&format!("{at}/take-back"), &[("seen", seen)]).await,
            "answers" => browser.post(&format!("{at}/answer"), &[("answer", because)]).await,
            "looks" => browser.post(&format!("{at}/seen"), &[]).await,
            _ => return None,
        };
        Some(answer(done).map(drop))
    }

    /// An act of staff where there is a page for it.
    pub(crate) async fn staff(&mut self, line: &Line<'_>, seen: Seen, order: OrderSeen) -> Option<Result<(), No>> {
        let desk = self.built.operations.root.clone();
        let (import, at) = (format!("{desk}/imports/{}", seen.import), format!("{desk}/orders/{}", order.order));
        let (revision, version) = (seen.revision.to_string(), seen.order.map(|version| version.to_string()));
        let mut form = vec![("revision", revision.as_str()), ("note", "between us")];
        form.extend(version.as_deref().map(|version| ("version", version)));
        form.push((if line.verb == "asks" { "question" } else { "reason" }, line.because()));
        form.extend(line.values.get("choose").map(|choice| ("choice.order.planning_instructions", *choice)));
        form.extend((line.verb == "reports").then(|| ("state", line.words[0])));
        let edits = line.values.keys().any(|name| field(name).is_some());
        let browser = self.browser(line);
        let done = match line.verb {
            "accepts" if edits => return decides_in_the_form(browser, &format!("{import}/edit"), line, seen).await,
            "fixes" => return decides_in_the_form(browser, &format!("{import}/edit"), line, seen).await,
            "accepts" => browser.post(&format!("{import}/accept"), &form).await,
            "accepts-late" if !edits => browser.post(&format!("{import}/late"), &form).await,
            "rejects" => browser.post(&format!("{import}/reject"), &form).await,
            "asks" => browser.post(&format!("{import}/ask"), &form).await,
            "sees" => browser.post(&format!("{at}/seen"), &[]).await,
            "cancels-order" => browser.post(&format!("{at}/cancel"), &form).await,
            "declines" => browser.post(&format!("{at}/decline"), &form).await,
            "undoes" => browser.post(&format!("{at}/undo"), &form).await,
            "sends" => browser.post(&format!("{at}/send-to-planning"), &form).await,
            "reports" => browser.post(&format!("{at}/stops"), &form).await,
            "edits" => return Some(changes(browser, &format!("{at}/edit"), line).await),
            _ => return None,
        };
        Some(answer(done).map(drop))
    }
}

/// Opens the form, types into it and sends it.
async fn changes(browser: &mut Browser, path: &str, line: &Line<'_>) -> Result<(), No> {
    let page = browser.get(path).await.expect(200);
    let shown = form(&page);
    if shown.is_empty() {
        // Greyed out: the page says why, and so does the answer to whoever posts all the same.
        let one = vec![("planning_instructions".to_owned(), "x".to_owned())];
        return post(browser, path, &one).await.map(drop);
    }
    post(browser, path, &typed(shown, line)).await.map(drop)
}

/// Opens the import's form, types into it and saves it; what was seen is what the line says was seen. Nothing where the page does not
/// offer to fix anything.
async fn decides_in_the_form(browser: &mut Browser, path: &str, line: &Line<'_>, seen: Seen) -> Option<Result<(), No>> {
    let page = browser.get(path).await.expect(200);
    let mut form = form(&page);
    if line.verb == "fixes" && !["<h1>Fix the error</h1>", "Nothing of yours was done"].iter().any(|words| page.body.contains(words)) {
        return None;
    }
    let stamps = [("revision", Some(seen.revision)), ("version", seen.order), ("late_reason", None)];
    form.retain(|(name, _)| stamps.iter().all(|(stamp, _)| *stamp != name));
    form.extend(stamps.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_string()))));
    form.push(("late_reason".to_owned(), line.because().to_owned()));
    Some(post(browser, path, &typed(form, line)).await.map(drop))
}

both! {
    async fn two_staff_who_decide_at_once_decide_once(app: &TestApp) {
        let yard = Yard::open(app, "vandorp").await;
        let mut pages = Pages::of(app, &yard).await;
        for (n, second) in ["reject", "accept", "ask", "reject", "accept", "reject"].into_iter().enumerate() {
            let submits = format!("Marit submits po-{n}");
            let order = pages.submits(&Line::read(&submits), app.app.ids.id(app.app.clock.now())).await.unwrap();
            let import = Now::of(&app.app, yard.organisation.id, order).await.imports.remove(0);
            let at = |act: &str| format!("{}/imports/{}/{act}", pages.built.operations.root, import.id);
            let (first, second) = (at("accept"), at(second));
            let revision = import.revision.to_string();
            let form = [("revision", revision.as_str()), ("reason", "full"), ("question", "which dock?")];
            let (mut ann, mut piet) = (pages.browsers["Ann"].clone(), pages.browsers["Piet"].clone());
            let (one, two) = tokio::join!(ann.post(&first, &form), piet.post(&second, &form));
            let statuses = [one.status.as_u16(), two.status.as_u16()];
            assert!(statuses == [303, 422] || statuses == [422, 303], "{second}: {statuses:?}");
            let (late, who) = if statuses[0] == 422 { (one, "Piet Bos") } else { (two, "Ann Smit") };
            assert!(late.body.contains(who) || late.body.contains("since you opened it"), "{}", late.body);
            let now = Now::of(&app.app, yard.organisation.id, order).await;
            assert_eq!((now.imports.len(), now.imports[0].revision), (1, import.revision + 1), "{now}");
        }
        assert_eq!(wrong(&app.app, &yard).await, Vec::<String>::new());
    }

    async fn what_is_set_while_a_form_is_open_is_told_and_nothing_typed_is_lost(app: &TestApp) {
        let yard = Yard::open(app, "vandorp").await;
        let mut pages = Pages::of(app, &yard).await;
        for (name, value) in [("create", "on"), ("updates", "on")] {
            set(app, &yard, name, value).await;
        }
        let order = pages.submits(&Line::read("Marit submits po-1"), app.app.ids.id(app.app.clock.now())).await.unwrap();
        let (mut marit, at) = (pages.browser_of("Marit"), format!("{}/orders/{order}", pages.built.contact.root));
        let mine = Line::read("Marit changes note=typed-before");
        let (edit, cancel) = (format!("{at}/edit"), format!("{at}/cancel"));
        let before = Now::of(&app.app, yard.organisation.id, order).await;
        let cancelling = [("seen", before.stood(false).to_string()), ("reason", "typed-before".to_owned())];
        let cancelling: Form = cancelling.map(|(name, value)| (name.to_owned(), value)).to_vec();
        for (name, meanwhile, again, edits, cancels) in [
            ("updates", "off", "on", Some("does not take changes here"), None),
            ("limit", "QUOTE", "PLANNED", Some("here until they are Quote"), None),
            ("cancel-limit", "QUOTE", "PLANNED", None, Some("here until they are Quote")),
            ("flow", "off", "on", Some("switched this off"), Some("switched this off")),
        ] {
            let filled = typed(form(&marit.get(&edit).await.expect(200)), &mine);
            set(app, &yard, name, meanwhile).await;
            for (path, filled, says) in [(&edit, filled, edits), (&cancel, cancelling.clone(), cancels)] {
                let Some(says) = says else { continue };
                let Err(No::Said(page)) = post(&mut marit, path, &filled).await else { panic!("{name} {meanwhile}: {path} was done") };
                assert!(page.contains(says) && page.contains("typed-before"), "{name} {meanwhile}: {page}");
            }
            assert_eq!(Now::of(&app.app, yard.organisation.id, order).await, before, "{name} {meanwhile}");
            set(app, &yard, name, again).await;
        }
        app.app.clock.set(app.app.clock.now() + jiff::Span::new().seconds(1));
        changes(&mut marit, &edit, &mine).await.unwrap();

        // Staff have it open while the service is withdrawn from its customer, the limit lowered, and the flow switched off.
        let import = Now::of(&app.app, yard.organisation.id, order).await.open().unwrap().clone();
        let (mut ann, desk) = (pages.browser_of("Ann"), format!("{}/imports/{}", pages.built.operations.root, import.id));
        let seen = |more: &[(&str, &str)]| {
            let stamps = [("revision", import.revision.to_string()), ("version", "1".to_owned())];
            let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            stamps.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(more).collect::<Form>()
        };
        ann.get(&desk).await.expect(200).says("data-key=\"a\"");
        app.sql("UPDATE transport_service SET selectable = 'NAMED' WHERE id = $1", kit::args![yard.service]).await;
        set(app, &yard, "limit", "QUOTE").await;
        set(app, &yard, "flow", "off").await;
        let waits = Now::of(&app.app, yard.organisation.id, order).await;
        let accept = format!("{desk}/accept");
        for (more, says) in [(vec![("clean", "on")], "Something is remarked about it by now"), (vec![("reason", " ")], "Say why")] {
            let Err(No::Said(page)) = post(&mut ann, &accept, &seen(&more)).await else { panic!("{more:?} was done") };
            assert!(page.contains(says) && page.contains("accept-reason"), "{page}");
            assert_eq!(Now::of(&app.app, yard.organisation.id, order).await, waits);
        }
        post(&mut ann, &accept, &seen(&[("reason", "agreed by telephone")])).await.unwrap();
        let now = Now::of(&app.app, yard.organisation.id, order).await;
        assert_eq!(now.to_string(), "TO_PLAN v2 | CREATE COMPLETED AUTOMATION, UPDATE COMPLETED CARRIER | po-1");
        assert_eq!(wrong(&app.app, &yard).await, Vec::<String>::new());
    }
}
