//! A browser in words.

use domain::Device;
use leptos_i18n::td_string;

use crate::i18n::*;

/// *Chrome op Windows*, or what of it is known.
pub fn device_name(locale: Locale, device: &Device) -> String {
    let (browser, system) = (device.browser.clone(), device.system.clone());
    match (browser.is_empty(), system.is_empty()) {
        (false, false) => td_string!(locale, session.device.on, browser, system),
        (false, true) => browser,
        (true, false) => td_string!(locale, session.device.unknown_on, system),
        (true, true) => td_string!(locale, session.device.unknown).to_owned(),
    }
}
