//! French.

use super::{BELGIAN_IBAN, Lang, grouped, megabytes, titles};
use crate::imports::{FileKind, FileProblem, ProblemReason};
use crate::{Reason, Repair};

pub fn reason(reason: &Reason, field: &str, value: &str) -> String {
    match reason {
        Reason::Empty => format!("{field} : ce champ est vide. Remplissez-le."),
        Reason::Length { found, wanted, example } => {
            let wanted = wanted.replace('/', " ou ");
            let way_out = looks_like(example.as_deref(), "Vérifiez s’il en manque ou s’il y en a trop.");
            format!("{field} {value} compte {found} caractères, il en faut {wanted}. {way_out}")
        }
        Reason::TooLong { max } => {
            format!("{field} : {max} caractères au maximum. Raccourcissez le texte.")
        }
        Reason::Characters { example } => {
            let way_out = looks_like(example.as_deref(), "Supprimez-le.");
            format!("{field} {value} contient un caractère qui n’a pas sa place ici. {way_out}")
        }
        Reason::CheckDigits { expected: Some(digits) } => {
            format!(
                "{field} {value} est incorrect : le nombre de contrôle devrait être {digits}. Vérifiez si des chiffres sont inversés."
            )
        }
        Reason::CheckDigits { expected: None } => {
            format!(
                "{field} {value} est incorrect : le nombre de contrôle ne correspond pas. Vérifiez si des chiffres sont inversés."
            )
        }
        Reason::UnknownCountry { hint: Some(code) } => {
            format!("{value} n’est pas un code pays. Utilisez {code}.")
        }
        Reason::UnknownCountry { hint: None } => {
            format!("{value} n’est pas un code pays. Utilisez deux lettres, comme BE, NL ou FR.")
        }
        Reason::UnknownLanguage => {
            format!("{value} n’est pas une langue connue. Utilisez par exemple nl-BE, fr-BE, de-BE ou en-GB.")
        }
        Reason::Prefix => {
            format!("{field} {value} doit commencer par les lettres du pays, comme BE.")
        }
        Reason::Day => {
            format!("{field} {value} est devenu une date. Mettez la cellule au format texte et retapez la valeur.")
        }
        Reason::LostDigits => {
            format!(
                "{field} {value} a été raccourci par le tableur, des chiffres sont perdus. Mettez la cellule au format texte et retapez le numéro."
            )
        }
        Reason::Format { example: None } => {
            format!("{field} {value} n’est pas reconnu ici. Vérifiez s’il manque un signe ou s’il y en a un de trop.")
        }
        Reason::Format { example } => {
            format!("{field} {value} n’a pas la forme d’un tel numéro. {}", looks_like(example.as_deref(), ""))
        }
        Reason::EmailForm => {
            format!("{field} {value} ne peut pas être exact. Une adresse e-mail ressemble à nom@entreprise.be.")
        }
        Reason::PhoneForm => {
            format!(
                "{field} {value} ne peut pas être exact. Un numéro de téléphone compte de 6 à 15 chiffres, par exemple 09 123 45 67 ou +32 478 12 34 56."
            )
        }
        Reason::WebsiteForm => {
            format!("{field} {value} ne peut pas être exact. L’adresse d’un site web ressemble à www.entreprise.be.")
        }
        Reason::IbanForm { example } => {
            let example = example.as_deref().unwrap_or(BELGIAN_IBAN);
            format!(
                "{field} {value} n’a pas la forme d’un numéro de compte de ce pays. Reprenez-le d’un extrait de compte, par exemple {example}."
            )
        }
        Reason::LocalPart => {
            format!(
                "{field} {value} n’est pas valable : avant le @, seuls des lettres sans accent, des chiffres et certains signes sont admis. Demandez une autre adresse."
            )
        }
        Reason::Range { min, max } => {
            format!(
                "{field} {value} n’est pas valable. Utilisez un nombre entier de {} à {}.",
                grouped(*min, '\u{202f}'),
                grouped(*max, '\u{202f}')
            )
        }
        Reason::SeveralAddresses => format!(
            "{field} {value} : une seule adresse par cellule ou champ. Gardez-en une et indiquez l’autre chez un second contact."
        ),
        Reason::SeveralNumbers => format!(
            "{field} {value} : un seul numéro par cellule ou champ. Indiquez le second sous GSM, ou chez un contact."
        ),
        Reason::SeveralLanguages => format!("{field} {value} : une seule langue par contact, par exemple nl-BE."),
        Reason::SeveralCountries => format!("{field} {value} : un seul pays par cellule ou champ, par exemple BE."),
        Reason::NumbersDiffer => {
            format!(
                "{field} {value} : les numéros de TVA et d’entreprise ne correspondent pas. Vérifiez lequel des deux est correct."
            )
        }
    }
}

