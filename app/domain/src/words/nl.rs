//! Dutch, as spoken in Flanders.

use super::{BELGIAN_IBAN, Lang, grouped, megabytes, titles};
use crate::imports::{FileKind, FileProblem, ProblemReason};
use crate::{Reason, Repair};

pub fn reason(reason: &Reason, field: &str, value: &str) -> String {
    match reason {
        Reason::Empty => format!("{field} ontbreekt. Vul dit in."),
        Reason::Length { found, wanted, example } => {
            let wanted = wanted.replace('/', " of ");
            let way_out = looks_like(example.as_deref(), "Kijk na of er iets ontbreekt of te veel staat.");
            format!("{field} {value} telt {found} tekens, dat moeten er {wanted} zijn. {way_out}")
        }
        Reason::TooLong { max } => {
            format!("{field} is te lang: hoogstens {max} tekens. Maak dit korter.")
        }
        Reason::Characters { example } => {
            let way_out = looks_like(example.as_deref(), "Haal dat weg.");
            format!("{field} {value} bevat een teken dat hier niet hoort. {way_out}")
        }
        Reason::CheckDigits { expected: Some(digits) } => {
            format!(
                "{field} {value} klopt niet: het controlegetal zou {digits} moeten zijn. Kijk na of er cijfers omgewisseld zijn."
            )
        }
        Reason::CheckDigits { expected: None } => {
            format!(
                "{field} {value} klopt niet: het controlegetal past niet bij de rest. Kijk na of er cijfers omgewisseld zijn."
            )
        }
        Reason::UnknownCountry { hint: Some(code) } => {
            format!("{value} is geen landcode. Gebruik {code}.")
        }
        Reason::UnknownCountry { hint: None } => {
            format!("{value} is geen landcode. Gebruik twee letters, zoals BE, NL of FR.")
        }
        Reason::UnknownLanguage => {
            format!("{value} is geen taal die we kennen. Gebruik bijvoorbeeld nl-BE, fr-BE, de-BE of en-GB.")
        }
        Reason::Prefix => {
            format!("{field} {value} moet met de letters van het land beginnen, zoals BE.")
        }
        Reason::Day => {
            format!("{field} {value} is een datum geworden. Maak de cel op als tekst en typ de waarde opnieuw.")
        }
        Reason::LostDigits => {
            format!(
                "{field} {value} is door het rekenblad ingekort, er zijn cijfers verloren. Maak de cel op als tekst en typ het nummer opnieuw."
            )
        }
        Reason::Format { example: None } => {
            format!("{field} {value} wordt hier niet herkend. Kijk na of er een teken te veel of te weinig staat.")
        }
        Reason::Format { example } => {
            format!("{field} {value} heeft niet de vorm van zo'n nummer. {}", looks_like(example.as_deref(), ""))
        }
        Reason::EmailForm => {
            format!("{field} {value} kan niet kloppen. Een e-mailadres ziet eruit als naam@bedrijf.be.")
        }
        Reason::PhoneForm => {
            format!(
                "{field} {value} kan niet kloppen. Een telefoonnummer telt 6 tot 15 cijfers, zoals 09 123 45 67 of +32 478 12 34 56."
            )
        }
        Reason::WebsiteForm => {
            format!("{field} {value} kan niet kloppen. Het adres van een website ziet eruit als www.bedrijf.be.")
        }
        Reason::IbanForm { example } => {
            let example = example.as_deref().unwrap_or(BELGIAN_IBAN);
            format!(
                "{field} {value} heeft niet de vorm van een rekeningnummer uit dat land. Neem het over van een rekeninguittreksel, zoals {example}."
            )
        }
        Reason::LocalPart => {
            format!(
                "{field} {value} kan niet: vóór de @ staan enkel letters zonder accent, cijfers en leestekens. Vraag een ander adres."
            )
        }
        Reason::Range { min, max } => {
            format!(
                "{field} {value} kan niet. Gebruik een geheel getal van {} tot {}.",
                grouped(*min, '.'),
                grouped(*max, '.')
            )
        }
        Reason::SeveralAddresses => format!(
            "{field} {value}: één adres per cel of veld. Houd er één over en zet het andere bij een tweede contactpersoon."
        ),
        Reason::SeveralNumbers => format!(
            "{field} {value}: één nummer per cel of veld. Zet een tweede nummer bij Gsm, of bij een contactpersoon."
        ),
        Reason::SeveralLanguages => format!("{field} {value}: één taal per contactpersoon, bijvoorbeeld nl-BE."),
        Reason::SeveralCountries => format!("{field} {value}: één land per cel of veld, bijvoorbeeld BE."),
        Reason::NumbersDiffer => {
            format!(
                "{field} {value}: btw-nummer en bedrijfsnummer horen niet bij elkaar. Kijk na welk van de twee juist is."
            )
        }
    }
}

