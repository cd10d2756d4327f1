//! A cell's value as the text that a person sees in the spreadsheet.

use calamine::{DataRef, ExcelDateTime};
use domain::imports::RawCell;

/// Above this a spreadsheet has kept fifteen digits and put zeros in place of the rest.
const FIRST_LOST: f64 = 1e15;

/// The text of a value under its number format, if it has one.
pub fn shown(value: &DataRef<'_>, format: Option<&str>) -> RawCell {
    match value {
        DataRef::Empty => RawCell::Empty,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Int(number) => RawCell::Text(number.to_string()),
        DataRef::Float(number) => float_cell(*number, format),
        DataRef::Bool(yes) => RawCell::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(moment) => RawCell::Text(moment_text(moment)),
        DataRef::DateTimeIso(text) => RawCell::Text(iso_text(text)),
        DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => RawCell::Failed(error.to_string()),
    }
}

/// Spaces around a text, and the invisible characters that come along when pasting, are never meant.
fn text_cell(text: &str) -> RawCell {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
    if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) }
}

fn float_cell(number: f64, format: Option<&str>) -> RawCell {
    if number.abs() >= FIRST_LOST {
        return RawCell::LostDigits(format!("{number:.0}"));
    }
    // A format such as 0000000000 shows the zeros that the value itself does not have.
    let width = format.filter(|code| code.bytes().all(|b| b == b'0')).map_or(0, str::len);
    if number.fract() == 0.0 {
        return RawCell::Text(format!("{number:0width$.0}"));
    }
    // Fifteen digits are all that a spreadsheet shows: 0.1 + 0.2 is 0.3 to a person.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    RawCell::Text(rounded.to_string())
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let clock = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    if moment.is_duration() || moment.as_f64() < 1.0 {
        clock
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month:02}/{year} {clock}")
    }
}

/// `2026-11-22T00:00:00`, as LibreOffice may write a date.
fn iso_text(text: &str) -> String {
    let (date, clock) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => {
            let clock = clock.trim_start_matches("00:00:00").trim_end_matches('Z');
            format!("{day}/{month}/{year} {clock}").trim_end().to_owned()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn text(text: &str) -> RawCell {
        RawCell::Text(text.to_owned())
    }

    #[test]
    fn numbers_are_written_in_full() {
        assert_eq!(shown(&DataRef::Float(477_472_701.0), None), text("477472701"));
        assert_eq!(shown(&DataRef::Float(477_472_701.0), Some("0000000000")), text("0477472701"));
        assert_eq!(shown(&DataRef::Float(12.0), Some("General")), text("12"));
        assert_eq!(shown(&DataRef::Float(0.1 + 0.2), None), text("0.3"));
        assert_eq!(shown(&DataRef::Float(-3.5), None), text("-3.5"));
        assert_eq!(
            shown(&DataRef::Float(12_345_678_901_234_567_890.0), None),
            RawCell::LostDigits("12345678901234567168".into())
        );
    }

    #[test]
    fn dates_and_times_are_written_as_in_belgium() {
        let moment = |value, kind| shown(&DataRef::DateTime(ExcelDateTime::new(value, kind, false)), None);
        assert_eq!(moment(46_348.0, ExcelDateTimeType::DateTime), text("22/11/2026"));
        assert_eq!(moment(46_348.5, ExcelDateTimeType::DateTime), text("22/11/2026 12:00"));
        assert_eq!(moment(0.25, ExcelDateTimeType::DateTime), text("06:00"));
        assert_eq!(shown(&DataRef::DateTimeIso("2026-11-22T00:00:00".into()), None), text("22/11/2026"));
        assert_eq!(shown(&DataRef::DateTimeIso("2026-11-22".into()), None), text("22/11/2026"));
    }

    #[test]
    fn texts_lose_what_cannot_be_seen() {
        assert_eq!(shown(&DataRef::SharedString("\u{a0} Bakkerij Peeters\u{200b}\n"), None), text("Bakkerij Peeters"));
        assert_eq!(shown(&DataRef::SharedString(" \u{a0}"), None), RawCell::Empty);
    }
}
