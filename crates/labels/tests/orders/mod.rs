//! Generated orders: every alphabet, names from one word to none that would fit, dangerous goods, one of one to one of thousands.

use labels::{Address, Bars, Label};

/// A row of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.roll(texts.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.roll(10) as u8)).collect()
    }
}

const NAMES: [&str; 14] = [
    "De Korenaar BV",
    "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe „Żółw i Synowie” sp. z o.o. sp.k.",
    "Αφοί Παπαδόπουλοι & Σία Ο.Ε. Διεθνείς Μεταφορές και Αποθηκεύσεις",
    "İstanbul Çağdaş Lojistik ve Gümrük Müşavirliği Anonim Şirketi",
    "ООО «Южный Хлебокомбинат имени Щорса»",
    "Київський завод ґудзиків",
    "Nový Jičín Železárny a sklárny Příbor a.s.",
    "Țesătura Română Câmpulung S.R.L.",
    "Ærø Smørfabrik",
    "Straßenbau Überlingen GmbH & Co. KG",
    "^XZ~JA^FD\\&_5E Ltd",
    "O",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftslager",
    "A very long company name that nobody ever shortened because the register had room for a hundred and twenty characters all",
];
const STREETS: [&str; 6] = [
    "Havenweg 12",
    "ul. Świętego Wojciecha 118/4, brama północna",
    "Λεωφόρος Κηφισίας 44, Κτίριο Β",
    "Atatürk Bulvarı No: 191/A, Organize Sanayi Bölgesi 7. Cadde, Depo 14",
    "ул. Большая Ордынка, д. 5",
    "1",
];
const PLACES: [&str; 7] = [
    "NL 4251 Werkendam",
    "PL 61-131 Poznań",
    "GR 151 25 Μαρούσι",
    "TR 34394 Şişli, İstanbul",
    "IE Cloughjordan",
    "RO 115100 Câmpulung",
    "GB SW1A 1AA Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
];
const REFERENCES: [&str; 6] = ["PO-22884", "4500018823-10/A", "Zamówienie nr 17/2026", "Παραγγελία 99", "", "REF^FS~HS"];
const SERVICES: [&str; 4] = ["Groupage", "Full truck load, temperature controlled, with two drivers", "Δέματα", "Palety 24h"];
const DANGEROUS: [&str; 4] = ["UN 1263, 3, II", "UN 3480, 9", "UN 1950, 2.1", "UN 2794, 8"];

fn check(body: &str) -> u8 {
    let sum: u32 = body.bytes().rev().enumerate().map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    ((10 - sum % 10) % 10) as u8
}

/// So many labels; the first few are the same however many there are.
pub(crate) fn labels(count: usize) -> Vec<Label> {
    let mut dice = Dice(20_260_504);
    (0..count).map(|_| label(&mut dice)).collect()
}

fn address(dice: &mut Dice) -> Address {
    Address { name: dice.pick(&NAMES).into(), street: dice.pick(&STREETS).into(), place: dice.pick(&PLACES).into() }
}

fn label(dice: &mut Dice) -> Label {
    let revision = 1 + dice.roll(12) as u32;
    let bars = if dice.roll(3) > 0 {
        let body = dice.digits(17);
        Bars::Sscc(format!("{body}{}", check(&body)))
    } else {
        let count = 3 + dice.roll(5);
        Bars::Plate(format!("U7F3K9Q2M{}", dice.digits(count)))
    };
    let (Bars::Sscc(code) | Bars::Plate(code)) = &bars;
    let of = [1, 2, 6, 33, 9_999][dice.roll(5)];
    let references = [dice.pick(&REFERENCES), dice.pick(&REFERENCES)][..1 + dice.roll(2)].iter().map(|text| (*text).to_owned()).collect();
    let dangerous = (0..[0, 0, 1, 2, 9][dice.roll(5)]).map(|_| dice.pick(&DANGEROUS).to_owned()).collect();
    Label {
        carrier: dice.pick(&NAMES).into(),
        service: dice.pick(&SERVICES).into(),
        level: dice.pick(&["", "Express", "Następny dzień roboczy do godziny dwunastej"]).into(),
        from: address(dice),
        to: address(dice),
        submission_code: "7F3K-9Q2M".into(),
        references,
        n: 1 + dice.roll(of) as u32,
        of: of as u32,
        weight: dice.pick(&["", "333 kg", "0.7 kg", "24000 kg"]).into(),
        dangerous,
        square: format!("{code}.{revision}"),
        revision,
        bars,
    }
}