/// The way out of a wrong form: what is right, where that is known.
fn looks_like(example: Option<&str>, otherwise: &str) -> String {
    example.map_or_else(|| otherwise.to_owned(), |example| format!("Exemple : {example}."))
}

pub fn problem(reason: &ProblemReason, field: &str, value: &str, mended: &str) -> String {
    match reason {
        ProblemReason::Refused { reason } => self::reason(reason, field, value),
        ProblemReason::Missing => {
            format!("{field} : cette cellule est obligatoire et vide. Remplissez-la.")
        }
        ProblemReason::Repaired { repair: Repair::LeadingZero } => {
            format!("{value} est devenu {mended} : le tableur avait supprimé le zéro initial.")
        }
        ProblemReason::Repaired { repair: Repair::LookAlikes } => {
            format!("{value} est devenu {mended} : des lettres remplaçaient des chiffres.")
        }
        ProblemReason::Repaired { repair: Repair::Spaces } => {
            format!(
                "{field} : les espaces doubles ou insécables sont devenus des espaces simples. La valeur est maintenant {mended}."
            )
        }
        ProblemReason::Repaired { repair: Repair::LooseAccents } => {
            format!("{field} : les accents isolés ont été réunis à leur lettre. La valeur est maintenant {mended}.")
        }
        ProblemReason::Repaired { repair: Repair::InvisibleSigns } => {
            format!("{field} : des caractères invisibles ont été retirés. La valeur est maintenant {mended}.")
        }
        ProblemReason::BeyondCell { max } => {
            format!("{field} : une cellule contient au maximum {max} caractères. Raccourcissez le texte.")
        }
        ProblemReason::Repaired { repair: Repair::LanguageName } => {
            format!("{value} est devenu {mended} : la langue était écrite en toutes lettres ou par son initiale.")
        }
        ProblemReason::Repaired { repair: Repair::MailMarks } => {
            format!("{value} est devenu {mended} : mailto: ou un point ne fait pas partie de l’adresse.")
        }
        ProblemReason::Repaired { repair: Repair::Apostrophe } => {
            format!("{value} est devenu {mended} : l’apostrophe initiale n’en fait pas partie.")
        }
        ProblemReason::Uncalculated => {
            format!(
                "{field} : formule sans valeur calculée ({value}). Ouvrez le fichier dans Excel, enregistrez-le et chargez-le à nouveau."
            )
        }
        ProblemReason::FailedFormula => {
            format!("{field} : la formule donne {value}. Corrigez la formule ou remplacez-la par sa valeur.")
        }
        ProblemReason::NotYesOrNo => {
            format!("{field} : {value} n’est pas clair. Utilisez Oui ou Non.")
        }
        ProblemReason::NoRight => {
            format!(
                "{field} n’est pas repris : votre profil ne permet pas de le modifier. Demandez à un collègue qui a ce droit."
            )
        }
        ProblemReason::UnknownTemplate => {
            format!("Il n’existe pas de modèle nommé {value}. Choisissez un modèle existant ou créez-le d’abord.")
        }
        ProblemReason::NumbersDiffer => {
            format!(
                "{field} {value} ne correspond pas au numéro d’entreprise de la même ligne. Vérifiez lequel des deux est correct."
            )
        }
        ProblemReason::Double { row, sheet: Some(sheet) } => {
            format!(
                "{field} {value} figure aussi à la ligne {row} de la feuille {sheet}. Supprimez l’une des deux lignes."
            )
        }
        ProblemReason::Double { row, sheet: None } => {
            format!("{field} {value} figure aussi à la ligne {row}. Supprimez l’une des deux lignes.")
        }
        ProblemReason::InUse => {
            format!("{field} {value} : ce numéro est déjà utilisé ; adressez-vous à un administrateur.")
        }
        ProblemReason::ReferenceTaken => {
            format!(
                "{field} {value} appartient déjà à un client avec un autre numéro d’entreprise. Donnez une autre référence à ce client."
            )
        }
        ProblemReason::Garbled => format!(
            "{field} {value} : des lettres accentuées semblent abîmées, comme après une mauvaise conversion. Vérifiez dans le programme d’où vient le fichier."
        ),
        ProblemReason::BecameYesOrNo => format!(
            "{field} {value} : le tableur y a lu un oui ou un non (VRAI ou FAUX). Si ce n’est pas voulu, mettez la cellule au format texte et retapez-le."
        ),
        ProblemReason::ZeroForNothing => {
            format!(
                "{field} : {value} a été lu comme vide, ici et dans les lignes suivantes : une référence à une cellule vide donne 0."
            )
        }
        ProblemReason::BecameADate => {
            format!(
                "{field} {value} ressemble à une date. Était-ce par exemple 3-5 ? Mettez la cellule au format texte et retapez-le."
            )
        }
        ProblemReason::UnknownBank { code } => format!("{field} {value} : {}", unknown_bank(code)),
        ProblemReason::OtherCountry => {
            format!("{field} {value} est d’un autre pays que le client. Vérifiez si c’est correct.")
        }
    }
}

