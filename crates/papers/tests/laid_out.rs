//! On no sheet does anything run off the paper or lie on something else, and nothing that was said is missing.

mod made;

use made::Dice;
use papers::{Item, Sheet};

/// A text with the room it takes.
fn texts(sheet: &Sheet) -> Vec<([f32; 4], &str)> {
    let texts = sheet.items.iter().filter_map(|item| match item {
        Item::Text { x, baseline, width, style, text } => {
            Some(([*x, baseline - 0.74 * style.size, x + width, baseline + 0.18 * style.size], text.as_str()))
        }
        Item::Fill { .. } => None,
    });
    texts.collect()
}

fn meet(one: &[f32; 4], other: &[f32; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn in_order(what: &str, sheets: &[Sheet]) {
    assert!(!sheets.is_empty());
    for (page, sheet) in sheets.iter().enumerate() {
        let texts = texts(sheet);
        for (n, (room, text)) in texts.iter().enumerate() {
            let on_paper = room[0] >= 8.0 && room[1] >= 6.0 && room[2] <= 202.0 && room[3] <= 291.0;
            assert!(on_paper, "{what}, page {page}: {text:?} at {room:?} runs off");
            for (other, words) in &texts[n + 1..] {
                assert!(!meet(room, other), "{what}, page {page}: {text:?} at {room:?} lies on {words:?} at {other:?}");
            }
        }
    }
}

/// Everything on the sheets without blanks: lines break where they must.
fn said(sheets: &[Sheet]) -> String {
    let texts = sheets.iter().flat_map(|sheet| &sheet.items).filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        Item::Fill { .. } => None,
    });
    texts.collect::<String>().split_whitespace().collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn confirmations_go_on_over_pages_and_leave_nothing_out() {
    let mut dice = Dice::new(7);
    let mut longest = 0;
    for n in 0..60 {
        let paper = made::confirmation(&mut dice);
        let sheets = papers::confirmation(&paper);
        in_order(&format!("confirmation {n}"), &sheets);
        longest = longest.max(sheets.len());
        let amounts = said(&sheets).matches(&squeezed("EUR 7,777.31")).count();
        let expected = paper.charges.iter().filter(|charge| charge.amount.starts_with("EUR")).count();
        assert_eq!(amounts, if paper.charges.is_empty() { 0 } else { expected + 1 }, "confirmation {n}");
        assert!(said(&sheets[..1]).contains(&squeezed(&format!("Page 1 of {}", sheets.len()))));
    }
    assert!(longest > 5, "{longest}");
}

#[test]
fn a_long_text_is_all_there_in_its_order() {
    let words: Vec<String> = (0..900).map(|n| format!("word{n:03}")).collect();
    let paper = papers::Confirmation { remarks: vec![("Planning instructions".into(), words.join(" "))], ..Default::default() };
    let sheets = papers::confirmation(&paper);
    assert!(sheets.len() > 1);
    let said = said(&sheets);
    let mut at = 0;
    for word in &words {
        let found = said[at..].find(word.as_str());
        at += found.unwrap_or_else(|| panic!("{word} is missing, or before its turn"));
    }
}

#[test]
fn notes_stand_in_their_boxes_and_what_has_no_room_stands_behind() {
    let mut dice = Dice::new(11);
    let mut behind = 0;
    for n in 0..60 {
        let note = made::note(&mut dice);
        let sheets = papers::consignment_notes(std::slice::from_ref(&note));
        in_order(&format!("note {n}"), &sheets);
        assert_eq!(sheets.len() % papers::COPIES.len(), 0);
        let of_a_copy = sheets.len() / papers::COPIES.len();
        behind += usize::from(of_a_copy > 1);
        for (copy, (whose, _)) in sheets.chunks(of_a_copy).zip(papers::COPIES) {
            let said = said(copy);
            assert!(said.contains(&squeezed(whose)));
            for texts in [&note.sender, &note.consignee, &note.carrier, &note.delivery, &note.instructions] {
                for text in texts {
                    let last = text.split_whitespace().last().expect("a word");
                    assert!(said.contains(last), "note {n}: {last} of {text:?} is missing");
                }
            }
            assert_eq!(
                said.matches("340123450000000017").count(),
                note.lines.iter().flat_map(|line| &line.marks).filter(|mark| mark.starts_with("340")).count()
            );
        }
    }
    assert!(behind > 10, "{behind}");
}