/// The way out of a wrong form: what is right, where that is known.
fn looks_like(example: Option<&str>, otherwise: &str) -> String {
    example.map_or_else(|| otherwise.to_owned(), |example| format!("Het ziet eruit als {example}."))
}

pub fn problem(reason: &ProblemReason, field: &str, value: &str, mended: &str) -> String {
    match reason {
        ProblemReason::Refused { reason } => self::reason(reason, field, value),
        ProblemReason::Missing => format!("{field} is verplicht en ontbreekt. Vul de cel in."),
        ProblemReason::Repaired { repair: Repair::LeadingZero } => {
            format!("{value} werd {mended}: het rekenblad had de nul vooraan weggelaten.")
        }
        ProblemReason::Repaired { repair: Repair::LookAlikes } => {
            format!("{value} werd {mended}: er stonden letters in de plaats van cijfers.")
        }
        ProblemReason::Repaired { repair: Repair::Spaces } => {
            format!("{field}: dubbele of vaste spaties werden gewone spaties. Er staat nu {mended}.")
        }
        ProblemReason::Repaired { repair: Repair::LooseAccents } => {
            format!("{field}: losse accenten werden met hun letter samengevoegd. Er staat nu {mended}.")
        }
        ProblemReason::Repaired { repair: Repair::InvisibleSigns } => {
            format!("{field}: onzichtbare tekens werden weggehaald. Er staat nu {mended}.")
        }
        ProblemReason::BeyondCell { max } => {
            format!("{field} is langer dan een cel van een rekenblad kan zijn: {max} tekens. Maak dit korter.")
        }
        ProblemReason::Repaired { repair: Repair::LanguageName } => {
            format!("{value} werd {mended}: de taal stond voluit of als letter.")
        }
        ProblemReason::Repaired { repair: Repair::MailMarks } => {
            format!("{value} werd {mended}: mailto: of een punt hoort niet bij het adres.")
        }
        ProblemReason::Repaired { repair: Repair::Apostrophe } => {
            format!("{value} werd {mended}: het weglatingsteken vooraan hoort er niet bij.")
        }
        ProblemReason::Uncalculated => {
            format!(
                "{field}: formule zonder berekende waarde ({value}). Open het bestand in Excel en bewaar het, en laad het opnieuw op."
            )
        }
        ProblemReason::FailedFormula => {
            format!("{field}: de formule geeft {value}. Herstel de formule of vervang ze door de waarde.")
        }
        ProblemReason::NotYesOrNo => {
            format!("{field} {value} is niet duidelijk. Gebruik Ja of Nee.")
        }
        ProblemReason::NoRight => {
            format!(
                "{field} komt er niet in: uw profiel laat niet toe dat te wijzigen. Vraag een collega met dat recht."
            )
        }
        ProblemReason::UnknownTemplate => {
            format!("Er is geen sjabloon met de naam {value}. Kies een bestaand sjabloon of maak het eerst aan.")
        }
        ProblemReason::NumbersDiffer => {
            format!(
                "{field} {value} hoort niet bij het bedrijfsnummer in dezelfde rij. Kijk na welk van de twee juist is."
            )
        }
        ProblemReason::Double { row, sheet: Some(sheet) } => {
            format!("{field} {value} staat ook in rij {row} van blad {sheet}. Laat één van beide rijen weg.")
        }
        ProblemReason::Double { row, sheet: None } => {
            format!("{field} {value} staat ook in rij {row}. Laat één van beide rijen weg.")
        }
        ProblemReason::InUse => format!("{field} {value}: dit nummer is al in gebruik; vraag een beheerder."),
        ProblemReason::ReferenceTaken => {
            format!(
                "{field} {value} is al van een klant met een ander bedrijfsnummer. Geef deze klant een andere referentie."
            )
        }
        ProblemReason::Garbled => format!(
            "{field} {value}: letters met accenten lijken beschadigd, zoals na een verkeerde omzetting. Kijk het na in het programma waar het bestand vandaan komt."
        ),
        ProblemReason::BecameYesOrNo => format!(
            "{field} {value}: de spreadsheet las dit als ja of nee (WAAR of ONWAAR). Is dat niet bedoeld, maak de cel dan op als tekst en typ het opnieuw."
        ),
        ProblemReason::ZeroForNothing => {
            format!(
                "{field}: {value} werd als leeg gelezen, hier en in de rijen hieronder: een verwijzing naar een lege cel geeft 0."
            )
        }
        ProblemReason::BecameADate => {
            format!(
                "{field} {value} ziet eruit als een datum. Stond er bijvoorbeeld 3-5? Maak de cel op als tekst en typ het opnieuw."
            )
        }
        ProblemReason::UnknownBank { code } => format!("{field} {value}: {}", unknown_bank(code)),
        ProblemReason::OtherCountry => {
            format!("{field} {value} is van een ander land dan de klant. Kijk na of dat klopt.")
        }
    }
}

