//! The charges of an order as its page shows them: at the desk all of them with what may be done next, in the portal what reaches the
//! customer, and what waits for their yes or no. Totals stand apart: agreed, pending, rejected.

use jiff::tz::TimeZone;
use rules::charge::{Approval, AsSeen, Charge, Invoicing, SeenApproval, Totals, as_customer_sees, seen_totals, totals};
use rules::money::Money;

use super::refused::answered_by;
use super::table::{ChargeRow, OrderPriceRow};
use super::words;
use crate::failure::Failure;
use crate::shell::says;

/// The panel of the order's page.
pub(crate) struct Panel {
    pub(crate) rows: Vec<Line>,
    pub(crate) sums: Vec<Sum>,
    /// Where staff add one; none for others.
    pub(crate) add: Option<String>,
    /// What is to be known about all of them; empty for nothing.
    pub(crate) note: String,
    /// What the sum of what is not decided is called.
    pub(crate) pending: &'static str,
    /// At the desk: how a rate card priced the order.
    pub(crate) price: Option<PriceShown>,
}

/// How a rate card priced an order, to staff.
pub(crate) struct PriceShown {
    /// The card's name and page; none where no card priced it.
    pub(crate) card: Option<(String, String)>,
    /// Why it has no price.
    pub(crate) missing: Vec<String>,
    /// Who said, and when, that the charges do not follow the order; empty where they do.
    pub(crate) left_alone: String,
    /// Where it is priced anew; none for those who may not.
    pub(crate) page: Option<String>,
}

impl PriceShown {
    /// As it was priced; `root` is the desk's address, `here` the order's.
    pub(crate) fn of(priced: Option<&(OrderPriceRow, String)>, (root, here): (&str, &str), zone: &TimeZone, may: bool) -> PriceShown {
        let page = may.then(|| format!("{here}/price"));
        let Some((row, name)) = priced else {
            return PriceShown { card: None, missing: Vec::new(), left_alone: String::new(), page };
        };
        let left_alone = row.left_alone_at.map(|at| {
            let by = row.left_alone_by.as_deref().unwrap_or("somebody");
            format!("left alone by {by}, {}", says::instant(at, zone))
        });
        PriceShown {
            card: Some((name.clone(), format!("{root}/rate-cards/{}", row.rate_card))),
            missing: row.missing.lines().map(str::to_owned).collect(),
            left_alone: left_alone.unwrap_or_default(),
            page,
        }
    }
}

/// How an amount came about, where it still is what was computed.
fn explained(row: &ChargeRow, amount: Money) -> Result<String, Failure> {
    let how = row.how()?.filter(|how| how.amount(amount.currency) == Some(amount.minor));
    Ok(how.map(|how| how.words(amount.currency)).unwrap_or_default())
}

/// A charge.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Its page; none for those who may do nothing there.
    pub(crate) href: Option<String>,
    pub(crate) amount: String,
    /// How the amount came about, to be done again by hand; empty where nobody computed it.
    pub(crate) how: String,
    /// What was agreed before; empty for none.
    pub(crate) agreed: String,
    pub(crate) word: &'static str,
    pub(crate) class: &'static str,
    /// Who did what when; empty for nothing.
    pub(crate) who: String,
    /// Why it was rejected; empty for none.
    pub(crate) reason: String,
    /// Empty while it is to be invoiced as any other.
    pub(crate) invoicing: &'static str,
    pub(crate) version: i64,
    /// At the desk: the customer can be asked with one press.
    pub(crate) request: bool,
    /// At the desk: it waits for the customer, whose answer on the phone can be written down.
    pub(crate) phone: bool,
    /// In the portal: it waits for the viewer.
    pub(crate) answer: Option<AnswerForm>,
}

/// What a contact answers with.
pub(crate) struct AnswerForm {
    /// Where it is sent, and the page with the same form.
    pub(crate) action: String,
    /// Which revision is answered to.
    pub(crate) revision: i64,
    /// What was typed as the reason.
    pub(crate) reason: String,
    /// What is wrong with it; empty for nothing.
    pub(crate) wrong: String,
    /// It stands in a dialog.
    pub(crate) dialog: bool,
    /// The order's page.
    pub(crate) order: String,
    /// Told apart from the others on the page.
    pub(crate) id: String,
}

/// What the charges of one currency come to.
pub(crate) struct Sum {
    pub(crate) agreed: String,
    /// None where nothing waits.
    pub(crate) pending: Option<String>,
    /// None where nothing was rejected.
    pub(crate) rejected: Option<String>,
}

fn sums(sums: Vec<Totals>) -> Vec<Sum> {
    let some = |minor: i64, money: Money| (minor != 0).then(|| money.to_string());
    let sum = |sum: Totals| Sum {
        agreed: sum.agreed().to_string(),
        pending: some(sum.pending, sum.pending()),
        rejected: some(sum.rejected, sum.rejected()),
    };
    sums.into_iter().map(sum).collect()
}

fn not_usual(invoicing: Invoicing) -> &'static str {
    if invoicing == Invoicing::Created { "" } else { words::invoicing(invoicing) }
}

