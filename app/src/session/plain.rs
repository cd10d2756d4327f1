//! A plain form of a colleague's page, as a browser sends it before its hydration or without JavaScript. It asks for the same
//! rights and does the same as the function that a hydrated page calls; only its answer is a page.

use chrono::{DateTime, Utc};
pub use domain::permissions::{Area, Level};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Texts, Viewer, confirm, cookie, request, typed, wanted};
use crate::{
    context::AppContext,
    error::AppError,
    moment,
    patch::{Patch, Record},
    ui::{CameBack, SAVED, UNDO, Why},
};

/// Where somebody signs in.
const DOOR: &str = "/aanmelden";

/// A form as it was sent by somebody who may.
pub struct Sent {
    pub viewer: Viewer,
    /// What was typed, and which record it is about, by the names of the fields.
    pub texts: Texts,
    place: Place,
}

/// Where a form stands.
struct Place {
    action: &'static str,
    /// The address of its page.
    page: String,
    /// Whose session showed the page.
    account: Option<Uuid>,
}

impl Sent {
    /// Reads a form that was sent to `action`. None where the answer leads elsewhere: to where somebody signs in, from where it
    /// comes back to the form, or to the page, which says why it is not allowed.
    pub fn read(action: &'static str, texts: Texts, area: Area, level: Level) -> Result<Option<Self>, AppError> {
        Self::of(action, texts, request::viewer_who_may(area, level))
    }

    /// The same where every colleague may.
    pub fn of_colleague(action: &'static str, texts: Texts) -> Result<Option<Self>, AppError> {
        Self::of(action, texts, request::viewer())
    }

    fn of(action: &'static str, mut texts: Texts, viewer: Result<Viewer, AppError>) -> Result<Option<Self>, AppError> {
        let page = texts.remove("page").unwrap_or_default();
        let page = wanted::own_page(&page).unwrap_or("/").to_owned();
        let account = texts.remove("account").and_then(|account| account.parse().ok());
        let place = Place { action, page, account };
        match viewer {
            Ok(viewer) if place.account.is_none_or(|account| account == viewer.user_id) => {
                Ok(Some(Self { viewer, texts, place }))
            }
            Ok(_) if !request::wants_page() => Err(AppError::Unauthenticated),
            Err(error) if !request::wants_page() => Err(error),
            Err(AppError::Forbidden) => {
                leptos_axum::redirect(&place.page);
                Ok(None)
            }
            Ok(_) | Err(_) => place.waits(texts, DOOR).map(|()| None),
        }
    }

    /// Takes a form that was sent to `action` by who may: does what it asks, and leads to the page that this tells, or back to the form.
    pub async fn take(
        action: &'static str,
        texts: Texts,
        area: Area,
        level: Level,
        work: impl AsyncFnOnce(&AppContext, &Self) -> Result<String, AppError>,
    ) -> Result<(), AppError> {
        Self::answered(Self::read(action, texts, area, level)?, work).await
    }

    /// The same where every colleague may.
    pub async fn take_of_colleague(
        action: &'static str,
        texts: Texts,
        work: impl AsyncFnOnce(&AppContext, &Self) -> Result<String, AppError>,
    ) -> Result<(), AppError> {
        Self::answered(Self::of_colleague(action, texts)?, work).await
    }

    async fn answered(
        sent: Option<Self>,
        work: impl AsyncFnOnce(&AppContext, &Self) -> Result<String, AppError>,
    ) -> Result<(), AppError> {
        let Some(sent) = sent else { return Ok(()) };
        let done = work(&AppContext::current()?, &sent).await;
        sent.answer(done)
    }

