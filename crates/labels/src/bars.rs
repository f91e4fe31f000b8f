//! Code 128: the SSCC as GS1-128, which begins with FNC1 and the application identifier 00, in the narrow character set of digits;
//! the licence plate as plain Code 128, which no reader of GS1 takes for an SSCC.

use barcoders::sym::code128::Code128;

use crate::NotDrawn;
use crate::label::Bars;

/// How the library asks for character set C, B, and for FNC1.
const DIGITS: char = '\u{0106}';
const LETTERS: char = '\u{0181}';
const FNC1: char = '\u{0179}';

/// The modules from left to right, without quiet zones: dark or not.
pub(crate) fn modules(bars: &Bars) -> Result<Vec<bool>, NotDrawn> {
    let (text, fits) = match bars {
        Bars::Sscc(digits) => (format!("{DIGITS}{FNC1}00{digits}"), digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit())),
        Bars::Plate(plate) => {
            let fits = (1..=16).contains(&plate.len()) && plate.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            (format!("{LETTERS}{plate}"), fits)
        }
    };
    let code = Code128::new(text).map_err(|_| NotDrawn::Bars(bars.words()));
    if fits { code.map(|code| code.encode().into_iter().map(|module| module == 1).collect()) } else { Err(NotDrawn::Bars(bars.words())) }
}

/// The dark runs of a row of modules: where each begins, and how long it is.
pub(crate) fn runs(modules: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sscc_takes_156_modules_and_begins_as_gs1_wants_it() {
        let modules = modules(&Bars::Sscc("340123450000000017".into())).expect("eighteen digits");
        // Start C, FNC1, ten pairs of digits, the check: eleven modules each; the stop is thirteen.
        assert_eq!(modules.len(), 13 * 11 + 13);
        let begins: String = modules[..22].iter().map(|dark| if *dark { '1' } else { '0' }).collect();
        assert_eq!(begins, "1101001110011110101110", "start C, FNC1");
    }

    #[test]
    fn a_plate_begins_with_start_b() {
        let modules = modules(&Bars::Plate("U7F3K9Q2M001".into())).expect("letters and digits");
        assert_eq!(modules.len(), 14 * 11 + 13);
        assert_eq!(runs(&modules[..11]), [(0, 2), (3, 1), (6, 1)], "start B");
    }

    #[test]
    fn nothing_else_becomes_bars() {
        for bars in [
            Bars::Sscc("34012345000000001".into()),
            Bars::Sscc("3401234500000000ab".into()),
            Bars::Plate(String::new()),
            Bars::Plate("u7f3".into()),
            Bars::Plate("U^XZ".into()),
            Bars::Plate("U".repeat(17)),
        ] {
            assert!(modules(&bars).is_err(), "{bars:?}");
        }
    }
}
