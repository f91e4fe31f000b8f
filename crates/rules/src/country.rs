//! Countries by their two letters (ISO 3166-1 alpha-2), and which of them write addresses without a postcode, where
//! asking for one would stop a driver's order for nothing (rule 3.8).

/// The codes of ISO 3166-1, and XK for Kosovo, which carriers drive to.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF \
    GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW \
    KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL \
    NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST \
    SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Countries without postcodes, or where addresses commonly go without (Universal Postal Union, addressing systems).
const WITHOUT_POSTCODE: &str = "AE AG AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK IE JM KI KM KN \
    KP LC LY ML MO MR MW NR NU QA RW SB SC SL SR SS ST SX SY TD TG TK TL TO TV UG VU WS YE ZW";

/// Whether this is a country's code, in capital letters.
#[must_use]
pub fn is_country(code: &str) -> bool {
    listed(CODES, code)
}

/// Whether an address in this country is incomplete without a postcode.
#[must_use]
pub fn uses_postcode(code: &str) -> bool {
    !listed(WITHOUT_POSTCODE, code)
}

/// Every code, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.split_whitespace()
}

fn listed(list: &str, code: &str) -> bool {
    list.split_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_capital_letters_in_order() {
        let all: Vec<_> = codes().collect();
        assert_eq!(all.len(), 250, "the 249 of ISO 3166-1, and Kosovo");
        assert!(all.is_sorted_by(|a, b| a < b));
        assert!(all.iter().all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
        assert!(WITHOUT_POSTCODE.split_whitespace().all(is_country));
    }

    #[test]
    fn who_has_postcodes() {
        for code in ["NL", "BE", "DE", "GB", "FR", "PL", "US"] {
            assert!(is_country(code) && uses_postcode(code), "{code}");
        }
        for code in ["AE", "HK", "QA"] {
            assert!(is_country(code) && !uses_postcode(code), "{code}");
        }
        for code in ["UK", "nl", "", "N", "NLD", "XX"] {
            assert!(!is_country(code), "{code}");
        }
    }
}
