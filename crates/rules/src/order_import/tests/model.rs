//! One order and its imports, kept in memory by carrying out what [`step`] and [`start`] say: what the actions do in a
//! database, small enough to be driven through thousands of histories.

use std::collections::BTreeSet;

use super::super::*;
use crate::order::{OrderDocument, PartId};
use crate::order_change::tests::edits::{Edit, edited};
use crate::order_change::{Choice, Operation, Terms, changes, merge};
use crate::order_status::OrderStatus;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Import {
    pub(super) kind: Kind,
    pub(super) state: State,
    pub(super) findings: Findings,
    /// What was submitted, of a create.
    pub(super) document: OrderDocument,
    /// What is to change, of an update.
    pub(super) operations: Vec<Operation>,
    pub(super) applied: usize,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) switches: Switches,
    pub(super) imports: Vec<Import>,
    /// The order's document, once there is an order.
    pub(super) order: Option<OrderDocument>,
    pub(super) status: OrderStatus,
    pub(super) begun: BTreeSet<PartId>,
    pub(super) claimed: BTreeSet<Option<String>>,
    pub(super) units_void: bool,
    /// The order's document as the last accept or automation previewed it.
    pub(super) previewed: Option<OrderDocument>,
    turn: usize,
}

/// What somebody does, or what happens.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Send {
        edits: Vec<Edit>,
        late: bool,
        remark: bool,
    },
    Cancel,
    TakeBack,
    Accept {
        choose: bool,
    },
    Fix,
    AcceptLate,
    StaffEdit(Vec<Edit>),
    StaffCancel,
    Begin,
    Move(OrderStatus),
    Set(Switches),
    /// Anything of the table that only ever remarks or refuses.
    Plain(Event),
}

impl World {
    pub(super) fn new(submitted: OrderDocument, switches: Switches, late: bool) -> Self {
        let mut world = Self {
            switches,
            imports: Vec::new(),
            order: None,
            status: OrderStatus::ToPlan,
            begun: BTreeSet::new(),
            claimed: BTreeSet::new(),
            units_void: false,
            previewed: None,
            turn: 0,
        };
        world.open(Kind::Create, submitted, Vec::new(), findings(late, false));
        world
    }

    pub(super) fn open_import(&self) -> Option<usize> {
        self.imports.iter().position(|import| import.state.is_open())
    }

    fn effective(&self) -> Effective {
        effective(&self.switches, &Overrides::default())
    }

