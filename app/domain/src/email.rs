//! E-mail addresses.

use email_address::{EmailAddress, Options};

use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection, Repair, clean, unicode};

newtype! {
    /// An address at a domain name, as it is mailed to: the domain in lower case and in ASCII (`xn--`), the part before the `@` as
    /// it was written, because only its own server may judge its case. [`shown`] is how people write it.
    Email
}

impl Email {
    /// RFC 5321, 4.5.3.1: what fits in a mail envelope.
    const MAX: usize = 254;

    /// Reads an address, without the `mailto:` before it and the dot behind it. `info@bäckerei-müller.de` and its `xn--` are one address.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Format`, `LocalPart` (letters before the `@` that few servers take). The repair takes spaces and closing
    /// marks away and turns commas into dots. `SeveralAddresses`: the first of them is proposed.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let cleaned = clean::line(raw);
        let text = clean::without_hidden(raw);
        let bare = without_scheme(&text).trim_end_matches('.');
        let marked = bare.len() < text.len();
        let text = bare;
        if text.is_empty() {
            return Err(Reason::Empty.into());
        }
        if let Some(first) = first_of_several(text) {
            return Err(Rejection::from(Reason::SeveralAddresses).or_try(Some(first.0)));
        }
        if text.chars().count() > Self::MAX {
            return Err(Reason::TooLong { max: Self::MAX }.into());
        }
        match parse(text) {
            Ok(value) => {
                let hidden = cleaned.repaired.filter(|repaired| *repaired == Repair::InvisibleSigns);
                let repaired = hidden.or(marked.then_some(Repair::MailMarks));
                Ok(Parsed { value, repaired })
            }
            Err(reason) => {
                let repair = tidy(text).and_then(|tidied| parse(&tidied).ok()).map(String::from);
                Err(Rejection::from(reason).or_try(repair))
            }
        }
    }

    /// What makes two addresses one: the ASCII domain, and the part before the `@` without regard to case, which no server today
    /// tells apart. Every look-up by address goes by it.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The key of what somebody typed to be recognised by. What is no address is nobody's: letters that only look like those of an
    /// account, such as the Kelvin sign, do not become them.
    #[must_use]
    pub fn key_of(typed: &str) -> String {
        typed.parse::<Self>().map_or_else(|_| typed.trim().to_ascii_lowercase(), |email| email.key())
    }

    /// The part after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A stored address as people write it: `info@bäckerei-müller.de`.
#[must_use]
pub fn shown(stored: &str) -> String {
    match stored.rsplit_once('@') {
        Some((local, domain)) if domain.contains("xn--") => format!("{local}@{}", unicode::shown_domain(domain)),
        _ => stored.to_owned(),
    }
}

fn without_scheme(text: &str) -> &str {
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text[7..].trim_start(),
        _ => text,
    }
}

/// The first of several addresses in one text, whatever stands between them.
fn first_of_several(text: &str) -> Option<Email> {
    if text.matches('@').count() < 2 {
        return None;
    }
    let apart = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '|' | '<' | '>' | '(' | ')' | '"');
    let mut found = text.split(apart).filter_map(|part| parse(without_scheme(part).trim_end_matches(['.', ':'])).ok());
    let first = found.next()?;
    found.next().map(|_| first)
}

fn parse(text: &str) -> Result<Email, Reason> {
    let (local, domain) = text.rsplit_once('@').ok_or(Reason::EmailForm)?;
    // Quoted names before the @ exist on paper only; in a form they are a slip of the keyboard.
    if local.starts_with('"') || local.contains(char::is_whitespace) {
        return Err(Reason::EmailForm);
    }
    if !local.is_ascii() {
        return Err(Reason::LocalPart);
    }
    let address = format!("{local}@{}", unicode::ascii_domain(domain).ok_or(Reason::EmailForm)?);
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    match EmailAddress::parse_with_options(&address, options) {
        Ok(_) if address.len() <= Email::MAX => Ok(Email(address)),
        _ => Err(Reason::EmailForm),
    }
}

