//! The shape of a form as it was typed: which consignments, further stops and goods lines it has. Lines are added, removed and
//! closed up here, on the typed texts, so that nothing typed is ever lost on the way (rule 13).

use std::collections::{BTreeMap, BTreeSet};

use kit::web::Fields;
use rules::order::limits;

/// The parts a form has, counted from 0 without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// For each consignment: further stops and goods lines.
    pub(super) consignments: Vec<(usize, usize)>,
}

/// A name such as `c0.g2.weight_kg`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name<'a> {
    consignment: usize,
    /// `s` or `g` and the number.
    line: Option<(char, usize)>,
    rest: &'a str,
}

fn numbered(segment: &str, letters: &[char]) -> Option<(char, usize)> {
    let letter = segment.chars().next().filter(|letter| letters.contains(letter))?;
    segment[1..].parse().ok().map(|number| (letter, number))
}

fn take_apart(name: &str) -> Option<Name<'_>> {
    let (first, rest) = name.split_once('.')?;
    let (_, consignment) = numbered(first, &['c'])?;
    let line = rest.split_once('.').and_then(|(segment, rest)| Some((numbered(segment, &['s', 'g'])?, rest)));
    Some(match line {
        Some((line, rest)) => Name { consignment, line: Some(line), rest },
        None => Name { consignment, line: None, rest },
    })
}

/// What a goods line may hold and still count as empty: what stands there by itself. So a line that was there and is emptied is
/// removed.
const BY_ITSELF: [&str; 5] = ["packaging", "packaging_size", "stackable", "more", "id"];

/// Closes the gaps: removed lines and empty goods lines vanish, the rest is counted from 0. At least one consignment with one
/// goods line is left.
#[must_use]
pub(super) fn tidy(fields: &Fields) -> Fields {
    counted_anew(fields, false)
}

/// Closes the gaps that removed lines left, while somebody types: a line that is still empty stays where it stands.
#[must_use]
pub(super) fn closed(fields: &Fields) -> Fields {
    counted_anew(fields, true)
}

fn counted_anew(fields: &Fields, empty_stay: bool) -> Fields {
    let mut consignments: BTreeSet<usize> = BTreeSet::new();
    let mut lines: BTreeMap<(usize, char), BTreeMap<usize, bool>> = BTreeMap::new();
    for (name, value) in fields.iter() {
        let Some(at) = take_apart(name) else { continue };
        consignments.insert(at.consignment);
        if let Some((kind, number)) = at.line {
            let filled = lines.entry((at.consignment, kind)).or_default().entry(number).or_default();
            *filled |= empty_stay || kind == 's' || (!BY_ITSELF.contains(&at.rest) && !value.trim().is_empty());
        }
    }
    let place = |kept: &[usize], number: usize| kept.iter().position(|kept| *kept == number);
    let consignments: Vec<usize> = consignments.into_iter().collect();
    let kept = |consignment: usize, kind: char| -> Vec<usize> {
        let all = lines.get(&(consignment, kind)).cloned().unwrap_or_default();
        let filled: Vec<usize> = all.iter().filter(|(_, filled)| **filled).map(|(number, _)| *number).collect();
        if filled.is_empty() { all.keys().copied().take(1).collect() } else { filled }
    };
    let rename = |name: &str| -> Option<String> {
        let Some(at) = take_apart(name) else { return Some(name.to_owned()) };
        let c = place(&consignments, at.consignment)?;
        match at.line {
            None => Some(format!("c{c}.{}", at.rest)),
            Some((kind, number)) => place(&kept(at.consignment, kind), number).map(|line| format!("c{c}.{kind}{line}.{}", at.rest)),
        }
    };
    fields.iter().filter_map(|(name, value)| rename(name).map(|name| (name, value.to_owned()))).collect()
}

/// The shape of a tidy form: one consignment with one goods line at least.
#[must_use]
pub(super) fn shape(fields: &Fields) -> Shape {
    let mut shape = Shape { consignments: vec![(0, 1)] };
    for (name, _) in fields.iter() {
        let Some(at) = take_apart(name) else { continue };
        let most = limits::CONSIGNMENTS + 1;
        while shape.consignments.len() <= at.consignment && shape.consignments.len() < most {
            shape.consignments.push((0, 1));
        }
        let Some(parts) = shape.consignments.get_mut(at.consignment) else { continue };
        match at.line {
            Some(('s', number)) => parts.0 = parts.0.max(number + 1).min(limits::FURTHER_STOPS + 1),
            Some((_, number)) => parts.1 = parts.1.max(number + 1).min(limits::GOODS_LINES + 1),
            None => {}
        }
    }
    shape
}