    fn may(&self, ask: fn(&Facts<'_>) -> Result<(), WhyNot>) -> bool {
        let open = self.open_import().map(|index| self.imports[index].kind);
        let stage = match &self.order {
            Some(_) => Stage::Order { status: self.status, collection_begun: !self.begun.is_empty(), open },
            None if open.is_some() => Stage::WaitingCreate,
            None => Stage::NeverMade,
        };
        ask(&Facts { settings: &self.effective(), origin: Origin::Portal, stage }).is_ok()
    }

    /// Does it, if it may be done: `false` when somebody was refused.
    pub(super) fn act(&mut self, act: &Act) -> bool {
        self.turn += 1;
        match act {
            Act::Send { edits, late, remark } => self.may(may_edit) && self.send(edits, findings(*late, *remark)),
            Act::Cancel => self.may(may_cancel) && self.cancel(),
            Act::TakeBack => self.may(may_take_back) && self.on_open(&Event::CustomerTakesBack, &Terms::default()),
            Act::Accept { choose } => self.accept(*choose, Event::StaffAccept),
            Act::Fix => self.accept(true, Event::StaffFixError),
            Act::AcceptLate => self.accept(true, Event::StaffAcceptLate),
            Act::StaffEdit(edits) => self.staff_edit(edits),
            Act::StaffCancel => self.staff_cancel(),
            Act::Begin => self.begin(),
            Act::Move(status) => self.move_to(*status),
            Act::Set(switches) => self.set(*switches),
            Act::Plain(event) => self.on_open(event, &Terms::default()),
        }
    }

    fn send(&mut self, edits: &[Edit], findings: Findings) -> bool {
        let Some(base) = self.order.clone() else { return self.revise(edits, findings) };
        let revised = edited(&base, &format!("a{}", self.turn), edits);
        let operations = changes(&base, &revised).unwrap();
        let verdict = judge(Kind::Update, &self.effective(), &findings);
        match self.open_import() {
            None => self.open(Kind::Update, OrderDocument::default(), operations, findings),
            Some(index) => {
                let Ok(step) = step(self.imports[index].kind, self.imports[index].state, &Event::CustomerSendsChange(verdict)) else {
                    return false;
                };
                assert_eq!(step.opens, Some((Kind::Update, verdict)));
                self.carry_out(index, &step, None);
                self.open(Kind::Update, OrderDocument::default(), operations, findings);
            }
        }
        true
    }

    fn revise(&mut self, edits: &[Edit], findings: Findings) -> bool {
        let Some(index) = self.open_import() else { return false };
        let verdict = judge(Kind::Create, &self.effective(), &findings);
        let step = step(Kind::Create, self.imports[index].state, &Event::CustomerSendsChange(verdict)).unwrap();
        assert!(step.revised);
        let import = &mut self.imports[index];
        import.document = edited(&import.document, &format!("a{}", self.turn), edits);
        import.findings = findings;
        let preview = self.imports[index].document.clone();
        self.carry_out(index, &step, Some(preview));
        true
    }

    fn cancel(&mut self) -> bool {
        let verdict = judge(Kind::Cancel, &self.effective(), &Findings::default());
        let Some(index) = self.open_import() else {
            self.open(Kind::Cancel, OrderDocument::default(), Vec::new(), Findings::default());
            return true;
        };
        let import = &self.imports[index];
        let step = step(import.kind, import.state, &Event::CustomerCancels(verdict)).unwrap();
        self.carry_out(index, &step, None);
        if step.opens.is_some() {
            self.open(Kind::Cancel, OrderDocument::default(), Vec::new(), Findings::default());
        }
        true
    }

    fn accept(&mut self, choose: bool, event: fn(Accept) -> Event) -> bool {
        let Some(index) = self.open_import() else { return false };
        let mut terms = Terms { begun: self.begun.clone(), ..Terms::default() };
        let mut facts = Accept { collection_begun: !self.begun.is_empty(), ..Accept::default() };
        if let (Kind::Update, Some(order)) = (self.imports[index].kind, &self.order) {
            let operations = &self.imports[index].operations;
            let first = merge(order, operations, &terms).unwrap();
            if choose {
                terms.choices = first.conflicts.iter().map(|conflict| (conflict.path.clone(), Choice::Current)).collect();
            }
            let merged = merge(order, operations, &terms).unwrap();
            facts = Accept { conflict: !merged.conflicts.is_empty(), collection_begun: merged.is_out_of_reach(), ..facts };
        }
        self.on_open(&event(facts), &terms)
    }

    /// An event on the import that waits, applied as it would be previewed under these terms.
    fn on_open(&mut self, event: &Event, terms: &Terms) -> bool {
        let Some(index) = self.open_import() else { return false };
        let import = &self.imports[index];
        let Ok(step) = step(import.kind, import.state, event) else { return false };
        let preview = self.preview(index, terms);
        self.carry_out(index, &step, preview);
        true
    }

    fn preview(&self, index: usize, terms: &Terms) -> Option<OrderDocument> {
        let import = &self.imports[index];
        match (import.kind, &self.order) {
            (Kind::Create, _) => Some(import.document.clone()),
            (Kind::Update, Some(order)) => Some(merge(order, &import.operations, terms).unwrap().document),
            _ => None,
        }
    }

    fn staff_edit(&mut self, edits: &[Edit]) -> bool {
        let Some(order) = self.order.as_ref().filter(|_| self.status != OrderStatus::Cancelled) else { return false };
        let revised = edited(order, &format!("b{}", self.turn), edits);
        self.claimed.remove(&order.reference);
        self.claimed.insert(revised.reference.clone());
        self.order = Some(revised);
        let Some(index) = self.open_import() else { return true };
        let empty = merge(self.order.as_ref().unwrap(), &self.imports[index].operations, &Terms::default()).unwrap().is_already_so();
        self.on_open(&Event::StaffEditOrder { empty_difference: empty }, &Terms::default());
        self.claim();
        true
    }

    fn staff_cancel(&mut self) -> bool {
        if self.order.is_none() || crate::order_status::cancel(self.status).is_err() {
            return false;
        }
        self.on_open(&Event::StaffCancelOrder, &Terms::default());
        (self.status, self.units_void) = (OrderStatus::Cancelled, true);
        true
    }

    fn begin(&mut self) -> bool {
        let Some(order) = self.order.as_ref().filter(|_| self.status != OrderStatus::Cancelled) else { return false };
        self.begun.extend(order.consignments.first().map(|consignment| consignment.collection.id.clone()));
        self.on_open(&Event::CollectionBegan, &Terms::default());
        true
    }

    fn move_to(&mut self, status: OrderStatus) -> bool {
        if self.order.is_none() || self.status == OrderStatus::Cancelled {
            return false;
        }
        self.status = status;
        let limits = [self.switches.update_limit, self.switches.cancel_limit];
        !limits.iter().all(|limit| limit.allows(status)) && self.on_open(&Event::PastLimit, &Terms::default())
    }

    fn set(&mut self, switches: Switches) -> bool {
        self.switches = switches;
        let event = if switches.enabled { Event::AutomationOn } else { Event::FlowOff };
        self.on_open(&event, &Terms::default())
    }

    fn open(&mut self, kind: Kind, document: OrderDocument, operations: Vec<Operation>, findings: Findings) {
        let verdict = judge(kind, &self.effective(), &findings);
        self.imports.push(Import { kind, state: State::Waiting, findings, document, operations, applied: 0 });
        let index = self.imports.len() - 1;
        let preview = self.preview(index, &Terms { begun: self.begun.clone(), ..Terms::default() });
        self.carry_out(index, &start(kind, verdict), preview);
    }

    fn carry_out(&mut self, index: usize, step: &Step, preview: Option<OrderDocument>) {
        let import = &mut self.imports[index];
        import.state = step.then;
        if let Some(remark) = step.remark {
            import.findings.remark(remark, None);
        }
        import.applied += usize::from(step.order != OrderEffect::Nothing);
        match step.order {
            OrderEffect::Nothing => {}
            OrderEffect::Create | OrderEffect::ApplyMerged => {
                self.previewed = preview.clone();
                self.order = preview;
            }
            OrderEffect::Cancel => self.status = OrderStatus::Cancelled,
        }
        self.units_void |= step.voids_units;
        match step.claims {
            Claims::Keep => {}
            Claims::AsRevised | Claims::AsOrder => self.claim(),
            Claims::Free => self.claimed.clear(),
        }
    }

    /// The order's reference, and beside it what the open import says.
    fn claim(&mut self) {
        let open = self.open_import().map(|index| &self.imports[index]);
        let proposed = open.and_then(|import| match import.kind {
            Kind::Create => Some(import.document.reference.clone()),
            Kind::Update => import
                .operations
                .iter()
                .find(|operation| operation.is_of_order("reference"))
                .map(|operation| operation.to.as_ref().and_then(|to| to.as_str()).map(str::to_owned)),
            Kind::Cancel => None,
        });
        self.claimed = self.order.iter().map(|order| order.reference.clone()).chain(proposed).collect();
    }

    /// The references that must be claimed, whatever happened.
    pub(super) fn due_claims(&self) -> BTreeSet<Option<String>> {
        let mut due = self.clone();
        due.claim();
        due.claimed
    }
}

fn findings(late: bool, remark: bool) -> Findings {
    let mut findings = Findings::default();
    if late {
        findings.block(ImportError::UnknownLocation { named: "dock 4".to_owned() }, None);
    }
    if remark {
        findings.remark(Remark::Warning, None);
    }
    findings
}
