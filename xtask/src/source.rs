//! A Rust file taken apart: the code without its comments and texts, and the texts by themselves. Line numbers stay true.

/// A file taken apart.
pub(crate) struct Source {
    /// The code, with blanks where comments and texts stood.
    pub(crate) code: String,
    /// What stood in quotes.
    pub(crate) texts: Vec<Text>,
}

/// Something in quotes, and where it begins.
pub(crate) struct Text {
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Source {
    /// Takes a file apart.
    pub(crate) fn of(file: &str) -> Source {
        let mut reader =
            Reader { chars: file.chars().collect(), at: 0, line: 1, code: String::with_capacity(file.len()), texts: Vec::new() };
        while reader.at < reader.chars.len() {
            reader.next();
        }
        Source { code: reader.code, texts: reader.texts }
    }

    /// The same without what stands under `#[cfg(test)]`.
    pub(crate) fn without_tests(mut self) -> Source {
        const MARK: &str = "#[cfg(test)]";
        while let Some(start) = self.code.find(MARK) {
            let end = item_end(&self.code, start + MARK.len());
            let (first, last) = (line_of(&self.code, start), line_of(&self.code, end));
            self.texts.retain(|text| text.line < first || text.line > last);
            let blank: String = self.code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            self.code.replace_range(start..end, &blank);
        }
        self
    }

    /// The lines of code, numbered from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Where the item that begins after `from` ends: at its `;`, or at the brace that closes it.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (index, c) in code[from..].char_indices() {
        match c {
            ';' if depth == 0 => return from + index + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return from + index + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    texts: Vec<Text>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Moves on by one; `keep` says whether it counts as code.
    fn take(&mut self, keep: bool) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        self.code.push(if keep || c == '\n' { c } else { ' ' });
        Some(c)
    }

    fn next(&mut self) {
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.take(false);
                }
            }
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.text(None),
            (Some('r'), Some('"' | '#')) if !self.inside_word() => self.raw(),
            (Some('\''), Some('\\')) => {
                for _ in 0..3 {
                    self.take(false);
                }
                while self.take(false).is_some_and(|c| c != '\'') {}
            }
            (Some('\''), Some(_)) if self.peek(2) == Some('\'') => {
                for _ in 0..3 {
                    self.take(false);
                }
            }
            _ => {
                self.take(true);
            }
        }
    }

    /// Whether the character before belongs to a word, so that an `r` here begins nothing. `br"` and `cr"` do begin a text.
    fn inside_word(&self) -> bool {
        let word =
            |back: usize| self.at.checked_sub(back).and_then(|at| self.chars.get(at)).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let prefix = self.at.checked_sub(1).and_then(|at| self.chars.get(at)).is_some_and(|c| matches!(c, 'b' | 'c'));
        word(1) && (!prefix || word(2))
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.take(false);
                    continue;
                }
            }
            self.take(false);
            self.take(false);
            if depth == 0 {
                return;
            }
        }
    }

    /// `r"…"`, `r#"…"#`; or a name such as `r#type`.
    fn raw(&mut self) {
        let hashes = (1..).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        if self.peek(1 + hashes) != Some('"') {
            self.take(true);
            return;
        }
        for _ in 0..=hashes {
            self.take(false);
        }
        self.text(Some(hashes));
    }

    /// From the opening quote to the closing one; a raw text ends with as many hashes as it began with.
    fn text(&mut self, raw: Option<usize>) {
        let line = self.line;
        let mut text = String::new();
        self.take(false);
        while let Some(c) = self.peek(0) {
            if c == '\\' && raw.is_none() {
                self.take(false);
                text.push(' ');
                self.take(false);
                continue;
            }
            let closing = raw.unwrap_or(0);
            if c == '"' && (1..=closing).all(|ahead| self.peek(ahead) == Some('#')) {
                for _ in 0..=closing {
                    self.take(false);
                }
                break;
            }
            text.push(c);
            self.take(false);
        }
        self.texts.push(Text { line, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Source::of(text).code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        assert_eq!(code("a(); // order\nb(\"carrier { \\\" }\"); /* x /* y */ z */ c()"), "a(); b( ); c()");
        assert_eq!(code("let s = r#\"a \"quoted\" word\"#; d()"), "let s = ; d()");
        assert_eq!(
            code("fn r#type<'a>(c: char) -> &'a str { if c == '\"' || c == '\\'' { e() } }"),
            "fn r#type<'a>(c: char) -> &'a str { if c == || c == { e() } }"
        );
    }

    #[test]
    fn texts_know_their_line() {
        let source = Source::of("a(\n  \"one\",\n  b\"two\",\n  r\"three\",\n)");
        let found: Vec<_> = source.texts.iter().map(|text| (text.line, text.text.as_str())).collect();
        assert_eq!(found, [(2, "one"), (3, "two"), (4, "three")]);
    }

    #[test]
    fn tests_can_be_left_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { c(\"sql\") }\n}\nfn d() {}\n#[cfg(test)]\nmod more;\nfn e() {}\n";
        let source = Source::of(text).without_tests();
        let kept: Vec<_> = source.lines().filter(|(_, line)| !line.trim().is_empty()).collect();
        assert_eq!(kept, [(1, "fn a() {}"), (6, "fn d() {}"), (9, "fn e() {}")]);
        assert!(source.texts.is_empty());
    }
}
