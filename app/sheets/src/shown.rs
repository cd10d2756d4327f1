//! A cell's value as the text that a person sees in the spreadsheet.

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};
use domain::clean;
use domain::imports::{RawCell, sample};

use crate::format::{Kind, NumberFormat};
use crate::xlsx::{Cell, Value};

/// Above this a spreadsheet has kept fifteen digits and put zeros in place of the rest.
const FIRST_LOST: f64 = 1e15;
const SECONDS_A_DAY: f64 = 86_400.0;
/// The last day that a spreadsheet knows, the end of the year 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// The text of a cell under its number format, if it has one. `from_1904` says from which year its days are counted.
pub fn shown(cell: Cell<'_>, from_1904: bool) -> RawCell {
    match cell.value {
        Value::Empty => RawCell::Empty,
        Value::Text(text) => match cell.format.and_then(|format| format.text(&text)) {
            Some(shown) => text_cell(&shown),
            None => text_cell(&text),
        },
        Value::Number(number) => number_cell(number, cell.format, from_1904),
        Value::YesNo(yes) => RawCell::YesNo(yes),
        Value::Moment(text) => RawCell::Date(iso_text(&sample(&text))),
        Value::Failed(word) => RawCell::Failed(sample(&word)),
        Value::Uncalculated(formula) => RawCell::Uncalculated(sample(&formula)),
    }
}

/// Words of spreadsheets for a formula that failed, in Dutch, French, English and German: they stay behind as text where somebody
/// pasted values only.
#[rustfmt::skip]
const FAILED: [&str; 33] = [
    "#N/A", "#N/B", "#NB", "#NV", "#NAME?", "#NAAM?", "#NOM?", "#REF!", "#VERW!", "#BEZUG!", "#VALUE!", "#WAARDE!", "#VALEUR!",
    "#WERT!", "#DIV/0!", "#DEEL/0!", "#NUM!", "#GETAL!", "#NOMBRE!", "#ZAHL!", "#NULL!", "#LEEG!", "#NUL!", "#SPILL!", "#CALC!",
    "#OVERLOOP!", "#GETTING_DATA", "#FIELD!", "#VELD!", "#BLOCKED!", "#GEBLOKKEERD!", "#VEREIST!", "#BUSY!",
];

/// Spaces around a text are never meant, and a text of which nothing can be seen is none.
fn text_cell(text: &str) -> RawCell {
    let text = text.trim();
    if clean::is_blank(text) {
        RawCell::Empty
    } else if is_failed(text) {
        RawCell::Failed(text.to_owned())
    } else {
        RawCell::Text(text.to_owned())
    }
}

/// Whether a text is what a spreadsheet shows in place of a value: a word, a code of LibreOffice, or a column too narrow.
fn is_failed(text: &str) -> bool {
    let code =
        text.strip_prefix("Err:").is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()));
    let narrow = text.len() >= 3 && text.bytes().all(|b| b == b'#');
    code || narrow || (text.starts_with('#') && FAILED.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

fn number_cell(number: f64, format: Option<&NumberFormat>, from_1904: bool) -> RawCell {
    let kind = format.map(NumberFormat::kind).unwrap_or_default();
    if matches!(kind, Kind::Date | Kind::Duration)
        && let Some(text) = moment_text(number, kind, from_1904)
    {
        return RawCell::Date(text);
    }
    if number.abs() >= FIRST_LOST {
        return RawCell::LostDigits(format!("{number:.0}"));
    }
    let plain = plain(number);
    match format.and_then(|format| Some((format, format.number(number)?))) {
        // 1234 under `00\.00` is the reference 12.34.
        Some((format, shown)) if format.writes_points(number) => RawCell::Text(shown),
        Some((_, shown)) => RawCell::Number { shown, plain },
        None => RawCell::Number { shown: plain.replace('.', ","), plain },
    }
}

/// All digits of a number, as a cell without a format shows them where it is wide enough.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 {
        return format!("{number:.0}");
    }
    // Fifteen digits are all that a spreadsheet shows: 0.1 + 0.2 is 0.3 to a person.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// A day, a time, or both, as in Belgium; none where a spreadsheet would show no day either.
fn moment_text(number: f64, kind: Kind, from_1904: bool) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&number) {
        return None;
    }
    let seconds = (number * SECONDS_A_DAY).round() as i64;
    if kind == Kind::Duration {
        return Some(clock(seconds / 3_600, seconds / 60 % 60, seconds % 60));
    }
    let at = moment(seconds, from_1904)?;
    let time = clock(at.hour().into(), at.minute().into(), at.second().into());
    Some(if number < 1.0 && !from_1904 {
        time
    } else if time == "00:00" {
        at.format("%d/%m/%Y").to_string()
    } else {
        format!("{} {time}", at.format("%d/%m/%Y"))
    })
}

