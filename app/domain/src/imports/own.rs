//! Columns that are read into fields of the firm's own: which field a title names, and what a cell gives it.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::answers::{KnownNames, yes_or_no};
use super::cell::is_dash;
use super::column::fold;
use super::{Layout, ProblemReason, RawCell};
use crate::details::LONGEST_PARAGRAPH;
use crate::own_fields::{Labels, Options, OwnKind};
use crate::reference::entry_key;
use crate::{Line, Money, Reason, Rejection, clean};

/// A field of the firm's own, as far as a file can fill it.
#[derive(Clone, Debug)]
pub struct OwnColumn {
    field: Uuid,
    kind: OwnKind,
    labels: Labels,
    options: Options,
    /// What can be chosen, by name, and the value that each of them is.
    names: KnownNames,
    values: Vec<String>,
    /// Whether a new customer must have a value.
    is_required: bool,
}

impl OwnColumn {
    /// A field with its options. `people` are those who can be chosen in one of colleagues.
    #[must_use]
    pub fn new(field: Uuid, kind: OwnKind, labels: Labels, options: Options, people: &[(Uuid, String)]) -> Self {
        let (names, values): (Vec<String>, Vec<String>) = match kind {
            OwnKind::Colleague => only_ones(people).map(|(id, name)| (name.clone(), id.to_string())).unzip(),
            _ => options.offered().map(|option| (option.label.clone(), option.key.to_string())).unzip(),
        };
        Self { field, kind, labels, options, names: KnownNames::new(names), values, is_required: false }
    }

    /// The same, where a new customer must have a value.
    #[must_use]
    pub fn required(self, is_required: bool) -> Self {
        Self { is_required, ..self }
    }

    /// The value that a cell gives, if it gives one.
    ///
    /// # Errors
    /// Why the cell gives none, with what was probably meant.
    pub(super) fn read(&self, cell: &RawCell) -> Result<Option<String>, (ProblemReason, Vec<String>)> {
        let Some(text) = text_for(self.kind, cell)? else { return Ok(None) };
        let value = match self.kind {
            OwnKind::Choice => self.named(&text, ProblemReason::NotAnOption)?,
            OwnKind::Colleague => self.named(&text, ProblemReason::UnknownColleague)?,
            OwnKind::Several => self.several(&text)?,
            OwnKind::YesNo => yes_or_no(&text).ok_or((ProblemReason::NotYesOrNo, Vec::new()))?.to_string(),
            kind => kind.read(&text, &self.options).map_err(refused)?,
        };
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// The value that a cell gave, with where it stands.
    pub(super) fn cell(&self, at: usize, value: String) -> OwnCell {
        OwnCell { field: self.field, kind: self.kind, at, value }
    }

    /// Whether what is in it is free text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, OwnKind::Text | OwnKind::LongText)
    }

    fn named(&self, text: &str, unknown: ProblemReason) -> Result<String, (ProblemReason, Vec<String>)> {
        match self.names.place(text) {
            Some(place) => Ok(self.values[place].clone()),
            None => Err((unknown, self.names.nearest(text).map(str::to_owned).into_iter().collect())),
        }
    }

    /// Several options, set apart as an export does or by a semicolon. An option may have a comma in it: the longest that fits is meant.
    fn several(&self, text: &str) -> Result<String, (ProblemReason, Vec<String>)> {
        let parts: Vec<&str> = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let (mut found, mut from) = (Vec::new(), 0);
        while from < parts.len() {
            let mut ends = (from + 1..=parts.len().min(from + MOST_PARTS)).rev();
            let longest = ends.find_map(|to| Some((to, self.names.place(&parts[from..to].join(", "))?)));
            let Some((to, place)) = longest else {
                let nearest = self.names.nearest(parts[from]).map(str::to_owned);
                return Err((ProblemReason::NotAnOption, nearest.into_iter().collect()));
            };
            found.push(self.values[place].as_str());
            from = to;
        }
        OwnKind::Several.read(&found.join(","), &self.options).map_err(refused)
    }
}

/// So many parts with commas between them are taken together for one option.
const MOST_PARTS: usize = 8;

/// Those whose name nobody else has.
fn only_ones(people: &[(Uuid, String)]) -> impl Iterator<Item = &(Uuid, String)> {
    let mut bearers: HashMap<String, u32> = HashMap::new();
    for (_, name) in people {
        *bearers.entry(fold(name)).or_default() += 1;
    }
    people.iter().filter(move |(_, name)| bearers.get(&fold(name)) == Some(&1))
}

