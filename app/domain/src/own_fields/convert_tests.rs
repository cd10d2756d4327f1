//! Values of one kind as values of another.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rstest::rstest;
use uuid::Uuid;

use super::{Options, OwnKind, People, Speech, note_labels, options_for};
use crate::Language;

const AN: Uuid = Uuid::from_u128(1);
const BERT: Uuid = Uuid::from_u128(2);

fn options() -> Options {
    Options::of_lines("Klein\nMiddel\nGroot").unwrap()
}

fn people() -> People {
    let twins = [(3, "Cas"), (4, "Cas")].map(|(id, name)| (Uuid::from_u128(id), name.to_owned()));
    [(AN, "An Peeters".to_owned()), (BERT, "Bert".to_owned())].into_iter().chain(twins).collect()
}

fn converted(from: OwnKind, to: OwnKind, value: &str) -> Option<String> {
    let (options, people) = (options(), people());
    Speech { options: &options, people: &people, language: Language::Nl }.converted(from, to, value)
}

#[rstest]
#[case(OwnKind::Text, OwnKind::LongText, "Kast 3", Some("Kast 3"))]
#[case(OwnKind::LongText, OwnKind::Text, "een\ntwee", Some("een twee"))]
#[case(OwnKind::Text, OwnKind::Number, "1.234,5", Some("1234.5"))]
#[case(OwnKind::Text, OwnKind::Number, "12 stuks", None)]
#[case(OwnKind::Text, OwnKind::Money, "€ 12", Some("12.00"))]
#[case(OwnKind::Text, OwnKind::Date, "28/11/2026", Some("2026-11-28"))]
#[case(OwnKind::Text, OwnKind::Date, "volgende week", None)]
#[case(OwnKind::Text, OwnKind::YesNo, "Oui", Some("true"))]
#[case(OwnKind::Text, OwnKind::YesNo, "0", Some("false"))]
#[case(OwnKind::Text, OwnKind::YesNo, "misschien", None)]
#[case(OwnKind::Text, OwnKind::Choice, " klein", Some("1"))]
#[case(OwnKind::Text, OwnKind::Choice, "2", None)]
#[case(OwnKind::Text, OwnKind::Several, "Groot; klein", Some("1,3"))]
#[case(OwnKind::Text, OwnKind::Several, "Groot, Reus", None)]
#[case(OwnKind::Text, OwnKind::Link, "voorbeeld.be", Some("https://voorbeeld.be"))]
#[case(OwnKind::Text, OwnKind::Link, "Kast 3", None)]
#[case(OwnKind::Text, OwnKind::Colleague, "an peeters", Some("00000000-0000-0000-0000-000000000001"))]
#[case(OwnKind::Text, OwnKind::Colleague, "Cas", None)]
#[case(OwnKind::Number, OwnKind::Text, "-1234.5", Some("-1234,5"))]
#[case(OwnKind::Number, OwnKind::Money, "1234.5", Some("1234.50"))]
#[case(OwnKind::Number, OwnKind::Money, "-1", None)]
#[case(OwnKind::Number, OwnKind::Date, "2026", None)]
#[case(OwnKind::Number, OwnKind::YesNo, "1", Some("true"))]
#[case(OwnKind::Money, OwnKind::Number, "1234.50", Some("1234.5"))]
#[case(OwnKind::Money, OwnKind::Text, "1234.50", Some("1234,50"))]
#[case(OwnKind::Date, OwnKind::Text, "2026-11-28", Some("28/11/2026"))]
#[case(OwnKind::YesNo, OwnKind::Text, "false", Some("Nee"))]
#[case(OwnKind::Choice, OwnKind::Text, "2", Some("Middel"))]
#[case(OwnKind::Choice, OwnKind::Several, "2", Some("2"))]
#[case(OwnKind::Several, OwnKind::Choice, "2", Some("2"))]
#[case(OwnKind::Several, OwnKind::Choice, "1,2", None)]
#[case(OwnKind::Several, OwnKind::LongText, "1,3", Some("Klein, Groot"))]
#[case(OwnKind::Link, OwnKind::Text, "https://voorbeeld.be", Some("https://voorbeeld.be"))]
#[case(OwnKind::Colleague, OwnKind::Text, "00000000-0000-0000-0000-000000000002", Some("Bert"))]
#[case(OwnKind::Colleague, OwnKind::Text, "00000000-0000-0000-0000-000000000009", None)]
fn a_value_becomes_one_of_another_kind(
    #[case] from: OwnKind,
    #[case] to: OwnKind,
    #[case] value: &str,
    #[case] becomes: Option<&str>,
) {
    assert_eq!(converted(from, to, value).as_deref(), becomes);
}