/// A hint beside an account number that may be right all the same.
pub fn unknown_bank(code: &str) -> String {
    format!("aucune banque belge n’a le code {code}. Vérifiez les trois chiffres qui suivent la clé de contrôle.")
}

pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => "Ce fichier est vide. Téléchargez le fichier d’import, remplissez-le et chargez-le à nouveau.".to_owned(),
        FileProblem::NotASpreadsheet => {
            "Ce n’est pas un classeur Excel. Ouvrez le fichier dans votre tableur et enregistrez-le au format .xlsx.".to_owned()
        }
        FileProblem::OldXls => {
            "C’est un ancien classeur Excel (.xls). Ouvrez-le dans votre tableur et enregistrez-le au format .xlsx.".to_owned()
        }
        FileProblem::Encrypted => {
            "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe et chargez-le à nouveau.".to_owned()
        }
        FileProblem::Damaged { .. } => {
            "Ce fichier est endommagé. Ouvrez-le dans votre tableur, enregistrez-le à nouveau au format .xlsx et réessayez.".to_owned()
        }
        FileProblem::TooLarge { max } => {
            format!("Ce fichier dépasse {} Mo. Répartissez les clients sur plusieurs fichiers.", megabytes(*max))
        }
        FileProblem::TooManyRows { max } => {
            format!("Ce fichier compte plus de {max} lignes. Répartissez les clients sur plusieurs fichiers.")
        }
        FileProblem::ZipBomb { .. } => {
            "Ce fichier devient beaucoup trop volumineux une fois décompressé et a donc été refusé. Copiez les clients dans un nouveau classeur et réessayez.".to_owned()
        }
        FileProblem::TooManySheets { max } => {
            format!("Ce classeur compte plus de {max} feuilles. Copiez la feuille des clients dans un nouveau classeur.")
        }
        FileProblem::TooMuchText { max } => {
            format!("Les cellules de ce fichier contiennent ensemble plus de {} Mo de texte. Répartissez les clients sur plusieurs fichiers ou supprimez les longs textes.", megabytes(*max))
        }
        FileProblem::TooManyProblems { max } => {
            format!("Ce fichier compte plus de {max} erreurs et corrections. Vérifiez que les titres se trouvent au-dessus des bonnes colonnes, ou répartissez les clients sur plusieurs fichiers.")
        }
        FileProblem::TooHeavy => {
            "La lecture de ce fichier demande trop de mémoire ou de temps. Copiez uniquement les clients dans un nouveau classeur et réessayez.".to_owned()
        }
        FileProblem::ReaderFault { reference } => {
            format!("Ce fichier n’a pas pu être lu : erreur du lecteur, référence {reference}. Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx et réessayez. Si l’erreur persiste, communiquez la référence à votre administrateur.")
        }
        FileProblem::OtherKind { file } => other_kind(*file),
        FileProblem::NoSheet { sheet } => {
            format!("La feuille {sheet} ne se trouve pas dans ce fichier. Choisissez une autre feuille.")
        }
        FileProblem::NoHeader => {
            "Aucune ligne de titres n’a été trouvée. Utilisez les titres du fichier d’import, comme Nom juridique et Pays (code à deux lettres).".to_owned()
        }
        FileProblem::OtherTitles { sheet, row } => {
            format!("La ligne {row} de la feuille {sheet} contient à nouveau des titres, dans un autre ordre qu’en haut. Mettez ce tableau dans une feuille à part ou dans un autre fichier.")
        }
        FileProblem::DuplicateColumn { sheet, row, name, letters } => {
            format!("La colonne {name} apparaît plusieurs fois : en {} à la ligne {row}, feuille {sheet}. N’en gardez qu’une.", letters.join(" et "))
        }
        FileProblem::MissingColumns { sheet, row, columns } => {
            format!("À la ligne {row} de la feuille {sheet}, des colonnes obligatoires manquent : {}. Ajoutez-les.", titles(columns, Lang::Fr))
        }
    }
}

