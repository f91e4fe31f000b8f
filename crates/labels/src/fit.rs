//! Texts into boxes: as large as may be, shrunk where they are long, then wrapped, at the very end shortened with an ellipsis. What
//! comes out never leaves its box.

use crate::draw::Weight;
use crate::font;

/// A text set into a box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set {
    /// The size, in dots of an em.
    pub(crate) size: f32,
    /// Its lines.
    pub(crate) lines: Vec<String>,
}

/// How a text may be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// The box, in dots.
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// As large as it is set when there is room.
    pub(crate) biggest: f32,
    /// Down to here it shrinks before it is wrapped, and further only if it must.
    pub(crate) wraps_at: f32,
    /// Smaller is not read any more.
    pub(crate) smallest: f32,
    /// The most lines.
    pub(crate) lines: usize,
}

/// Without control characters, and with single blanks.
pub(crate) fn plain(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if unprintable(letter) { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls, and what turns the direction of writing without being seen.
fn unprintable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text with the place of the pen before each letter and behind the last, in ems.
struct Measured {
    letters: Vec<char>,
    pen: Vec<f32>,
    weight: Weight,
}

impl Measured {
    fn of(text: &str, weight: Weight) -> Measured {
        let letters: Vec<char> = text.chars().collect();
        let mut pen = vec![0.0];
        let mut at = 0.0;
        pen.extend(letters.iter().map(|letter| {
            at += font::glyph(weight, *letter).1;
            at
        }));
        Measured { letters, pen, weight }
    }

    fn width(&self, from: usize, to: usize) -> f32 {
        self.pen[to] - self.pen[from]
    }

    fn line(&self, (from, to): (usize, usize)) -> String {
        self.letters[from..to].iter().collect()
    }

    /// Breaks between words, and inside one that is wider than a line; where each line begins and ends. `width` is in ems; more
    /// lines than `most` are not looked for.
    fn wrapped(&self, width: f32, most: usize) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let (mut from, mut gap) = (0, None);
        let mut at = 0;
        while at < self.letters.len() && lines.len() <= most {
            if self.letters[at] == ' ' {
                gap = Some(at);
            }
            if self.width(from, at + 1) > width && at > from && self.letters[at] != ' ' {
                let (end, next) = gap.map_or((at, at), |gap| (gap, gap + 1));
                lines.push((from, end));
                (from, gap) = (next, None);
                at = at.max(from);
                continue;
            }
            at += 1;
        }
        lines.push((from, self.letters.len()));
        lines
    }
}

/// A text in lines no wider than `width` ems, however many it takes.
pub(crate) fn lines(text: &str, weight: Weight, width: f32) -> Vec<String> {
    let text = Measured::of(&plain(text), weight);
    text.wrapped(width, usize::MAX - 1).into_iter().map(|line| text.line(line)).collect()
}

/// Sets a text.
pub(crate) fn set(text: &str, weight: Weight, room: Room) -> Set {
    let text = Measured::of(&plain(text), weight);
    let all = (0, text.letters.len());
    let one = room.width / text.width(0, all.1).max(0.001);
    let high = room.height / (font::ABOVE + font::BELOW);
    let alone = room.biggest.min(one).min(high);
    if alone >= room.wraps_at.min(room.biggest) || room.lines < 2 && alone >= room.smallest {
        return Set { size: alone, lines: vec![text.line(all)] };
    }
    let mut size = room.biggest.min(high);
    while size > room.smallest {
        let held = fitting(room, size);
        let lines = text.wrapped(room.width / size, held);
        if lines.len() <= held {
            return Set { size, lines: lines.into_iter().map(|line| text.line(line)).collect() };
        }
        size *= 0.97;
    }
    let size = room.smallest.min(high);
    let most = fitting(room, size).max(1);
    let found = text.wrapped(room.width / size, most);
    let mut lines: Vec<String> = found.iter().take(most).map(|line| text.line(*line)).collect();
    if found.len() > most
        && let Some(last) = lines.last_mut()
    {
        shorten(last, text.weight, room.width / size);
    }
    Set { size, lines }
}

/// How many lines of a size a box holds.
fn fitting(room: Room, size: f32) -> usize {
    let beyond = (room.height - (font::ABOVE + font::BELOW) * size) / (font::LEADING * size);
    let held = if beyond < 0.0 { 0 } else { 1 + beyond as usize };
    held.min(room.lines)
}

/// Takes letters off until the ellipsis fits behind them.
fn shorten(line: &mut String, weight: Weight, width: f32) {
    line.push('…');
    while font::width(weight, line) > width && line.chars().count() > 1 {
        line.pop();
        line.pop();
        line.push('…');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROOM: Room = Room { width: 400.0, height: 90.0, biggest: 48.0, wraps_at: 30.0, smallest: 14.0, lines: 3 };

    #[test]
    fn short_is_large_long_is_small_longer_wraps() {
        let short = set("De Korenaar BV", Weight::Bold, ROOM);
        assert_eq!((short.size, short.lines.len()), (48.0, 1));
        let longer = set("De Korenaar Logistiek BV", Weight::Bold, ROOM);
        assert!(longer.size < 48.0 && longer.size >= 30.0 && longer.lines.len() == 1, "{longer:?}");
        let long = set("Przedsiębiorstwo Produkcyjno-Handlowe Żółw i Synowie, magazyn północny", Weight::Bold, ROOM);
        assert!(long.lines.len() > 1, "{long:?}");
        assert_eq!(long.lines.join(" "), "Przedsiębiorstwo Produkcyjno-Handlowe Żółw i Synowie, magazyn północny");
        let word = set(&"x".repeat(500), Weight::Bold, ROOM);
        assert!(word.lines.last().is_some_and(|line| line.ends_with('…')), "{word:?}");
    }

    #[test]
    fn what_is_not_seen_is_not_set() {
        assert_eq!(plain("a\r\nb\tc\u{202e}d  e\u{0}"), "a b c d e");
        assert_eq!(set("", Weight::Regular, ROOM).lines, [""]);
    }

    proptest! {
        /// Whatever the text, no line is wider than the box, and all lines together are no higher.
        #[test]
        fn nothing_leaves_its_box(text in "\\PC{0,300}", width in 40.0..900.0_f32, height in 20.0..200.0_f32, lines in 1..5_usize) {
            let room = Room { width, height, lines, ..ROOM };
            let set = set(&text, Weight::Regular, room);
            prop_assert!(!set.lines.is_empty() && set.lines.len() <= lines);
            for line in &set.lines {
                // One letter alone may be as wide as it is.
                prop_assert!(line.chars().count() <= 2 || font::width(Weight::Regular, line) * set.size <= width * 1.001, "{line:?}");
            }
            let high = (font::ABOVE + font::BELOW + font::LEADING * (set.lines.len() - 1) as f32) * set.size;
            prop_assert!(high <= height * 1.001, "{high} in {height}");
        }
    }
}
