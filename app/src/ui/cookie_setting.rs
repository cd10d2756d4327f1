//! Small choices of a screen that outlive a page load: kept in a cookie, so that the server draws the page right at once.

use leptos::prelude::*;

use super::cookies;

/// A choice and its name.
#[derive(Clone, Copy)]
pub struct CookieSetting {
    name: &'static str,
    value: RwSignal<Option<String>>,
}

impl CookieSetting {
    /// What was chosen.
    pub fn read(self) -> Option<String> {
        self.value.get()
    }

    /// Chooses, from now on.
    pub fn choose(self, value: Option<&str>) {
        cookies::keep(self.name, value);
        self.value.set(value.map(str::to_owned));
    }
}

/// The choice of this name, as the browser brought it.
pub fn use_cookie_setting(name: &'static str) -> CookieSetting {
    CookieSetting { name, value: RwSignal::new(cookies::read(name)) }
}
