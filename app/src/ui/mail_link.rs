//! The address of a person, as a link that begins a mail to it.

use leptos::prelude::*;

/// An e-mail address that can be written to. Where it does not fit on a line it goes on behind its @ or a dot, not within a word.
#[component]
pub fn MailLink(#[prop(into)] email: String) -> impl IntoView {
    let href = mailto(&email);
    let parts = email.split_inclusive(['@', '.']).map(|part| view! { {part.to_owned()} <wbr /> }).collect_view();
    view! { <a class="mail-link" href=href>{parts}</a> }
}

/// `mailto:` with all encoded that would mean something there (RFC 6068): an address cannot bring a subject, a copy or a text.
fn mailto(email: &str) -> String {
    email.bytes().fold("mailto:".to_owned(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'@' | b'+' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_brings_nothing_but_itself() {
        for (email, link) in [
            ("jan.peeters+btw@bakker.be", "mailto:jan.peeters+btw@bakker.be"),
            ("a?subject=x&bcc=b@c.be", "mailto:a%3Fsubject%3Dx%26bcc%3Db@c.be"),
            ("a%0d%0ab@c.be", "mailto:a%250d%250ab@c.be"),
            ("o'neill#1@c.be", "mailto:o%27neill%231@c.be"),
            ("info@bäcker.example", "mailto:info@b%C3%A4cker.example"),
        ] {
            assert_eq!(mailto(email), link);
        }
    }
}
