//! The log: one line for each thing that happened, whatever people typed. Values are quoted, and signs that would begin a line of
//! their own or colour the screen are written out.

use std::fmt::{self, Debug};

use tracing::field::{Field, Visit};
use tracing_subscriber::{
    field::RecordFields,
    fmt::{FormatFields, format::Writer},
};

/// Writes `message name="value" …`.
#[derive(Clone, Copy, Debug)]
pub struct Quoted;

impl<'writer> FormatFields<'writer> for Quoted {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut line = Line { writer, begun: false, outcome: Ok(()) };
        fields.record(&mut line);
        line.outcome
    }
}

struct Line<'writer> {
    writer: Writer<'writer>,
    begun: bool,
    outcome: fmt::Result,
}

impl Line<'_> {
    fn put(&mut self, field: &Field, value: &str) {
        let space = if self.begun { " " } else { "" };
        self.begun = true;
        let written = match field.name() {
            "message" => write!(self.writer, "{space}{}", escaped(value)),
            name => write!(self.writer, "{space}{name}={value}"),
        };
        self.outcome = self.outcome.and(written);
    }
}

impl Visit for Line<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        let quoted = if field.name() == "message" { value.to_owned() } else { quoted(value) };
        self.put(field, &quoted);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, &value.to_string());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, &value.to_string());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, &value.to_string());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.put(field, &quoted(&value.to_string()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}");
        let value = if field.name() == "message" { text } else { quoted(&text) };
        self.put(field, &value);
    }
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", escaped(&value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Without signs that act on a screen or end a line.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        let acts = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if acts {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_somebody_typed_stays_one_value_on_one_line() {
        let kept = Kept::default();
        let writer = kept.clone();
        let log =
            tracing_subscriber::fmt().with_ansi(false).fmt_fields(Quoted).with_writer(move || writer.clone()).finish();
        let typed = "a\n2026-11-26 ERROR app: all is lost reference=\"X\"\r\u{1b}[31m\u{202e}b";
        tracing::subscriber::with_default(log, || {
            tracing::error!(error = %typed, name = typed, count = 3, "it failed");
            tracing::warn!("said: {typed}");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains(['\r', '\u{1b}', '\u{202e}']), "{text}");
        let quoted = r#"\n2026-11-26 ERROR app: all is lost reference=\"X\"\r\u{1b}[31m\u{202e}b""#;
        assert_eq!(text.matches(quoted).count(), 2, "{text}");
        assert!(text.contains("it failed error=\"a") && text.contains(" count=3"), "{text}");
    }
}
