//! Amounts as people type them in several countries, and as pages show them.

use proptest::prelude::*;

use super::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[test]
fn amounts_that_are_understood() {
    let cases = [
        ("1234", "EUR", 123_400),
        ("1234,5", "EUR", 123_450),
        ("1234.56", "EUR", 123_456),
        ("1.234,56", "EUR", 123_456),
        ("1,234.56", "EUR", 123_456),
        ("1 234,56", "EUR", 123_456),
        ("1\u{202f}234,56", "EUR", 123_456),
        ("1'234.56", "CHF", 123_456),
        ("1.234.567,89", "EUR", 123_456_789),
        ("1.234.567", "EUR", 123_456_700),
        ("1234,", "EUR", 123_400),
        (",5", "EUR", 50),
        ("0,05", "EUR", 5),
        ("-12,50", "EUR", -1_250),
        ("− 12,50", "EUR", -1_250),
        ("1.234", "JPY", 1_234), // yen have no decimals, so it groups
        ("1,234", "JPY", 1_234),
        ("1234", "JPY", 1_234),
        ("12,345.678", "KWD", 12_345_678),
        ("0.125", "KWD", 125),
        ("1234.125", "KWD", 1_234_125),
        ("1.250", "KWD", 1_250), // as a form shows it
        ("-1.250", "KWD", -1_250),
        ("999.999", "TND", 999_999),
        ("1.250.000", "KWD", 1_250_000_000), // a sign that occurs twice groups
        ("1.250,5", "KWD", 1_250_500),
        ("1250,5", "KWD", 1_250_500),
    ];
    for (typed, code, minor) in cases {
        assert_eq!(parse(typed, currency(code)), Ok(Money::of(minor, currency(code))), "{typed} {code}");
    }
}

#[test]
fn amounts_that_are_refused() {
    use MoneyError as E;
    let cases = [
        ("", "EUR", E::Empty),
        ("free", "EUR", E::NotAnAmount),
        ("€ 12", "EUR", E::NotAnAmount),
        ("1.2345,67", "EUR", E::NotAnAmount),
        ("1.23,456.7", "EUR", E::NotAnAmount),
        ("1 23", "EUR", E::NotAnAmount),
        ("12..5", "EUR", E::NotAnAmount),
        ("1,2.345", "EUR", E::NotAnAmount),
        ("abc.123", "EUR", E::NotAnAmount),
        ("123.abc", "EUR", E::NotAnAmount),
        (",", "EUR", E::NotAnAmount),
        ("1e5", "EUR", E::NotAnAmount),
        ("1.234", "EUR", E::Ambiguous),
        ("1,234", "EUR", E::Ambiguous),
        ("123,456", "EUR", E::Ambiguous),
        ("1,234", "KWD", E::Ambiguous),
        ("1.2345", "KWD", E::TooPrecise { decimals: 3 }),
        ("0.125", "EUR", E::TooPrecise { decimals: 2 }),
        ("1234.567", "EUR", E::TooPrecise { decimals: 2 }),
        ("1.234,567", "EUR", E::TooPrecise { decimals: 2 }),
        ("12.5", "JPY", E::TooPrecise { decimals: 0 }),
        ("92233720368547758,08", "EUR", E::TooLarge),
    ];
    for (typed, code, error) in cases {
        assert_eq!(parse(typed, currency(code)), Err(error), "{typed} {code}");
    }
}

#[test]
fn amounts_as_shown() {
    let cases = [
        (123_456, "EUR", "EUR 1,234.56", "1234.56"),
        (5, "EUR", "EUR 0.05", "0.05"),
        (-123_456_789, "GBP", "GBP -1,234,567.89", "-1234567.89"),
        (100_000, "JPY", "JPY 100,000", "100000"),
        (1_234, "KWD", "KWD 1.234", "1.234"),
        (0, "EUR", "EUR 0.00", "0.00"),
        (i64::MIN, "EUR", "EUR -92,233,720,368,547,758.08", "-92233720368547758.08"),
    ];
    for (minor, code, shown, bare) in cases {
        let money = Money::of(minor, currency(code));
        assert_eq!((money.to_string().as_str(), money.amount().as_str()), (shown, bare));
    }
}

#[test]
fn sums_stay_within_one_currency() {
    let euros = |minor| Money::of(minor, Currency::EUR);
    assert_eq!(euros(150).plus(euros(-50)), Some(euros(100)));
    assert_eq!(euros(150).plus(Money::of(50, currency("GBP"))), None);
    assert_eq!(euros(i64::MAX).plus(euros(1)), None);
}

#[test]
fn currencies_have_their_decimals() {
    for (code, decimals) in [("EUR", 2), ("GBP", 2), ("CHF", 2), ("PLN", 2), ("CZK", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3), ("TND", 3)] {
        assert_eq!(currency(code).decimals(), decimals, "{code}");
    }
    assert_eq!(Currency::parse("eur"), Some(Currency::EUR));
    assert_eq!((Currency::parse("XXX"), Currency::parse(""), Currency::parse("EURO")), (None, None, None));
    let mut all: Vec<_> = Currency::all().collect();
    let number = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), number, "no currency stands in two lists");
}

#[test]
fn money_is_read_back() {
    let money = Money::of(123_456, currency("JPY"));
    let json = serde_json::to_string(&money).unwrap();
    assert_eq!(json, r#"{"minor":123456,"currency":"JPY"}"#);
    assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
    assert!(serde_json::from_str::<Money>(r#"{"minor":1,"currency":"XYZ"}"#).is_err());
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![currency("EUR"), currency("JPY"), currency("KWD")])
}

proptest! {
    /// What a form shows, and what a page shows without the currency, is read back as the same amount: with 0, 2 and 3 decimals.
    #[test]
    fn what_is_shown_is_read_back(minor in prop_oneof![-2_000_000_i64..2_000_000, -10_i64.pow(15)..10_i64.pow(15)], currency in any_currency()) {
        let money = Money::of(minor, currency);
        prop_assert_eq!(parse(&money.amount(), currency), Ok(money));
        prop_assert_eq!(parse(money.to_string().split_once(' ').unwrap().1, currency), Ok(money));
    }

    /// Dutch and English writing of one amount of a thousand or more mean the same.
    #[test]
    fn dutch_and_english_mean_the_same(minor in 100_000..10_i64.pow(15)) {
        let english = Money::of(minor, Currency::EUR).to_string().replace("EUR ", "");
        let dutch = english.replace(',', "x").replace('.', ",").replace('x', ".");
        prop_assert_eq!(parse(&english, Currency::EUR), Ok(Money::of(minor, Currency::EUR)));
        prop_assert_eq!(parse(&dutch, Currency::EUR), Ok(Money::of(minor, Currency::EUR)));
    }

    #[test]
    fn nothing_typed_breaks_it(typed in any::<String>(), currency in any_currency()) {
        if let Ok(money) = parse(&typed, currency) {
            prop_assert!(typed.chars().any(char::is_numeric), "{money} out of {typed:?}");
        }
    }
}