fn refused(rejection: Rejection) -> (ProblemReason, Vec<String>) {
    (rejection.reason.into(), rejection.repairs)
}

/// What a cell says, as the rule of a kind takes it; nothing where it is empty, or holds a dash.
fn text_for(kind: OwnKind, cell: &RawCell) -> Result<Option<String>, (ProblemReason, Vec<String>)> {
    let why = |reason| Err((reason, Vec::new()));
    let text = match cell {
        RawCell::Empty => return Ok(None),
        RawCell::LostDigits(_) => return why(Reason::LostDigits.into()),
        RawCell::Failed(_) => return why(ProblemReason::FailedFormula),
        RawCell::Uncalculated(_) => return why(ProblemReason::Uncalculated),
        RawCell::BeyondCell(_) => {
            let max = if kind == OwnKind::LongText { LONGEST_PARAGRAPH } else { Line::MAX };
            return why(Reason::TooLong { max }.into());
        }
        RawCell::Number { plain, .. } if kind == OwnKind::Money => Money::rounded(plain),
        RawCell::Number { plain, .. } if kind == OwnKind::Number => exactly(plain),
        RawCell::Number { plain, .. } if cell.is_only_grouped() => plain.clone(),
        // A day may stand there with the time of midnight.
        RawCell::Date(text) if kind == OwnKind::Date => text.split(' ').next().unwrap_or_default().to_owned(),
        cell => cell.text().to_owned(),
    };
    Ok(Some(text).filter(|text| !clean::is_blank(text) && !is_dash(text)))
}

/// The digits of a number, so that no sign in them can be taken for one that parts thousands.
fn exactly(plain: &str) -> String {
    match plain.parse::<f64>() {
        Ok(number) if plain.contains('.') => format!("{number:.6}"),
        _ => plain.to_owned(),
    }
}

/// Whether a field of this kind, without options, would take a cell.
pub(super) fn takes(kind: OwnKind, cell: &RawCell) -> bool {
    match text_for(kind, cell) {
        Ok(Some(text)) if kind == OwnKind::YesNo => yes_or_no(&text).is_some(),
        Ok(Some(text)) => kind.read(&text, &Options::default()).is_ok(),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// The text of a cell that may become an option; none where it says nothing.
pub(super) fn option_of(cell: &RawCell) -> Option<String> {
    let text = text_for(OwnKind::Choice, cell).ok()??;
    text.parse::<Line>().ok().map(String::from)
}

/// A value of a field of the firm's own in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCell {
    /// The field's id.
    pub field: Uuid,
    /// The field's kind.
    pub kind: OwnKind,
    /// Which of the other columns of its sheet it stands in.
    pub at: usize,
    /// In its one form; never empty.
    pub value: String,
}

/// A field of the firm's own that a row leaves empty, though a new customer must have a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLack {
    /// The field's id.
    pub field: Uuid,
    /// The title of its column; what the field is called where the sheet has none.
    pub title: String,
    /// The letters above the column; empty where the sheet has none.
    pub letters: String,
}

/// The fields of the firm's own that a file can fill.
#[derive(Clone, Debug, Default)]
pub struct OwnColumns {
    fields: Vec<OwnColumn>,
    /// The keys of titles that no new field gets.
    taken: Vec<String>,
    /// The fields that were made of columns of this file, by the keys of their titles, whatever they are called by now.
    made: BTreeMap<String, Uuid>,
}

impl OwnColumns {
    /// The `fields`; no new one gets a `taken` title. `made` are the fields that were made of columns of the file itself, by title.
    #[must_use]
    pub fn new(fields: Vec<OwnColumn>, taken: &[String], made: &BTreeMap<String, Uuid>) -> Self {
        let taken = taken.iter().map(|title| entry_key(title)).collect();
        let made = made.iter().map(|(title, field)| (entry_key(title), *field)).collect();
        Self { fields, taken, made }
    }