    /// What was typed in a field; nothing for one that was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The function that it was sent to.
    pub fn action(&self) -> &'static str {
        self.place.action
    }

    /// The id in a field, or `NotFound`.
    pub fn id(&self, name: &str) -> Result<Uuid, AppError> {
        self.text(name).parse().map_err(|_| AppError::NotFound)
    }

    /// The id in a field, if there is one.
    pub fn id_if_any(&self, name: &str) -> Result<Option<Uuid>, AppError> {
        if self.text(name).is_empty() { Ok(None) } else { self.id(name).map(Some) }
    }

    /// The moment in a field, or `NotFound`.
    pub fn moment(&self, name: &str) -> Result<DateTime<Utc>, AppError> {
        moment::typed(self.text(name)).ok_or(AppError::NotFound)
    }

    /// The version of the record that was shown; 0 for a new one.
    pub fn version(&self) -> i32 {
        self.text("version").parse().unwrap_or_default()
    }

    /// These details with what was typed; the names of the fields begin with `prefix`. What the form did not have stays.
    pub fn onto<T: Serialize + DeserializeOwned + Clone>(&self, details: &T, prefix: &str) -> T {
        onto(&self.texts, details, prefix)
    }

    /// The fields of a record that the form has, with what was typed in them.
    pub fn patch<T: Record>(&self, prefix: &str) -> Patch<T> {
        Patch::of(typed_fields(&self.texts, &T::default(), prefix))
    }

    /// The address of its page that asks first, whether this may be done with that.
    pub fn asking(&self, what: &str, id: Uuid) -> String {
        format!("{}?{what}={id}", self.place.path())
    }

    /// The address of the page that it stands on.
    pub fn page(&self) -> &str {
        &self.place.page
    }

    /// The same, where it says that it was saved.
    pub fn saved_here(&self) -> String {
        let (path, search) = self.place.page.split_once('?').unwrap_or((&self.place.page, ""));
        let kept = search.split('&').filter(|pair| !pair.is_empty() && *pair != SAVED);
        format!("{path}?{}", kept.chain([SAVED]).collect::<Vec<_>>().join("&"))
    }

    /// Leads to a page that says that it was saved, and that has a form which takes it back: it is sent to `action` with what goes
    /// `along`. Only what puts back all that was done may be offered.
    pub fn undoable(
        &self,
        page: String,
        action: &'static str,
        along: Vec<(&'static str, String)>,
    ) -> Result<String, AppError> {
        let along = along.into_iter().chain([(UNDO, "true".to_owned())]);
        let texts: Texts = along.map(|(name, value)| (name.to_owned(), value)).collect();
        let place = Place { action, page, account: None };
        typed::keep_for(self.viewer.user_id, &place.form(&texts), &Why::Undo, texts)?;
        Ok(place.page)
    }

    /// The address of its page with the form or the question in it that is asked for.
    pub fn opened(&self) -> String {
        let what = self.text("what");
        let is_name = !what.is_empty() && what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        match (is_name, self.id_if_any("id")) {
            (true, Ok(Some(id))) => format!("{}?{what}={id}", self.place.path()),
            (true, _) => format!("{}?{what}=ja", self.place.path()),
            (false, _) => self.place.path().to_owned(),
        }
    }

    /// The same, for another part of its page.
    pub fn shown_at(self, page: String) -> Self {
        Self { place: Place { page, ..self.place }, ..self }
    }

    /// Leads to the next step of the form, which goes on with what was typed in this one.
    pub fn go_on(self, page: &str) -> Result<(), AppError> {
        let Self { viewer, texts, place } = self;
        typed::keep_for(viewer.user_id, &place.form(&texts), &Why::NextStep, shown_again(texts))?;
        leptos_axum::redirect(page);
        Ok(())
    }

    /// Leads on where it was saved, else back to the form with what was typed and what was wrong. Where the password is asked
    /// first, it comes back after that.
    pub fn answer(self, saved: Result<String, AppError>) -> Result<(), AppError> {
        let Self { viewer, texts, place } = self;
        match saved {
            Ok(on) => leptos_axum::redirect(&on),
            Err(error) if !request::wants_page() => return Err(error),
            Err(AppError::Unconfirmed) => place.waits(texts, confirm::PAGE)?,
            Err(error) => {
                // What it is now stands in the page itself.
                let error =
                    if matches!(error, AppError::Conflict(_)) { AppError::Conflict(String::new()) } else { error };
                typed::keep_for(viewer.user_id, &place.form(&texts), &Why::Refused(error), shown_again(texts))?;
                leptos_axum::redirect(&place.page);
            }
        }
        Ok(())
    }
}

