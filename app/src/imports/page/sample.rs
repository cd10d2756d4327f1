//! The first rows of a file: what will be made, and who is there already.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    customers::fields,
    i18n::*,
    imports::{KnownRow, NewRow},
    paths,
    ui::{grouped, said},
};

/// The rows that become customers. `total` are all of them.
#[component]
pub fn NewRows(rows: Vec<NewRow>, total: u64) -> impl IntoView {
    let i18n = use_i18n();
    let more = total > rows.len() as u64;
    let shown = rows.len() as u64;
    let several = rows.iter().any(|row| row.sheet != rows[0].sheet);
    let row = move |row: NewRow| {
        let NewRow { sheet, row, name, vat, city, contact, email, template } = row;
        view! {
            <tr>
                <th scope="row" class="number" data-title=move || t_string!(i18n, imports.problems.row)>{several.then(|| format!("{sheet} · "))}{row}</th>
                <td data-title=move || t_string!(i18n, imports.page.name)>{name}</td>
                <td class="code" data-title=move || t_string!(i18n, imports.page.vat)>{said(fields::readable("vat", &vat))}</td>
                <td data-title=move || t_string!(i18n, imports.page.city)>{said(city)}</td>
                <td data-title=move || t_string!(i18n, imports.sample.contact)>{said(contact)}</td>
                <td data-title=move || t_string!(i18n, imports.sample.email)>{said(email)}</td>
                <td data-title=move || t_string!(i18n, imports.sample.template)>{template}</td>
            </tr>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack" id="nieuw">
                <h2>{t!(i18n, imports.page.new)}</h2>
                {more.then(|| view! { <p class="soft">{move || first_of(i18n, shown, total)}</p> })}
                <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.sample.new)>
                    <table class="list wrap stacked sample">
                        <thead>
                            <tr>
                                <th scope="col" class="number">{t!(i18n, imports.problems.row)}</th>
                                <th scope="col">{t!(i18n, imports.page.name)}</th>
                                <th scope="col">{t!(i18n, imports.page.vat)}</th>
                                <th scope="col">{t!(i18n, imports.page.city)}</th>
                                <th scope="col">{t!(i18n, imports.sample.contact)}</th>
                                <th scope="col">{t!(i18n, imports.sample.email)}</th>
                                <th scope="col">{t!(i18n, imports.sample.template)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

/// Where the rows are whose customers are there. It lies within what is folded, so that a link to it unfolds that.
pub const KNOWN: &str = "bestaan-al";

/// How many of them there are.
pub fn known_words(i18n: I18nContext<Locale>, total: u64) -> String {
    match total {
        1 => t_string!(i18n, imports.sample.known_one).to_owned(),
        total => t_string!(i18n, imports.sample.known, count = grouped(i18n.get_locale(), total)),
    }
}

/// The rows whose customers are there, folded: they are passed over, or were.
#[component]
pub fn KnownRows(rows: Vec<KnownRow>, total: u64) -> impl IntoView {
    let i18n = use_i18n();
    let more = total > rows.len() as u64;
    let shown = rows.len() as u64;
    let several = rows.iter().any(|row| row.sheet != rows[0].sheet);
    let named = rows.iter().any(|row| !row.name.is_empty());
    let row = move |row: KnownRow| {
        let KnownRow { sheet, row, name, customer, earlier } = row;
        let there = match customer {
            Some((id, name)) => view! { <a href=paths::card(id)>{name}</a> }.into_any(),
            None if earlier => view! { {t!(i18n, imports.sample.earlier)} }.into_any(),
            None => view! { {t!(i18n, imports.sample.unseen)} }.into_any(),
        };
        view! {
            <tr>
                <th scope="row" class="number" data-title=move || t_string!(i18n, imports.problems.row)>
                    {several.then(|| format!("{sheet} · "))} {row}
                </th>
                {named.then(|| view! { <td data-title=move || t_string!(i18n, imports.sample.in_file)>{name}</td> })}
                <td data-title=move || t_string!(i18n, imports.sample.customer)>{there}</td>
            </tr>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <details class="stack">
                <summary>{move || known_words(i18n, total)}</summary>
                {more.then(|| view! { <p class="soft">{move || first_of(i18n, shown, total)}</p> })}
                <div class="list-box" id=KNOWN tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.page.existing)>
                    <table class="list wrap stacked sample">
                        <thead>
                            <tr>
                                <th scope="col" class="number">{t!(i18n, imports.problems.row)}</th>
                                {named.then(|| view! { <th scope="col">{t!(i18n, imports.sample.in_file)}</th> })}
                                <th scope="col">{t!(i18n, imports.sample.customer)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </details>
        }
    })
}

fn first_of(i18n: I18nContext<Locale>, shown: u64, total: u64) -> String {
    let number = |number: u64| grouped(i18n.get_locale(), number);
    t_string!(i18n, imports.sample.first, shown = number(shown), total = number(total))
}
