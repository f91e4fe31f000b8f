//! Numbers of a workbook as people see them: 0.1 + 0.2 is 0.3 there, and so it is here.

use calamine::ExcelDateTime;

/// A number with the fifteen digits a spreadsheet shows, without needless zeros or an exponent. Three decimals get a fourth: what
/// is a number for sure is not to be taken for thousands.
pub(super) fn plain(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // Adding zero takes the sign off minus zero.
    let text = format!("{}", rounded + 0.0);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals == 3 { text + "0" } else { text }
}

/// A date, a time of day, or both, in ISO's order.
pub(super) fn moment(value: &ExcelDateTime) -> String {
    let serial = value.as_f64();
    if !serial.is_finite() || serial < 0.0 {
        return plain(serial);
    }
    if value.is_duration() || serial < 1.0 {
        let minutes = (serial * 1440.0).round() as i64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    // Half a second up, so that 08:29:59.9996 is half past eight.
    let kind = calamine::ExcelDateTimeType::DateTime;
    let is_1904 = ExcelDateTime::new(serial, kind, false).to_ymd_hms_milli() != value.to_ymd_hms_milli();
    let (year, month, day, hour, minute, ..) = ExcelDateTime::new(serial + 0.5 / 86_400.0, kind, is_1904).to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_noise() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (1200.0, "1200"),
            (-12.5, "-12.5"),
            (1.125, "1.1250"),
            (4_500_123_987.0, "4500123987"),
            (1e15, "1000000000000000"),
            (-0.0, "0"),
        ];
        for (value, shown) in cases {
            assert_eq!(plain(value), shown);
        }
        assert_eq!(plain(f64::NAN), "");
    }
}
