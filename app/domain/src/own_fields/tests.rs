//! Values of own fields: texts that become them, texts that do not, and the order in which they sort.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rstest::rstest;

use super::{Labels, Options, OwnKind, RequiredFrom, sort_key, written_in};
use crate::{Language, Reason, customers::Status};

fn options() -> Options {
    Options::of_lines("Klein\nMiddel\nGroot").unwrap()
}

#[rstest]
#[case(OwnKind::Text, "  Kast   3 ", "Kast 3")]
#[case(OwnKind::Text, "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0")]
#[case(OwnKind::LongText, "een\r\ntwee", "een\ntwee")]
#[case(OwnKind::Number, "1.234,5", "1234.5")]
#[case(OwnKind::Number, "1,234.5", "1234.5")]
#[case(OwnKind::Number, "1 234 567", "1234567")]
#[case(OwnKind::Number, "1.234", "1234")]
#[case(OwnKind::Number, "0,125", "0.1250")]
#[case(OwnKind::Number, "1.2340", "1.2340")]
#[case(OwnKind::Number, "− 12,50", "-12.5")]
#[case(OwnKind::Number, "-0", "0")]
#[case(OwnKind::Number, "007", "7")]
#[case(OwnKind::Money, "€ 1.234,5", "1234.50")]
#[case(OwnKind::Date, "2026-11-28", "2026-11-28")]
#[case(OwnKind::Date, "28/11/2026", "2026-11-28")]
#[case(OwnKind::Date, "1.2.2026", "2026-02-01")]
#[case(OwnKind::YesNo, "false", "false")]
#[case(OwnKind::Choice, "2", "2")]
#[case(OwnKind::Several, "3,1,3", "1,3")]
#[case(OwnKind::Link, "example.be/a", "https://example.be/a")]
#[case(OwnKind::Colleague, "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5d-ac96-774b-bcce-b302099a8057")]
fn a_text_becomes_a_value(#[case] kind: OwnKind, #[case] text: &str, #[case] value: &str) {
    assert_eq!(kind.read(text, &options()), Ok(value.to_owned()));
}

#[rstest]
#[case(OwnKind::Text, &"x".repeat(251), Reason::TooLong { max: 250 })]
#[case(OwnKind::LongText, &"😀".repeat(10_000), Reason::TooLong { max: 4_000 })]
#[case(OwnKind::Number, "12a", Reason::NumberForm)]
#[case(OwnKind::Number, "1,2,3", Reason::NumberForm)]
#[case(OwnKind::Number, "1.", Reason::NumberForm)]
#[case(OwnKind::Number, "0.1234567", Reason::NumberForm)]
#[case(OwnKind::Number, "1234567890123", Reason::NumberForm)]
#[case(OwnKind::Number, "1e9", Reason::NumberForm)]
#[case(OwnKind::Number, "٣", Reason::NumberForm)]
#[case(OwnKind::Money, "-5", Reason::AmountForm)]
#[case(OwnKind::Date, "2026-02-29", Reason::DateForm)]
#[case(OwnKind::Date, "11/28/2026", Reason::DateForm)]
#[case(OwnKind::Date, "0000-01-01", Reason::DateForm)]
#[case(OwnKind::Date, "morgen", Reason::DateForm)]
#[case(OwnKind::YesNo, "misschien", Reason::FORMAT)]
#[case(OwnKind::Choice, "4", Reason::FORMAT)]
#[case(OwnKind::Choice, "Klein", Reason::FORMAT)]
#[case(OwnKind::Several, "1,4", Reason::FORMAT)]
#[case(OwnKind::Link, "javascript:alert(1)", Reason::WebsiteForm)]
#[case(OwnKind::Colleague, "An", Reason::FORMAT)]
fn a_text_is_refused(#[case] kind: OwnKind, #[case] text: &str, #[case] reason: Reason) {
    assert_eq!(kind.read(text, &options()).map_err(|rejection| rejection.reason), Err(reason));
}

#[rstest]
#[case(OwnKind::Number, &["-1000", "-2.5", "-2", "0", "0.1250", "3", "20", "999999999999.999999"])]
#[case(OwnKind::Money, &["0.00", "0.05", "9.99", "10.00", "999999999.99"])]
#[case(OwnKind::Date, &["0099-12-31", "1999-12-31", "2026-02-01", "2026-11-28"])]
#[case(OwnKind::YesNo, &["false", "true"])]
#[case(OwnKind::Choice, &["1", "2", "10"])]
#[case(OwnKind::Several, &["1", "1,2", "1,10", "2", "10"])]
#[case(OwnKind::Text, &["Aalst", "Écluse", "Ezel", "zon"])]
fn values_sort_in_their_order(#[case] kind: OwnKind, #[case] values: &[&str]) {
    let keys: Vec<String> = values.iter().map(|value| sort_key(kind, value)).collect();
    assert!(keys.iter().zip(&keys[1..]).all(|(one, next)| one < next), "{keys:?}");
}