    /// Which field a title names: by a label of it in any language. Where none is the same, case, accents, spaces and punctuation do
    /// not matter, as with the titles of the bulk file.
    fn named(&self, title: &str) -> Option<usize> {
        let key = entry_key(title);
        if let Some(field) = self.made.get(&key) {
            return self.fields.iter().position(|column| column.field == *field);
        }
        let has = |column: &OwnColumn, same: &dyn Fn(&str) -> bool| column.labels.all().any(same);
        if let Some(exact) = self.fields.iter().position(|column| has(column, &|label| entry_key(label) == key)) {
            return Some(exact);
        }
        let folded = fold(title);
        let mut alike = (0..self.fields.len()).filter(|&at| has(&self.fields[at], &|label| fold(label) == folded));
        match (alike.next(), alike.next()) {
            (Some(only), None) if !folded.is_empty() => Some(only),
            _ => None,
        }
    }

    /// Whether no new field gets this title: one has it, or the product itself.
    pub(super) fn is_taken(&self, title: &str) -> bool {
        self.taken.contains(&entry_key(title)) || self.named(title).is_some()
    }

    /// The field of each other column of a sheet. Of two columns that name one field, the first is read.
    pub(super) fn placed(&self, layout: &Layout) -> Vec<Option<usize>> {
        let mut placed: Vec<Option<usize>> = Vec::with_capacity(layout.others.len());
        for other in &layout.others {
            let named = self.named(&other.title).filter(|field| !placed.contains(&Some(*field)));
            placed.push(named);
        }
        placed
    }

    /// The fields that a new customer must have a value in and a row gives none. `placed` says which field each other column is read
    /// into.
    pub(super) fn lacking(&self, layout: &Layout, placed: &[Option<usize>], given: &[OwnCell]) -> Vec<OwnLack> {
        let is_empty = |field: Uuid| given.iter().all(|cell| cell.field != field);
        let required = self.fields.iter().enumerate().filter(|(_, column)| column.is_required);
        let lack = |(at, column): (usize, &OwnColumn)| {
            let place = placed.iter().position(|field| *field == Some(at));
            let (title, letters) = match place.and_then(|place| layout.others.get(place)) {
                Some(other) => (other.title.clone(), other.letters()),
                None => (column.labels.of(column.labels.language()).to_owned(), String::new()),
            };
            OwnLack { field: column.field, title, letters }
        };
        required.filter(|(_, column)| is_empty(column.field)).map(lack).collect()
    }

