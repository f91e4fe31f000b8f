//! Labels as a scanner reads them: rendered by poppler, the ZPL by a few lines here, decoded by zbar. A sample; `LABELS=200`, as
//! `bin/labels-check` sets it, takes all.

mod orders;
mod printer;

use std::path::{Path, PathBuf};
use std::process::Command;

use labels::{Bars, Dots, Label, Paper};

fn count() -> usize {
    std::env::var("LABELS").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

fn run(program: &str, args: &[&str], files: &[PathBuf]) -> String {
    let ran = Command::new(program).args(args).args(files).output();
    let output = ran.unwrap_or_else(|error| panic!("{program}: {error}; bin/needs labels installs it"));
    // zbarimg answers 4 when a picture holds no code: that is seen below.
    assert!(output.status.success() || output.status.code() == Some(4), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What zbar reads on each picture: symbology and text.
fn decoded(pictures: &[PathBuf]) -> Vec<Vec<(String, String)>> {
    let mut read = vec![Vec::new(); pictures.len()];
    for (chunk, of) in pictures.chunks(50).zip((0..).step_by(50)) {
        let xml = run("zbarimg", &["-q", "--xml", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable"], chunk);
        for source in xml.split("<source ").skip(1) {
            let at = pictures.iter().position(|picture| source.contains(&*picture.to_string_lossy())).expect("a picture that was asked");
            assert!((of..of + 50).contains(&at));
            for symbol in source.split("<symbol ").skip(1) {
                let between = |from: &str, to: &str| symbol.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default();
                read[at].push((between("type='", "'").to_owned(), between("<![CDATA[", "]]>").to_owned()));
            }
        }
    }
    read
}

fn assert_read(labels: &[Label], pictures: &[PathBuf], what: &str) {
    assert_eq!(labels.len(), pictures.len(), "{what}");
    for (at, (label, read)) in labels.iter().zip(decoded(pictures)).enumerate() {
        let bars = match &label.bars {
            Bars::Sscc(digits) => format!("00{digits}"),
            Bars::Plate(plate) => plate.clone(),
        };
        let of = |kind: &str| read.iter().filter(|(one, _)| one == kind).map(|(_, text)| text.as_str()).collect::<Vec<_>>();
        assert_eq!(of("CODE-128"), [bars], "{what}, label {at}");
        assert_eq!(of("QR-Code"), [label.square.as_str()], "{what}, label {at}");
    }
}

fn rendered(folder: &Path, labels: &[Label], paper: Paper, resolution: &str) -> Vec<PathBuf> {
    let (file, page) = (folder.join("labels.pdf"), folder.join("page"));
    std::fs::write(&file, labels::pdf(labels, paper).expect("they can be drawn")).expect("a file");
    run("pdftoppm", &["-r", resolution, "-gray"], &[file.clone(), page]);
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|end| end == "pgm"));
    pages.sort();
    pages
}

#[test]
fn every_pdf_is_read_by_a_scanner() {
    let labels = orders::labels(count());
    for paper in Paper::ALL {
        for resolution in ["203", "300"] {
            let folder = tempfile::tempdir().expect("a folder");
            let pages = rendered(folder.path(), &labels, paper, resolution);
            assert_read(&labels, &pages, &format!("PDF {paper:?} at {resolution}"));
        }
    }
}

#[test]
fn every_zpl_is_read_by_a_scanner() {
    let labels = orders::labels(count());
    for paper in Paper::ALL {
        for dots in Dots::ALL {
            let zpl = labels::zpl(&labels, paper, dots).expect("they can be drawn");
            let folder = tempfile::tempdir().expect("a folder");
            let pictures = printer::printed(&zpl);
            let files: Vec<PathBuf> = (0..pictures.len()).map(|at| folder.path().join(format!("label-{at:04}.pgm"))).collect();
            for (file, picture) in files.iter().zip(pictures) {
                std::fs::write(file, picture).expect("a file");
            }
            assert_read(&labels, &files, &format!("ZPL {paper:?} at {dots:?}"));
        }
    }
}

#[test]
fn what_is_typed_commands_no_printer() {
    let labels = orders::labels(200);
    let zpl = labels::zpl(&labels, Paper::A6, Dots::D203).expect("they can be drawn");
    assert_eq!(zpl.matches("^XA").count(), labels.len());
    assert_eq!(zpl.matches("^XZ").count(), labels.len());
    assert!(!zpl.contains('~') && !zpl.contains("^JA") && !zpl.contains("^HS"));
    assert!(zpl.is_ascii());
    assert!(zpl.contains("_5EXZ_7EJA_5EFD_5C&_5F5E Ltd"));
}

#[test]
fn a_pdf_says_what_the_label_says() {
    let labels = orders::labels(20);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("labels.pdf");
    std::fs::write(&file, labels::pdf(&labels, Paper::A6).expect("they can be drawn")).expect("a file");
    let said = run("pdftotext", &["-raw"], &[file, PathBuf::from("-")]);
    let said: String = said.split_whitespace().collect();
    for label in &labels {
        for text in [&label.to.name, &label.from.street, &label.to.place, &label.submission_code] {
            let text: String = text.split_whitespace().collect();
            assert!(said.contains(&text), "{text:?}");
        }
    }
    let sizes = run("pdfinfo", &["-f", "1", "-l", "1"], &[folder.path().join("labels.pdf")]);
    assert!(sizes.contains("297.6") && sizes.contains("419.5"), "{sizes}");
}
