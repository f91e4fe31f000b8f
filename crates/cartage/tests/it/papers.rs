//! The papers of an order over HTTP (9.5, 8.2): which there are, for whom, and that no amount is on them that their reader may not see.

use std::io::Write as _;
use std::process::{Command, Stdio};

use cartage::orders::OrderId;
use kit::args;
use rules::access::{Right, Rights, Role};
use testkit::{Browser, Built, both};

use crate::built_orders::order;
use crate::charges::charge;

/// The text of a PDF, as poppler reads it.
pub(crate) fn text(pdf: &[u8]) -> String {
    assert!(pdf.starts_with(b"%PDF"), "{}", String::from_utf8_lossy(pdf));
    let mut child = Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, pdf) = (child.stdin.take().unwrap(), pdf.to_vec());
    let sent = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    sent.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn desk(house: &Built, order: OrderId) -> String {
    format!("{}/orders/{order}", house.operations.root)
}

fn portal(house: &Built, order: OrderId) -> String {
    format!("{}/orders/{order}", house.contact.root)
}

async fn paper(browser: &mut Browser, at: &str) -> String {
    let page = browser.get(at).await.expect(200);
    assert_eq!(page.header("content-type"), "application/pdf");
    assert!(page.header("content-disposition").starts_with("attachment; filename=\""), "{}", page.header("content-disposition"));
    assert_eq!(page.header("cache-control"), "no-store");
    text(&page.bytes)
}

both! {
    async fn an_order_has_its_papers_for_both_sides(app: &TestApp) {
        let house = app.house().await;
        let mut made = order(&house, "PLANNED", 12);
        let part = &mut made.document.consignments[0];
        part.delivery.address.name = "Przedsiębiorstwo „Żółw i Synowie”".into();
        part.delivery.reference = Some("Brama 4 \u{202e}%PDF-1.4 (<</JS>>)".into());
        part.goods[0].adr = vec![rules::order::Adr {
            un_number: Some("1263".into()),
            proper_shipping_name: Some("PAINT".into()),
            class: Some("3".into()),
            ..Default::default()
        }];
        made.document.planning_instructions = Some("Ring the bell.\nTwice.".into());
        let id = made.put(app, &house).await;
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        for (browser, at) in [(&mut ann, desk(&house, id)), (&mut marit, portal(&house, id))] {
            let page = browser.get(&at).await.expect(200);
            assert!(page.body.contains(&format!("{at}/confirmation")) && page.body.contains(&format!("{at}/cmr-note")), "{}", page.body);
            let said = paper(browser, &format!("{at}/confirmation")).await;
            for words in ["Order confirmation", "Or-0012", "Planned", "PO 4711", "Groupage Benelux", "korenaar", "Werkendam", "Żółw i Synowie", "Tue 5 May 2026",
                "Flour", "4320", "UN 1263, PAINT, 3", "Ring the bell.", "Page 1 of 1"] {
                assert!(said.contains(words), "{words} in {said}");
            }
            let said = paper(browser, &format!("{at}/cmr-note")).await;
            for words in ["International consignment note", "De Korenaar", "Żółw i Synowie", "UN 1263, PAINT, 3", "Copy for the carrier", "vandorp Transport", "(<</JS>>)"] {
                assert!(said.contains(words), "{words} in {said}");
            }
            let _ = browser.get(&format!("{at}/cmr-note?consignment=c1")).await.expect(200);
            let _ = browser.get(&format!("{at}/cmr-note?consignment=c9")).await.expect(404);
        }
    }

    async fn a_quote_has_no_consignment_note_and_what_was_cancelled_has_no_papers(app: &TestApp) {
        let house = app.house().await;
        let quote = order(&house, "QUOTE", 1).put(app, &house).await;
        let gone = order(&house, "TO_PLAN", 2).reference("PO 4712").ended("TO_PLAN").put(app, &house).await;
        let mut marit = app.signed_in(&house.contact).await;
        let said = paper(&mut marit, &format!("{}/confirmation", portal(&house, quote))).await;
        assert!(said.contains("This is a quote") && !said.contains("Order confirmation"), "{said}");
        assert!(!marit.get(&portal(&house, quote)).await.body.contains("cmr-note"));
        assert!(!marit.get(&portal(&house, gone)).await.body.contains("/confirmation"));
        for at in [format!("{}/cmr-note", portal(&house, quote)), format!("{}/cmr-note", portal(&house, gone)), format!("{}/confirmation", portal(&house, gone))] {
            let _ = marit.get(&at).await.expect(404);
        }
    }

    async fn papers_are_for_whom_the_order_is(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let other = app.customer(&house.organisation, "deltaplast").await;
        let pieter = app.contact(&house.organisation, (other, "deltaplast"), "Pieter Visser", Rights::default(), None).await;
        let rival = app.organisation("lisowski").await;
        let katarzyna = app.staff(&rival, "Katarzyna Wójcik", Role::Operations).await;
        for login in [&pieter, &katarzyna] {
            let mut browser = app.signed_in(login).await;
            for paper in ["confirmation", "cmr-note"] {
                let _ = browser.get(&format!("{}/orders/{id}/{paper}", login.root)).await.expect(404);
            }
        }
    }

    async fn amounts_stand_on_a_confirmation_only_where_its_reader_sees_them(app: &TestApp) {
        let house = app.house().await;
        let mut made = order(&house, "TO_PLAN", 1);
        made.document.requested_price = Some(rules::money::Money::of(313_131, rules::money::Currency::parse("EUR").unwrap()));
        let id = made.put(app, &house).await;
        for (state, minor) in [("NONE", 111_111), ("TO_REQUEST", 222_222), ("REJECTED_INTERNAL", 333_333), ("REQUESTED", 444_444), ("APPROVED", 555_555), ("REJECTED", 666_666)] {
            let _ = charge(app, &house, id, state, minor).await;
        }
        let blind = Rights::default().without(Right::SeeCharges).without(Right::ApproveCharges);
        let bram = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram de Wit", blind, None).await;
        let (mut ann, mut marit, mut bram) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await, app.signed_in(&bram).await);
        let amounts = ["3,131.31", "1,111.11", "2,222.22", "3,333.33", "4,444.44", "5,555.55", "6,666.66"];
        let on = |said: &str| amounts.into_iter().filter(|amount| said.contains(amount)).collect::<Vec<_>>();
        let at = portal(&house, id);
        for (browser, at) in [(&mut ann, desk(&house, id)), (&mut marit, at.clone()), (&mut bram, at.clone())] {
            for name in ["confirmation", "cmr-note"] {
                let said = paper(browser, &format!("{at}/{name}")).await;
                assert!(on(&said).is_empty() && !said.contains("EUR") && !said.contains("Waiting time"), "{said}");
            }
        }
        app.sql("UPDATE customer SET show_charges = TRUE", args![]).await;
        let seen = ["3,131.31", "1,111.11", "4,444.44", "5,555.55", "6,666.66"];
        assert_eq!(on(&paper(&mut marit, &format!("{at}/confirmation")).await), seen);
        assert_eq!(on(&paper(&mut ann, &format!("{}/confirmation", desk(&house, id))).await), seen, "staff get the customer's paper");
        assert!(on(&paper(&mut bram, &format!("{at}/confirmation")).await).is_empty(), "without the right there is none");
        for (browser, at) in [(&mut ann, desk(&house, id)), (&mut marit, at.clone())] {
            assert!(on(&paper(browser, &format!("{at}/cmr-note")).await).is_empty(), "no amount ever stands on a CMR note");
        }
    }
}