#[rstest]
#[case(Language::Nl, "Ja", "1,5")]
#[case(Language::Fr, "Oui", "1,5")]
#[case(Language::En, "Yes", "1.5")]
#[case(Language::De, "Ja", "1,5")]
fn words_are_those_of_the_language(#[case] language: Language, #[case] yes: &str, #[case] number: &str) {
    let (options, people) = (options(), people());
    let speech = Speech { options: &options, people: &people, language };
    assert_eq!(
        (speech.words(OwnKind::YesNo, "true").as_str(), speech.words(OwnKind::Number, "1.5").as_str()),
        (yes, number)
    );
}

fn offered(options: &Options) -> Vec<(u16, &str)> {
    options.offered().map(|option| (option.key, option.label.as_str())).collect()
}

#[test]
fn words_become_options_as_long_as_there_is_room() {
    let mut of_choice = Options::default();
    for words in ["Noord", " noord ", "Oost", "West", "Zuid", "Oost"] {
        note_labels(&mut of_choice, OwnKind::Choice, words, 3);
    }
    assert_eq!(offered(&of_choice), [(1, "Noord"), (2, "Oost"), (3, "West")]);
    let mut of_several = options();
    for words in ["Groot, Reus", "klein", "Reus\nDwerg"] {
        note_labels(&mut of_several, OwnKind::Several, words, 100);
    }
    assert_eq!(offered(&of_several), [(1, "Klein"), (2, "Middel"), (3, "Groot"), (4, "Reus"), (5, "Dwerg")]);
    let mut of_text = Options::default();
    note_labels(&mut of_text, OwnKind::Text, "Noord", 3);
    assert!(of_text.is_empty());
}

#[test]
fn options_are_kept_for_the_history_and_come_back() {
    let before = options();
    let closed = options_for(OwnKind::Text, &before);
    assert_eq!((offered(&closed), closed.in_words("1,3").as_str()), (vec![], "Klein, Groot"));
    let mut again = closed;
    note_labels(&mut again, OwnKind::Choice, "groot", 100);
    note_labels(&mut again, OwnKind::Choice, "Reus", 100);
    assert_eq!(offered(&again), [(3, "Groot"), (4, "Reus")], "an option keeps its number");
    let back = again.put_back(&before);
    assert_eq!(offered(&back), offered(&before));
    assert_eq!(back.in_words("4"), "Reus", "the history still names it");
}

fn value() -> impl Strategy<Value = (OwnKind, String)> {
    let read = |kind: OwnKind| move |text: String| (kind, kind.read(&text, &options()).expect("a value"));
    let keys = |keys: BTreeSet<u16>| keys.iter().map(u16::to_string).collect::<Vec<_>>().join(",");
    let several = prop::collection::btree_set(1_u16..=3, 1..=3).prop_map(keys).prop_map(read(OwnKind::Several));
    prop_oneof![
        "[a-zA-Z0-9 .,é]{0,40}[a-z]".prop_map(read(OwnKind::Text)),
        (-999_999_999_i64..=999_999_999, 0_u32..1_000_000)
            .prop_map(|(whole, rest)| format!("{whole}.{rest:06}"))
            .prop_map(read(OwnKind::Number)),
        (0_i64..=99_999_999_999)
            .prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
            .prop_map(read(OwnKind::Money)),
        (1_i32..3_000_000)
            .prop_map(|day| chrono::NaiveDate::from_num_days_from_ce_opt(day)
                .expect("a day")
                .format("%Y-%m-%d")
                .to_string())
            .prop_map(read(OwnKind::Date)),
        any::<bool>().prop_map(|yes| yes.to_string()).prop_map(read(OwnKind::YesNo)),
        (1_u16..=3).prop_map(|key| key.to_string()).prop_map(read(OwnKind::Choice)),
        several,
        "[a-z]{1,12}\\.be(/[a-z0-9]{0,12})?".prop_map(read(OwnKind::Link)),
        prop_oneof![Just(AN), Just(BERT)].prop_map(|id| id.to_string()).prop_map(read(OwnKind::Colleague)),
    ]
}

proptest! {
    /// Whatever language its words are in, a value that became a text and comes back is what it was.
    #[test]
    fn a_value_comes_back_from_text((kind, value) in value(), language in prop::sample::select(Language::ALL.to_vec())) {
        let (options, people) = (options(), people());
        let speech = Speech { options: &options, people: &people, language };
        for text in [OwnKind::Text, OwnKind::LongText] {
            let words = speech.converted(kind, text, &value).expect("every value has words");
            prop_assert_eq!(speech.converted(text, kind, &words), Some(value.clone()), "by {:?} {}", text, words);
        }
    }

    /// What any value becomes is a value of the other kind, in its one form.
    #[test]
    fn what_a_value_becomes_is_in_its_one_form((kind, value) in value()) {
        for to in OwnKind::ALL {
            if let Some(becomes) = converted(kind, to, &value) {
                prop_assert_eq!(to.read(&becomes, &options()), Ok(becomes.clone()), "{:?}", to);
                prop_assert!(!becomes.is_empty());
            }
        }
    }
}
