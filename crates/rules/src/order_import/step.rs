//! The table of rule 5.9: what an event does to an open import, as data that the actions carry out in one transaction.

use super::{Accept, Event, Kind, Remark, State, Verdict};

/// What happens to the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OrderEffect {
    /// Nothing.
    #[default]
    Nothing,
    /// It is made.
    Create,
    /// What [`crate::order_change::merge`] gave is written.
    ApplyMerged,
    /// It is cancelled.
    Cancel,
}

/// Which references are claimed afterwards (rule 5.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Claims {
    /// Those that are.
    #[default]
    Keep,
    /// What the new revision or the new import says, beside the order's own.
    AsRevised,
    /// What the order's document says now, and nothing else.
    AsOrder,
    /// None: what was submitted never became an order.
    Free,
}

/// What the customer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum News {
    /// The order is made.
    Accepted {
        /// Staff changed something first: "accepted with changes".
        with_changes: bool,
    },
    /// No order is made of it; with the reason.
    NotAccepted,
    /// The change is applied by staff.
    UpdateAccepted {
        /// Staff changed something first.
        with_changes: bool,
    },
    /// The order stays; with the reason.
    UpdateNotAccepted,
    /// The order is cancelled as asked.
    CancellationAccepted,
    /// The order stays; with the reason.
    CancellationNotAccepted,
}

/// What whoever caused the event gets to hear, where it is not simply done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Done.
    #[default]
    Done,
    /// The same was asked before and waits: the same answer as then.
    AlreadyAsked,
    /// The API's DUPLICATE: nothing was made.
    Duplicate,
    /// The order already is as the customer wanted it.
    AlreadySo,
}

/// What an event does. Everything in it belongs to one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The state of this import afterwards.
    pub then: State,
    /// What happens to the order.
    pub order: OrderEffect,
    /// Another import is opened for the order, judged so: carry out [`start`] for it.
    pub opens: Option<(Kind, Verdict)>,
    /// This import takes a new revision: what was sent replaces what waited, findings included.
    pub revised: bool,
    /// The difference is computed anew against the order as it is now.
    pub difference_anew: bool,
    /// What becomes of the claimed references.
    pub claims: Claims,
    /// The handling units are void: what was submitted became nothing, or the order is cancelled (rule 9.2).
    pub voids_units: bool,
    /// A remark is added.
    pub remark: Option<Remark>,
    /// Staff are told.
    pub tells_staff: bool,
    /// The customer is told.
    pub tells_customer: Option<News>,
    /// The answer.
    pub answer: Answer,
}

impl Step {
    fn to(then: State) -> Self {
        Self {
            then,
            order: OrderEffect::Nothing,
            opens: None,
            revised: false,
            difference_anew: false,
            claims: Claims::Keep,
            voids_units: false,
            remark: None,
            tells_staff: false,
            tells_customer: None,
            answer: Answer::Done,
        }
    }

    fn remarked(self, remark: Remark) -> Self {
        Self { remark: Some(remark), ..self }
    }
}

/// Why an event does nothing to an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// It is decided: who, what and when is added at the edge.
    Final(State),
    /// There is no order yet: this cannot happen to a create.
    NoOrderYet,
    /// A cancellation waits: *Take it back* first.
    CancellationWaits,
    /// In error: only *Fix the error* or *Accept late…*.
    InError,
    /// Not in error: there is nothing to fix, and nothing late.
    NotInError,
    /// What was corrected is still too late: *Accept late…*, or another date.
    StillInError,
    /// An order is not made for a day that is over: another collection date first.
    NewDateNeeded,
    /// Somebody must choose for each field both sides changed.
    ChoiceNeeded,
    /// A collection has begun: reject only.
    CollectionBegun,
}

/// What opening an import does, as it was judged: applied at once, or waiting.
#[must_use]
pub fn start(kind: Kind, verdict: Verdict) -> Step {
    let claims = if kind == Kind::Cancel { Claims::Keep } else { Claims::AsRevised };
    let begun = Step { claims, tells_staff: true, ..Step::to(verdict.state()) };
    match verdict {
        Verdict::Apply => applied(kind, false, begun),
        Verdict::Wait | Verdict::Error => begun,
    }
}

