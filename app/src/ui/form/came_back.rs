//! A plain form that was not saved and came back to its page: what was typed in it, and what was wrong.

use domain::numbers;
use leptos::prelude::*;
use leptos_router::hooks::use_url;
use serde::{Deserialize, Serialize};

use super::UNDO;
use crate::{
    error::{AppError, FieldError, Fields},
    i18n::*,
    session::{KeptForm, Texts, typed},
    ui::{Icon, field_message, message},
};

/// Why it came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It could not be saved.
    Refused(AppError),
    /// Its sender had to sign in first, or to give the password.
    Waited,
    /// It goes on with its next step.
    NextStep,
    /// It was not sent yet: it takes back what was just done.
    Undo,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameBack {
    /// The function that it was sent to, and the id of its record, if it has one.
    form: String,
    pub(super) why: Why,
    /// What was typed.
    pub texts: Texts,
    /// The fields of which the end was too long to come back.
    cut: Vec<String>,
}

impl CameBack {
    /// The name of a form on its page.
    pub fn name(action: &str, id: &str) -> String {
        format!("{action} {id}")
    }

    /// Whether another record may be the same.
    pub fn is_taken(&self) -> bool {
        matches!(self.why, Why::Refused(AppError::Taken(_)))
    }

    /// Whether somebody else saved first.
    pub fn is_conflict(&self) -> bool {
        matches!(self.why, Why::Refused(AppError::Conflict(_)))
    }

    /// The function that it was sent to.
    pub(super) fn action(&self) -> &str {
        self.form.split(' ').next().unwrap_or_default()
    }

    /// Whether it takes back what was done. No form of the page is the same: `UndoForm` and `UndoNotice` show it.
    fn is_undo(&self) -> bool {
        self.texts.contains_key(UNDO)
    }

    fn wrong(&self, name: &str) -> Option<FieldError> {
        match &self.why {
            Why::Refused(AppError::Invalid(fields)) => fields.get(name).cloned(),
            _ => None,
        }
    }
}

impl OfForm {
    pub(super) fn of(form: CameBack) -> Self {
        Self(StoredValue::new(Some(form)))
    }

    /// What was typed, if it came back.
    pub(super) fn texts(self) -> Option<Texts> {
        self.0.with_value(|came_back| came_back.as_ref().map(|came_back| came_back.texts.clone()))
    }
}

/// What came back to the page that is shown.
#[derive(Clone, Copy)]
struct OfPage(StoredValue<Option<CameBack>>);

/// What came back to the form around a field.
#[derive(Clone, Copy)]
pub(super) struct OfForm(StoredValue<Option<CameBack>>);

/// Lets the forms of this page show what came back to them. It stands outside of what waits, and forgets on another page.
pub fn provide_came_back() {
    let url = use_url();
    let path = move || url.with(|url| url.path().to_owned());
    let take = move || {
        let KeptForm { form, about: why, texts, cut } = typed::take_of_page(&untrack(path))?;
        Some(CameBack { form, why, texts, cut })
    };
    let came_back = StoredValue::new(SharedValue::new(take).into_inner());
    provide_context(OfPage(came_back));
    Effect::new(move |before: Option<String>| {
        let now = path();
        if before.is_some_and(|before| before != now) {
            came_back.set_value(None);
        }
        now
    });
}

/// Whether a form came back to the page: what a browser tab kept of it is older.
pub fn is_page_of_a_form_that_came_back() -> bool {
    use_context::<OfPage>()
        .is_some_and(|OfPage(page)| page.with_value(|form| form.as_ref().is_some_and(|form| !form.is_undo())))
}

/// The form of this page that takes back what was done, as it was offered or came back.
pub(super) fn undo_of_page() -> Option<CameBack> {
    use_context::<OfPage>().and_then(|OfPage(page)| page.get_value()).filter(CameBack::is_undo)
}

/// What came back for this form, for its fields, and what forgets it once the form is sent again: a field that is drawn anew after
/// that shows what was typed since.
pub(super) fn of_form(action: &str, id: &str) -> (OfForm, impl Fn() + use<>) {
    let name = CameBack::name(action, id);
    let (of_page, forget_page) = (use_context::<OfPage>(), use_forget());
    let came_back = of_page.and_then(|OfPage(page)| page.get_value());
    let of_form = StoredValue::new(came_back.filter(|came_back| came_back.form == name && !came_back.is_undo()));
    let forget = move || {
        if of_form.try_update_value(Option::take).flatten().is_some() {
            forget_page();
        }
    };
    (OfForm(of_form), forget)
}

