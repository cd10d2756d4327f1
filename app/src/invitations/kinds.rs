//! What a customer's history tells of invitations.

use domain::{
    email,
    invitations::InvitationStatus,
    permissions::{Area, Level},
};
use entity::invitation;

use crate::{
    audit::{COLLEAGUES, history::Shown, kind::KindDef, names::Names, read::Line},
    customers::kinds::CONTACTS,
};

/// The fields that tell to whom it went: that is a contact.
const OF_CONTACTS: [&str; 3] = ["contact_id", "name", "email"];

/// An invitation of a customer.
pub static INVITATION: KindDef = KindDef {
    hides: |viewer, field| OF_CONTACTS.contains(&field) && !viewer.may(Area::Contacts, Level::Read),
    personal: &["name", "email"],
    is_forgotten,
    references: &[("contact_id", &CONTACTS), ("created_by", &COLLEAGUES)],
    subject: |_, line| Shown::named(email::shown(line.text("email"))),
    value: |_, line, field, side| {
        let text = line.value(field, side).as_str().filter(|text| !text.is_empty())?;
        match field {
            "status" => Some(InvitationStatus::from_key(text).map_or(Shown::Nothing, Shown::Answer)),
            "expires_at" | "answered_at" => Some(text.parse().map_or(Shown::Nothing, Shown::Moment)),
            _ => None,
        }
    },
    ..KindDef::of::<invitation::Model>()
};

/// Whether it went to a contact that was removed since.
fn is_forgotten(names: &Names, line: &Line) -> bool {
    let contact = line.text("contact_id").parse().ok();
    // The line by which an invitation stopped naming its contact tells who that was, and not which.
    let unnamed = line.fields.get("email").is_some_and(|change| change[1] == "");
    unnamed || contact.is_some_and(|id| names.get(&CONTACTS, id).is_none())
}
