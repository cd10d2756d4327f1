//! Step 1 of adding: which template the customer starts from.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use crate::{
    i18n::*,
    templates::{self, TemplateChoice},
    ui::{Guard, Icon},
};

/// In the address in place of a template's id: the customer starts from none.
pub const NO_TEMPLATE: &str = "geen";

/// The templates, each a link to the next step that says what it gives.
#[component]
pub fn TemplateStep(templates: Vec<TemplateChoice>) -> impl IntoView {
    let i18n = use_i18n();
    let none = templates.is_empty();
    let card = move |TemplateChoice { id, name, gives }: TemplateChoice| {
        view! {
            <li class="choice-card">
                <Icon name="copy" />
                <span>
                    <a href=format!("/klanten/nieuw?sjabloon={id}") aria-describedby=format!("gives-{id}")>{name}</a>
                    <small id=format!("gives-{id}")>{move || templates::gives(i18n, &gives)}</small>
                </span>
                <Icon name="chevron-right" />
            </li>
        }
    };
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
            <ul class="choice-cards">
                {templates.into_iter().map(card).collect_view()}
                <li class="choice-card">
                    <Icon name="file-spreadsheet" />
                    <span>
                        <a href=format!("/klanten/nieuw?sjabloon={NO_TEMPLATE}")>{t!(i18n, card.form.without_template)}</a>
                    </span>
                    <Icon name="chevron-right" />
                </li>
            </ul>
        </div>
    }
}