/// Carries out a button that changes the shape: `add-goods:0`, `remove-goods:0:2`, `add-stop:0`, `remove-stop:0:1`,
/// `add-consignment`, `remove-consignment:1`. Any other word only tidies.
#[must_use]
pub(super) fn reshape(fields: &Fields, button: &str) -> Fields {
    let mut fields = tidy(fields);
    let mut words = button.split(':');
    let verb = words.next().unwrap_or_default();
    let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    let now = shape(&fields);
    let parts = |consignment: usize| now.consignments.get(consignment).copied();
    match (verb, numbers.as_slice()) {
        ("add-consignment", []) if now.consignments.len() < limits::CONSIGNMENTS => {
            fields.set(&format!("c{}.g0.quantity", now.consignments.len()), "");
        }
        ("add-goods", [c]) => {
            if let Some((_, lines)) = parts(*c).filter(|(_, lines)| *lines < limits::GOODS_LINES) {
                let above = fields.text(&format!("c{c}.g{}.packaging", lines - 1));
                fields.set(&format!("c{c}.g{lines}.packaging"), above); // packaging is mostly the same
            }
        }
        ("add-stop", [c]) => {
            if let Some((stops, _)) = parts(*c).filter(|(stops, _)| *stops < limits::FURTHER_STOPS) {
                fields.set(&format!("c{c}.s{stops}.name"), "");
            }
        }
        ("remove-consignment", [c]) if now.consignments.len() > 1 => fields.remove(|name| name.starts_with(&format!("c{c}."))),
        ("remove-goods", [c, line]) => fields.remove(|name| name.starts_with(&format!("c{c}.g{line}."))),
        ("remove-stop", [c, stop]) => fields.remove(|name| name.starts_with(&format!("c{c}.s{stop}."))),
        _ => {}
    }
    let added = matches!(verb, "add-goods");
    if added { fields } else { tidy(&fields) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        Fields::parse(text.as_bytes())
    }

    #[test]
    fn gaps_close_and_empty_goods_lines_vanish() {
        let typed = fields("c0.g0.quantity=1&c0.g1.packaging=pallet&c0.g1.quantity=+&c0.g4.quantity=2&c3.reference=x&service=s");
        assert_eq!(tidy(&typed), fields("c0.g0.quantity=1&c0.g1.quantity=2&c1.reference=x&service=s"));
        assert_eq!(shape(&tidy(&typed)), Shape { consignments: vec![(0, 2), (0, 1)] });
    }

    #[test]
    fn while_somebody_types_empty_lines_stay() {
        let typed = fields("c0.g0.quantity=&c0.g2.description=Gas&service=s");
        assert_eq!(closed(&typed), fields("c0.g0.quantity=&c0.g1.description=Gas&service=s"));
    }

    #[test]
    fn the_only_goods_line_stays_even_when_empty() {
        assert_eq!(tidy(&fields("c0.g0.quantity=&c0.g1.quantity=")), fields("c0.g0.quantity="));
    }

    #[test]
    fn buttons_change_the_shape_and_nothing_else() {
        let typed = fields("c0.g0.quantity=1&c0.g0.packaging=pallet&c0.s0.city=Gent");
        let more = reshape(&typed, "add-goods:0");
        assert_eq!(shape(&more), Shape { consignments: vec![(1, 2)] });
        assert_eq!(more.raw("c0.g1.packaging"), "pallet");
        assert_eq!(shape(&reshape(&typed, "add-consignment")).consignments.len(), 2);
        assert_eq!(shape(&reshape(&typed, "add-stop:0")), Shape { consignments: vec![(2, 1)] });
        assert_eq!(reshape(&typed, "remove-stop:0:0"), fields("c0.g0.quantity=1&c0.g0.packaging=pallet"));
        assert_eq!(reshape(&typed, "remove-consignment:0"), typed);
        assert_eq!(reshape(&typed, "add-goods:99"), typed);
    }

    #[test]
    fn ids_go_with_their_parts_and_an_emptied_line_is_gone() {
        let typed = fields("c0.id=c&c0.g0.id=a&c0.g0.quantity=&c0.g1.id=b&c0.g1.quantity=2&c0.s0.id=s&c0.s1.id=t&c0.s1.city=Gent");
        let now = reshape(&typed, "remove-stop:0:0");
        assert_eq!(now, fields("c0.id=c&c0.g0.id=b&c0.g0.quantity=2&c0.s0.id=t&c0.s0.city=Gent"));
    }

    #[test]
    fn a_form_cannot_grow_without_bound() {
        let many = fields("c999999.g999999.quantity=1&c0.s99999.city=x");
        let now = shape(&many);
        assert!(now.consignments.len() <= limits::CONSIGNMENTS + 1 && now.consignments[0].0 <= limits::FURTHER_STOPS + 1);
    }
}
