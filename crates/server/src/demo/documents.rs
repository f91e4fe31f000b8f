//! The documents of the demonstration's week: filed by planners and clerks, one of them for the carrier's eyes only.

use cartage::documents::{self, Filing};
use cartage::failure::Failure;
use cartage::orders::OrderId;

use super::week::Stage;

/// The order by its reference, the type, the file, what stands in it, and whether the clerk filed it.
const FILED: [(&str, &str, &str, &str, bool); 6] = [
    (
        "4500123981",
        "Proof of delivery",
        "POD Gent.pdf",
        "Received complete and undamaged: 12 euro pallets. J. Peeters, Antwerp Bakery Supply",
        false,
    ),
    ("4500123990", "Packing list", "Packing list.txt", "1  Flour T55, 40 bags\n2  Flour T55, 40 bags\n3  Rye, 38 bags\n", true),
    (
        "4500123990",
        "CMR note",
        "CMR 4500123990.pdf",
        "Consignment note. Sender De Korenaar BV, Werkendam. 12 euro pallets, 4 320 kg",
        false,
    ),
    ("ZAM/0433", "Packing list", "Lista paczek ZAM-0433.txt", "1  Stół dębowy, 6 szt.\n2  Stół bukowy, 4 szt.\n", true),
    ("4500123991", "Delivery note", "Delivery note Veghel.pdf", "Delivery note. 10 pallets, second attempt at 14:10", false),
    ("4500123991", "Damage picture", "Foil torn, pallet 7.pdf", "Foil of pallet 7 torn on arrival at our yard", false),
];

/// Files the documents of an order, or of what waits to become one, with it.
pub(super) async fn put(stage: &Stage, reference: &str, order: OrderId) -> Result<(), Failure> {
    for (_, kind, name, text, by_clerk) in FILED.iter().filter(|(of, ..)| *of == reference) {
        documents::types::usual(&stage.app, &stage.staff).await?;
        let organisation = stage.staff.carrier.id;
        let types = stage.app.db.read(move |tx| Box::pin(documents::types_of(tx, organisation))).await?;
        let document_type = types.iter().find(|of| of.name == *kind).map(|of| of.id);
        let bytes = if name.ends_with(".pdf") { pdf(text) } else { text.as_bytes().to_vec() };
        let received = documents::take(&stage.app, name, bytes).await?.map_err(|unfit| Failure::fault(format!("{name}: {unfit:?}")))?;
        let filing = Filing { order, consignment: String::new(), document_type, files: vec![received] };
        match &stage.contact {
            Some(contact) if *by_clerk => documents::file(&stage.app, contact, filing).await?,
            _ => documents::file(&stage.app, &stage.staff, filing).await?,
        }
    }
    Ok(())
}

/// A page with one line of text.
fn pdf(text: &str) -> Vec<u8> {
    let line = format!("BT /F1 12 Tf 60 760 Td ({}) Tj ET", text.replace(['(', ')', '\\'], " "));
    let parts = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{line}\nendstream", line.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let (mut out, mut table) = ("%PDF-1.4\n".to_owned(), "xref\n0 6\n0000000000 65535 f \n".to_owned());
    for (n, part) in parts.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj{part}endobj\n", n + 1));
    }
    let end = format!("{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", out.len());
    (out + &end).into_bytes()
}
