//! What is in a file as a whole, what stays out of it, and the choices about that. A plain form, so that it works before the page is
//! hydrated.

use domain::{
    imports::{Choices, FileReport},
    words,
};
use leptos::{ev, prelude::*};
use uuid::Uuid;

use crate::{
    i18n::*,
    imports::may_import,
    ui::{Button, Icon, Kind, grouped, lang},
};

/// Every remark on the file, and the form to have it checked with other sheets or rows.
#[component]
pub fn FileSection(id: Uuid, report: FileReport, choices: Choices, kept: bool) -> impl IntoView {
    let i18n = use_i18n();
    if report.sheets.is_empty() {
        return ().into_any();
    }
    let asks = report.asks(&choices);
    let can_choose = kept && may_import() && (report.hidden_rows() > 0 || report.choosable().count() > 1);
    let told = {
        let (report, choices) = (report.clone(), choices.clone());
        move || {
            let remarks = words::remarks(&report, &choices, lang(i18n.get_locale()));
            remarks.into_iter().map(|remark| view! { <li class:grave=remark.grave>{remark.text}</li> }).collect_view()
        }
    };
    view! {
        <section class="stack" id="bestand">
            <h2>{t!(i18n, imports.file_report.title)}</h2>
            <ul class="file-report">{told}</ul>
            {asks.then(|| view! {
                <div class="notice warning" role="status">
                    <Icon name="triangle-alert" />
                    <div><p>{t!(i18n, imports.file_report.answer_first)}</p></div>
                </div>
            })}
            {can_choose.then(|| view! { <ChoiceForm id report choices /> })}
        </section>
    }
    .into_any()
}

#[component]
fn ChoiceForm(id: Uuid, report: FileReport, choices: Choices) -> impl IntoView {
    let i18n = use_i18n();
    let sending = RwSignal::new(false);
    let submit = move |_: ev::SubmitEvent| sending.set(true);
    let read: Vec<String> = report.read().map(|sheet| sheet.name.clone()).collect();
    let sheets: Vec<(String, u32)> = report.choosable().map(|sheet| (sheet.name.clone(), sheet.rows)).collect();
    let several = sheets.len() > 1;
    let sheet = move |(name, rows): (String, u32)| {
        let (checked, value) = (read.contains(&name), name.clone());
        let label = move || {
            let (name, shown) = (name.clone(), grouped(i18n.get_locale(), rows.into()));
            match rows {
                1 => t_string!(i18n, imports.file_report.sheet_one, name),
                _ => t_string!(i18n, imports.file_report.sheet, name, rows = shown),
            }
        };
        view! { <label class="check"><input type="checkbox" name="sheets[]" value=value checked=checked /> <span>{label}</span></label> }
    };
    let row = move |value: &'static str, chosen: bool| {
        let checked = choices.hidden_rows == Some(chosen);
        view! { <input type="radio" name="hidden_rows" value=value checked=checked required /> }
    };
    let hidden = (report.hidden_rows() > 0).then(|| {
        view! {
            <fieldset class="field radio-group">
                <legend class="field-label">{t!(i18n, imports.file_report.hidden_rows)}</legend>
                <div class="radio-choices">
                    <label class="check">{row("in", true)} <span>{t!(i18n, imports.file_report.bring_in)}</span></label>
                    <label class="check">{row("out", false)} <span>{t!(i18n, imports.file_report.leave_out)}</span></label>
                </div>
            </fieldset>
        }
    });
    view! {
        <form class="form" method="post" novalidate action="/api/imports/choose" on:submit=submit>
            <input type="hidden" name="id" value=id.to_string() />
            {several.then(|| view! {
                <fieldset class="field radio-group">
                    <legend class="field-label">{t!(i18n, imports.file_report.sheets)}</legend>
                    <div class="radio-choices">{sheets.into_iter().map(sheet).collect_view()}</div>
                </fieldset>
            })}
            {hidden}
            <div class="form-foot">
                <Button kind=Kind::Secondary submit=true icon="rotate-ccw" pending=sending>{t!(i18n, imports.file_report.check_again)}</Button>
            </div>
        </form>
    }
}
