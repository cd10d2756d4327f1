//! Which rows are chosen, and what can be done with them: a bar that stands over the search and the filters while any is.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::{address::ListQuery, bar::long, keys, records::Count};
use crate::{
    i18n::*,
    ui::{Button, Guard, Kind, LinkButton, grouped},
};

/// The chosen customers of the page, or all of the list.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Those of the page.
    ids: RwSignal<Vec<Uuid>>,
    /// Whether all that the list shows are meant, on whichever page.
    all: RwSignal<bool>,
    /// How many rows the page has, and how many customers the list.
    shown: RwSignal<usize>,
    listed: RwSignal<Count>,
}

impl Choice {
    /// None.
    pub fn new() -> Self {
        Self {
            ids: RwSignal::default(),
            all: RwSignal::default(),
            shown: RwSignal::default(),
            listed: RwSignal::new(Count::Exactly(0)),
        }
    }

    /// Another page is shown.
    pub fn begin(self, shown: usize, listed: Count) {
        self.shown.set(shown);
        self.listed.set(listed);
        self.read();
    }

    /// Those whose boxes are ticked now.
    pub fn read(self) {
        self.all.set(false);
        self.ids.set(keys::chosen());
    }

    /// How many of the page are chosen.
    pub fn count(self) -> usize {
        self.ids.read().len()
    }

    /// Whether all rows of the page are chosen; not before it is known how many there are.
    pub fn is_whole(self) -> bool {
        self.shown() > 0 && self.count() == self.shown()
    }

    /// How many rows the page has.
    pub fn shown(self) -> usize {
        self.shown.get()
    }

    /// No row any more. The focus stays in the rows, or goes there.
    pub fn clear(self) {
        if self.is_any() {
            keys::choose_none();
            self.read();
        }
    }

    fn is_any(self) -> bool {
        !self.ids.read_untracked().is_empty()
    }

    /// Whether the page is chosen whole and the list goes on beyond it.
    fn may_choose_all(self) -> bool {
        let goes_on = match self.listed.get() {
            Count::Exactly(count) => count > self.shown.get() as u64,
            Count::MoreThan(_) => true,
        };
        goes_on && self.is_whole() && !self.all.get()
    }
}

/// The bar, and what a screen reader says of it.
#[component]
pub fn Chosen(choice: Choice, query: Memo<ListQuery>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match (choice.all.get(), choice.count()) {
        (_, 0) => String::new(),
        (true, _) => match choice.listed.get() {
            count @ Count::Exactly(_) => t_string!(i18n, customers.selected_all, count = long(i18n, count)),
            Count::MoreThan(_) => t_string!(i18n, customers.selected_many).to_owned(),
        },
        (false, 1) => t_string!(i18n, customers.selected_one).to_owned(),
        (false, count) => t_string!(i18n, customers.selected, count = grouped(i18n.get_locale(), count as u64)),
    };
    let any = Memo::new(move |_| choice.count() > 0);
    view! {
        <span class="visually-hidden" role="status">{words}</span>
        {move || any.get().then(|| view! { <Actions choice query words=Signal::derive(words) /> })}
    }
}

#[component]
fn Actions(choice: Choice, query: Memo<ListQuery>, words: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let to = move |all: fn(&ListQuery) -> String, some: fn(&[Uuid]) -> String| {
        Signal::derive(move || match choice.all.get() {
            true => query.with(all),
            false => some(&choice.ids.read()),
        })
    };
    let all_words = move || match choice.listed.get() {
        count @ Count::Exactly(_) => t_string!(i18n, customers.select_listed, count = long(i18n, count)),
        Count::MoreThan(_) => t_string!(i18n, customers.select_many).to_owned(),
    };
    view! {
        <div class="chosen" role="group" aria-label=words>
            <strong aria-hidden="true">{words}</strong>
            {move || {
                choice
                    .may_choose_all()
                    .then(|| {
                        view! { <Button kind=Kind::Quiet on_click=move |_| choice.all.set(true)>{all_words}</Button> }
                    })
            }}
            <div class="chosen-actions">
                <Guard area=Area::Invitations level=Level::Edit>
                    <LinkButton icon="send" href=to(ListQuery::invite, ListQuery::invite_some)>
                        {t!(i18n, customers.invite)}
                    </LinkButton>
                </Guard>
                <LinkButton icon="download" file=true href=to(ListQuery::file, ListQuery::file_of_some)>
                    {t!(i18n, customers.export)}
                </LinkButton>
                <Button kind=Kind::Quiet icon="x" on_click=move |_| choice.clear()>{t!(i18n, customers.select_none)}</Button>
            </div>
        </div>
    }
}
