//! The columns that nobody knows: which of them become fields of the firm's own, for a colleague who may define those.

use domain::{
    imports::{FileReport, NewColumn, sample},
    permissions::{Area, Level},
};
use leptos::prelude::*;

use crate::{
    i18n::*,
    imports::may_import,
    own_fields::words::kind_name,
    ui::{allowed, said},
};

/// The form that begins the import; the ticks are part of it.
pub const START: &str = "importeren";

/// The columns that can become fields, taken out of what is told as not read; none for who may not define fields.
pub fn taken(report: &mut FileReport) -> Vec<NewColumn> {
    if !may_import() || !allowed(Area::Settings, Level::Edit) {
        return Vec::new();
    }
    let columns = std::mem::take(&mut report.new_columns);
    for sheet in &mut report.sheets {
        sheet.unplaced.retain(|one| columns.iter().all(|column| sample(&column.title) != one.title));
    }
    columns
}

/// A tick for each.
#[component]
pub fn NewFields(columns: Vec<NewColumn>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |column: NewColumn| {
        let NewColumn { letters, title, kind, options, sample, .. } = column;
        let kind = move || match options.as_slice() {
            [] => kind_name(i18n, kind).to_owned(),
            options => format!("{}: {}", kind_name(i18n, kind), options.join(", ")),
        };
        view! {
            <tr>
                <th scope="row" data-title=move || t_string!(i18n, imports.fields.field)>
                    <label class="check">
                        <input type="checkbox" name="fields[]" value=title.clone() form=START checked=true />
                        <span>{title}</span>
                    </label>
                </th>
                <td data-title=move || t_string!(i18n, imports.fields.kind)>{kind}</td>
                <td data-title=move || t_string!(i18n, imports.problems.column)>{letters}</td>
                <td data-title=move || t_string!(i18n, imports.fields.sample)><div class="problem-value">{said(sample)}</div></td>
            </tr>
        }
    };
    (!columns.is_empty()).then(|| {
        view! {
            <section class="stack" id="velden">
                <h2>{t!(i18n, imports.fields.title)}</h2>
                <p>{t!(i18n, imports.fields.text)}</p>
                <div class="list-box" tabindex="0" role="region" aria-label=move || t_string!(i18n, imports.fields.title)>
                    <table class="list wrap stacked sample">
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, imports.fields.field)}</th>
                                <th scope="col">{t!(i18n, imports.fields.kind)}</th>
                                <th scope="col">{t!(i18n, imports.problems.column)}</th>
                                <th scope="col">{t!(i18n, imports.fields.sample)}</th>
                            </tr>
                        </thead>
                        <tbody>{columns.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}