#[test]
fn an_option_keeps_its_key_whatever_it_is_called() {
    let named = options().changed(&BTreeMap::from([(1, "Micro".into()), (2, " ".into())]), "Reus\ngroot").unwrap();
    let offered: Vec<(u16, &str)> = named.offered().map(|option| (option.key, option.label.as_str())).collect();
    assert_eq!(offered, [(1, "Micro"), (3, "Groot"), (4, "Reus")]);
    let of_value: Vec<&str> = named.of_value("2,4,9").map(|option| option.label.as_str()).collect();
    assert_eq!(of_value, ["Middel", "Reus"], "a value keeps an option that is offered no more");
    let back = named.changed(&BTreeMap::new(), "middel").unwrap();
    assert_eq!(back.offered().map(|option| option.key).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn a_field_is_called_by_the_first_label_where_a_language_has_none() {
    let mut labels = Labels::one(Language::Nl, "  Kast ");
    labels.set(Language::Fr, " ".into());
    let labels = labels.checked().unwrap();
    assert_eq!((labels.of(Language::Fr), labels.own(Language::Fr)), ("Kast", ""));
    assert!(Labels::one(Language::En, " ").checked().is_err());
}

#[test]
fn a_field_is_required_from_a_status_on() {
    let required = |from: RequiredFrom| Status::ALL.map(|status| from.holds_for(status));
    assert_eq!(required(RequiredFrom::Never), [false; 5]);
    assert_eq!(required(RequiredFrom::Draft), [true; 5]);
    assert_eq!(required(RequiredFrom::Invited), [false, true, true, false, false]);
    assert_eq!(required(RequiredFrom::Active), [false, false, true, false, false]);
}

#[test]
fn a_kind_is_found_by_its_key() {
    for kind in OwnKind::ALL {
        assert_eq!(OwnKind::from_key(kind.key()), Some(kind));
    }
    assert_eq!(OwnKind::from_key("planet"), None);
}

proptest! {
    /// A value is its own text: reading it again changes nothing, in whichever language it was written.
    #[test]
    fn a_number_is_read_as_it_was_written(millionths in -999_999_999_999_999_999_i64..=999_999_999_999_999_999) {
        let text = format!("{}{}.{:06}", if millionths < 0 { "-" } else { "" }, millionths.abs() / 1_000_000, millionths.abs() % 1_000_000);
        let value = OwnKind::Number.read(&text, &Options::default()).unwrap();
        prop_assert_eq!(value.parse::<f64>().unwrap(), text.parse::<f64>().unwrap());
        for language in Language::ALL {
            prop_assert_eq!(OwnKind::Number.read(&written_in(&value, language), &Options::default()), Ok(value.clone()));
        }
    }

    #[test]
    fn keys_of_numbers_have_their_order(one in -999_999_999_999_i64..=999_999_999_999, other in -999_999_999_999_i64..=999_999_999_999) {
        let key = |number: i64| sort_key(OwnKind::Number, &number.to_string());
        prop_assert_eq!(key(one).cmp(&key(other)), one.cmp(&other));
    }

    #[test]
    fn keys_of_days_have_their_order(one in 1_i32..3_000_000, other in 1_i32..3_000_000) {
        let day = |number: i32| chrono::NaiveDate::from_num_days_from_ce_opt(number).unwrap();
        let key = |number: i32| {
            let value = OwnKind::Date.read(&day(number).format("%Y-%m-%d").to_string(), &Options::default()).unwrap();
            sort_key(OwnKind::Date, &value)
        };
        prop_assert_eq!(key(one).cmp(&key(other)), one.cmp(&other));
    }

    /// Whatever is typed, a value that is taken is in its one form, and no kind panics.
    #[test]
    fn what_is_taken_is_in_its_one_form(text in any::<String>()) {
        for kind in OwnKind::ALL {
            if let Ok(value) = kind.read(&text, &options()) {
                prop_assert_eq!(kind.read(&value, &options()), Ok(value.clone()));
                prop_assert!(sort_key(kind, &value).len() <= 1_100, "an index bears it");
            }
        }
    }
}