/// The moment so many seconds after the spreadsheet's first day. Spreadsheets believe that 1900 was a leap year, so that up to
/// its February days are counted from one day later.
fn moment(seconds: i64, from_1904: bool) -> Option<NaiveDateTime> {
    let first = match from_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        false if seconds < 60 * 86_400 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        false => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    first.and_hms_opt(0, 0, 0)?.checked_add_signed(Duration::seconds(seconds))
}

fn clock(hours: i64, minutes: i64, seconds: i64) -> String {
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
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
    use super::*;
    use rstest::rstest;

    fn text(text: &str) -> RawCell {
        RawCell::Text(text.to_owned())
    }

    fn in_cell(value: Value<'_>, code: Option<&str>, from_1904: bool) -> RawCell {
        let format = code.map(NumberFormat::parse);
        shown(Cell { row: 1, column: 0, hidden: false, value, format: format.as_ref() }, from_1904)
    }

    #[rstest]
    #[case(477_472_701.0, None, "477472701", "477472701")]
    #[case(477_472_701.0, Some("0000000000"), "0477472701", "477472701")]
    #[case(12.0, Some("General"), "12", "12")]
    #[case(12.0, Some("\"KL-\"0000"), "KL-0012", "12")]
    #[case(477_472_701.0, Some("0.00E+00"), "477472701", "477472701")]
    #[case(12.0, Some(";;;"), "12", "12")]
    #[case(0.1 + 0.2, None, "0,3", "0.3")]
    #[case(-3.5, None, "-3,5", "-3.5")]
    #[case(1234.0, Some("#,##0"), "1.234", "1234")]
    #[case(-1.0, Some("dd/mm/yyyy"), "-1", "-1")]
    fn numbers_are_shown_and_keep_their_digits(
        #[case] number: f64,
        #[case] code: Option<&str>,
        #[case] shown: &str,
        #[case] plain: &str,
    ) {
        let (shown, plain) = (shown.to_owned(), plain.to_owned());
        assert_eq!(in_cell(Value::Number(number), code, false), RawCell::Number { shown, plain });
    }

    #[rstest]
    #[case(1234.0, "00\\.00", "12.34")]
    #[case(12345.0, "00\".\"000", "12.345")]
    fn points_that_a_format_writes_are_meant(#[case] number: f64, #[case] code: &str, #[case] shown: &str) {
        assert_eq!(in_cell(Value::Number(number), Some(code), false), text(shown));
    }

    #[test]
    fn digits_that_a_spreadsheet_lost_are_told() {
        let lost = RawCell::LostDigits("12345678901234567168".into());
        assert_eq!(in_cell(Value::Number(12_345_678_901_234_567_890.0), None, false), lost);
    }

    #[rstest]
    #[case(46_348.0, "dd/mm/yyyy", false, "22/11/2026")]
    #[case(46_348.5, "dd/mm/yyyy", false, "22/11/2026 12:00")]
    #[case(44_886.0, "d-mmm", true, "22/11/2026")]
    #[case(1.0, "dd/mm/yyyy", false, "01/01/1900")]
    #[case(61.0, "dd/mm/yyyy", false, "01/03/1900")]
    #[case(0.25, "hh:mm", false, "06:00")]
    #[case(1.5, "[h]:mm", false, "36:00")]
    #[case(46_348.999_999, "dd/mm/yyyy", false, "23/11/2026")]
    fn dates_and_times_are_written_as_in_belgium(
        #[case] number: f64,
        #[case] code: &str,
        #[case] from_1904: bool,
        #[case] shown: &str,
    ) {
        assert_eq!(in_cell(Value::Number(number), Some(code), from_1904), RawCell::Date(shown.to_owned()));
    }

    #[test]
    fn moments_in_words_are_days_too() {
        for written in ["2026-11-22T00:00:00", "2026-11-22"] {
            assert_eq!(in_cell(Value::Moment(written.into()), None, false), RawCell::Date("22/11/2026".into()));
        }
    }

    #[rstest]
    #[case("#NAAM?", true)]
    #[case(" #n/b ", true)]
    #[case("#Deel/0!", true)]
    #[case("Err:502", true)]
    #[case("########", true)]
    #[case("Err: geen", false)]
    #[case("#1 Bakkerij", false)]
    #[case("#N/A bv", false)]
    fn words_for_a_failed_formula_are_no_text(#[case] pasted: &str, #[case] failed: bool) {
        let cell = in_cell(Value::Text(pasted.into()), None, false);
        assert_eq!(matches!(cell, RawCell::Failed(_)), failed, "{cell:?}");
    }

    #[test]
    fn texts_without_a_sign_to_see_are_empty() {
        assert_eq!(in_cell(Value::Text("\u{a0} Bakkerij\n".into()), None, false), text("Bakkerij"));
        assert_eq!(in_cell(Value::Text(" \u{a0}\u{200b}".into()), None, false), RawCell::Empty);
        assert_eq!(in_cell(Value::Text("17".into()), Some("\"KL-\"@"), false), text("KL-17"));
    }
}
