//! Says that the customer is there already, or may be, with links to look: in a line while somebody types, in full where it stopped a
//! save.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use uuid::Uuid;

use super::{
    api,
    request::{ALTHOUGH_DUPLICATE, DuplicatesRequest},
};
use crate::{
    customers::{
        fields::{self, StatusPill},
        records::{Duplicate, Duplicates},
    },
    i18n::*,
    paths,
    ui::{self, BlockingNotice, CameBack, Icon, Kind, LinkButton},
};

/// "Deze klant bestaat al (319)", or that it may, and the card to look at where the number is the same.
fn told(i18n: I18nContext<Locale>, found: &[Duplicate]) -> (impl Fn() -> String + Send + Sync + use<>, Option<String>) {
    let same: Vec<&Duplicate> = found.iter().filter(|duplicate| duplicate.same_number).collect();
    let numbers = same.iter().map(|duplicate| duplicate.number.to_string()).collect::<Vec<_>>().join(", ");
    let card = same.first().map(|first| paths::card(first.id));
    let exists = card.is_some();
    let title = move || match exists {
        true => t_string!(i18n, card.duplicates.same, number = numbers.clone()),
        false => t_string!(i18n, card.duplicates.title).to_owned(),
    };
    (title, card)
}

/// The likely duplicates in one line, read aloud when they come. They come late, so the line stands where room was kept for it.
#[component]
pub fn DuplicatesNote(duplicates: Duplicates) -> impl IntoView {
    let i18n = use_i18n();
    let Duplicates { found, in_use } = duplicates;
    let (title, card) = told(i18n, &found);
    let others = found.into_iter().filter(|_| card.is_none()).map(|duplicate| {
        view! { " " <a href=paths::card(duplicate.id) target="_blank">{duplicate.name}</a> }
    });
    let others = others.collect_view();
    let to_card = card.map(|href| view! { <LinkButton href=href>{t!(i18n, card.duplicates.to_card)}</LinkButton> });
    view! {
        <div class="note warning" role="alert">
            <Icon name="triangle-alert" />
            {match in_use {
                true => view! { <p>{t!(i18n, card.duplicates.in_use)}</p> }.into_any(),
                false => view! { <p><strong>{title}</strong> {others}</p> {to_card} }.into_any(),
            }}
        </div>
    }
}

/// The likely duplicates that stopped a save; `children` is the way on. There is none where a number is in use by a customer that the
/// viewer may not see: only a colleague who sees it can tell.
#[component]
pub fn DuplicatesNotice(duplicates: Duplicates, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let Duplicates { found, in_use } = duplicates;
    let (title, card) = told(i18n, &found);
    let any = !found.is_empty();
    view! {
        <BlockingNotice tone="warning" icon="triangle-alert">
            {in_use.then(|| view! { <strong>{t!(i18n, card.duplicates.in_use)}</strong> })}
            {any
                .then(|| {
                    view! {
                        <strong>{title}</strong>
                        <ul class="stack">{found.into_iter().map(|duplicate| view! { <Line duplicate /> }).collect_view()}</ul>
                    }
                })}
            <div class="row">
                {card.map(|href| view! { <LinkButton kind=Kind::Primary href=href>{t!(i18n, card.duplicates.to_card)}</LinkButton> })}
                {(!in_use).then(children)}
            </div>
        </BlockingNotice>
    }
}

/// Which customers may be the one that was typed, and the way on, where a plain form came back because of them; `except` is the
/// customer that the form changes.
#[component]
pub fn MaybeDuplicate(came_back: CameBack, #[prop(default = None)] except: Option<Uuid>) -> impl IntoView {
    let i18n = use_i18n();
    let text = |name: &str| {
        came_back.texts.get(name).map_or_else(String::new, |text| text.chars().take(domain::Line::MAX).collect())
    };
    let sought = DuplicatesRequest {
        name: text("name"),
        vat: text("vat"),
        company_number: text("company_number"),
        country: text("country"),
        postcode: text("address_postcode"),
        except,
    };
    let found = Resource::new(move || sought.clone(), api::duplicates);
    let anyway = move || match except {
        Some(_) => t_string!(i18n, card.duplicates.change_anyway),
        None => t_string!(i18n, card.duplicates.save_anyway),
    };
    view! {
        <Suspense>
            {move || ui::late(async move {
                // Without an answer there is still the way on.
                let duplicates = found.await.unwrap_or_default();
                view! {
                    <DuplicatesNotice duplicates>
                        <button type="submit" class="button secondary" name=ALTHOUGH_DUPLICATE value="true">
                            <span class="button-text">{anyway}</span>
                        </button>
                    </DuplicatesNotice>
                }
            })}
        </Suspense>
    }
}

#[component]
fn Line(duplicate: Duplicate) -> impl IntoView {
    let i18n = use_i18n();
    let facts = [fields::readable("vat", &duplicate.vat), duplicate.city]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <li class="row">
            <a href=paths::card(duplicate.id) target="_blank">{duplicate.name}</a>
            <span class="soft tabular">{duplicate.number}</span>
            <StatusPill status=duplicate.status />
            <span class="soft">{facts}</span>
            <span class="soft small">
                {move || {
                    if duplicate.same_number { t_string!(i18n, card.duplicates.same_number) } else { t_string!(i18n, card.duplicates.alike) }
                }}
            </span>
        </li>
    }
}
