//! Statements with optional conditions: numbered by the builder, so no argument is ever counted by hand.

use super::Value;

/// A statement that grows. Text pieces are `'static`, so nothing a person typed can become SQL.
#[derive(Debug, Default)]
pub struct Query {
    text: String,
    values: Vec<Value>,
}

impl Query {
    /// Starts with `text`, whose `$1…$n` are `values`.
    #[must_use]
    pub fn new(text: impl Into<String>, values: Vec<Value>) -> Query {
        Query { text: text.into(), values }
    }

    /// Adds a piece as it is.
    #[must_use]
    pub fn text(mut self, piece: &'static str) -> Query {
        self.text.push(' ');
        self.text.push_str(piece);
        self
    }

    /// Adds a piece in which each `?` stands for the next of `values`.
    ///
    /// # Panics
    /// When the marks and the values differ in number: a fault of ours, found by the first test that runs it.
    #[must_use]
    pub fn with(mut self, piece: &'static str, values: Vec<Value>) -> Query {
        assert_eq!(piece.matches('?').count(), values.len(), "{piece}");
        self.text.push(' ');
        let mut values = values.into_iter();
        for (i, part) in piece.split('?').enumerate() {
            if i > 0 {
                self.values.extend(values.next());
                self.text.push_str(&format!("${}", self.values.len()));
            }
            self.text.push_str(part);
        }
        self
    }

    /// The statement and its arguments.
    #[must_use]
    pub fn done(self) -> (String, Vec<Value>) {
        (self.text, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_from_what_is_there() {
        let (text, values) = Query::new("SELECT a FROM t WHERE o = $1", vec![Value::Int(7)])
            .with("AND (b, c) < (?, ?)", vec![Value::Int(1), Value::Int(2)])
            .text("ORDER BY b")
            .done();
        assert_eq!(text, "SELECT a FROM t WHERE o = $1 AND (b, c) < ($2, $3) ORDER BY b");
        assert_eq!(values.len(), 3);
    }
}