impl Place {
    /// The address of the page, without what is asked of it.
    fn path(&self) -> &str {
        self.page.split(['?', '#']).next().unwrap_or_default()
    }

    /// The name of the form: its page asks for what came back by it.
    fn form(&self, texts: &Texts) -> String {
        let id = texts.get("id").map(String::as_str).unwrap_or_default();
        typed::on_page(self.path(), &CameBack::name(self.action, id))
    }

    /// Leads to another page first; the form waits for its sender.
    fn waits(&self, texts: Texts, at: &str) -> Result<(), AppError> {
        if let Some(account) = self.account {
            typed::keep_until_signed_in(account, &self.form(&texts), &Why::Waited, shown_again(texts))?;
        }
        leptos_axum::redirect(&format!("{at}?terug={}", cookie::encoded(&self.page)));
        Ok(())
    }
}

/// A password never goes back.
fn shown_again(mut texts: Texts) -> Texts {
    texts.retain(|name, _| name != "current" && !name.contains("password"));
    texts
}

/// Details with the texts of their fields. What was not sent stays.
pub fn onto<T: Serialize + DeserializeOwned + Clone>(texts: &Texts, details: &T, prefix: &str) -> T {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(details) else { return details.clone() };
    fields.extend(typed_fields(texts, details, prefix));
    serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| details.clone())
}

/// What was typed in the fields of a record such as `example`, as far as they were sent. A box that is not checked is not sent.
fn typed_fields(texts: &Texts, example: &impl Serialize, prefix: &str) -> Map<String, Value> {
    let Ok(Value::Object(fields)) = serde_json::to_value(example) else { return Map::new() };
    let typed = |(name, value): (String, Value)| {
        let text = texts.get(&format!("{prefix}{name}"));
        let typed = match (value, text) {
            (Value::Bool(_), text) => Value::Bool(text.is_some()),
            (_, None) => return None,
            (Value::Number(_), Some(text)) => text.parse::<i64>().unwrap_or_default().into(),
            (_, Some(text)) if name.ends_with("_id") => {
                text.parse::<Uuid>().map_or(Value::Null, |id| Value::String(id.to_string()))
            }
            (_, Some(text)) => Value::String(text.clone()),
        };
        Some((name, typed))
    };
    fields.into_iter().filter_map(typed).collect()
}

#[cfg(test)]
mod tests {
    use domain::details::{AddressDetails, CustomerDetails};

    use super::*;
    use crate::customers::form::request::ADDRESS;

    #[test]
    fn details_are_read_from_texts() {
        let manager = Uuid::now_v7();
        let texts = [
            ("name", "Bakkerij Peeters"),
            ("mandate", "true"),
            ("manager_id", &manager.to_string()),
            ("business_unit_id", ""),
            ("address_city", "Gent"),
            ("unknown", "x"),
        ];
        let texts: Texts = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let customer = CustomerDetails {
            name: "Bakkerij Peeters".into(),
            mandate: true,
            manager_id: Some(manager),
            ..CustomerDetails::default()
        };
        assert_eq!(onto(&texts, &CustomerDetails::default(), ""), customer);
        let address = AddressDetails { city: "Gent".into(), ..AddressDetails::default() };
        assert_eq!(onto(&texts, &AddressDetails::default(), ADDRESS), address);
        let before = CustomerDetails { iban: "BE68539007547034".into(), mandate: true, ..customer.clone() };
        let nothing = Texts::new();
        assert_eq!(
            onto(&nothing, &before, ""),
            CustomerDetails { mandate: false, ..before },
            "what was not shown stays"
        );
    }

    #[test]
    fn a_password_never_goes_back() {
        let texts = ["name", "current", "password", "confirm_password"].map(|name| (name.to_owned(), "x".to_owned()));
        assert_eq!(shown_again(texts.into()).into_keys().collect::<Vec<_>>(), ["name"]);
    }
}
