//! A tab of the card that is open.

use leptos::prelude::*;

use super::{TabDef, table::Shows};
use crate::{
    customers::{
        card::{
            contact_tab::ContactTab, free_fields::FreeFieldsTab, history::HistoryTab, notes::NotesTab,
            printing::Printing, reload::Reload,
        },
        records::Card,
    },
    integrations::SettingsTab,
};

/// What a tab is opened with. It loads everything else itself.
pub struct Opened {
    /// What the head of the card knows already.
    pub card: Card,
    /// Reads that again.
    pub reload: Reload,
    /// Hears of a change that the other tabs show too.
    pub on_change: Callback<()>,
    /// Whether the contacts who left are shown.
    pub all_contacts: RwSignal<bool>,
    /// How it prints itself.
    pub printing: Printing,
}

impl TabDef {
    /// What it shows.
    pub fn show(&self, opened: Opened) -> AnyView {
        let Opened { card, reload, on_change, all_contacts, printing } = opened;
        let customer_id = card.id;
        match self.shows {
            Shows::Contact => view! { <ContactTab card reload all_contacts /> }.into_any(),
            Shows::Settings => view! {
                <div class="card-body">
                    <div class="measure halves">
                        <SettingsTab customer_id on_change />
                    </div>
                </div>
            }
            .into_any(),
            Shows::History => view! { <HistoryTab customer_id printing /> }.into_any(),
            Shows::Notes => view! { <NotesTab customer_id /> }.into_any(),
            Shows::FreeFields => view! { <FreeFieldsTab customer_id /> }.into_any(),
        }
    }
}
