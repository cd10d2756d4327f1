//! E-mail addresses.

use email_address::{EmailAddress, Options};

use crate::newtype::newtype;
use crate::{Parsed, Reason, Rejection};

newtype! {
    /// An address at a domain name. The domain is stored in lower case; the part before the `@` as it was written,
    /// because only its own server may judge its case. International domain names are fine.
    Email
}

impl Email {
    /// RFC 5321, 4.5.3.1: what fits in a mail envelope.
    const MAX: usize = 254;

    /// Reads an address, with or without `mailto:`.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Format`. The repair takes spaces and closing marks away and turns commas into dots.
    pub fn read(raw: &str) -> Result<Parsed<Self>, Rejection> {
        let text = raw.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        if text.is_empty() {
            return Err(Reason::Empty.into());
        }
        if text.chars().count() > Self::MAX {
            return Err(Reason::TooLong { max: Self::MAX }.into());
        }
        parse(text).map(Parsed::plain).ok_or_else(|| {
            let repair = tidy(text).and_then(|tidied| parse(&tidied)).map(String::from);
            Rejection::from(Reason::Format).or_try(repair)
        })
    }

    /// What makes two addresses the same person at sign-in and in doubles: no server today tells cases apart.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

fn parse(text: &str) -> Option<Email> {
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    let address = EmailAddress::parse_with_options(text, options).ok()?;
    let domain = address.domain().to_lowercase();
    // Quoted names before the @ exist on paper only; in a form they are a slip of the keyboard.
    if address.local_part().starts_with('"') {
        return None;
    }
    Some(Email(format!("{}@{domain}", address.local_part())))
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
    #[case("info@bäckerei-müller.de", "info@bäckerei-müller.de")]
    #[case("o'neill+btw@example.co.uk", "o'neill+btw@example.co.uk")]
    fn reads(#[case] raw: &str, #[case] stored: &str) {
        assert_eq!(raw.parse::<Email>().map(String::from), Ok(stored.to_owned()));
    }

    #[rstest]
    #[case("info@localhost", None)]
    #[case("info", None)]
    #[case("info@", None)]
    #[case("a@b@example.com", None)]
    #[case("info@[127.0.0.1]", None)]
    #[case("\"an\"@example.com", Some("an@example.com"))]
    #[case("info@example,com", Some("info@example.com"))]
    #[case("info @ example.com", Some("info@example.com"))]
    #[case("info@example.com;", Some("info@example.com"))]
    #[case("An Peeters <an@example.com>", Some("an@example.com"))]
    fn refuses(#[case] raw: &str, #[case] repair: Option<&str>) {
        let rejection = Email::read(raw).unwrap_err();
        assert_eq!((rejection.reason, rejection.repair.as_deref()), (Reason::Format, repair));
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
