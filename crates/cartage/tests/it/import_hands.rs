//! What contacts and staff do, each as one act.

use cartage::app::App;
use cartage::charges::PriceSeen;
use cartage::customers::CustomerId;
use cartage::order_import::{self, Asker, Cancelled, Change, Changed, Decision, NotChanged, Seen, Stood};
use cartage::orders::acts::{self, Desk, Edit, Report, Why};
use cartage::orders::{self, Form, NotSubmitted, OrderId, Submitted};
use cartage::viewer::Viewer;
use rules::creation_status::Side;
use rules::order::OrderDocument;
use rules::order_status::StopState;
use uuid::Uuid;

use crate::import_house::{Hand, No};

/// As staff saw an order.
pub(crate) type OrderSeen = acts::Seen;

impl Hand {
    fn asker(&self, order: OrderId, seen: Stood) -> Asker {
        Asker { scope: self.scope(), contact: self.login.membership.into(), house: self.house(), order, seen }
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk { scope: self.scope(), zone: self.carrier().zone.clone(), house: self.house() }
    }

    pub(crate) async fn submit(&self, app: &App, customer: CustomerId, submission: Uuid, document: OrderDocument) -> Result<Submitted, No> {
        let form = Form {
            submission,
            membership: self.login.membership,
            customer,
            document,
            side: Side::Customer,
            stated: None,
            reason: None,
            keep: Vec::new(),
            house: self.house(),
        };
        let digest = orders::digest(&form);
        let act = app.act_or::<_, NotSubmitted, _>(self, move |tx, act| Box::pin(orders::submit(tx, act, form, digest)));
        Ok(act.await?)
    }

    pub(crate) async fn change(
        &self,
        app: &App,
        (order, seen): (OrderId, Stood),
        submission: Uuid,
        document: OrderDocument,
    ) -> Result<Changed, No> {
        let digest = kit::secret::sha256(document.to_json().as_bytes()).to_vec();
        let change = Change { asker: self.asker(order, seen), submission, document };
        let act = app.act_or::<_, NotChanged, _>(self, move |tx, act| Box::pin(order_import::change(tx, act, change, digest)));
        Ok(act.await?)
    }

    pub(crate) async fn cancel(&self, app: &App, (order, seen): (OrderId, Stood), wish: &str) -> Result<Cancelled, No> {
        let (asker, wish) = (self.asker(order, seen), wish.to_owned());
        let act = app.act(self, move |tx, act| Box::pin(async move { order_import::cancel(tx, act, &asker, &wish).await }));
        Ok(act.await?)
    }

    pub(crate) async fn take_back(&self, app: &App, (order, seen): (OrderId, Stood)) -> Result<(), No> {
        let asker = self.asker(order, seen);
        let act = app.act(self, move |tx, act| Box::pin(async move { order_import::take_back(tx, act, &asker).await }));
        Ok(act.await?)
    }

    pub(crate) async fn answer(&self, app: &App, order: OrderId, text: &str) -> Result<(), No> {
        let (scope, text) = (self.scope(), text.to_owned());
        let act = app.act(self, move |tx, act| Box::pin(async move { order_import::answer(tx, act, scope, order, &text).await }));
        Ok(act.await?)
    }

    /// Sees what the other side did.
    pub(crate) async fn look(&self, app: &App, order: OrderId) -> Result<(), No> {
        let scope = self.scope();
        let act = app.act(self, move |tx, act| {
            Box::pin(async move {
                match scope.customer {
                    Some(_) => order_import::seen_by_customer(tx, act, scope, order).await,
                    None => order_import::seen_by_staff(tx, act, scope, order).await,
                }
            })
        });
        Ok(act.await?)
    }

    pub(crate) async fn accept(&self, app: &App, decision: Decision) -> Result<(), No> {
        let act = app.act_or::<_, NotChanged, _>(self, move |tx, act| {
            Box::pin(async move { order_import::accept(tx, act, decision).await.map(drop) })
        });
        Ok(act.await?)
    }

    pub(crate) async fn reject(&self, app: &App, seen: Seen, reason: &str) -> Result<(), No> {
        let (desk, why) = (self.desk(), Why { reason: reason.to_owned(), note: "between us".into() });
        let act = app.act(self, move |tx, act| Box::pin(async move { order_import::reject(tx, act, &desk, seen, &why).await }));
        Ok(act.await?)
    }

    pub(crate) async fn ask(&self, app: &App, seen: Seen, question: &str) -> Result<(), No> {
        let (desk, question) = (self.desk(), question.to_owned());
        let act = app.act(self, move |tx, act| Box::pin(async move { order_import::ask(tx, act, &desk, seen, &question).await }));
        Ok(act.await?)
    }

    /// Cancels the order, or declines the quote.
    pub(crate) async fn end(&self, app: &App, seen: OrderSeen, decline: bool, reason: &str) -> Result<(), No> {
        let (desk, why) = (self.desk(), Why { reason: reason.to_owned(), note: String::new() });
        let act = app.act(self, move |tx, act| {
            Box::pin(async move {
                if decline { acts::decline(tx, act, &desk, seen, &why).await } else { acts::cancel(tx, act, &desk, seen, &why).await }
            })
        });
        Ok(act.await?)
    }

    pub(crate) async fn undo(&self, app: &App, seen: OrderSeen) -> Result<(), No> {
        let desk = self.desk();
        let act = app.act(self, move |tx, act| Box::pin(async move { acts::undo(tx, act, &desk, seen).await.map(drop) }));
        Ok(act.await?)
    }

    pub(crate) async fn send(&self, app: &App, order: OrderId) -> Result<(), No> {
        let desk = self.desk();
        let act = app.act(self, move |tx, act| Box::pin(async move { acts::send_to_planning(tx, act, &desk, order).await.map(drop) }));
        Ok(act.await?)
    }

    /// Reports stops; none for every stop that is not that far yet.
    pub(crate) async fn report(&self, app: &App, seen: OrderSeen, stops: Vec<String>, to: StopState) -> Result<(), No> {
        let (desk, report) = (self.desk(), Report { seen, stops, to });
        let act = app.act(self, move |tx, act| Box::pin(async move { acts::report_stops(tx, act, &desk, report).await }));
        Ok(act.await?)
    }

    /// Writes another document into an order.
    pub(crate) async fn edit(&self, app: &App, seen: OrderSeen, document: OrderDocument) -> Result<(), No> {
        let (desk, edit) = (self.desk(), Edit { seen, document, reason: "agreed".into(), price: PriceSeen::NotAsked });
        let act =
            app.act_or::<_, NotChanged, _>(self, move |tx, act| Box::pin(async move { acts::edit(tx, act, &desk, edit).await.map(drop) }));
        Ok(act.await?)
    }
}
