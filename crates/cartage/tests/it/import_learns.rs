//! How does my customer know? Whatever becomes of a submission, the open page of whoever sent it hears of it within a second and says
//! it with its reason, and the mail is in the outbox by then (5.11, 10.1, 10.2); against `import_learns.txt`.

use cartage::order_import::Seen;
use cartage::orders::OrderId;
use kit::args;
use kit::db::DbError;
use testkit::{Browser, TestApp, both};

use crate::import_acts::{Line, set};
use crate::import_hands::OrderSeen;
use crate::import_house::{No, Now, Yard, wrong};
use crate::import_pages::Pages;

const TABLE: &str = include_str!("import_learns.txt");
/// Outcomes, and what of them the customer learns.
const ROWS: (usize, usize) = (31, 35);
const SECOND: u64 = 1_000;

/// One outcome on its way.
struct Story<'a> {
    app: &'a TestApp,
    yard: Yard,
    pages: Pages,
    order: Option<OrderId>,
}

/// What is between the bars.
struct Learns<'a> {
    badges: Vec<&'a str>,
    says: Vec<&'a str>,
    subject: &'a str,
    writes: Vec<&'a str>,
}

impl<'a> Learns<'a> {
    fn read(line: &'a str) -> Option<Learns<'a>> {
        let cells: Vec<&str> = line.split('|').skip(1).map(str::trim).collect();
        let [badges, says, subject, writes] = cells.as_slice() else { return None };
        let several = |cell: &'a str| cell.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
        Some(Learns { badges: several(badges), says: several(says), subject, writes: several(writes) })
    }
}

impl Story<'_> {
    async fn act(&mut self, line: &Line<'_>) -> Result<(), No> {
        let clock = &self.app.app.clock;
        clock.set(clock.now() + jiff::Span::new().seconds(1));
        match (line.who, line.verb) {
            ("world", "cut-off") => {
                let sql = "UPDATE transport_service SET cut_off = 'SAME_DAY', cut_off_time = '09:00' WHERE id = $1";
                self.app.sql(sql, args![self.yard.service]).await;
            }
            ("world", _) => {
                for (name, value) in &line.values {
                    set(self.app, &self.yard, name, value).await;
                }
            }
            (_, "submits") => self.order = Some(self.pages.submits(line, self.app.app.ids.id(clock.now())).await?),
            ("Marit" | "Joost", _) => {
                let stood = self.now().await.stood(false).to_string();
                self.pages.contact(line, self.order.unwrap(), &stood).await.unwrap()?;
            }
            _ => {
                let now = self.now().await;
                let import = now.open().or(now.imports.last()).unwrap();
                let version = now.order.as_ref().map(|order| order.version);
                let seen = Seen { import: import.id, revision: import.revision, order: version };
                let order = OrderSeen { order: import.order_id, version: version.unwrap_or_default() };
                self.pages.staff(line, seen, order).await.unwrap()?;
            }
        }
        Ok(())
    }

    async fn now(&self) -> Now {
        Now::of(&self.app.app, self.yard.organisation.id, self.order.unwrap()).await
    }

    /// Everything in the outbox for Marit.
    async fn mails(&self) -> Vec<String> {
        let sql = "SELECT payload FROM outbox WHERE tenant = $1 AND receiver LIKE 'marit%' ORDER BY id";
        let organisation = self.yard.organisation.id;
        let read =
            self.app.app.db.read::<Vec<(String,)>, DbError, _>(move |tx| Box::pin(async move { tx.all(sql, args![organisation]).await }));
        read.await.unwrap().into_iter().map(|(mail,)| mail).collect()
    }

