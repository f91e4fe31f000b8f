use proptest::prelude::*;

use super::*;

const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F'];

/// The beginning of a zip whose first entries have these names.
fn zip(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for name in names {
        bytes.extend(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00\x21\x00");
        bytes.extend([0; 12]);
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend([b'x'; 40]);
    }
    bytes
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let cases: [(&str, Vec<u8>, Result<Format, Unfit>); 21] = [
        ("a PDF", b"%PDF-1.7\n%\xe2\xe3".to_vec(), Ok(Format::Pdf)),
        ("a PNG", PNG.to_vec(), Ok(Format::Png)),
        ("a JPEG", JPEG.to_vec(), Ok(Format::Jpeg)),
        ("a TIFF", b"II*\0\x08\0\0\0\x0e\0\0\x01".to_vec(), Ok(Format::Tiff)),
        ("a WebP", b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), Ok(Format::Webp)),
        ("an HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Ok(Format::Heic)),
        ("a Word document", zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]), Ok(Format::Word)),
        ("a workbook", zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]), Ok(Format::Excel)),
        (
            "a Word document of another program",
            zip(&["_rels/.rels", "docProps/core.xml", "word/document.xml", "[Content_Types].xml"]),
            Ok(Format::Word),
        ),
        ("text", "Ladung vollständig, Grüße".as_bytes().to_vec(), Ok(Format::Text)),
        ("a table", b"Pallet;Weight\n1;800,5\n".to_vec(), Ok(Format::Text)),
        ("nothing", Vec::new(), Err(Unfit::Empty)),
        ("a web page", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), Err(Unfit::Other)),
        ("a web page after spaces", b"\n\n  <html><body>".to_vec(), Err(Unfit::Other)),
        ("a drawing with a script", b"<svg onload=alert(1)>".to_vec(), Err(Unfit::Other)),
        ("an archive of archives", zip(&["one.zip", "two.zip", "three.zip"]), Err(Unfit::Other)),
        ("a program", b"MZ\x90\0\x03\0\0\0".to_vec(), Err(Unfit::Other)),
        ("another program", b"\x7fELF\x02\x01\x01".to_vec(), Err(Unfit::Other)),
        ("a script", b"#!/bin/sh\nrm -rf /\n".to_vec(), Err(Unfit::Other)),
        ("text of 1995", b"Gr\xfc\xdfe aus K\xf6ln".to_vec(), Err(Unfit::Other)),
        ("noise", vec![0, 1, 2, 3, 4, 5, 6, 7], Err(Unfit::Other)),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(recognise(&bytes), expected, "{what}");
    }
}

#[test]
fn names_are_kept_as_far_as_they_can_be() {
    for (sent, format, expected) in [
        ("CMR.pdf", Format::Pdf, "CMR.pdf"),
        ("CMR.exe", Format::Pdf, "CMR.pdf"),
        ("invoice.pdf.exe", Format::Pdf, "invoice.pdf.pdf"),
        ("C:\\Users\\Piet\\Foto 1.JPG", Format::Jpeg, "Foto 1.jpg"),
        ("/etc/../Lieferschein Nr. 7", Format::Pdf, "Lieferschein Nr. 7.pdf"),
        ("Übergabe żółć.png", Format::Png, "Übergabe żółć.png"),
        ("", Format::Text, "document.txt"),
        (".pdf", Format::Pdf, "pdf.pdf"),
        ("a\"b\r\nX: y.pdf", Format::Pdf, "abX y.pdf"),
        ("gpj.\u{202e}fdp.pdf", Format::Pdf, "gpj.fdp.pdf"),
    ] {
        assert_eq!(name(sent, format), expected, "{sent:?}");
    }
}

#[test]
fn a_customer_sees_what_the_type_says_and_what_they_sent() {
    for (see, sent, sees) in [(true, false, true), (true, true, true), (false, false, false), (false, true, true)] {
        assert_eq!(customer_sees(ToCustomers { see, upload: true }, sent), sees, "see {see}, sent by them {sent}");
    }
}

#[test]
fn documents_are_kept_by_the_month() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    for (today, months, from) in [
        ("2026-05-31", Some(3), Some("2026-02-28")),
        ("2026-05-31", Some(84), Some("2019-05-31")),
        ("2028-02-29", Some(12), Some("2027-02-28")),
        ("2026-05-31", None, None),
    ] {
        assert_eq!(kept_from(day(today), months), from.map(day), "{today} {months:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_sent_gets_a_name_a_header_can_carry(sent in "\\PC{0,200}|.{0,40}", at in 0..9usize) {
        let format = Format::ALL[at];
        let name = name(&sent, format);
        let ending = format!(".{}", format.extension());
        prop_assert!(name.ends_with(&ending));
        prop_assert!(!name.contains(['/', '\\', '"', '\n', '\r', '\0']));
        prop_assert!(name.chars().count() <= LONGEST_NAME + 6 && name.chars().count() > ending.len());
        prop_assert_eq!(Format::parse(format.extension()), Some(format));
    }

    #[test]
    fn no_bytes_are_too_odd_to_look_at(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = recognise(&bytes);
        let _ = recognise(&[ENTRY, &bytes].concat());
    }
}
