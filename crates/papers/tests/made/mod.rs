//! Generated papers: every alphabet, texts from one word to as long as the product takes them, one line of goods to a hundred.

use papers::{Charge, Confirmation, ConsignmentNote, Goods, GoodsLine, NoteLine, Part, StopOf};

/// A row of numbers that is the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick(&mut self, texts: &[&str]) -> String {
        texts[self.roll(texts.len())].to_owned()
    }

    fn lines<T>(&mut self, counts: &[usize], mut one: impl FnMut(&mut Dice) -> T) -> Vec<T> {
        let count = counts[self.roll(counts.len())];
        (0..count).map(|_| one(self)).collect()
    }

    /// Up to two thousand characters, with line breaks.
    fn long(&mut self) -> String {
        let words = [3, 12, 60, 260][self.roll(4)];
        let mut text = String::new();
        for _ in 0..words {
            text.push_str(&self.pick(&WORDS));
            text.push(if self.roll(20) == 0 { '\n' } else { ' ' });
        }
        text
    }
}

const WORDS: [&str; 10] =
    ["dock", "ring", "Żółw", "Παράδοση", "İstanbul", "склад", "ďábelské", "Donaudampfschifffahrtsgesellschaft", "8–12", "^XZ%PDF(<<>>)"];
const NAMES: [&str; 8] = [
    "De Korenaar BV",
    "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe „Żółw i Synowie” sp. z o.o. sp.k.",
    "Αφοί Παπαδόπουλοι & Σία Ο.Ε. Διεθνείς Μεταφορές και Αποθηκεύσεις",
    "İstanbul Çağdaş Lojistik ve Gümrük Müşavirliği Anonim Şirketi",
    "ООО «Южный Хлебокомбинат имени Щорса»",
    "Nový Jičín Železárny a sklárny Příbor a.s.",
    "A very long company name that nobody ever shortened because the register had room for a hundred and twenty characters all",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftslagerhallenverwaltungsgebäudeneubau",
];
const PLACES: [&str; 5] = [
    "NL 4251 AB Werkendam",
    "PL 61-131 Poznań",
    "GR 151 25 Μαρούσι",
    "TR 34394 Şişli, İstanbul",
    "GB SW1A 1AA Llanfairpwllgwyngyllgogerychwyrndrobwll",
];

fn facts(dice: &mut Dice) -> Vec<(String, String)> {
    dice.lines(&[0, 1, 4], |dice| (dice.pick(&["Reference", "Instructions", "Dock number"]), dice.long()))
}

fn goods_line(dice: &mut Dice, columns: usize) -> GoodsLine {
    GoodsLine {
        what: dice.long().chars().take(500).collect(),
        quantity: dice.pick(&["1", "12", "9999"]),
        packaging: dice.pick(&["pallets", "IBC containers, 1000 litres with a frame of galvanised steel", ""]),
        measures: (0..columns).map(|_| dice.pick(&["", "1", "24000.5", "0.001"])).collect(),
        details: dice
            .lines(&[0, 1, 5], |dice| dice.pick(&["Each 1.2 m long", "ADR: UN 1263, PAINT, 3, II, (D/E) · 4 packages · quantity 120"])),
    }
}

fn part(dice: &mut Dice) -> Part {
    let columns = dice.roll(5);
    Part {
        heading: dice.pick(&["", "Consignment 2, reference 4500018823-10/A"]),
        stops: dice.lines(&[2, 3, 6], |dice| StopOf {
            kind: "Stop".into(),
            name: dice.pick(&NAMES),
            address: dice.pick(&PLACES),
            when: "Tue 5 May 2026, 08:00–12:00".into(),
            facts: facts(dice),
        }),
        goods: Goods {
            columns: ["Weight (kg)", "Volume (m³)", "Loading metres", "Pallet spaces"][..columns]
                .iter()
                .map(|text| (*text).to_owned())
                .collect(),
            lines: dice.lines(&[1, 3, 30, 100], |dice| goods_line(dice, columns)),
            total: (dice.roll(2) == 0).then(|| goods_line(dice, columns)),
        },
    }
}

pub(crate) fn confirmation(dice: &mut Dice) -> Confirmation {
    Confirmation {
        carrier: dice.pick(&NAMES),
        title: dice.pick(&["Order confirmation", "Quote"]),
        number: dice.pick(&["Or-0012", "Quote-2026-00000000000001"]),
        customer: vec![dice.pick(&NAMES), "Havenweg 12".into(), dice.pick(&PLACES)],
        facts: facts(dice),
        note: dice.pick(&["", "This is a quote."]),
        parts: dice.lines(&[1, 2, 5], part),
        remarks: facts(dice),
        charges: dice.lines(&[0, 1, 60], |dice| Charge {
            name: dice.pick(&NAMES),
            how: dice.pick(&["", "90 kg: row over 0 up to 100\nfuel 8 %"]),
            word: "No approval needed".into(),
            amount: dice.pick(&["EUR 7,777.31", "PLN 12,345,678.90"]),
        }),
        sums: vec![("Agreed".into(), "EUR 7,777.31".into())],
        as_of: "as of 4 May 2026, 10:12".into(),
    }
}

pub(crate) fn note(dice: &mut Dice) -> ConsignmentNote {
    let address = |dice: &mut Dice| vec![dice.pick(&NAMES), dice.pick(&WORDS).repeat(1 + dice.roll(10)), dice.pick(&PLACES)];
    ConsignmentNote {
        number: dice.pick(&["Or-0012", "Or-2026-0000012/3"]),
        sender: address(dice),
        consignee: address(dice),
        delivery: vec![dice.pick(&PLACES), "Wed 6 May 2026, 08:00–12:00".into()],
        taking_over: vec![dice.pick(&PLACES), "Tue 5 May 2026".into()],
        lines: dice.lines(&[1, 3, 12, 100], |dice| NoteLine {
            marks: dice.lines(&[0, 1, 2], |dice| dice.pick(&["340123450000000017", "to 340123450000000024", "U7F3K9Q2M001"])),
            packages: dice.pick(&["1", "9999"]),
            packing: dice.pick(&["pallets, euro", "drums"]),
            nature: dice.lines(&[1, 2, 6], |dice| dice.long().chars().take(300).collect()),
            weight: dice.pick(&["", "24000.125"]),
            volume: dice.pick(&["", "86.4"]),
        }),
        totals: ["12345".into(), "240000.125".into(), "1234.5".into()],
        instructions: dice.lines(&[1, 3], Dice::long),
        carrier: vec![dice.pick(&NAMES), "NL".into()],
        established: "Werkendam, Tue 5 May 2026".into(),
        foot: "CMR note No. Or-0012 · 7F3K-9Q2M · PO 4711".into(),
    }
}