/// What an event does to an import of this kind in this state. Nothing but a repeated message, which makes nothing and gets
/// its DUPLICATE, is answered by a final one.
pub fn step(kind: Kind, state: State, event: &Event) -> Result<Step, Refused> {
    let stays = Step::to(state);
    if *event == Event::SameMessageAgain {
        return Ok(Step { answer: Answer::Duplicate, ..stays });
    }
    if !state.is_open() {
        return Err(Refused::Final(state));
    }
    match *event {
        Event::CustomerSendsChange(verdict) => customer_sends_change(kind, verdict),
        Event::CustomerCancels(verdict) => Ok(customer_cancels(kind, verdict, stays)),
        Event::CustomerTakesBack => Ok(ended(kind, State::Withdrawn)),
        Event::StaffAccept(facts) => match state {
            State::Error if kind != Kind::Cancel => Err(Refused::InError),
            _ => accept(kind, facts),
        },
        Event::StaffFixError(_) | Event::StaffAcceptLate(_) if state != State::Error || kind == Kind::Cancel => Err(Refused::NotInError),
        Event::StaffFixError(facts) if facts.errors => Err(Refused::StillInError),
        Event::StaffFixError(facts) => accept(kind, facts),
        Event::StaffAcceptLate(facts) => accept(kind, facts).map(|step| step.remarked(Remark::AcceptedLate)),
        Event::StaffReject => Ok(rejected(kind)),
        Event::StaffEditOrder { .. } | Event::StaffCancelOrder | Event::CollectionBegan | Event::PastLimit if kind == Kind::Create => {
            Err(Refused::NoOrderYet)
        }
        Event::StaffEditOrder { empty_difference } => Ok(order_edited(kind, empty_difference, stays)),
        Event::StaffCancelOrder => Ok(order_cancelled(kind)),
        Event::CollectionBegan => Ok(stays.remarked(Remark::CollectionBegun)),
        Event::PastLimit => Ok(stays.remarked(Remark::PastLimit)),
        Event::ServiceWithdrawn if kind != Kind::Cancel => Ok(stays.remarked(Remark::ServiceNotPermitted)),
        Event::StandingBecame(standing) if kind != Kind::Cancel => Ok(Step { remark: Remark::of_standing(standing), ..stays }),
        Event::CollectionDatePassed => Ok(Step { tells_staff: kind == Kind::Create, ..stays.remarked(Remark::DatePassed) }),
        Event::ServiceWithdrawn
        | Event::StandingBecame(_)
        | Event::FlowOff
        | Event::UpdatesOff
        | Event::AutomationOn
        | Event::SameMessageAgain
        | Event::Fault => Ok(stays),
    }
}

/// A waiting create is revised in place; a waiting update makes way for one against the order as it is.
fn customer_sends_change(kind: Kind, verdict: Verdict) -> Result<Step, Refused> {
    match kind {
        Kind::Create => Ok(Step { revised: true, ..start(Kind::Create, verdict) }),
        Kind::Update => {
            let superseded = Step::to(State::Superseded);
            Ok(Step { opens: Some((Kind::Update, verdict)), claims: Claims::AsOrder, ..superseded })
        }
        Kind::Cancel => Err(Refused::CancellationWaits),
    }
}

fn customer_cancels(kind: Kind, verdict: Verdict, stays: Step) -> Step {
    match kind {
        Kind::Create => ended(kind, State::Withdrawn),
        Kind::Update => Step { opens: Some((Kind::Cancel, verdict)), ..ended(kind, State::Superseded) },
        Kind::Cancel => Step { answer: Answer::AlreadyAsked, ..stays },
    }
}

/// Staff accept: refused for what no reason can mend, else applied.
fn accept(kind: Kind, facts: Accept) -> Result<Step, Refused> {
    match kind {
        Kind::Create if facts.date_passed => Err(Refused::NewDateNeeded),
        Kind::Update if facts.conflict => Err(Refused::ChoiceNeeded),
        Kind::Update | Kind::Cancel if facts.collection_begun => Err(Refused::CollectionBegun),
        Kind::Create | Kind::Update | Kind::Cancel => {
            let news = match kind {
                Kind::Create => News::Accepted { with_changes: facts.edited },
                Kind::Update => News::UpdateAccepted { with_changes: facts.edited },
                Kind::Cancel => News::CancellationAccepted,
            };
            Ok(Step { tells_customer: Some(news), ..applied(kind, true, Step::to(State::Completed)) })
        }
    }
}

/// An import applied, by automation or by staff.
fn applied(kind: Kind, by_staff: bool, from: Step) -> Step {
    let order = match kind {
        Kind::Create => OrderEffect::Create,
        Kind::Update => OrderEffect::ApplyMerged,
        Kind::Cancel => OrderEffect::Cancel,
    };
    let claims = if kind == Kind::Cancel { Claims::Keep } else { Claims::AsOrder };
    Step { then: State::Completed, order, claims, voids_units: kind == Kind::Cancel, tells_staff: !by_staff, ..from }
}

fn rejected(kind: Kind) -> Step {
    let news = match kind {
        Kind::Create => News::NotAccepted,
        Kind::Update => News::UpdateNotAccepted,
        Kind::Cancel => News::CancellationNotAccepted,
    };
    Step { tells_customer: Some(news), ..ended(kind, State::Rejected) }
}

/// An import that ends without being applied: a create leaves nothing behind, the others leave the order as it is.
fn ended(kind: Kind, then: State) -> Step {
    let claims = match kind {
        Kind::Create => Claims::Free,
        Kind::Update => Claims::AsOrder,
        Kind::Cancel => Claims::Keep,
    };
    Step { claims, voids_units: kind == Kind::Create, ..Step::to(then) }
}

fn order_edited(kind: Kind, empty_difference: bool, stays: Step) -> Step {
    match kind {
        Kind::Update if empty_difference => Step { claims: Claims::AsOrder, answer: Answer::AlreadySo, ..Step::to(State::Completed) },
        Kind::Update => Step { difference_anew: true, ..stays },
        Kind::Create | Kind::Cancel => stays,
    }
}

/// Staff cancelled the order by an act of its own, which tells the customer: the import only ends.
fn order_cancelled(kind: Kind) -> Step {
    match kind {
        Kind::Create | Kind::Update => ended(kind, State::Superseded),
        Kind::Cancel => Step::to(State::Completed),
    }
}
