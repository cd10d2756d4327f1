//! A language, and the texts of `locales/` in it.

use domain::Language;
use leptos_i18n::Locale as _;

use crate::i18n::Locale;

/// The language that texts are in.
pub fn lang(locale: Locale) -> Language {
    Language::from_key(locale.as_str()).unwrap_or_default()
}

/// The texts for somebody with a BCP 47 tag, or with a list of them, the first before the others.
pub fn locale_of(tag: &str) -> Locale {
    Language::written_to(tag).as_str().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_written_language_has_its_texts() {
        let written: Vec<Language> = Locale::get_all().iter().map(|locale| lang(*locale)).collect();
        assert_eq!(written, Language::written().collect::<Vec<_>>());
    }

    #[test]
    fn a_tag_leads_to_texts() {
        assert_eq!(locale_of(""), Locale::default());
        assert_eq!(locale_of("fr-BE,nl;q=0.8"), Locale::fr);
        assert_eq!(locale_of("de-BE"), Locale::de);
        assert_eq!(locale_of("it-IT"), Locale::en);
    }
}