/// What forgets what came back to the page: somebody leaves its form.
pub(super) fn use_forget() -> impl Fn() + Copy {
    let of_page = use_context::<OfPage>().map(|OfPage(page)| page);
    move || {
        if let Some(page) = of_page {
            page.try_set_value(None);
        }
    }
}

/// What came back for a form of this function about another record than this one.
pub(super) fn of_others(action: &str, besides: &str) -> OfForm {
    let (all, own) = (CameBack::name(action, ""), CameBack::name(action, besides));
    let of_page = use_context::<OfPage>().and_then(|OfPage(page)| page.get_value());
    let is_other = |form: &CameBack| form.form.starts_with(&all) && form.form != own && !form.is_undo();
    OfForm(StoredValue::new(of_page.filter(is_other)))
}

/// What came back for the form around this.
pub fn came_back() -> Option<CameBack> {
    use_context::<OfForm>().and_then(|OfForm(form)| form.get_value())
}

/// The fields of the form around this that were refused; none where it did not come back.
pub fn came_back_fields() -> Option<Fields> {
    match came_back()?.why {
        Why::Refused(AppError::Invalid(fields)) => Some(fields),
        _ => None,
    }
}

/// What is said around a field.
pub struct Around {
    pub help: Signal<String>,
    pub error: Signal<Option<String>>,
    pub repairs: Signal<Vec<String>>,
}

/// Puts what was typed in a field of a form that came back into it again, with what is wrong until it is typed anew, and what is
/// stored now where a colleague was quicker.
pub fn text_of_form(name: &str, label: Signal<String>, value: RwSignal<String>, around: Around) -> Around {
    let Some(came_back) = came_back() else { return around };
    let i18n = use_i18n();
    let stored = value.get_untracked();
    // A field that was not shown was not sent, and may be what was missing.
    let typed = came_back.texts.get(name).cloned().unwrap_or_else(|| stored.clone());
    value.set(typed.clone());
    let wrong = StoredValue::new(came_back.wrong(name));
    let stands = StoredValue::new(typed);
    let is_as_sent = move || stands.with_value(|typed| value.with(|value| value == typed));
    let now =
        stands.with_value(|typed| *typed != stored) && matches!(came_back.why, Why::Refused(AppError::Conflict(_)));
    let is_cut = came_back.cut.iter().any(|field| field == name);
    let Around { help, error, repairs } = around;
    let words = move || {
        let is_as_sent = is_as_sent();
        let cut = || (is_cut && is_as_sent).then(|| t_string!(i18n, ui.came_back.cut).to_owned());
        let wrong = wrong.get_value().filter(|_| is_as_sent);
        wrong.map(|wrong| field_message(i18n, &wrong, &label.get(), &value.get())).or_else(cut)
    };
    let offer = move || match wrong.get_value().filter(|_| is_as_sent()) {
        Some(FieldError::Rejected(rejection)) => rejection.repairs,
        _ => Vec::new(),
    };
    let help = match now {
        true => Signal::derive(move || t_string!(i18n, ui.came_back.now, value = numbers::readable(&stored))),
        false => help,
    };
    Around {
        help,
        error: Signal::derive(move || error.get().or_else(words)),
        repairs: Signal::derive(move || Some(repairs.get()).filter(|found| !found.is_empty()).unwrap_or_else(offer)),
    }
}

/// The same for a box that is checked or not: one that is not checked is not sent.
pub fn flag_of_form(name: &str, value: RwSignal<bool>) {
    if let Some(came_back) = came_back() {
        value.set(came_back.texts.contains_key(name));
    }
}

/// Says above the fields that nothing was saved yet, and why.
#[component]
pub fn Notice() -> impl IntoView {
    let i18n = use_i18n();
    let notice = |why: Why| {
        let (tone, icon) = match why {
            Why::Waited | Why::Refused(AppError::Conflict(_)) => ("warning", "triangle-alert"),
            Why::Refused(_) | Why::NextStep | Why::Undo => ("danger", "circle-alert"),
        };
        let words = move || match &why {
            Why::Refused(AppError::Conflict(_)) => t_string!(i18n, ui.came_back.conflict).to_owned(),
            Why::Refused(error) => message(i18n, error),
            Why::Waited | Why::NextStep | Why::Undo => t_string!(i18n, ui.came_back.waited).to_owned(),
        };
        view! {
            <div class=format!("notice {tone}") role="alert"><Icon name=icon /><div><p>{words}</p></div></div>
        }
    };
    came_back().map(|came_back| came_back.why).filter(|why| *why != Why::NextStep).map(notice)
}
