//! The addresses of pages that are about one record. `routes.rs` says which page stands where.

use std::fmt::Display;

/// A customer's card.
pub fn card(id: impl Display) -> String {
    format!("/klanten/{id}")
}

/// The same after a plain form was saved: it says so.
pub fn saved_card(id: impl Display) -> String {
    format!("/klanten/{id}?bewaard=ja")
}

/// The form in which a customer is changed.
pub fn edit(id: impl Display) -> String {
    format!("/klanten/{id}/bewerken")
}

/// The form in which a customer is invited.
pub fn invite(id: impl Display) -> String {
    format!("/klanten/{id}/uitnodigen")
}

/// The form of a new customer that begins with a template.
pub fn new_customer(template: impl Display) -> String {
    format!("/klanten/nieuw?sjabloon={template}")
}

/// One bulk file.
pub fn import(id: impl Display) -> String {
    format!("/imports/{id}")
}

/// The page on which a field of the firm's own gets another kind.
pub fn kind_of_field(id: impl Display) -> String {
    format!("/instellingen/velden/{id}/soort")
}

/// A template in its wizard.
pub fn template(id: impl Display) -> String {
    format!("/sjablonen/{id}")
}

/// The rights of a profile.
pub fn profile(id: impl Display) -> String {
    format!("/instellingen/profielen/{id}")
}

/// A new profile that begins as another.
pub fn copy_of_profile(id: impl Display) -> String {
    format!("/instellingen/profielen/nieuw?van={id}")
}

/// A company's own page.
pub fn company(id: impl Display) -> String {
    format!("/mijn-bedrijf/{id}")
}
