//! One permission profile: shown, copied or changed.

use domain::permissions::{Area, Level};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;

use super::{
    profile_title,
    rights::{RightsFields, no_rights},
};
use crate::{
    error::AppError,
    i18n::*,
    paths,
    session::pages::Confirming,
    settings::{IdRequest, Profile, ProfileRequest, RequireRequest, api},
    ui::{
        self, ChangedTo, ConflictNotice, LinkButton, SaveForm, Size, allowed, seen, use_query, use_saving, use_toaster,
    },
};

/// The address of a profile that is not stored yet; `?van=` names the one that it is a copy of.
const NEW: &str = "nieuw";

#[component]
pub fn ProfileRightsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let address =
        Memo::new(move |_| (params.read().get("id").unwrap_or_default(), query.read().get("van").unwrap_or_default()));
    let stored = Resource::new(move || address.get(), |(id, from)| load(id, from));
    view! {
        <Suspense fallback=|| view! { <ui::Skeleton rows=8 shape=ui::Shape::Form /> }>
            {move || ui::late(async move {
                match stored.await {
                    Ok(profile) => view! { <ProfileForm profile /> }.into_any(),
                    Err(AppError::Forbidden) => view! { <ui::NoPermission area=Area::Users /> }.into_any(),
                    Err(AppError::NotFound) => view! { <ui::NotFound /> }.into_any(),
                    Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The profile of the address; a new one has no id, and keeps the built-in key of what it is a copy of until it is named.
async fn load(id: String, from: String) -> Result<Profile, AppError> {
    let read = async |id: &str| api::profile(IdRequest { id: id.parse().map_err(|_| AppError::NotFound)? }).await;
    match (id.as_str(), from.as_str()) {
        (NEW, "") => Ok(Profile {
            id: Uuid::nil(),
            version: 0,
            name: String::new(),
            builtin: String::new(),
            rights: no_rights(),
            requires_second_factor: false,
            users: 0,
            within_reach: true,
        }),
        (NEW, from) => Ok(Profile { id: Uuid::nil(), version: 0, users: 0, ..read(from).await? }),
        (id, _) => read(id).await,
    }
}

#[component]
fn ProfileForm(profile: Profile) -> impl IntoView {
    let (i18n, toaster, navigate) = (use_i18n(), use_toaster(), use_navigate());
    let Profile { id, builtin, within_reach, .. } = profile;
    let is_new = id.is_nil();
    let readonly = !allowed(Area::Users, Level::Edit) || !is_new && (!builtin.is_empty() || !within_reach);
    let locked = !is_new && !builtin.is_empty();
    let copied = is_new && !profile.name.is_empty();
    let called = profile_title(i18n, &builtin, &profile.name);
    let first = if copied { t_string!(i18n, settings.profiles.copy_of, name = called) } else { called };
    let title = RwSignal::new(first.clone());
    let required = RwSignal::new(profile.requires_second_factor);
    let (name, version, rights) = (RwSignal::new(first), RwSignal::new(profile.version), RwSignal::new(profile.rights));
    let navigate = StoredValue::new(navigate);
    let saving = use_saving(api::save_profile, move |id: Uuid| {
        toaster.say(t_string!(i18n, ui.saved));
        if is_new {
            let go = navigate.get_value();
            go(&paths::profile(id), Default::default());
        } else {
            version.update(|version| *version += 1);
            title.set(name.get_untracked());
        }
    });
    let along = seen((!is_new).then_some(id), version.get_untracked());
    let save = move || {
        let id = (!is_new).then_some(id);
        let (name, rights) = (name.get_untracked(), rights.get_untracked());
        saving.send(ProfileRequest { id, version: version.get_untracked(), name, rights });
    };
    let label = move || t_string!(i18n, settings.profiles.name).to_owned();
    let head = move || match is_new {
        true => t_string!(i18n, settings.profiles.new).to_owned(),
        false => title.get(),
    };
    let conflict = move |now: Profile| {
        let theirs = now.clone();
        view! {
            <ConflictNotice
                stored=vec![(label(), now.name)]
                on_take=move || {
                    name.set(theirs.name.clone());
                    rights.set(theirs.rights.clone());
                    version.set(theirs.version);
                    saving.clear();
                }
                on_keep=move || {
                    version.set(now.version);
                    save();
                }
            />
        }
    };
    let back = move || view! { <ui::BackLink href="/instellingen/profielen" /> };
    view! {
        <ui::PageHead title=head lead=back />
        <Confirming>
            <div class="page-body">
                {locked
                    .then(|| {
                        view! {
                            <div class="notice info">
                                <ui::Icon name="lock" />
                                <div>
                                    <p>{t!(i18n, settings.profiles.builtin_text)}</p>
                                    <ui::Guard area=Area::Users level=Level::Edit>
                                        <LinkButton icon="copy" href=paths::copy_of_profile(id)>
                                            {t!(i18n, settings.profiles.copy)}
                                        </LinkButton>
                                    </ui::Guard>
                                </div>
                            </div>
                        }
                    })}
                {move || saving.conflict().map(conflict)}
                <SaveForm plain="/api/settings/profile_form" along=along save pending=saving.pending readonly summary=saving.summary()>
                    {(!locked)
                        .then(|| {
                            view! {
                                <ui::TextField
                                    name="name"
                                    label
                                    size=Size::Large
                                    required=true
                                    readonly
                                    value=name
                                    error=saving.wrong("name", label, name)
                                />
                            }
                        })}
                    <RightsFields rights readonly />
                </SaveForm>
                {(!is_new).then(|| view! { <SignInRules id version required within_reach /> })}
            </div>
        </Confirming>
    }
}

/// What signing in asks of whoever has the profile. It can be said of a built-in profile too.
#[component]
fn SignInRules(id: Uuid, version: RwSignal<i32>, required: RwSignal<bool>, within_reach: bool) -> impl IntoView {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let readonly = !allowed(Area::Users, Level::Edit) || !within_reach;
    let take = move |profile: Profile| {
        required.set(profile.requires_second_factor);
        version.set(profile.version);
    };
    let saving = use_saving(api::require_second_factor, move |profile: Profile| {
        take(profile);
        toaster.say(t_string!(i18n, ui.saved));
    });
    let save = move || {
        let version = saving.conflict::<Profile>().map_or(version.get_untracked(), |now| now.version);
        saving.send(RequireRequest { id, version, required: required.get_untracked() });
    };
    view! {
        <section class="section">
            <h2>{t!(i18n, settings.profiles.sign_in)}</h2>
            {move || saving.conflict::<Profile>().map(|now| view! { <ChangedTo name=now.name /> })}
            <SaveForm plain="/api/settings/require_form" along=seen(Some(id), version.get_untracked()) save pending=saving.pending readonly action=move || t_string!(i18n, settings.profiles.require_factor_save).to_owned()>
                <ui::CheckField
                    name="requires_second_factor"
                    label=move || t_string!(i18n, settings.profiles.require_factor).to_owned()
                    help=move || t_string!(i18n, settings.profiles.require_factor_help).to_owned()
                    value=required
                    disabled=readonly
                />
            </SaveForm>
        </section>
    }
}