/// To staff; `here` is the order's address. Nothing where there is nothing and they may do nothing.
///
/// # Errors
/// A fault when a row holds what no rule knows.
pub(crate) fn at_the_desk(
    rows: &[ChargeRow],
    here: &str,
    zone: &TimeZone,
    may: bool,
    (customer, shown): (&str, bool),
) -> Result<Option<Panel>, Failure> {
    if rows.is_empty() && !may {
        return Ok(None);
    }
    let charges: Vec<Charge> = rows.iter().map(ChargeRow::charge).collect::<Result<_, _>>()?;
    let asked = charges.iter().any(|charge| charge.approval == Approval::Requested);
    let note = match (shown, asked) {
        (true, _) => String::new(),
        (false, false) => format!("{customer} does not see them: Show charges on customer portal is off."),
        (false, true) => format!("{customer} does not see them, so ask on the phone: Show charges on customer portal is off."),
    };
    Ok(Some(Panel {
        rows: rows.iter().zip(&charges).map(|(row, charge)| to_staff(row, charge, here, zone, may)).collect::<Result<_, _>>()?,
        sums: sums(totals(&charges)),
        add: may.then(|| format!("{here}/charges/new")),
        note: if rows.is_empty() { String::new() } else { note },
        pending: "Pending",
        price: None,
    }))
}

fn to_staff(row: &ChargeRow, charge: &Charge, here: &str, zone: &TimeZone, may: bool) -> Result<Line, Failure> {
    let (word, class) = words::approval(charge.approval);
    let open = may && !charge.invoicing.is_final();
    Ok(Line {
        id: row.id.to_string(),
        name: row.name.clone(),
        href: may.then(|| format!("{here}/charges/{}", row.id)),
        amount: charge.amount.to_string(),
        how: explained(row, charge.amount)?,
        agreed: charge.agreed.map(|money| money.to_string()).unwrap_or_default(),
        word,
        class,
        who: who(row, charge.approval, zone, true),
        reason: if charge.approval == Approval::Rejected { row.reason.clone() } else { String::new() },
        invoicing: not_usual(charge.invoicing),
        version: row.version,
        request: open && charge.approval == Approval::ToRequest,
        phone: open && charge.approval == Approval::Requested,
        answer: None,
    })
}

/// Who asked, or who answered; empty where nobody did.
fn who(row: &ChargeRow, approval: Approval, zone: &TimeZone, desk: bool) -> String {
    match approval {
        Approval::Requested => {
            let by = row.requested_by.as_ref().filter(|_| desk).map(|by| format!(" by {by}")).unwrap_or_default();
            row.requested_at.map(|at| format!("asked{by}, {}", says::instant(at, zone))).unwrap_or_default()
        }
        Approval::Approved | Approval::Rejected => answered_by(row, zone).trim().to_owned(),
        Approval::None | Approval::ToRequest | Approval::RejectedInternal => String::new(),
    }
}

/// To a contact who sees charges; `answers` says whether they may approve them. Nothing where nothing reaches them.
///
/// # Errors
/// A fault when a row holds what no rule knows.
pub(crate) fn in_the_portal(rows: &[ChargeRow], here: &str, zone: &TimeZone, answers: bool) -> Result<Option<Panel>, Failure> {
    let mut seen: Vec<AsSeen> = Vec::new();
    let mut lines = Vec::new();
    for row in rows {
        if let Some((line, as_seen)) = to_customer(row, here, zone, answers)? {
            lines.push(line);
            seen.push(as_seen);
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    Ok(Some(Panel { rows: lines, sums: sums(seen_totals(&seen)), add: None, note: String::new(), pending: "To approve", price: None }))
}

/// A charge as it reaches its customer, if it does.
pub(super) fn to_customer(row: &ChargeRow, here: &str, zone: &TimeZone, answers: bool) -> Result<Option<(Line, AsSeen)>, Failure> {
    let charge = row.charge()?;
    let Some(seen) = as_customer_sees(&charge, true) else { return Ok(None) };
    let (word, class) = words::seen(seen.approval, charge.approval);
    let asks = answers && seen.approval == SeenApproval::ToApprove && !seen.invoicing.is_final();
    let action = format!("{here}/charges/{}", row.id);
    let line = Line {
        id: row.id.to_string(),
        name: row.name.clone(),
        href: None,
        amount: seen.amount.to_string(),
        how: explained(row, seen.amount)?,
        agreed: seen.agreed.map(|money| money.to_string()).unwrap_or_default(),
        word,
        class,
        who: who(row, charge.approval, zone, false),
        reason: if seen.approval == SeenApproval::Rejected { row.reason.clone() } else { String::new() },
        invoicing: not_usual(seen.invoicing),
        version: row.version,
        request: false,
        phone: false,
        answer: asks.then(|| AnswerForm {
            action,
            revision: seen.revision,
            reason: String::new(),
            wrong: String::new(),
            dialog: true,
            order: here.to_owned(),
            id: row.id.to_string(),
        }),
    };
    Ok(Some((line, seen)))
}
