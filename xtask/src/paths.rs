//! The paths a file names: `use a::{b, c::d}` is `a::b` and `a::c::d`. Made from code without comments and texts.

/// A path and the line it stands on.
#[derive(Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) parts: Vec<String>,
}

impl Named {
    pub(crate) fn begins(&self, parts: &[&str]) -> bool {
        self.parts.len() >= parts.len() && self.parts.iter().zip(parts).all(|(a, b)| a == b)
    }

    /// Whether `parts` stand in it side by side.
    pub(crate) fn holds(&self, parts: &[&str]) -> bool {
        self.parts.windows(parts.len()).any(|window| window == parts)
    }

    pub(crate) fn text(&self) -> String {
        self.parts.join("::")
    }
}

/// Every path in `code`, single words included.
pub(crate) fn named(code: &str) -> Vec<Named> {
    let mut reader = Reader { tokens: tokens(code), at: 0, found: Vec::new() };
    while reader.at < reader.tokens.len() {
        if matches!(reader.tokens[reader.at].1, Token::Word(_)) {
            reader.path(&mut Vec::new());
        } else {
            reader.at += 1;
        }
    }
    reader.found
}

enum Token {
    Word(String),
    Colons,
    Open,
    Close,
    Other,
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let token = match c {
                c if c.is_alphabetic() || c == '_' => {
                    let mut word = String::from(c);
                    while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                        word.push(next);
                    }
                    Token::Word(word)
                }
                ':' if chars.next_if_eq(&':').is_some() => Token::Colons,
                '{' => Token::Open,
                '}' => Token::Close,
                c if c.is_whitespace() => continue,
                _ => Token::Other,
            };
            found.push((index + 1, token));
        }
    }
    found
}

struct Reader {
    tokens: Vec<(usize, Token)>,
    at: usize,
    found: Vec<Named>,
}

impl Reader {
    /// Reads on from a word: the rest of the path, or the group it opens.
    fn path(&mut self, before: &mut Vec<String>) {
        let kept = before.len();
        let line = self.tokens[self.at].0;
        while let Some((_, Token::Word(word))) = self.tokens.get(self.at) {
            before.push(word.clone());
            self.at += 1;
            if !matches!(self.tokens.get(self.at), Some((_, Token::Colons))) {
                break;
            }
            self.at += 1;
        }
        let in_group = matches!(self.tokens.get(self.at), Some((_, Token::Open)));
        if in_group && matches!(self.tokens.get(self.at.wrapping_sub(1)), Some((_, Token::Colons))) {
            self.at += 1;
            self.group(before);
        } else {
            self.found.push(Named { line, parts: before.clone() });
        }
        before.truncate(kept);
    }

    fn group(&mut self, before: &mut Vec<String>) {
        while let Some((_, token)) = self.tokens.get(self.at) {
            match token {
                Token::Word(_) => self.path(before),
                Token::Close => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(code: &str) -> Vec<String> {
        named(code).iter().map(Named::text).filter(|text| text.contains("::")).collect()
    }

    #[test]
    fn groups_are_spelled_out() {
        assert_eq!(
            texts("use crate::{orders::{self, store::{find, save}}, customers::Customer};\nuse a::*;"),
            ["crate::orders::self", "crate::orders::store::find", "crate::orders::store::save", "crate::customers::Customer"]
        );
    }

    #[test]
    fn a_path_may_stand_anywhere() {
        let found = named("fn a() {\n  let x = crate::orders::store::find(tx, 1)?;\n}");
        assert!(found.contains(&Named { line: 2, parts: ["crate", "orders", "store", "find"].map(String::from).to_vec() }));
    }

    #[test]
    fn a_block_after_a_path_is_no_group() {
        assert_eq!(texts("match x { A::B {} => c::d, _ => e::f }"), ["A::B", "c::d", "e::f"]);
    }
}
