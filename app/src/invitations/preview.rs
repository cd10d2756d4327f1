//! The mail as its recipient will see it.

use leptos::prelude::*;

use super::{
    api::{self, SendRequest},
    records::Preview,
};
use crate::{
    i18n::*,
    ui::{ErrorState, Shape, Skeleton, late},
};

/// The mail for what is filled in now; none while there is nobody to write to.
#[component]
pub fn MailPreview(#[prop(into)] request: Signal<Option<SendRequest>>) -> impl IntoView {
    let i18n = use_i18n();
    let preview = Resource::new(
        move || request.get(),
        |request| async move {
            match request {
                Some(request) => api::preview(request).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <section class="stack" aria-labelledby="preview-title">
            <h2 id="preview-title">{t!(i18n, invitations.preview)}</h2>
            <Transition fallback=|| view! { <Skeleton rows=6 shape=Shape::Letter /> }>
                {move || late(async move {
                    match preview.await {
                        Ok(Some(mail)) => view! { <Mail mail /> }.into_any(),
                        Ok(None) => view! { <p class="soft">{t!(i18n, invitations.preview_none)}</p> }.into_any(),
                        Err(error) => view! { <ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

/// What people wrote stands here as text: nothing in it runs.
#[component]
fn Mail(mail: Preview) -> impl IntoView {
    let i18n = use_i18n();
    let note = (!mail.note.is_empty()).then(|| {
        view! {
            <blockquote class="mail-note">
                <p class="mail-note-from">{mail.note_from}</p>
                <p>{mail.note}</p>
            </blockquote>
        }
    });
    view! {
        <div class="mail-preview">
            <dl>
                <div><dt>{t!(i18n, invitations.from)}</dt><dd>{mail.from.clone()}</dd></div>
                <div><dt>{t!(i18n, invitations.to)}</dt><dd>{mail.to}</dd></div>
                <div><dt>{t!(i18n, invitations.subject)}</dt><dd lang=mail.lang.clone()>{mail.subject}</dd></div>
            </dl>
            <div class="mail-words" lang=mail.lang>
                {mail.logo.map(|path| view! { <p><img class="logo" src=path alt="" /></p> })}
                <p>{mail.greeting}</p>
                {mail.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                {note}
                <p><span class="mail-button">{mail.action}</span></p>
                <p>{mail.expiry}</p>
                <p class="soft small">{mail.sent_by} <br /> {mail.why}</p>
                {(!mail.reached.is_empty())
                    .then(|| {
                        let lines = mail.reached.into_iter().map(|line| view! { <br /> {line} }).collect_view();
                        view! { <p class="soft small"><strong>{mail.from.clone()}</strong> {lines}</p> }
                    })}
            </div>
        </div>
    }
}
