//! Step 1 of adding: which template the customer starts from.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use uuid::Uuid;

use super::request::{CHOOSE_TEMPLATE, NO_TEMPLATE, SAVE};
use crate::{
    i18n::*,
    paths,
    templates::{self, TemplateChoice},
    ui::{Guard, Icon, StepOfForm},
};

/// The templates, each with what it gives: a link to the next step, or a button that takes along what was typed there already.
#[component]
pub fn TemplateStep(templates: Vec<TemplateChoice>) -> impl IntoView {
    let i18n = use_i18n();
    let none = templates.is_empty();
    let links = templates.clone();
    view! {
        <div class="page-body narrow">
            <p class="soft">{t!(i18n, card.form.template_help)}</p>
            {none
                .then(|| {
                    view! {
                        <div class="notice info">
                            <Icon name="info" />
                            <div>
                                <p>{t!(i18n, card.form.no_templates)}</p>
                                <Guard area=Area::Templates level=Level::Edit>
                                    <a href="/sjablonen/nieuw">{t!(i18n, card.form.make_template)}</a>
                                </Guard>
                            </div>
                        </div>
                    }
                })}
            <StepOfForm action=SAVE otherwise=move || view! { <Choices templates=links.clone() typed=false /> }>
                <Choices templates typed=true />
            </StepOfForm>
        </div>
    }
}

#[component]
fn Choices(
    templates: Vec<TemplateChoice>,
    /// Something was typed in the form: it is sent along.
    typed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let way = move |id: Option<Uuid>, name: AnyView| {
        let key = id.map_or_else(|| NO_TEMPLATE.to_owned(), |id| id.to_string());
        let described = id.map(|id| format!("gives-{id}"));
        match typed {
            true => view! {
                <button type="submit" name=CHOOSE_TEMPLATE value=key aria-describedby=described>{name}</button>
            }
            .into_any(),
            false => view! { <a href=paths::new_customer(key) aria-describedby=described>{name}</a> }.into_any(),
        }
    };
    let card = move |TemplateChoice { id, name, gives }: TemplateChoice| {
        view! {
            <li class="choice-card">
                <Icon name="copy" />
                <span>
                    {way(Some(id), name.into_any())}
                    <small id=format!("gives-{id}")>{move || templates::gives(i18n, &gives)}</small>
                </span>
                <Icon name="chevron-right" />
            </li>
        }
    };
    view! {
        <ul class="choice-cards">
            {templates.into_iter().map(card).collect_view()}
            <li class="choice-card">
                <Icon name="file-spreadsheet" />
                <span>{way(None, t!(i18n, card.form.without_template).into_any())}</span>
                <Icon name="chevron-right" />
            </li>
        </ul>
    }
}
