//! What a plain form says of two versions of a template.

use domain::templates::TemplateDetails;

use super::conflict::{Part, field_of};
use crate::{session::Texts, ui::Side};

/// What was chosen: a colleague's parts in place of those that were sent. None where nothing was to be chosen.
pub fn chosen(texts: &Texts, sent: &TemplateDetails, theirs: &TemplateDetails) -> Option<TemplateDetails> {
    let answers = Part::ALL.into_iter().filter_map(|part| Some((part, texts.get(&field_of(part))?)));
    let mut chosen = None;
    for (part, answer) in answers {
        let chosen = chosen.get_or_insert_with(|| sent.clone());
        if answer == Side::Theirs.key() {
            part.take(theirs, chosen);
        }
    }
    chosen
}
