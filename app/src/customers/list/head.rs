//! The head of the list: what else can be done with customers, and the button for a new one.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use super::address::ListQuery;
use crate::{
    i18n::*,
    imports::may_import,
    ui::{Guard, Icon, Kind, LinkButton, Menu, MenuLink, PageHead},
};

/// On a phone all but printing and the new customer stand behind three dots: signs without words say too little.
#[component]
pub fn Head(query: Memo<ListQuery>) -> impl IntoView {
    let i18n = use_i18n();
    let file = Signal::derive(move || query.with(ListQuery::file));
    let others = move || {
        view! {
            <div class="on-wide">
                <Guard area=Area::Templates level=Level::Read>
                    <LinkButton kind=Kind::Quiet icon="copy" href="/sjablonen">{t!(i18n, customers.templates)}</LinkButton>
                </Guard>
            </div>
            <a
                class="button secondary icon-only"
                href=move || query.with(ListQuery::printed)
                aria-label=move || t_string!(i18n, ui.print)
                title=move || t_string!(i18n, ui.print)
            >
                <Icon name="printer" />
            </a>
            <div class="on-wide">
                <LinkButton icon="download" file=true href=file attr:title=move || t_string!(i18n, customers.export_text)>
                    {t!(i18n, customers.export)}
                </LinkButton>
                {may_import().then(|| view! {
                    <LinkButton icon="upload" href="/imports/nieuw">{t!(i18n, customers.import)}</LinkButton>
                })}
            </div>
            <div class="on-phone">
                <Menu id="customers-more">
                    <Guard area=Area::Templates level=Level::Read>
                        <MenuLink icon="copy" href="/sjablonen">{t!(i18n, customers.templates)}</MenuLink>
                    </Guard>
                    <MenuLink icon="download" file=true href=file>{t!(i18n, customers.export)}</MenuLink>
                    {may_import().then(|| view! {
                        <MenuLink icon="upload" href="/imports/nieuw">{t!(i18n, customers.import)}</MenuLink>
                    })}
                </Menu>
            </div>
        }
    };
    let add = move || {
        view! {
            <Guard area=Area::Customers level=Level::Edit>
                <LinkButton kind=Kind::Primary icon="plus" href="/klanten/nieuw">{t!(i18n, customers.add)}</LinkButton>
            </Guard>
        }
    };
    let title = Signal::derive(move || t_string!(i18n, customers.title).to_owned());
    view! { <PageHead title secondary=others primary=add /> }
}
