//! E-mail addresses.

use email_address::{EmailAddress, Options};

use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection, Repair, clean, compact::plain_hyphen, unicode};

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
    /// `Empty`, `TooLong`, `Format`, `LocalPart` (letters before the `@` that few servers take). Proposed are the word that is an
    /// address, and the text without closing marks, with its pieces joined and commas as dots; hyphens of a word processor are plain
    /// ones in both. `SeveralAddresses`: the first.
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
            Err(reason) => Err(Rejection::from(reason).or_try(proposals(text))),
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

/// The first of several addresses in one text, whatever stands between them. Of two there may be one that is right.
fn first_of_several(text: &str) -> Option<Email> {
    // What stands in quotes is a name.
    let told: usize = text.split('"').step_by(2).map(|outside| outside.matches('@').count()).sum();
    let mut found = addresses(text);
    let first = found.next()?;
    (told > 1 || found.next().is_some()).then_some(first)
}

/// The words of a text that are addresses. Some signs may stand before an `@` too, and end an address only behind it.
fn addresses(text: &str) -> impl Iterator<Item = Email> {
    const MARKS: [char; 8] = ['.', '\'', '‘', '’', '&', '+', '•', '·'];
    let mut behind = false;
    let words = text.split(move |c: char| {
        let always = c.is_whitespace() || matches!(c, ';' | ',' | ':' | '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"');
        let apart = always || (behind && matches!(c, '/' | '&' | '+' | '?' | '\\' | '•' | '·'));
        behind = !apart && (behind || c == '@');
        apart
    });
    words.filter_map(|word| parse(word.trim_matches(MARKS)).ok())
}

/// What may be meant by a text that is no address: the word in it that is one, and all of it joined. Where there are spaces, what
/// was written as one word comes first.
fn proposals(text: &str) -> Vec<String> {
    let text: String = text.chars().map(plain_hyphen).collect();
    let word = addresses(&text).next();
    let joined = tidy(&text).and_then(|tidied| parse(&tidied).ok());
    let mut found: Vec<String> = word.into_iter().chain(joined).map(String::from).collect();
    if !text.contains(char::is_whitespace) {
        found.reverse();
    }
    found.dedup();
    found
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
    // With a hyphen of a word processor it would be another domain, which nobody can tell from the one that is meant.
    if domain.chars().any(|c| plain_hyphen(c) != c) {
        return Err(Reason::EmailForm);
    }
    let domain = unicode::ascii_domain(domain).filter(|domain| has_top_level(domain)).ok_or(Reason::EmailForm)?;
    let address = format!("{local}@{domain}");
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    match EmailAddress::parse_with_options(&address, options) {
        Ok(_) if address.len() <= Email::MAX => Ok(Email(address)),
        _ => Err(Reason::EmailForm),
    }
}

/// Whether a domain ends as those do that get mail: not in a number, and not in one letter.
fn has_top_level(domain: &str) -> bool {
    let last = domain.rsplit('.').next().unwrap_or_default();
    last.len() > 1 && last.contains(|c: char| c.is_ascii_alphabetic())
}

fn tidy(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let marks = ['<', '>', '.', ';', '"', '\''];
    let local = joined(local.rsplit_once('<').map_or(local, |(_, address)| address));
    Some(format!("{}@{}", local.trim_matches(marks), joined(domain).trim_matches(marks)))
}

/// The pieces around dots and commas as one. Spaces elsewhere stay: they stand between words.
fn joined(text: &str) -> String {
    text.split([',', '.']).map(str::trim).collect::<Vec<_>>().join(".")
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
    #[case("a@x.example&b@x.example", "a@x.example")]
    #[case("a+b@x.example+c+d@x.example", "a+b@x.example")]
    #[case("a@x.example:b@x.example", "a@x.example")]
    #[case("a@x.example\\b@x.example", "a@x.example")]
    #[case("a@x.example•b@x.example", "a@x.example")]
    #[case("• a@x.example • b@x.example", "a@x.example")]
    #[case("a@x.example·b@x.example", "a@x.example")]
    #[case("a@x.example; jürgen@y.example", "a@x.example")]
    #[case("jürgen@y.example; a@x.example", "a@x.example")]
    #[case("a@x.example;b@", "a@x.example")]
    #[case("a@x.example en @y.example", "a@x.example")]
    #[case("'a@x.example';'b@x.example'", "a@x.example")]
    #[case("\"a@x.example\"; \"b@x.example\"", "a@x.example")]
    #[case("mailto:a@x.example?cc=b@x.example", "a@x.example")]
    fn several_are_told_by_one_that_is_right(#[case] raw: &str, #[case] first: &str) {
        let rejection = Email::read(raw).unwrap_err();
        assert_eq!((rejection.reason, rejection.repairs), (Reason::SeveralAddresses, vec![first.to_owned()]), "{raw}");
    }

    #[rstest]
    #[case("a@x.example of b", &["a@x.example"])]
    #[case("a@x.example (Jan)", &["a@x.example"])]
    #[case("Jan <mailto:a@x.example>", &["a@x.example"])]
    #[case("Jan <a@x.example> (werk)", &["a@x.example"])]
    #[case("mailto:a@x.example?subject=x", &["a@x.example"])]
    #[case("[a@x.example]", &["a@x.example"])]
    #[case("e-mail: a@x.example", &["a@x.example"])]
    #[case("e-mail:a@x.example", &["a@x.example"])]
    #[case("\"jan@thuis\" <a@x.example>", &["a@x.example"])]
    #[case("a . b @ x , example", &["a.b@x.example"])]
    #[case("a@x.example, Gent", &["a@x.example", "a@x.example.gent"])]
    #[case("Peeters, a@x.example", &["a@x.example", "Peeters.a@x.example"])]
    #[case("\"a b\"@x.example", &[])]
    #[case("a@x ex.ample of b", &[])]
    #[case("a@x\u{2011}y.example", &["a@x-y.example"])]
    #[case("a@x–y.example", &["a@x-y.example"])]
    #[case("a@x\u{ff0d}y.example", &["a@x-y.example"])]
    #[case("An <a\u{2010}b@x.example>", &["a-b@x.example"])]
    #[case("col·lab @x.example of b", &[])]
    #[case("a@1.2.3.4", &[])]
    #[case("a@x.123", &[])]
    #[case("a@x.c", &[])]
    #[case("a@x,c", &[])]
    fn proposes_what_was_written(#[case] raw: &str, #[case] repairs: &[&str]) {
        let rejection = Email::read(raw).unwrap_err();
        assert_eq!(rejection.reason, Reason::EmailForm, "{raw}");
        assert_eq!(rejection.repairs, repairs, "{raw}");
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
    fn a_hyphen_of_a_word_processor_before_the_at_is_proposed_plain() {
        let rejection = Email::read("jan\u{2011}piet@example.com").unwrap_err();
        assert_eq!((rejection.reason, rejection.repairs), (Reason::LocalPart, vec!["jan-piet@example.com".to_owned()]));
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
