//! Fields that need no place of their own in a form: each is drawn by its kind, in the order of the table.

use domain::{
    fields::{Def, Kind, Record, Section},
    permissions::Level,
};
use leptos::prelude::*;

use super::{
    activity::ActivityField,
    draft::Draft,
    line::{Amount, Line, Paragraph},
    names::label,
};
use crate::{
    customers::fields,
    i18n::*,
    ui::{self, CheckField, Checks, SelectField, Size},
};

/// Where in a section.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Among the lines of its grid.
    Grid,
    /// Below it, on the whole width.
    Below,
}

/// The fields of a section that are drawn here, as far as whoever looks may change them. `prefix` stands before their names.
pub fn drawn<D: Draft>(draft: D, checks: Checks, prefix: &str, section: Section, place: Place) -> Vec<AnyView> {
    let is_here = |def: &Def| def.section == section && def.kind.is_wide() == (place == Place::Below);
    let may_edit = |def: &Def| def.area.is_none_or(|area| ui::allowed(area, Level::Edit));
    D::Details::drawn()
        .filter(|(_, def)| is_here(def) && may_edit(def))
        .filter_map(|(field, def)| input(draft, checks, field, def, format!("{prefix}{}", def.key)))
        .collect()
}

/// The input of a field by its kind; none for a list, whose choices only its form knows.
fn input<D: Draft>(
    draft: D,
    checks: Checks,
    field: <D::Details as Record>::Field,
    def: Def,
    name: String,
) -> Option<AnyView> {
    let i18n = use_i18n();
    if def.kind == Kind::YesNo {
        let words = Signal::derive(move || label(i18n, def.key).to_owned());
        return Some(view! { <CheckField name label=words value=draft.yes_no(field)? /> }.into_any());
    }
    let value = draft.text(field)?;
    Some(match def.kind {
        Kind::Paragraph => view! { <Paragraph checks name value /> }.into_any(),
        Kind::Email => view! { <Line checks name value kind="email" size=Size::Large autocomplete="off" /> }.into_any(),
        Kind::Phone => view! { <Line checks name value kind="tel" autocomplete="off" /> }.into_any(),
        Kind::Url => {
            view! { <Line checks name value size=Size::Large inputmode="url" autocomplete="off" /> }.into_any()
        }
        Kind::Nace => view! { <ActivityField checks name value /> }.into_any(),
        Kind::LegalForm => {
            let words = Signal::derive(move || label(i18n, def.key).to_owned());
            let choices = Signal::derive(move || fields::choices(i18n.get_locale(), def.kind));
            let unknown = Signal::derive(move || Some(t_string!(i18n, card.form.unknown).to_owned()));
            view! { <SelectField name label=words value choices empty=unknown size=Size::Large /> }.into_any()
        }
        Kind::Money => view! { <Amount checks name value /> }.into_any(),
        Kind::Line | Kind::Iban | Kind::Vat | Kind::CompanyNumber | Kind::Number => {
            view! { <Line checks name value autocomplete="off" /> }.into_any()
        }
        Kind::CustomerType | Kind::Country | Kind::Locale | Kind::Reference | Kind::YesNo => return None,
    })
}