/// What a file is that was taken for a workbook, and the way out.
fn other_kind(file: FileKind) -> String {
    let kind = match file {
        FileKind::Xlsb => "un classeur Excel binaire (.xlsb)",
        FileKind::Ods => "un .ods de LibreOffice ou OpenOffice",
        FileKind::Numbers => "un classeur Apple Numbers",
        FileKind::OtherWorkbook => "un classeur d’un autre tableur",
        FileKind::Xml2003 => "un classeur XML d’Excel 2003",
        FileKind::Csv => "un fichier CSV ou texte",
        FileKind::Html => "une page web (HTML), même si elle s’appelle peut-être .xls",
        FileKind::Docx => "un document Word (.docx)",
        FileKind::Doc => "un ancien document Word (.doc)",
        FileKind::Pptx => "une présentation PowerPoint (.pptx)",
        FileKind::Ppt => "une ancienne présentation PowerPoint (.ppt)",
        FileKind::Odt => "un document texte de LibreOffice (.odt)",
        FileKind::Iwork => "un document Apple Pages ou Keynote",
        FileKind::Rtf => "un document texte (.rtf)",
        FileKind::Mail => "un e-mail Outlook (.msg)",
        FileKind::Pdf => "un PDF",
        FileKind::Picture => "une image",
        FileKind::Media => "un fichier audio ou vidéo",
        FileKind::Zip | FileKind::Archive => {
            return "C’est un fichier compressé. Décompressez-le et chargez le .xlsx qu’il contient.".to_owned();
        }
    };
    if file.is_table() {
        format!(
            "C’est {kind}, pas un .xlsx. Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx et chargez celui-ci."
        )
    } else {
        format!(
            "C’est {kind}, pas un classeur Excel. Chargez un .xlsx contenant les clients, par exemple le fichier d’import rempli."
        )
    }
}
