//! What importing would do. Nothing has been created yet.

use leptos::{html, prelude::*};
use uuid::Uuid;

use super::{
    fields::{self, NewFields},
    file::FileSection,
    problems::Problems,
    sample::{KNOWN, KnownRows, NewRows, known_words},
    step::{Step, StepForm},
};
use crate::{
    i18n::*,
    imports::{DISCARDING, ImportView, may_import},
    paths,
    ui::{Confirm, Icon, Kind, Question, grouped, use_in_page},
};

/// Counts, what will happen, the buttons, the problems.
#[component]
pub fn Preview(import: ImportView) -> impl IntoView {
    let i18n = use_i18n();
    let asking = RwSignal::new(false);
    let (discard, confirmed) = (NodeRef::<html::Form>::new(), NodeRef::<html::Input>::new());
    let ImportView { line, new, existing, problems, sample, kept, mut report, choices, .. } = import;
    let asks = report.asks(&choices);
    let columns = if new > 0 && !asks { fields::taken(&mut report) } else { Vec::new() };
    let discarding = RwSignal::new(false);
    let throw_away = move || {
        discarding.set(true);
        let _ = confirmed.get_untracked().map(|confirmed| confirmed.set_value("true"));
        // It fails only on a form that has left the page.
        let _ = discard.get_untracked().map(|form| form.submit());
    };
    // A page that is not hydrated asks in itself.
    let in_page = use_in_page(&[DISCARDING]);
    let asked = move || in_page.asked().map(|_| view! { <Discard id=line.id pending=discarding throw_away /> });
    let buttons = move || {
        view! {
            {asked}
            <div class="row">
                {(new > 0 && !asks).then(|| view! {
                    <StepForm id=line.id step=Step::Start kind=Kind::Primary icon="check" anchor=fields::START>{t!(i18n, imports.page.import)}</StepForm>
                })}
                <StepForm id=line.id step=Step::Discard kind=Kind::Secondary icon="trash-2" form=discard confirmed ask=move |()| asking.set(true)>
                    {t!(i18n, imports.page.discard)}
                </StepForm>
            </div>
            <Confirm
                open=asking
                title=Signal::derive(move || t_string!(i18n, imports.page.discard_title).to_owned())
                action=Signal::derive(move || t_string!(i18n, imports.page.discard).to_owned())
                danger=true
                pending=discarding
                on_confirm=throw_away
            >
                <p>{t!(i18n, imports.page.discard_text)}</p>
            </Confirm>
        }
    };
    view! {
        <FileSection id=line.id report choices kept />
        <NewFields columns />
        <Counts new existing wrong=line.wrong listed=!sample.existing.is_empty() />
        <section class="stack">
            <h2>{t!(i18n, imports.page.what)}</h2>
            <Consequences new existing wrong=line.wrong />
            {may_import().then(buttons)}
        </section>
        <Problems id=line.id total=problems wrong=line.wrong kept />
        <NewRows rows=sample.new total=new />
        <KnownRows rows=sample.existing total=existing />
    }
}

/// The question in the page whether its file is to be thrown away.
#[component]
fn Discard(id: Uuid, pending: RwSignal<bool>, throw_away: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Question
            title=Signal::derive(move || t_string!(i18n, imports.page.discard_title).to_owned())
            action=Step::Discard.action()
            along=vec![("id", id.to_string())]
            verb=Signal::derive(move || t_string!(i18n, imports.page.discard).to_owned())
            danger=true
            back=paths::import(id)
            pending
            on_confirm=Callback::new(move |()| throw_away())
        >
            <p>{t!(i18n, imports.page.discard_text)}</p>
        </Question>
    }
}

/// How many rows are new, known, wrong. Where the known ones are `listed` on the page, their number opens that.
#[component]
pub fn Counts(new: u64, existing: u64, wrong: u64, listed: bool) -> impl IntoView {
    let i18n = use_i18n();
    let count = move |count: u64| move || grouped(i18n.get_locale(), count);
    view! {
        <dl class="counts">
            <div class="success"><dt>{t!(i18n, imports.page.new)}</dt><dd>{count(new)}</dd></div>
            <div>
                <dt>{t!(i18n, imports.page.existing)}</dt>
                <dd>
                    {if listed {
                        let known = move || known_words(i18n, existing);
                        view! { <a rel="external" href=format!("#{KNOWN}") aria-label=known>{count(existing)}</a> }.into_any()
                    } else {
                        count(existing).into_any()
                    }}
                </dd>
            </div>
            <div class:danger=wrong != 0><dt>{t!(i18n, imports.page.wrong)}</dt><dd>{count(wrong)}</dd></div>
        </dl>
    }
}

#[component]
fn Consequences(new: u64, existing: u64, wrong: u64) -> impl IntoView {
    let i18n = use_i18n();
    let first = move || match new {
        0 => t_string!(i18n, imports.page.nothing).to_owned(),
        1 => t_string!(i18n, imports.page.what_one).to_owned(),
        new => t_string!(i18n, imports.page.what_new, count = grouped(i18n.get_locale(), new)),
    };
    view! {
        <div class="notice" class:info=new != 0 class:warning=new == 0>
            <Icon name=if new == 0 { "triangle-alert" } else { "info" } />
            <div>
                <p>{first}</p>
                {(existing > 0).then(|| view! { <p>{t!(i18n, imports.page.what_existing)}</p> })}
                {(wrong > 0).then(|| view! { <p>{t!(i18n, imports.page.what_wrong)}</p> })}
            </div>
        </div>
    }
}