/// A hint beside an account number that may be right all the same.
pub fn unknown_bank(code: &str) -> String {
    format!("geen enkele Belgische bank heeft code {code}. Kijk de drie cijfers achter de controlecijfers na.")
}

pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => "Dit bestand is leeg. Download het Excel-bestand, vul het in en laad het opnieuw op.".to_owned(),
        FileProblem::NotASpreadsheet => {
            "Dit is geen Excel-werkmap. Open het bestand in uw rekenblad en bewaar het als .xlsx.".to_owned()
        }
        FileProblem::OldXls => {
            "Dit is een oude Excel-werkmap (.xls). Open ze in uw rekenblad en bewaar ze als .xlsx.".to_owned()
        }
        FileProblem::Encrypted => {
            "Dit bestand is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord en laad het opnieuw op.".to_owned()
        }
        FileProblem::Damaged { .. } => {
            "Dit bestand is beschadigd. Open het in uw rekenblad, bewaar het opnieuw als .xlsx en probeer nog eens.".to_owned()
        }
        FileProblem::TooLarge { max } => {
            format!("Dit bestand is groter dan {} MB. Verdeel de klanten over meer bestanden.", megabytes(*max))
        }
        FileProblem::TooManyRows { max } => {
            format!("Dit bestand telt meer dan {max} rijen. Verdeel de klanten over meer bestanden.")
        }
        FileProblem::ZipBomb { .. } => {
            "Dit bestand wordt bij het uitpakken onredelijk groot en is daarom geweigerd. Kopieer de klanten naar een nieuwe werkmap en probeer nog eens.".to_owned()
        }
        FileProblem::TooManySheets { max } => {
            format!("Deze werkmap telt meer dan {max} bladen. Kopieer het blad met de klanten naar een nieuwe werkmap.")
        }
        FileProblem::TooMuchText { max } => {
            format!("In de cellen van dit bestand staat samen meer dan {} MB tekst. Verdeel de klanten over meer bestanden, of haal lange teksten weg.", megabytes(*max))
        }
        FileProblem::TooManyProblems { max } => {
            format!("Dit bestand telt meer dan {max} fouten en verbeteringen. Kijk na of de titels boven de juiste kolommen staan, of verdeel de klanten over meer bestanden.")
        }
        FileProblem::TooHeavy => {
            "Dit bestand lezen vraagt te veel geheugen of tijd. Kopieer enkel de klanten naar een nieuwe werkmap en probeer nog eens.".to_owned()
        }
        FileProblem::ReaderFault { reference } => {
            format!("Dit bestand kon niet gelezen worden: fout in de lezer, referentie {reference}. Open het in uw rekenblad, bewaar het opnieuw als .xlsx en probeer nog eens. Blijft het misgaan, geef de referentie dan door aan uw beheerder.")
        }
        FileProblem::OtherKind { file } => other_kind(*file),
        FileProblem::NoSheet { sheet } => {
            format!("Het blad {sheet} staat niet in dit bestand. Kies een ander blad.")
        }
        FileProblem::NoHeader => {
            "Er is geen rij met kolomtitels gevonden. Gebruik de titels van het Excel-bestand, zoals Juridische naam en Land (lettercode).".to_owned()
        }
        FileProblem::OtherTitles { sheet, row } => {
            format!("In rij {row} van blad {sheet} staan opnieuw titels, in een andere volgorde dan bovenaan. Zet die tabel op een blad van haar eigen, of in een ander bestand.")
        }
        FileProblem::DuplicateColumn { sheet, row, name, letters } => {
            format!("De kolom {name} staat er meer dan eens: in kolom {} van rij {row}, blad {sheet}. Laat er één staan.", letters.join(" en "))
        }
        FileProblem::MissingColumns { sheet, row, columns } => {
            format!("In rij {row} van blad {sheet} ontbreken verplichte kolommen: {}. Voeg ze toe.", titles(columns, Lang::Nl))
        }
    }
}

