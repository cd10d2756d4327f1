//! The shape of a mail: one layout, as text and as HTML.

use askama::Template;

use super::MailText;

#[derive(Template)]
#[template(path = "layout.html")]
struct Html<'a> {
    letter: &'a MailText,
    logo: &'static str,
}

/// What the HTML calls the picture that comes with it.
pub const LOGO: &str = "logo";

#[derive(Template)]
#[template(path = "layout.txt")]
struct Text<'a> {
    letter: &'a MailText,
}

/// The mail for programs that show HTML.
pub fn html(letter: &MailText) -> askama::Result<String> {
    Html { letter, logo: LOGO }.render()
}

/// The mail for all others, and for people who prefer it.
pub fn text(letter: &MailText) -> askama::Result<String> {
    Text { letter }.render()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::{Device, zone::Zone};
    use entity::outbox;
    use leptos_i18n::Locale as _;
    use uuid::Uuid;

    use super::*;
    use crate::{
        i18n::Locale,
        mail::{
            FactorChange, MailContext, MailKind, Mailer,
            changed::{Changed, Field},
            mail_context::SignInTold,
        },
    };

    fn told(locale: Locale) -> MailContext {
        MailContext {
            kind: MailKind::Invitation,
            locale,
            firm: "Kantoor Peeters".into(),
            of_firm: true,
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
                portal: false,
            }),
            zone: Zone::default(),
            until: Some(DateTime::<Utc>::UNIX_EPOCH),
            person: "Jan Maes".into(),
            changed: Vec::new(),
            waits: false,
            customers: vec!["Bakkerij Jan".into()],
            more: 2,
            manages: true,
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
            let hostile = MailContext {
                kind,
                firm: markup(),
                sender: markup(),
                address: markup(),
                phone: markup(),
                name: markup(),
                customer: markup(),
                note: markup(),
                sign_in: Some(SignInTold { device: Device::stored(MARKUP), address: markup(), at, portal: true }),
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

    /// The header of the mail to a recipient, as it is sent.
    fn head(recipient: &str, letter: &MailText) -> anyhow::Result<String> {
        let mail = outbox::Model {
            id: Uuid::nil(),
            firm_id: None,
            customer_id: None,
            kind: String::new(),
            subject_id: Uuid::nil(),
            recipient: recipient.into(),
            locale: String::new(),
            status: String::new(),
            attempts: 0,
            next_attempt_at: DateTime::<Utc>::UNIX_EPOCH,
            last_error: String::new(),
            created_at: DateTime::<Utc>::UNIX_EPOCH,
            sent_at: None,
            withdrawn_at: None,
            sender_id: None,
            batch_id: None,
        };
        let message = Mailer::new(None, "kantoor@localhost")?.message(&mail, letter, None)?;
        let to: Vec<_> = message.envelope().to().iter().map(ToString::to_string).collect();
        assert_eq!(to, [recipient], "and to nobody else");
        let text = String::from_utf8(message.formatted())?;
        Ok(text.split("\r\n\r\n").next().unwrap_or_default().to_owned())
    }

    #[test]
    fn no_name_becomes_a_header() {
        let lines = |head: &str| head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect::<Vec<_>>();
        let name_of = |line: &String| line.split(':').next().unwrap_or_default().to_owned();
        for name in [
            "An\r\nBcc: dief@elders.be",
            "An\nBcc: dief@elders.be\n\n<b>An</b>",
            "An\rBcc: dief@elders.be",
            "An\r\n\r\nBeste, klik op http://elders.be",
            r#"An "de baas" Peeters"#,
            r#"An\" Peeters\"#,
            r#"" <dief@elders.be>, ""#,
        ] {
            let said = || name.to_owned();
            for (kind, locale) in
                MailKind::ALL.into_iter().flat_map(|kind| Locale::get_all().iter().map(move |l| (kind, *l)))
            {
                let plain = MailContext { kind, ..told(locale) };
                let hostile = MailContext {
                    firm: said(),
                    sender: said(),
                    name: said(),
                    customer: said(),
                    note: said(),
                    person: said(),
                    customers: vec![said()],
                    ..plain.clone()
                };
                let [plain, hostile] = [plain, hostile].map(|told| {
                    let head = head("jan@bakkerij.be", &told.letter("http://x/uitnodiging/abc")).unwrap();
                    lines(&head)
                });
                let [expected, names] = [&plain, &hostile].map(|lines| lines.iter().map(name_of).collect::<Vec<_>>());
                assert_eq!(names, expected, "{kind:?}: {name:?} in {hostile:?}");
                for (header, address) in
                    [("From", "kantoor@localhost"), ("Reply-To", "an@peeters.be"), ("To", "jan@bakkerij.be")]
                {
                    let line = hostile.iter().find(|line| name_of(line) == header).unwrap();
                    assert!(line.contains(address) && line.matches('@').count() == 1, "{kind:?}: {line}");
                }
                for line in &hostile {
                    assert!(!line.contains(['\r', '\n']), "{kind:?}: {line:?}");
                }
            }
        }
        let letter = told(Locale::nl).letter("x");
        assert!(head("jan@bakkerij.be\r\nBcc: dief@elders.be", &letter).is_err(), "nor does an address");
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
            let letter = MailContext { until: Some(utc.parse().unwrap()), ..told(Locale::nl) }.letter("x");
            assert!(letter.expiry.contains(day), "{}", letter.expiry);
        }
    }

    #[test]
    fn every_kind_speaks_every_language_and_no_sentence_of_another() {
        let said = |kind, locale| {
            let letter = MailContext { kind, ..told(locale) }.letter("x");
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
            let all: Vec<Vec<String>> = Locale::get_all().iter().map(|locale| said(kind, *locale)).collect();
            for (place, one) in all.iter().enumerate() {
                let others = || all.iter().enumerate().filter(|(other, _)| *other != place);
                let foreign: Vec<_> =
                    one.iter().filter(|text| others().any(|(_, other)| other.contains(text))).collect();
                assert!(one.len() >= 9 && foreign.is_empty(), "{kind:?}: {foreign:?}");
            }
        }
    }

    #[test]
    fn customers_hear_of_their_firm_and_what_the_mail_is_for() {
        for kind in [MailKind::Portal, MailKind::NewDevice, MailKind::PortalPassword] {
            for locale in Locale::get_all() {
                let sign_in = told(*locale).sign_in.map(|sign_in| SignInTold { portal: true, ..sign_in });
                let one = MailContext { kind, sign_in, firm: "Fiduciaire Peeters".into(), ..told(*locale) };
                let said = |letter: &MailText| {
                    [&letter.subject, &letter.why].into_iter().chain(&letter.sentences).cloned().collect::<Vec<_>>()
                };
                let of_one = said(&one.letter("x"));
                assert!(of_one[0].starts_with("Fiduciaire Peeters"), "{of_one:?}");
                assert!(of_one[1..].iter().any(|told| told.contains("Fiduciaire Peeters")), "{of_one:?}");
                // Of several firms: the product stands where the firm would.
                let of_several = said(&MailContext { firm: "Kantoor".into(), of_firm: false, ..one }.letter("x"));
                for told in of_one.iter().chain(&of_several) {
                    assert!(!told.contains("Kantoor") && !told.contains("  "), "{kind:?}: {told}");
                }
            }
        }
        let colleague = MailContext { kind: MailKind::NewDevice, ..told(Locale::nl) }.letter("x");
        assert_eq!(colleague.subject, "Aangemeld met een nieuw toestel");
        assert!(colleague.why.ends_with("omdat u zich met dit adres aanmeldt in Kantoor."), "{}", colleague.why);
    }

    #[test]
    fn the_daily_mail_says_why_it_comes() {
        for (locale, manages, told_why) in [
            (Locale::nl, true, "omdat u deze klanten beheert"),
            (Locale::fr, true, "parce que vous gérez ces clients"),
            (Locale::en, true, "because you manage these customers"),
            (Locale::de, true, "weil Sie diese Kunden betreuen"),
            (Locale::nl, false, "als beheerder instaat voor klanten zonder dossierbeheerder"),
            (Locale::fr, false, "responsable des clients sans gestionnaire de dossier"),
            (Locale::en, false, "responsible for customers without a customer manager"),
            (Locale::de, false, "als Administrator für Kunden ohne Kundenbetreuer zuständig"),
        ] {
            let letter = MailContext { kind: MailKind::Digest, manages, ..told(locale) }.letter("x");
            assert!(letter.why.contains(told_why), "{}", letter.why);
        }
    }

    #[test]
    fn a_change_says_what_was_empty() {
        for (locale, sentence) in [
            (Locale::nl, "IBAN: (leeg) → BE68539007547034"),
            (Locale::fr, "IBAN\u{a0}: (vide) → BE68539007547034"),
            (Locale::en, "IBAN: (empty) → BE68539007547034"),
            (Locale::de, "IBAN: (leer) → BE68539007547034"),
        ] {
            let iban = Changed { field: Field::Iban, before: String::new(), after: "BE68539007547034".into() };
            let letter = MailContext { kind: MailKind::DataChanged, changed: vec![iban], ..told(locale) }.letter("x");
            assert!(letter.sentences.iter().any(|one| one == sentence), "{:?}", letter.sentences);
        }
    }

    #[test]
    fn a_notice_leads_to_a_page_and_speaks_of_no_time() {
        let kind = MailKind::SecondFactor(FactorChange::Reset);
        let notice = MailContext { kind, until: None, ..told(Locale::nl) }.letter("http://x/profiel");
        for text in [text(&notice).unwrap(), html(&notice).unwrap()] {
            assert!(text.contains("http://x/profiel") && text.contains("beheerder"), "{text}");
            assert!(!text.contains("deze link"), "{text}");
        }
    }
}
