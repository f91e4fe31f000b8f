//! Plots as SVG: lines over the number of orders. Plain shapes on white, so that they read on any page.

use std::fmt::Write;

const WIDE: f64 = 640.0;
const HIGH: f64 = 300.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 190.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 40.0;
const COLOURS: [&str; 6] = ["#1f5fbf", "#b3242b", "#17633a", "#7d4a00", "#6532a0", "#171a21"];

/// A named line: a value for each place on the x axis.
pub type Line = (String, Vec<f64>);

/// Lines over `places`, on a logarithmic scale from the power of ten below the least to the one above the greatest value.
#[must_use]
pub fn lines(title: &str, unit: &str, places: &[String], lines: &[Line]) -> String {
    let values = || lines.iter().flat_map(|(_, values)| values.iter().copied()).filter(|value| *value > 0.0);
    let low = values().fold(f64::INFINITY, f64::min).log10().floor();
    let high = values().fold(f64::NEG_INFINITY, f64::max).log10().ceil().max(low + 1.0);
    let x = |place: usize| LEFT + (WIDE - LEFT - RIGHT) * place as f64 / (places.len().max(2) - 1) as f64;
    let y = |value: f64| TOP + (HIGH - TOP - BOTTOM) * (high - value.max(1e-9).log10()) / (high - low);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} {HIGH}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\
         <title>{title}</title><rect width=\"{WIDE}\" height=\"{HIGH}\" fill=\"#fff\"/><text x=\"12\" y=\"22\" font-size=\"14\">{title}, {unit}</text>"
    );
    let mut power = low;
    while power <= high {
        let at = y(10_f64.powf(power));
        let _ = write!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{:.1}\" stroke=\"#e2e5ea\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555c69\">{}</text>",
            WIDE - RIGHT,
            LEFT - 6.0,
            at + 4.0,
            10_f64.powf(power)
        );
        power += 1.0;
    }
    for (place, name) in places.iter().enumerate() {
        let _ = write!(svg, "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#555c69\">{name}</text>", x(place), HIGH - 16.0);
    }
    for (n, (name, values)) in lines.iter().enumerate() {
        let colour = COLOURS[n % COLOURS.len()];
        let points: Vec<String> = values.iter().enumerate().map(|(place, value)| format!("{:.1},{:.1}", x(place), y(*value))).collect();
        let _ = write!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>", points.join(" "));
        for point in &points {
            let (cx, cy) = point.split_once(',').unwrap_or_default();
            let _ = write!(svg, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"3\" fill=\"{colour}\"/>");
        }
        let row = TOP + 18.0 * n as f64;
        let _ = write!(
            svg,
            "<path d=\"M{:.1} {row:.1}h16\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{:.1}\" y=\"{:.1}\">{name}</text>",
            WIDE - RIGHT + 12.0,
            WIDE - RIGHT + 34.0,
            row + 4.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenfold_value_stands_one_line_higher() {
        let svg = lines("p95", "ms", &["10 000".into(), "1 000 000".into()], &[("search".into(), vec![1.0, 10.0])]);
        assert!(svg.contains("points=\"56.0,260.0 450.0,40.0\""), "{svg}");
    }
}