/// What a file is that was taken for a workbook, and the way out.
fn other_kind(file: FileKind) -> String {
    let kind = match file {
        FileKind::Xlsb => "een binaire Excel-werkmap (.xlsb)",
        FileKind::Ods => "een .ods van LibreOffice of OpenOffice",
        FileKind::Numbers => "een werkmap van Apple Numbers",
        FileKind::OtherWorkbook => "een werkmap van een ander rekenprogramma",
        FileKind::Xml2003 => "een XML-werkmap van Excel 2003",
        FileKind::Csv => "een CSV- of tekstbestand",
        FileKind::Html => "een webpagina (HTML), ook al heet ze misschien .xls",
        FileKind::Docx => "een Word-document (.docx)",
        FileKind::Doc => "een oud Word-document (.doc)",
        FileKind::Pptx => "een PowerPoint-presentatie (.pptx)",
        FileKind::Ppt => "een oude PowerPoint-presentatie (.ppt)",
        FileKind::Odt => "een tekstdocument van LibreOffice (.odt)",
        FileKind::Iwork => "een document van Apple Pages of Keynote",
        FileKind::Rtf => "een tekstdocument (.rtf)",
        FileKind::Mail => "een mail van Outlook (.msg)",
        FileKind::Pdf => "een pdf",
        FileKind::Picture => "een afbeelding",
        FileKind::Media => "een geluid of een film",
        FileKind::Zip | FileKind::Archive => {
            return "Dit is een ingepakt bestand, zoals een zip. Pak het uit en laad de .xlsx op die erin zit."
                .to_owned();
        }
    };
    if file.is_table() {
        format!("Dit is {kind}, geen .xlsx. Open het in uw rekenblad, bewaar het als .xlsx en laad dat op.")
    } else {
        format!(
            "Dit is {kind}, geen Excel-werkmap. Laad een .xlsx op met de klanten, bijvoorbeeld het ingevulde Excel-bestand."
        )
    }
}
