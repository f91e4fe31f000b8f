//! The buttons that change what a card's form consists of: zones, lines and rows are added, removed and moved, also without script.

use super::draft::{BandTyped, Draft, LineTyped, ZoneTyped};

impl Draft {
    /// Carries out a button: `add-zone`, `remove-zone:1`, `add-line:TABLE`, `remove-line:0`, `move-up:2`, `add-row:0`,
    /// `remove-row:0:3`. Any other word changes nothing. A new line gets `key`.
    pub(super) fn press(&mut self, button: &str, key: String) {
        let parts: Vec<&str> = button.split(':').collect();
        let number = |at: usize| parts.get(at).and_then(|text| text.parse::<usize>().ok());
        match (parts[0], number(1), number(2)) {
            ("add-zone", ..) => self.add_zone(),
            ("remove-zone", Some(at), _) => self.remove_zone(at),
            ("add-line", ..) => self.add_line(parts.get(1).copied().unwrap_or_default(), key),
            ("remove-line", Some(at), _) if at < self.lines.len() => drop(self.lines.remove(at)),
            ("move-up", Some(at), _) if at > 0 && at < self.lines.len() => self.lines.swap(at - 1, at),
            ("add-row", Some(at), _) => {
                let columns = self.columns();
                if let Some(line) = self.lines.get_mut(at) {
                    line.bands.push(blank_row(columns));
                }
            }
            ("remove-row", Some(at), Some(row)) => {
                if let Some(line) = self.lines.get_mut(at).filter(|line| row < line.bands.len()) {
                    line.bands.remove(row);
                }
            }
            _ => {}
        }
    }

    /// Prices a row has.
    pub(super) fn columns(&self) -> usize {
        self.zones.len().max(1)
    }

    fn rows(&mut self) -> impl Iterator<Item = &mut BandTyped> {
        self.lines.iter_mut().flat_map(|line| &mut line.bands)
    }

    /// The first zone takes over the prices there are; every further one has none yet.
    fn add_zone(&mut self) {
        self.zones.push(ZoneTyped::default());
        let columns = self.columns();
        self.rows().for_each(|band| band.prices.resize(columns, String::new()));
    }

    /// Its prices go with it, but the last zone's, which hold for everywhere then.
    fn remove_zone(&mut self, at: usize) {
        if at >= self.zones.len() {
            return;
        }
        self.zones.remove(at);
        if !self.zones.is_empty() {
            self.rows().filter(|band| at < band.prices.len()).for_each(|band| drop(band.prices.remove(at)));
        }
    }

    fn add_line(&mut self, kind: &str, key: String) {
        let bands = if kind == "TABLE" { vec![blank_row(self.columns())] } else { Vec::new() };
        self.lines.push(LineTyped { key, kind: kind.to_owned(), bands, ..LineTyped::default() });
    }
}

fn blank_row(columns: usize) -> BandTyped {
    BandTyped { prices: vec![String::new(); columns], ..BandTyped::default() }
}
