//! The PDFs as poppler reads them: every alphabet comes out as text, pages are A4, and what was typed is nothing but text.

use std::process::Command;

use papers::{Confirmation, ConsignmentNote, NoteLine};

const NAMES: [&str; 6] = [
    "Przedsiębiorstwo Produkcyjno-Handlowe „Żółw i Synowie” sp. z o.o.",
    "Αφοί Παπαδόπουλοι & Σία Ο.Ε. Διεθνείς Μεταφορές",
    "İstanbul Çağdaş Lojistik ve Gümrük Müşavirliği",
    "ООО «Южный Хлебокомбинат имени Щорса»",
    "Nový Jičín Železárny a sklárny Příbor a.s.",
    "<script>alert(1)</script> (/JS) Ltd",
];

fn run(program: &str, args: &[&str]) -> String {
    let ran = Command::new(program).args(args).output();
    let output = ran.unwrap_or_else(|error| panic!("{program}: {error}; bin/needs labels installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a PDF, and what `pdfinfo` says of it.
fn read(pdf: &[u8]) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).expect("a file");
    let file = file.to_string_lossy().into_owned();
    (run("pdftotext", &["-layout", &file, "-"]), run("pdfinfo", &[&file]))
}

#[test]
fn a_confirmation_reads_back_in_every_alphabet() {
    for name in NAMES {
        let paper = Confirmation {
            customer: vec![name.into()],
            title: "Order confirmation".into(),
            number: "Or-0012".into(),
            ..Default::default()
        };
        let pdf = papers::pdf(&papers::confirmation(&paper), "Order confirmation Or-0012").expect("a PDF");
        let (text, info) = read(&pdf);
        for word in name.split_whitespace() {
            assert!(text.contains(word), "{word} in {text}");
        }
        assert!(text.contains("Page 1 of 1"), "{text}");
        assert!(info.contains("A4") && info.contains("Order confirmation Or-0012"), "{info}");
        assert!(info.contains("JavaScript:      no"), "{info}");
    }
}

#[test]
fn a_consignment_note_has_its_numbered_boxes_and_four_copies() {
    let note = ConsignmentNote {
        number: "Or-0012".into(),
        sender: vec!["Przedsiębiorstwo „Żółw”".into(), "PL 61-131 Poznań".into()],
        consignee: vec!["Αφοί Παπαδόπουλοι".into()],
        lines: vec![NoteLine { nature: vec!["UN 1263, PAINT, 3, II, (D/E)".into()], packages: "4".into(), ..Default::default() }],
        ..Default::default()
    };
    let pdf = papers::pdf(&papers::consignment_notes(&[note]), "CMR note").expect("a PDF");
    let (text, info) = read(&pdf);
    assert!(info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 4")), "{info}");
    for words in ["Copy for the sender", "Copy for the consignee", "Copy for the carrier", "Further copy"] {
        assert_eq!(text.matches(words).count(), 1, "{words}");
    }
    for words in
        ["Żółw", "Poznań", "Παπαδόπουλοι", "UN 1263, PAINT", "Established in, on", "Sender (name", "Consignee (name", "Special agreements"]
    {
        assert!(text.matches(words).count() >= 4, "{words} in {text}");
    }
}
