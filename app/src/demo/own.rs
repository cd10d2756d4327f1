//! Fields of the firm's own, and what customers have in them: as many as a benchmark asks for. Nothing is drawn by lot, so that the
//! customers are the same with and without.

use chrono::{Days, NaiveDate};
use domain::own_fields::{Labels, Options, OwnKind, sort_key};
use entity::own_value;
use uuid::Uuid;

use super::team::Team;
use crate::{
    audit::{Actor, AuditedTransaction, Origin},
    context::{AppContext, internal},
    error::AppError,
    limits::Counted,
    own_fields::{OwnField, store},
    ui::lang,
};

/// The kinds, one after the other, and what a field of each is called before its number.
const KINDS: [(OwnKind, &str); 5] = [
    (OwnKind::Number, "Getal"),
    (OwnKind::Money, "Bedrag"),
    (OwnKind::Date, "Dag"),
    (OwnKind::Text, "Vak"),
    (OwnKind::Choice, "Keuze"),
];
/// The options of a choice. One in a thousand customers has the last, half of them the first.
const OPTIONS: &str = "Zeer vaak\nVaak\nSoms\nZelden";

/// The fields.
#[derive(Default)]
pub struct Own(Vec<OwnField>);

impl Own {
    /// Makes this many.
    pub async fn make(context: &AppContext, team: &Team, wanted: u32) -> Result<Self, AppError> {
        let wanted = (wanted as usize).min(Counted::OwnFields.most());
        if wanted == 0 {
            return Ok(Self::default());
        }
        let options = Options::of_lines(OPTIONS).map_err(|_| internal("an option of no line"))?;
        let field = |at: usize| {
            let (kind, name) = KINDS[at % KINDS.len()];
            let labels = Labels::one(lang(Default::default()), &format!("{name} {}", at / KINDS.len() + 1));
            let options = if kind.has_options() { options.clone() } else { Options::default() };
            OwnField { labels, options, ..store::new(kind) }
        };
        let fields: Vec<OwnField> = (0..wanted).map(field).collect();
        let origin = Origin { firm_id: team.firm_id, actor: Actor::System, source: "demo", batch_id: None };
        let mut log = AuditedTransaction::new(context.db.begin().await?, origin);
        store::add_of_file(&mut log, fields.clone()).await?;
        log.finish().await?;
        Ok(Self(fields))
    }

    /// What a customer has in them, by its place among all: nine of ten are filled in.
    pub fn of(&self, firm_id: Uuid, customer_id: Uuid, place: u64) -> Vec<own_value::Model> {
        let filled = (0u64..).zip(&self.0).map(|(at, field)| (mixed(place * 1_000 + at), field));
        let filled = filled.filter(|(number, _)| number % 10 != 0);
        let value = |(number, field): (u64, &OwnField)| {
            let value = value(field.kind, number / 10);
            let value_key = sort_key(field.kind, &value);
            let kind = String::new();
            own_value::Model { firm_id, customer_id, field_id: field.id, version: 1, value, value_key, kind }
        };
        filled.map(value).collect()
    }
}

/// A value of a kind, by a number.
fn value(kind: OwnKind, number: u64) -> String {
    match kind {
        OwnKind::Number => (number % 10_000).to_string(),
        OwnKind::Money => format!("{}.{:02}", number / 100 % 10_000, number % 100),
        OwnKind::Date => {
            let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
            (first + Days::new(number % 9_000)).format("%Y-%m-%d").to_string()
        }
        OwnKind::Text => {
            let letter = char::from(b'A' + (number % 26) as u8);
            format!("{letter}{:03}", number / 26 % 1_000)
        }
        _ => match number % 1_000 {
            0 => "4",
            1..100 => "3",
            100..500 => "2",
            _ => "1",
        }
        .to_owned(),
    }
}

/// A number that another follows from, and tells nothing of it: the steps of SplitMix64.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_of_their_kinds_and_as_frequent_as_they_are_told_to_be() {
        let options = Options::of_lines(OPTIONS).unwrap();
        for (kind, _) in KINDS {
            for number in (0..5_000).map(mixed) {
                let value = value(kind, number);
                assert_eq!(kind.read(&value, &options), Ok(value.clone()), "{kind:?}");
            }
        }
        let rare = (0..100_000).map(mixed).filter(|number| value(OwnKind::Choice, *number) == "4").count();
        assert!((50..200).contains(&rare), "{rare}");
    }
}
