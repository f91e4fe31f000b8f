//! As much of a label printer as these labels need: boxes and pictures on a sheet of dots. Texts that the printer sets itself are
//! left white; they have no part in what a scanner reads.

use std::collections::VecDeque;

/// One sheet for each label, as PGM pictures.
pub(crate) fn printed(zpl: &str) -> Vec<Vec<u8>> {
    zpl.split("^XA").skip(1).map(|label| Sheet::print(label.split("^XZ").next().unwrap_or_default())).collect()
}

#[derive(Default)]
struct Sheet {
    width: usize,
    height: usize,
    dots: Vec<bool>,
    at: (usize, usize),
}

impl Sheet {
    fn print(label: &str) -> Vec<u8> {
        let mut sheet = Sheet::default();
        for command in label.split('^').skip(1) {
            let (name, rest) = command.split_at(2);
            let numbers = |text: &str| text.trim().split(',').map(|number| number.parse().unwrap_or(0)).collect::<Vec<usize>>();
            match name {
                "PW" => sheet.width = numbers(rest)[0],
                "LL" => {
                    sheet.height = numbers(rest)[0];
                    sheet.dots = vec![false; sheet.width * sheet.height];
                }
                "FO" => sheet.at = (numbers(rest)[0], numbers(rest)[1]),
                "GB" => sheet.rect(&numbers(rest)),
                "GF" => sheet.picture(rest.trim()),
                _ => {}
            }
        }
        let mut pgm = format!("P5 {} {} 255\n", sheet.width, sheet.height).into_bytes();
        pgm.extend(sheet.dots.iter().map(|dark| if *dark { 0 } else { 255 }));
        pgm
    }

    fn dot(&mut self, x: usize, y: usize) {
        assert!(x < self.width && y < self.height, "a dot at {x}, {y} beyond {} × {}", self.width, self.height);
        self.dots[y * self.width + x] = true;
    }

    fn rect(&mut self, numbers: &[usize]) {
        let (x, y) = self.at;
        assert_eq!(numbers[2], numbers[0].min(numbers[1]), "a filled box");
        for down in 0..numbers[1] {
            for right in 0..numbers[0] {
                self.dot(x + right, y + down);
            }
        }
    }

    fn picture(&mut self, field: &str) {
        let mut parts = field.splitn(5, ',');
        let mut next = || parts.next().unwrap_or_default();
        assert_eq!(next(), "A");
        let (total, again, stride) = (next().parse::<usize>(), next().parse::<usize>(), next().parse::<usize>().expect("a stride"));
        assert_eq!(total, again);
        let rows = rows(next(), stride * 2);
        assert_eq!(rows.len() * stride, total.expect("a length"));
        let (x, y) = self.at;
        for (down, row) in rows.iter().enumerate() {
            for (at, digit) in row.iter().enumerate() {
                for bit in (0..4).filter(|bit| digit >> (3 - bit) & 1 == 1) {
                    self.dot(x + at * 4 + bit, y + down);
                }
            }
        }
    }
}

/// The rows of hexadecimal digits, made whole again.
fn rows(data: &str, width: usize) -> Vec<Vec<u32>> {
    let (mut rows, mut row, mut count): (Vec<Vec<u32>>, Vec<u32>, usize) = (Vec::new(), Vec::new(), 0);
    let mut letters: VecDeque<char> = data.chars().filter(|letter| !letter.is_whitespace()).collect();
    while let Some(letter) = letters.pop_front() {
        match letter {
            ':' => rows.push(rows.last().expect("a row above").clone()),
            ',' => row.resize(width, 0),
            '!' => row.resize(width, 15),
            'G'..='Y' => count += letter as usize - 'F' as usize,
            'g'..='z' => count += (letter as usize - 'f' as usize) * 20,
            digit => {
                let value = digit.to_digit(16).expect("a hexadecimal digit");
                row.extend(std::iter::repeat_n(value, count.max(1)));
                count = 0;
            }
        }
        assert!(row.len() <= width, "a row too long");
        if row.len() == width {
            rows.push(std::mem::take(&mut row));
        }
    }
    assert!(row.is_empty(), "a row too short");
    rows
}