fn tidy(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let bare = |part: &str| part.replace(char::is_whitespace, "").replace(',', ".");
    let marks = ['<', '>', '.', ';', '"', '\''];
    let local = bare(local.rsplit_once('<').map_or(local, |(_, address)| address));
    Some(format!("{}@{}", local.trim_matches(marks), bare(domain).trim_matches(marks)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("An.Peeters@Voorbeeld.BE", "An.Peeters@voorbeeld.be")]
    #[case(" mailto:info@example.com ", "info@example.com")]
    #[case("MAILTO:info@example.com", "info@example.com")]
    #[case("info@bäckerei-müller.de", "info@xn--bckerei-mller-bfb28a.de")]
    #[case("info@BÄCKEREI-MÜLLER.DE", "info@xn--bckerei-mller-bfb28a.de")]
    #[case("info@ba\u{308}ckerei-mu\u{308}ller.de", "info@xn--bckerei-mller-bfb28a.de")]
    #[case("info@XN--BCKEREI-MLLER-BFB28A.de", "info@xn--bckerei-mller-bfb28a.de")]
    #[case("o'neill+btw@example.co.uk", "o'neill+btw@example.co.uk")]
    #[case("info\u{200b}@exam\u{ad}ple.com", "info@example.com")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        assert_eq!(raw.parse::<Email>().map(String::from), Ok(stored.to_owned()));
    }

    #[rstest]
    #[case("mailto:jan@example.com", Some(Repair::MailMarks))]
    #[case("MAILTO: jan@example.com", Some(Repair::MailMarks))]
    #[case("jan@example.com.", Some(Repair::MailMarks))]
    #[case("jan@exam\u{200b}ple.com.", Some(Repair::InvisibleSigns))]
    #[case(" jan@example.com ", None)]
    fn says_what_it_took_away(#[case] raw: &str, #[case] repaired: Option<Repair>) {
        let parsed = Email::read(raw).expect(raw);
        assert_eq!((parsed.value.as_str(), parsed.repaired), ("jan@example.com", repaired));
    }

    #[rstest]
    #[case("a@example.com; b@example.com")]
    #[case("a@example.com\nb@example.com")]
    #[case("a@example.com, b@example.com")]
    #[case("a@example.com,b@example.com")]
    #[case("a@example.com of b@example.com")]
    #[case("a@example.com/b@example.com")]
    #[case("An <a@example.com>, Bo <b@example.com>")]
    #[case("mailto:a@example.com;mailto:b@example.com")]
    fn one_address_at_a_time(#[case] raw: &str) {
        let rejection = Email::read(raw).unwrap_err();
        assert_eq!(
            (rejection.reason, rejection.repairs.first().map(String::as_str)),
            (Reason::SeveralAddresses, Some("a@example.com"))
        );
    }

    #[rstest]
    #[case("info@localhost", None)]
    #[case("info", None)]
    #[case("info@", None)]
    #[case("a@b@example.com", None)]
    #[case("info@[127.0.0.1]", None)]
    #[case("info@xn--zzzzzzzz-9999.be", None)]
    #[case("info@exa_mple.be", None)]
    #[case("\"an\"@example.com", Some("an@example.com"))]
    #[case("info@example,com", Some("info@example.com"))]
    #[case("info @ example.com", Some("info@example.com"))]
    #[case("info@example.com;", Some("info@example.com"))]
    #[case("An Peeters <an@example.com>", Some("an@example.com"))]
    fn refuses(#[case] raw: &str, #[case] repair: Option<&str>) {
        let rejection = Email::read(raw).unwrap_err();
        assert_eq!(
            (rejection.reason, rejection.repairs.first().map(String::as_str)),
            (Reason::EmailForm, repair),
            "{raw}"
        );
    }

    #[rstest]
    #[case::umlaut("jürgen@example.com")]
    #[case::loose_umlaut("ju\u{308}rgen@example.com")]
    #[case::kelvin("\u{212a}arel@example.com")]
    #[case::long_s("jo\u{17f}@example.com")]
    #[case::cyrillic("кирилл@example.com")]
    #[case::full_width("ａn@example.com")]
    fn refuses_letters_before_the_at_that_are_not_ascii(#[case] raw: &str) {
        assert_eq!(Email::read(raw).unwrap_err().reason, Reason::LocalPart);
        let key = Email::key_of(raw);
        assert!(!["karel@example.com", "jos@example.com", "an@example.com"].contains(&key.as_str()), "{key}");
    }

    #[test]
    fn invisible_signs_are_reported() {
        assert_eq!(Email::read("info@example.com\u{200e}").unwrap().repaired, Some(Repair::InvisibleSigns));
        assert_eq!(Email::read("info@müller.de").unwrap().repaired, None);
    }

    #[test]
    fn every_way_to_write_an_address_has_one_key() {
        for typed in [
            "Info@Bäckerei.example",
            " info@BÄCKEREI.example ",
            "info@xn--bckerei-5wa.example",
            "INFO@ba\u{308}ckerei.example",
        ] {
            assert_eq!(Email::key_of(typed), "info@xn--bckerei-5wa.example", "{typed}");
        }
        assert_eq!(Email::key_of(" Geen Adres "), "geen adres");
    }

    #[test]
    fn an_address_is_shown_as_people_write_it() {
        let email: Email = "Info@Bäckerei-Müller.de".parse().unwrap();
        assert_eq!(shown(email.as_str()), "Info@bäckerei-müller.de");
        assert_eq!(shown(email.as_str()).parse(), Ok(email));
        assert_eq!((shown("an@peeters.be").as_str(), shown("")), ("an@peeters.be", String::new()));
    }

    #[test]
    fn the_key_ignores_case_and_the_domain_is_known() {
        let email: Email = "An@Example.COM".parse().unwrap();
        assert_eq!((email.key().as_str(), email.domain()), ("an@example.com", "example.com"));
        assert_eq!(Email::read("").unwrap_err().reason, Reason::Empty);
        let flood = format!("{}@example.com", "a".repeat(300));
        assert_eq!(Email::read(&flood).unwrap_err().reason, Reason::TooLong { max: 254 });
    }
}
