//! Elements whose text leptos (0.8) writes into a page as it is: `title` and `textarea`.

/// A text as such an element takes it. On the server it is escaped, or it could end the element and bring markup of its own; in the
/// browser it is set as a property, which takes it as it is.
pub fn raw_text(text: String) -> String {
    if cfg!(feature = "ssr") { html_escape::encode_text(&text).into_owned() } else { text }
}
