//! What other programs and people call the columns of the bulk file, in Dutch, French, English and German.
//!
//! As [`super::column::fold`] leaves them: small letters and digits without accents, spaces or punctuation. A title that means
//! different things in different programs is not among them: it is named as not read.

use super::Column;

/// Whether a title says too little by itself: a bare *number* may count the rows, a bare *name* may be that of the contact.
pub(super) fn is_bare(folded: &str) -> bool {
    matches!(folded, "nr" | "no" | "n" | "num" | "nummer" | "numero" | "number" | "naam" | "nom" | "name")
}

/// The other titles of a column.
#[rustfmt::skip]
pub(super) fn of(column: Column) -> &'static [&'static str] {
    match column {
        Column::LegalName => &[
            "naam", "naam1", "nom1", "name1", "bedrijfsnaam", "firmanaam", "klantnaam", "naamklant", "naamvandeklant", "naambedrijf", "naamonderneming",
            "naamvandeonderneming", "ondernemingsnaam", "onderneming", "bedrijf", "firma", "maatschappelijkenaam", "officielenaam",
            "statutairenaam", "relatienaam", "naamrelatie", "vennootschap", "vennootschapsnaam", "organisatie", "organisatienaam",
            "denomination", "denominationsociale", "raisonsociale", "nomdelentreprise", "nomentreprise", "nom", "nomclient",
            "nomduclient", "nomsociete", "nomdelasociete", "societe", "entreprise", "name", "companyname", "company", "customername",
            "clientname", "accountname", "organisation", "organization", "businessname", "firmenname", "unternehmen",
            "unternehmensname", "kundenname",
        ],
        Column::Country => &[
            "land", "landcode", "landiso", "isoland", "isolandcode", "landklant", "codeland", "pays", "codepays", "payscode", "codeisopays",
            "paysiso", "country", "countrycode", "isocountry", "isocountrycode", "countryiso", "landercode", "landeskennzeichen",
            "landescode", "landerkennung",
        ],
        Column::ContactEmail => &[
            "contactpersoonemail", "contactpersoonmail", "email", "emailadres", "mail", "mailadres", "emailcontactpersoon", "emailcontact", "emailadrescontact", "mailcontactpersoon",
            "mailcontact", "emailklant", "adresseemail", "adressemail", "adresseelectronique", "courriel", "adressecourriel",
            "courrielducontact", "emailducontact", "emailclient", "emailduclient", "emailaddress", "contactemail", "customeremail",
            "clientemail", "emailadresse", "mailadresse", "kontaktemail", "emailkontakt", "emailansprechpartner",
        ],
        Column::ContactFirstName => &[
            "contactpersoonvoornaam", "voornaam", "voornaamcontact", "contactvoornaam", "roepnaam", "prenom", "prenomcontact", "prenomducontact", "firstname",
            "givenname", "forename", "vorname", "vornamekontakt", "vornameansprechpartner",
        ],
        Column::ContactLastName => &[
            "contactpersoonachternaam", "contactpersoonnaam", "achternaam", "familienaam", "achternaamcontact", "contactachternaam", "familienaamcontact", "familienaamcontactpersoon",
            "naamcontact", "naamcontactpersoon", "nomdefamille", "nomducontact", "nomcontact", "lastname", "surname", "familyname",
            "nachname", "familienname", "zuname", "nachnamekontakt", "nachnameansprechpartner",
        ],
        Column::ContactLocale => &[
            "contactpersoontaal", "taal", "taalcode", "taalcontactpersoon", "taalcontact", "taalklant", "taallocale", "voertaal", "correspondentietaal",
            "communicatietaal", "codetaal", "langue", "langueducontact", "languecontact", "languelocale", "langueclient", "codelangue",
            "languedecorrespondance", "language", "languagecode", "contactlanguage", "preferredlanguage", "locale", "lang", "sprache",
            "sprachcode", "korrespondenzsprache",
        ],
        Column::CompanyNumber => &[
            "ondernemingsnummer", "ondernemingsnr", "ondernemingsnummerklant", "ondernemingsnrklant", "ondnr", "ondnummer", "ondernr",
            "bedrijfsnr", "kbo", "kbonummer", "kbonr", "kbobce", "kbobcenummer", "kvk", "kvknummer", "kvknr", "bce", "numerobce", "nbce",
            "nrbce", "numbce", "numeroentreprise", "nrentreprise", "nentreprise", "ndentreprise", "noentreprise", "numdentreprise",
            "enterprisenumber", "enterpriseno", "companyno", "companynr", "companyregistrationnumber", "registrationnumber", "cbe",
            "cbenumber", "coc", "cocnumber", "cocnummer", "chamberofcommercenumber", "siren", "numerosiren", "unternehmensnummer",
            "unternehmensnr", "firmennummer", "handelsregisternummer", "zdunummer",
        ],
        Column::Vat => &[
            "btwnummer", "btwnr", "btwno", "btwnrklant", "btwnummerklant", "btwklant", "klantbtw", "klantbtwnummer", "btwid", "btwidnummer",
            "btwidentificatienummer", "btwondernemingsnummer", "btwofondernemingsnummer", "numerodetva", "numerotva", "ntva", "notva",
            "nrtva", "numtva", "ntvaclient", "numerotvaclient", "tvaclient", "tvaintracommunautaire", "tvaintracom", "ntvaintracom",
            "numerotvaintracommunautaire", "numerodetvaintracommunautaire", "identifianttva", "vatnumber", "vatno", "vatnr", "vatid",
            "vatregistrationnumber", "customervat", "customervatnumber", "taxid", "mwst", "mwstnummer", "mwstnr", "ust", "ustid",
            "ustidnr", "ustidnummer", "umsatzsteuerid", "umsatzsteueridentifikationsnummer", "uidnummer",
        ],
        Column::ExternalReference => &[
            "referentie", "klantreferentie", "externeref", "externeid", "referentienummer", "refnr", "ref", "code", "klantcode", "klantnr",
            "klantnummer", "klantid", "klantencode", "klantennr", "klantennummer", "relatiecode", "relatienummer", "relatienr", "relatieid",
            "dossiernummer", "dossiernr", "dossiercode", "debiteurnummer", "debiteurnr", "debiteurcode", "debiteurennummer",
            "debiteurencode", "reference", "refexterne", "referenceclient", "refclient", "codeclient", "numeroclient", "numerodeclient",
            "nclient", "noclient", "nrclient", "numclient", "idclient", "codetiers", "numerodedossier", "numerodossier", "codedossier",
            "externalref", "externalid", "customercode", "customerno", "customernr", "customernumber", "customerid", "customerreference",
            "customerref", "clientcode", "clientid", "clientnumber", "accountcode", "debtorcode", "debtornumber", "filenumber",
            "kundennummer", "kundennr", "kundencode", "kundenid", "debitorennummer", "debitornummer", "externereferenz", "referenz",
            "referenznummer", "mandantennummer",
        ],
        Column::Iban => &[
            "ibannummer", "ibannr", "ibancode", "ibanklant", "ibanrekeningnummer", "rekeningnummer", "rekeningnr", "bankrekening",
            "bankrekeningnummer", "bankrekeningnr", "numeroiban", "codeiban", "comptebancaire", "numerodecomptebancaire",
            "ibannumber", "bankaccount", "bankaccountnumber", "bankkonto", "bankverbindung",
        ],
        Column::Street => &[
            "straatnaam", "straatennr", "straatennummer", "straatenhuisnummer", "adres", "adres1", "adresregel1", "adreslijn1",
            "nomdelarue", "rueetnumero", "rueetn", "adresse", "adresse1", "adresseligne1", "streetname", "streetandnumber", "streetaddress",
            "address", "address1", "addressline1", "strasse", "strassenname", "strasseundhausnummer", "strassehausnummer",
        ],
        Column::HouseNumber => &[
            "huisnummer", "huisnr", "huisno", "nr", "no", "n", "num", "numerodemaison", "nummaison", "housenumber", "housenr", "houseno",
            "streetnumber", "hausnummer", "hausnr",
        ],
        Column::Box => &[
            "bus", "busnummer", "busnr", "box", "boxnummer", "boxnr", "postbusnummer", "huisnummertoevoeging", "toevoeging", "bte",
            "boitepostale", "numerodeboite", "nboite", "pobox", "boxnumber", "postfach",
        ],
        Column::Postcode => &[
            "postnummer", "postnr", "pc", "cp", "codepostale", "zip", "zipcode", "postalzip", "ziporpostalcode", "plz", "postleitzahl",
        ],
        Column::City => &[
            "gemeente", "gemeentenaam", "stad", "plaats", "plaatsnaam", "woonplaats", "vestigingsplaats", "commune", "ville", "localite",
            "nomdelacommune", "city", "town", "municipality", "ort", "stadt", "gemeinde", "wohnort", "ortschaft",
        ],
        Column::Mandate => &[
            "peppolmandaat", "mandaatpeppol", "mandaatgetekend", "getekendmandaat", "mandatpeppol", "mandatsigne", "peppolmandate",
            "signedmandate", "vollmacht", "peppolvollmacht",
        ],
        Column::Template => &[
            "configuratiesjabloon", "klantsjabloon", "sjabloonnaam", "modeledeconfiguration", "nomdumodele", "configurationtemplate",
            "templatename", "vorlage", "vorlagenname",
        ],
        Column::Phone => &[
            "telefoonnummer", "telefoonnr", "telefoon1", "telefoonklant", "telefoonvast", "vastetelefoon", "vastnummer", "tel", "tel1", "telnr",
            "telnummer", "numerodetelephone", "ntelephone", "telephonefixe", "fixe", "phonenumber", "phoneno", "telephonenumber", "telno",
            "landline", "telefon", "telefonnummer", "telefonnr", "festnetz", "rufnummer",
        ],
        Column::Mobile => &[
            "gsmnummer", "gsmnr", "gsmklant", "mobiel", "mobielnummer", "mobielenummer", "mobieletelefoon", "telefoonmobiel", "numerogsm",
            "numerodegsm", "ngsm", "portable", "telephoneportable", "telephonemobile", "mobilephone", "mobilenumber", "mobileno", "cell",
            "cellphone", "handy", "handynummer", "mobil", "mobiltelefon", "mobilnummer",
        ],
        Column::Website => &[
            "websiteadres", "webadres", "websiteurl", "webpagina", "web", "url", "www", "homepage", "siteinternet", "pageweb", "webseite",
            "internetseite", "internetadresse",
        ],
        Column::CustomerEmail => &[
            "emailbedrijf", "bedrijfsemail", "emailonderneming", "emailvanhetbedrijf", "algemeenemailadres", "emailalgemeen", "emailentreprise",
            "emailsociete", "emailgeneral", "companyemail", "companyemailadress", "generalemail", "emailfirma", "firmenemail",
        ],
        Column::Description => &[
            "opmerking", "nota", "notas", "notitie", "notities", "bemerking", "bemerkingen", "toelichting", "commentaar", "memo",
            "beschrijving", "remarque", "note", "notes", "commentaire", "commentaires", "remark", "comment", "comments", "description",
            "anmerkung", "anmerkungen", "bemerkung", "notiz", "notizen", "kommentar",
        ],
        Column::AddressCountry => &["landadres", "landvanadres", "adresland", "paysadresse", "addresscountry", "adressland"],
        Column::CustomerLocale => &[
            "taalbedrijf", "bedrijfstaal", "taalonderneming", "taalvandeonderneming", "langueentreprise", "languesociete", "firmensprache",
        ],
    }
}