    pub(super) fn field(&self, at: usize) -> &OwnColumn {
        &self.fields[at]
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::Language;

    fn column(kind: OwnKind, options: &str) -> OwnColumn {
        let people = [(Uuid::from_u128(1), "An Peeters".to_owned()), (Uuid::from_u128(2), "Bram".to_owned())];
        let people = [people.as_slice(), &[(Uuid::from_u128(3), "bram".to_owned())]].concat();
        let options = Options::of_lines(options).unwrap();
        OwnColumn::new(Uuid::nil(), kind, Labels::one(Language::Nl, "Veld"), options, &people)
    }

    fn text(text: &str) -> RawCell {
        RawCell::Text(text.to_owned())
    }

    fn number(shown: &str, plain: &str) -> RawCell {
        RawCell::Number { shown: shown.to_owned(), plain: plain.to_owned() }
    }

    #[rstest]
    #[case(OwnKind::Text, text("=cmd|' /C calc'!A0"), "=cmd|' /C calc'!A0")]
    #[case(OwnKind::Text, text("😀"), "😀")]
    #[case(OwnKind::Text, text("Ke\u{301}"), "Ké")]
    #[case(OwnKind::Text, text("'t Hoekje"), "'t Hoekje")]
    #[case(OwnKind::Text, number("KL-0012", "12"), "KL-0012")]
    #[case(OwnKind::Text, number("1.234", "1234"), "1234")]
    #[case(OwnKind::LongText, text("een\ntwee"), "een\ntwee")]
    #[case(OwnKind::Number, number("1,234", "1.234"), "1.2340")]
    #[case(OwnKind::Number, number("0,5", "0.5"), "0.5")]
    #[case(OwnKind::Number, number("0", "0"), "0")]
    #[case(OwnKind::Number, text("-1.234,5"), "-1234.5")]
    #[case(OwnKind::Money, number("1.234,50", "1234.5"), "1234.50")]
    #[case(OwnKind::Money, text("€ 12"), "12.00")]
    #[case(OwnKind::Date, RawCell::Date("28/11/2026".to_owned()), "2026-11-28")]
    #[case(OwnKind::Date, RawCell::Date("28/11/2026 00:00".to_owned()), "2026-11-28")]
    #[case(OwnKind::YesNo, RawCell::YesNo(true), "true")]
    #[case(OwnKind::YesNo, text("Neen"), "false")]
    #[case(OwnKind::YesNo, number("1", "1"), "true")]
    #[case(OwnKind::Choice, text("KLEIN"), "1")]
    #[case(OwnKind::Several, text("Groot, zeer groot; Klein"), "1,2")]
    #[case(OwnKind::Link, text("example.be"), "https://example.be")]
    #[case(OwnKind::Colleague, text("an peeters"), "00000000-0000-0000-0000-000000000001")]
    fn a_cell_becomes_a_value(#[case] kind: OwnKind, #[case] cell: RawCell, #[case] value: &str) {
        assert_eq!(column(kind, "Klein\nGroot, zeer groot").read(&cell), Ok(Some(value.to_owned())));
    }

    #[rstest]
    #[case(OwnKind::Text, text(&"x".repeat(251)), Reason::TooLong { max: 250 }.into())]
    #[case(OwnKind::Text, RawCell::BeyondCell("x".to_owned()), Reason::TooLong { max: 250 }.into())]
    #[case(OwnKind::LongText, RawCell::BeyondCell("x".to_owned()), Reason::TooLong { max: 4_000 }.into())]
    #[case(OwnKind::Number, text("twaalf"), Reason::NumberForm.into())]
    #[case(OwnKind::Number, RawCell::LostDigits("12345678901234567168".to_owned()), Reason::LostDigits.into())]
    #[case(OwnKind::Money, text("=1+1"), Reason::AmountForm.into())]
    #[case(OwnKind::Date, number("46348", "46348"), Reason::DateForm.into())]
    #[case(OwnKind::Date, RawCell::Failed("#N/A".to_owned()), ProblemReason::FailedFormula)]
    #[case(OwnKind::YesNo, text("misschien"), ProblemReason::NotYesOrNo)]
    #[case(OwnKind::Choice, text("Reus"), ProblemReason::NotAnOption)]
    #[case(OwnKind::Several, text("Klein, Reus"), ProblemReason::NotAnOption)]
    #[case(OwnKind::Link, text("javascript:alert(1)"), Reason::WebsiteForm.into())]
    #[case(OwnKind::Colleague, text("Bram"), ProblemReason::UnknownColleague)]
    fn a_cell_is_refused(#[case] kind: OwnKind, #[case] cell: RawCell, #[case] reason: ProblemReason) {
        assert_eq!(column(kind, "Klein\nGroot").read(&cell).map_err(|(reason, _)| reason), Err(reason));
    }

    #[test]
    fn nothing_and_a_dash_are_no_value() {
        for cell in [RawCell::Empty, text("-"), text("\u{200b}")] {
            assert_eq!(column(OwnKind::Number, "").read(&cell), Ok(None), "{cell:?}");
        }
        let (_, repairs) = column(OwnKind::Choice, "Klein\nGroot").read(&text("Klien")).unwrap_err();
        assert_eq!(repairs, ["Klein"]);
    }

    #[test]
    fn a_title_names_the_field_by_a_label_of_any_language() {
        let of = |id: u128, nl: &str, fr: &str| {
            let mut labels = Labels::one(Language::Nl, nl);
            labels.set(Language::Fr, fr.to_owned());
            OwnColumn::new(Uuid::from_u128(id), OwnKind::Text, labels, Options::default(), &[])
        };
        let made = BTreeMap::from([("Rayon".to_owned(), Uuid::from_u128(2))]);
        let fields =
            vec![of(1, "SAP-code", "Code SAP"), of(2, "Zone", "Secteur"), of(3, "A.B", "A.B"), of(4, "AB", "AB")];
        let columns = OwnColumns::new(fields, &["Kast".to_owned()], &made);
        let titles = ["sap code", "Code SAP", "rayon", "A B", "ab", "Kast", "Zone"];
        let others =
            (0..).zip(titles).map(|(place, title)| super::super::OtherColumn { place, title: title.to_owned() });
        let layout = Layout { others: others.collect(), ..Layout::default() };
        assert_eq!(columns.placed(&layout), [Some(0), None, Some(1), None, Some(3), None, None]);
        assert!(columns.is_taken("KAST") && columns.is_taken("Zone") && !columns.is_taken("Kelder"));
    }
}
