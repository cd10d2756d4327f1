//! What is refused and what is not.

use super::*;

/// The firm, the person and its address.
fn known() -> Vec<String> {
    ["Boekhoudkantoor Van den Broeck & Zonen", "An Peeters", "an.peeters@kantoorbroeck.be"].map(str::to_owned).to_vec()
}

const REFUSED: [&str; 95] = [
    "&é\"'(§è!çà",
    "&é\"'(-è_çà",
    "à)çè§('\"é&",
    "&é\"'(§è!çà1",
    "1234567890°_",
    "&aéz\"e'r(t",
    "Mot2passe2026",
    "KarelDeGrote1",
    "Karel de Grote 1",
    "VlaamseLeeuw1",
    "Manneken-Pis1",
    "Jan-van-Eyck-1441",
    "Carcassonne2026!",
    "Saarbruecken1!",
    "Brainelalleud1",
    "Vlissingen2026",
    "Jaarafsluiting1!",
    "Kartoffelsalat1",
    "Arcenciel2026!",
    "Btw-controle-26",
    "Zomervakantie2026!",
    "Koffie-pauze-1",
    "Belastingaangifte1",
    "Loonfiche2026!",
    "Tuinhuis12345!",
    "Oudenaarde2026!",
    "Feierabend2026!",
    "Peeters-bakker-1",
    "Coquelicot2026",
    "Welkom2026!",
    "welkom2026",
    "Welkom01!!",
    "W3lk0m2026!",
    "W€lkom2026",
    "Kantoor123!",
    "Kantoor2026",
    "K@nt00r2026",
    "kantoorkantoor",
    "Boekhouding1",
    "Boekhouding2026!",
    "boekhouder99",
    "Wachtwoord1!",
    "wachtwoord2026",
    "Paswoord123",
    "P@swoord2026",
    "Geheim2026!",
    "geheimgeheim",
    "Zomer2026!",
    "Zomer2026!!",
    "Herfst2025?",
    "Winter2026#",
    "Lente2027!!",
    "Januari2026",
    "November26!",
    "Maandag123!",
    "Vrijdag2026",
    "Antwerpen1!",
    "Antwerpen2000",
    "Gent2026!!",
    "Brussel1000!",
    "Belgie2026!",
    "Vlaanderen1",
    "Anderlecht1908",
    "Clubbrugge1",
    "Koffie2026!",
    "Chocolade1!",
    "Vakantie2026",
    "Bonjour2026!",
    "Bienvenue2026!",
    "Motdepasse1!",
    "Soleil2026!",
    "Comptable2026!",
    "Comptabilité1",
    "Fiduciaire1!",
    "Septembre2026",
    "Bruxelles2026!",
    "Willkommen1!",
    "Passwort2026!",
    "Buchhaltung1",
    "Steuerberater1",
    "Sommer2026!",
    "Password2026!",
    "Welcome2026!",
    "Peeters2026!",
    "AnPeeters1985!",
    "peeters.an2026",
    "VandenBroeck1!",
    "Broeck2026!!",
    "Kantoorbroeck1",
    "azertyuiop1",
    "Azerty123456!",
    "qsdfghjklm",
    "aqwzsxedcrfv",
    "1234567890!",
    "aaaaaaaaaaaa",
];

const ACCEPTED: [&str; 32] = [
    "vier koppen zwarte koffie",
    "zeven-paarden grazen stil",
    "wandelen-langs-de-Dijle-7",
    "negen-fietsen zonder bel",
    "iets nieuws onder de zon",
    "nog eens iets anders graag",
    "een-lange zin met koffie",
    "koffie-trein-noot-zebra-haven-37",
    "paard batterij nietje juist",
    "correct horse battery staple",
    "de kat slaapt op het dak",
    "morgen regent het in Gent",
    "mijn fiets heeft vijf wielen",
    "tante Rosa bakt wafels op zondag",
    "drie groene olifanten in bad",
    "geen enkele trein komt op tijd",
    "le chat dort sur le toit gris",
    "trois pommes vertes et un vélo",
    "ma grand-mère jardine en chantant",
    "der Hund schläft unter dem Tisch",
    "sieben Zwerge trinken Tee am See",
    "blauwe-maan-zingt-zacht",
    "Lamp.Vijver.Kruiwagen.Zout",
    "kwispel tafel noorderwind 88",
    "olijf/kompas/zebrapad/sneeuw",
    "regenboog boven Oostende om zes uur",
    "welkom thuis oude vriend van mij",
    "kantoor vol met gele ballonnen",
    "x7#kQ9!mZ2vL",
    "Tq8$wLp2Zr&n",
    "h3Rf-9sKx-v2Qm",
    "9f2c7ab41e06d853",
];

#[test]
fn what_is_tried_first_is_refused() {
    let accepted: Vec<_> = REFUSED.into_iter().filter(|password| why(password, &known()).is_none()).collect();
    assert!(accepted.is_empty(), "{accepted:?}");
}

#[test]
fn sentences_and_chance_are_accepted() {
    let refused: Vec<_> =
        ACCEPTED.into_iter().filter_map(|password| Some((password, why(password, &known())?))).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn the_reason_is_named() {
    for (password, reason) in [
        ("Welkom2026!", Guessable::Word),
        ("Peeters2026!", Guessable::Name),
        ("VandenBroeck1!", Guessable::Name),
        ("aqwzsxedcrfv", Guessable::Keys),
        ("azertyuiop1", Guessable::Keys),
        ("1234567890!", Guessable::Keys),
        ("aaaaaaaaaaaa", Guessable::Keys),
    ] {
        assert_eq!(why(password, &known()), Some(reason), "{password}");
    }
}

#[test]
fn the_lists_are_plain_words() {
    for word in OFFICE.lines().chain(COMMON.lines()) {
        assert!(word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
    }
}
