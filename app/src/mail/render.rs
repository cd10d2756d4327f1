//! The shape of a mail: one layout, as text and as HTML.

use askama::Template;

use super::Letter;

#[derive(Template)]
#[template(path = "layout.html")]
struct Html<'a> {
    letter: &'a Letter,
    logo: &'static str,
}

/// What the HTML calls the picture that comes with it.
pub const LOGO: &str = "logo";

#[derive(Template)]
#[template(path = "layout.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

/// The mail for programs that show HTML.
pub fn html(letter: &Letter) -> askama::Result<String> {
    Html { letter, logo: LOGO }.render()
}

/// The mail for all others, and for people who prefer it.
pub fn text(letter: &Letter) -> askama::Result<String> {
    Text { letter }.render()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::{Device, zone::Zone};
    use leptos_i18n::Locale as _;

    use super::*;
    use crate::{
        i18n::Locale,
        mail::{
            FactorChange, MailKind, Told,
            changed::{Changed, Field},
            told::SignInTold,
        },
    };

    fn told(locale: Locale) -> Told {
        Told {
            kind: MailKind::Invitation,
            locale,
            firm: "Kantoor Peeters".into(),
            sender: "An Peeters".into(),
            reply_to: "an@peeters.be".into(),
            address: "Markt 1\n9000 Gent".into(),
            phone: "09 123 45 67".into(),
            logo: None,
            name: "Jan".into(),
            customer: "Bakkerij <b>Jan</b>".into(),
            note: "Tot gauw!\n<script>alert(1)</script>".into(),
            sign_in: Some(SignInTold {
                device: Device::stored(""),
                address: "192.0.2.7".into(),
                at: DateTime::<Utc>::UNIX_EPOCH,
            }),
            zone: Zone::default(),
            until: Some(DateTime::<Utc>::UNIX_EPOCH),
            person: "Jan Maes".into(),
            changed: Vec::new(),
            waits: false,
            customers: vec!["Bakkerij Jan".into()],
            more: 2,
        }
    }

    #[test]
    fn html_shows_what_people_wrote_and_runs_none_of_it() {
        let html = html(&told(Locale::nl).letter("http://x/uitnodiging/abc")).unwrap();
        assert!(!html.contains("<script>"));
        assert!(html.contains("Bakkerij &#60;b&#62;Jan&#60;/b&#62;"));
        assert!(html.contains(r#"href="http://x/uitnodiging/abc""#));
    }

    #[test]
    fn no_mail_takes_a_text_for_markup() {
        const MARKUP: &str = r#"--></title></style></a>"'><meta http-equiv="refresh"><img src=x onerror=alert(1)>"#;
        let markup = || MARKUP.to_owned();
        for (kind, locale) in
            MailKind::ALL.into_iter().flat_map(|kind| Locale::get_all().iter().map(move |l| (kind, *l)))
        {
            let at = DateTime::<Utc>::UNIX_EPOCH;
            let hostile = Told {
                kind,
                firm: markup(),
                sender: markup(),
                address: markup(),
                phone: markup(),
                name: markup(),
                customer: markup(),
                note: markup(),
                sign_in: Some(SignInTold { device: Device::stored(MARKUP), address: markup(), at }),
                person: markup(),
                changed: vec![Changed { field: Field::Email, before: markup(), after: markup() }],
                customers: vec![markup()],
                ..told(locale)
            };
            let html = html(&hostile.letter("http://x/uitnodiging/abc")).unwrap();
            assert!(html.contains("onerror"), "{kind:?} tells something of it");
            for read_as_markup in ["<meta http-equiv=\"refresh\"", "<img src=x", "'><meta"] {
                assert!(!html.contains(read_as_markup), "{kind:?}: {html}");
            }
            assert_eq!(html.matches("</title>").count(), 1, "{kind:?}");
        }
    }

    #[test]
    fn text_is_left_as_it_was_written() {
        let text = text(&told(Locale::nl).letter("http://x/uitnodiging/abc")).unwrap();
        for said in [
            "Dag Jan,",
            "Markt 1\n9000 Gent\n09 123 45 67",
            "Bakkerij <b>Jan</b>",
            "An Peeters schrijft:",
            "http://x/uitnodiging/abc",
            "01/01/1970",
        ] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    }

    #[test]
    fn the_day_is_that_of_the_firm() {
        for (utc, day) in [
            ("2026-12-26T22:30:00Z", "26/12/2026"),
            ("2026-12-26T23:30:00Z", "27/12/2026"),
            ("2026-07-31T22:30:00Z", "01/08/2026"),
        ] {
            let letter = Told { until: Some(utc.parse().unwrap()), ..told(Locale::nl) }.letter("x");
            assert!(letter.expiry.contains(day), "{}", letter.expiry);
        }
    }

    #[test]
    fn every_kind_speaks_every_language_and_no_sentence_of_another() {
        let said = |kind, locale| {
            let letter = Told { kind, ..told(locale) }.letter("x");
            let one = [
                letter.subject,
                letter.greeting,
                letter.action,
                letter.why,
                letter.copy,
                letter.expiry,
                letter.sent_by,
            ];
            // A line that only names a customer is the same in all.
            let sentences = letter.sentences.into_iter().filter(|sentence| !sentence.starts_with('–'));
            one.into_iter().chain([letter.note_from]).chain(sentences).collect::<Vec<_>>()
        };
        for kind in MailKind::ALL {
            let [nl, fr, en] = [Locale::nl, Locale::fr, Locale::en].map(|locale| said(kind, locale));
            for (one, others) in [(&nl, [&fr, &en]), (&fr, [&nl, &en]), (&en, [&nl, &fr])] {
                let foreign: Vec<_> =
                    one.iter().filter(|text| others.iter().any(|other| other.contains(text))).collect();
                assert!(one.len() >= 9 && foreign.is_empty(), "{kind:?}: {foreign:?}");
            }
        }
    }

    #[test]
    fn a_notice_leads_to_a_page_and_speaks_of_no_time() {
        let kind = MailKind::SecondFactor(FactorChange::Reset);
        let notice = Told { kind, until: None, ..told(Locale::nl) }.letter("http://x/profiel");
        for text in [text(&notice).unwrap(), html(&notice).unwrap()] {
            assert!(text.contains("http://x/profiel") && text.contains("beheerder"), "{text}");
            assert!(!text.contains("deze link"), "{text}");
        }
    }
}