    /// What is wrong with what Marit learns of an act.
    async fn learns(&mut self, line: &str, learns: &Learns<'_>) -> Vec<String> {
        let (root, order) = (self.yard.contacts[0].login.root.clone(), self.order.unwrap());
        let path = format!("{root}/orders/{order}");
        let mut marit: Browser = self.pages.browser_of("Marit");
        let open = marit.get(&path).await.expect(200).body;
        let (at, channel) = (between(&open, "data-as-of=\"", "\""), format!("{}/{order}", root.trim_start_matches('/')));
        let mut stream = marit.stream(&format!("/live?c={channel}@{at}")).await;
        let had = self.mails().await.len();
        let began = std::time::Instant::now();
        if let Err(no) = self.act(&Line::read(line)).await {
            return vec![format!("{no:?}")];
        }
        let sent = self.mails().await.split_off(had);
        let heard = stream.next(SECOND).await;
        let page = marit.get(&path).await.expect(200).body;
        let mut wrong = Vec::new();
        let took = began.elapsed().as_millis();
        if !heard.starts_with(&format!("changed {{\"channel\":\"{channel}\"")) || took > u128::from(2 * SECOND) {
            wrong.push(format!("heard {heard} after {took} ms"));
        }
        let badges = badges(&page);
        if badges != learns.badges {
            wrong.push(format!("its badges are {badges:?}"));
        }
        let main = between(&page, "<main", "</main>");
        wrong.extend(learns.says.iter().filter(|words| !main.contains(**words)).map(|words| format!("the page does not say {words}")));
        let code = between(between(main, "submission code <span class=\"mono\"", "</span>"), ">", "");
        let subject = format!("\"subject\":\"{}\"", learns.subject.replace("{code}", code));
        match sent.as_slice() {
            [] if learns.subject == "-" => {}
            [mail] if mail.contains(&subject) => {
                wrong.extend(
                    learns.writes.iter().filter(|words| !mail.contains(**words)).map(|words| format!("{mail} does not say {words}")),
                );
                if !mail.contains(&path) {
                    wrong.push(format!("{mail} does not lead to {path}"));
                }
            }
            other => wrong.push(format!("{subject}: {other:?}")),
        }
        // What staff write for themselves is not theirs to read.
        for own in ["between us", "telephoned"] {
            if main.contains(own) || sent.iter().any(|mail| mail.contains(own)) {
                wrong.push(format!("they read {own}"));
            }
        }
        wrong
    }
}

/// What stands between two marks; to the end for none.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).map_or("", |(_, rest)| rest);
    if to.is_empty() { rest } else { rest.split_once(to).map_or(rest, |(within, _)| within) }
}

/// The words of the badges beside the heading.
fn badges(page: &str) -> Vec<&str> {
    let beside = between(between(page, "<h1>", ""), "<span class=\"badges\">", "<div class=\"acts\">");
    beside.split("<span class=\"badge").skip(1).map(|badge| between(badge, ">", "<")).collect()
}

both! {
    async fn whatever_is_decided_the_customer_knows_within_a_second(app: &TestApp) {
        let stories: Vec<&str> = TABLE.split("\n== ").skip(1).collect();
        let learned = TABLE.lines().filter(|line| !line.starts_with('#') && Learns::read(line).is_some()).count();
        assert_eq!((stories.len(), learned), ROWS);
        let mut failed = Vec::new();
        for (n, story) in stories.into_iter().enumerate() {
            app.set_clock(testkit::MONDAY_10);
            let yard = Yard::open(app, &format!("yard-{n}")).await;
            for contact in &yard.contacts {
                // They want every mail at once.
                let kinds = rules::telling::Kind::OF_CONTACTS.map(|kind| format!("{}=AT_ONCE", kind.as_str())).join(" ");
                let sql = "INSERT INTO notification_choice (membership, organisation, contact, digest_hour, choices, version) VALUES ($1, $2, $1, 17, $3, 1)";
                app.sql(sql, args![contact.login.membership, yard.organisation.id, kinds]).await;
            }
            let pages = Pages::of(app, &yard).await;
            let mut told = Story { app, yard, pages, order: None };
            let (title, lines) = story.split_once('\n').unwrap();
            for line in lines.lines().filter(|line| !line.trim().is_empty()) {
                let wrong = match Learns::read(line) {
                    Some(learns) => told.learns(line, &learns).await,
                    None => told.act(&Line::read(line)).await.err().map(|no| format!("{no:?}")).into_iter().collect(),
                };
                failed.extend(wrong.into_iter().map(|words| format!("{title}\n  {line}\n  {words}")));
            }
            failed.extend(wrong(&app.app, &told.yard).await.into_iter().map(|words| format!("{title}\n  {words}")));
        }
        assert!(failed.is_empty(), "{} of it is otherwise:\n{}", failed.len(), failed.join("\n"));
    }
}
