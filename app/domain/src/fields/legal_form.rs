//! The legal forms of Belgium and of its neighbours. A Belgian one is stored by its code in the register of enterprises, where that has
//! one: a person or a partnership without legal personality has none there. Forms that are no longer founded are still those of customers.

use super::choice::Choice;
use crate::texts::{Text, legal_form as texts};

pub(super) const LEGAL_FORMS: &[Choice] = &[
    belgian("014", texts::NV),
    belgian("610", texts::BV),
    belgian("706", texts::CV),
    belgian("011", texts::VOF),
    belgian("612", texts::COMMV),
    belgian("be-maatschap", texts::MAATSCHAP),
    belgian("be-eenmanszaak", texts::SOLE),
    belgian("017", texts::VZW),
    belgian("125", texts::IVZW),
    belgian("be-vme", texts::VME),
    belgian("026", texts::PRIVATE_FOUNDATION),
    belgian("029", texts::PUBLIC_FOUNDATION),
    belgian("060", texts::ESV),
    belgian("065", texts::EESV),
    belgian("027", texts::SE),
    belgian("001", texts::SCE),
    belgian("015", texts::BVBA),
    belgian("008", texts::CVBA),
    belgian("006", texts::CVOA),
    belgian("012", texts::GCV),
    belgian("013", texts::COMMVA),
    belgian("025", texts::LV),
    belgian("030", texts::FOREIGN),
    belgian("051", texts::OTHER),
    foreign("NL", "nl-eenmanszaak", "Eenmanszaak (NL)", "eenmanszaak"),
    foreign("NL", "nl-vof", "VOF (NL) – vennootschap onder firma", "vof"),
    foreign("NL", "nl-cv", "CV (NL) – commanditaire vennootschap", "cv"),
    foreign("NL", "nl-maatschap", "Maatschap (NL)", "maatschap"),
    foreign("NL", "nl-bv", "BV (NL) – besloten vennootschap", "bv"),
    foreign("NL", "nl-nv", "NV (NL) – naamloze vennootschap", "nv"),
    foreign("NL", "nl-cooperatie", "Coöperatie (NL)", "cooperatie"),
    foreign("NL", "nl-vereniging", "Vereniging (NL)", "vereniging"),
    foreign("NL", "nl-stichting", "Stichting (NL)", "stichting"),
    foreign("FR", "fr-ei", "EI (FR) – entrepreneur individuel", "ei"),
    foreign("FR", "fr-eurl", "EURL (FR) – entreprise unipersonnelle à responsabilité limitée", "eurl"),
    foreign("FR", "fr-sarl", "SARL (FR) – société à responsabilité limitée", "sarl"),
    foreign("FR", "fr-sasu", "SASU (FR) – société par actions simplifiée unipersonnelle", "sasu"),
    foreign("FR", "fr-sas", "SAS (FR) – société par actions simplifiée", "sas"),
    foreign("FR", "fr-sa", "SA (FR) – société anonyme", "sa"),
    foreign("FR", "fr-snc", "SNC (FR) – société en nom collectif", "snc"),
    foreign("FR", "fr-sci", "SCI (FR) – société civile immobilière", "sci"),
    foreign("FR", "fr-association", "Association (FR)", "association"),
    foreign("DE", "de-einzelunternehmen", "Einzelunternehmen (DE)", "einzelunternehmen"),
    foreign("DE", "de-gbr", "GbR (DE) – Gesellschaft bürgerlichen Rechts", "gbr"),
    foreign("DE", "de-ohg", "OHG (DE) – offene Handelsgesellschaft", "ohg"),
    foreign("DE", "de-kg", "KG (DE) – Kommanditgesellschaft", "kg"),
    foreign("DE", "de-gmbh-co-kg", "GmbH & Co. KG (DE)", "gmbhcokg"),
    foreign("DE", "de-gmbh", "GmbH (DE) – Gesellschaft mit beschränkter Haftung", "gmbh"),
    foreign("DE", "de-ug", "UG (DE) – Unternehmergesellschaft (haftungsbeschränkt)", "ug unternehmergesellschaft"),
    foreign("DE", "de-ag", "AG (DE) – Aktiengesellschaft", "ag"),
    foreign("DE", "de-eg", "eG (DE) – eingetragene Genossenschaft", "eg"),
    foreign("DE", "de-ev", "e. V. (DE) – eingetragener Verein", "ev"),
    foreign("LU", "lu-ei", "Entreprise individuelle (LU)", "entrepriseindividuelle"),
    foreign("LU", "lu-sarl", "S.à r.l. (LU) – société à responsabilité limitée", "sarl"),
    foreign("LU", "lu-sarl-s", "S.à r.l.-S (LU) – société à responsabilité limitée simplifiée", "sarls"),
    foreign("LU", "lu-sa", "SA (LU) – société anonyme", "sa"),
    foreign("LU", "lu-sas", "SAS (LU) – société par actions simplifiée", "sas"),
    foreign("LU", "lu-snc", "SNC (LU) – société en nom collectif", "snc"),
    foreign("LU", "lu-scs", "SCS (LU) – société en commandite simple", "scs"),
    foreign("LU", "lu-scsp", "SCSp (LU) – société en commandite spéciale", "scsp"),
    foreign("LU", "lu-sca", "SCA (LU) – société en commandite par actions", "sca"),
    foreign("LU", "lu-sc", "SC (LU) – société civile", "sc"),
    foreign("LU", "lu-asbl", "ASBL (LU) – association sans but lucratif", "asbl"),
];

/// A Belgian form has a name in each language of the country.
const fn belgian(key: &'static str, label: Text) -> Choice {
    Choice { key, label, also: Text::same(""), country: "BE" }
}

/// A form of a neighbour keeps its own name.
const fn foreign(country: &'static str, key: &'static str, label: &'static str, also: &'static str) -> Choice {
    Choice { key, label: Text::same(label), also: Text::same(also), country }
}
