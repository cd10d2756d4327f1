//! What the template says, in each language of the interface.

use domain::imports::Column;
use domain::words::Lang;

pub struct Texts {
    pub customers: &'static str,
    pub instructions: &'static str,
    pub heading: &'static str,
    pub introduction: &'static str,
    /// Column, required, explanation, example.
    pub table_titles: [&'static str; 4],
    pub yes_and_no: [&'static str; 2],
    pub not_in_list_title: &'static str,
    pub not_in_list: &'static str,
    /// An example of what a firm notes.
    remark: &'static str,
    help: [&'static str; Column::COUNT],
}

impl Texts {
    /// What goes into a column.
    pub fn help(&self, column: Column) -> &'static str {
        self.help[column.index()]
    }
}

pub fn of(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Nl => &NL,
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// A value that would be accepted.
pub fn example(column: Column, texts: &Texts) -> &'static str {
    match column {
        Column::LegalName => "Bakkerij Peeters BV",
        Column::Country => "BE",
        Column::ContactEmail => "an@voorbeeld.be",
        Column::ContactFirstName => "An",
        Column::ContactLastName => "Peeters",
        Column::ContactLocale => "nl-BE",
        Column::CompanyNumber => "0477472701",
        Column::Vat => "BE0477472701",
        Column::ExternalReference => "K-00017",
        Column::Iban => "BE71096123456769",
        Column::Street => "Kerkstraat",
        Column::HouseNumber => "12",
        Column::Box => "3",
        Column::Postcode => "9000",
        Column::City => "Gent",
        Column::Mandate => texts.yes_and_no[0],
        Column::Template => "Standaard",
        Column::Phone => "09 123 45 67",
        Column::Mobile => "+32 478 12 34 56",
        Column::Website => "www.voorbeeld.be",
        Column::CustomerEmail => "info@voorbeeld.be",
        Column::Description => texts.remark,
        Column::AddressCountry => "NL",
        Column::CustomerLocale => "fr-BE",
    }
}

static NL: Texts = Texts {
    customers: "Klanten",
    instructions: "Uitleg",
    heading: "Klanten in bulk toevoegen",
    introduction: "Vul op het blad Klanten één rij per klant in, bewaar het bestand als .xlsx en laad het op bij Klanten, Importeren. \
                   Er wordt niets aangemaakt voor u de controle gezien hebt.",
    table_titles: ["Kolom", "Verplicht", "Wat u invult", "Voorbeeld"],
    yes_and_no: ["Ja", "Nee"],
    not_in_list_title: "Niet in de lijst",
    not_in_list: "Kies een waarde uit de lijst.",
    remark: "Belt liever na vijven.",
    help: [
        "De naam van de onderneming zoals in de statuten.",
        "Twee letters volgens ISO 3166-1 alpha-2. Kies uit de lijst.",
        "Het adres waarop de contactpersoon de uitnodiging krijgt.",
        "Voornaam van de contactpersoon.",
        "Achternaam van de contactpersoon.",
        "Taalcode en landcode, zoals nl-BE, fr-BE of de-BE. In deze taal schrijven we de contactpersoon aan.",
        "Ondernemingsnummer. In België 10 cijfers die met 0 of 1 beginnen. Punten en spaties mogen.",
        "Btw-nummer met de letters van het land. In België BE en 10 cijfers.",
        "De referentie van de klant in uw boekhoudpakket, zoals een dossiernummer. Elke klant heeft een andere.",
        "Rekeningnummer in IBAN-vorm.",
        "Straatnaam zonder huisnummer.",
        "Huisnummer.",
        "Busnummer.",
        "Postcode.",
        "Gemeente of stad.",
        "Ja als u een ondertekend mandaat hebt om de klant aan te melden bij Peppol, anders Nee.",
        "De naam van het sjabloon voor deze klant. Kies uit de lijst.",
        "Telefoonnummer van de onderneming.",
        "Gsm-nummer van de onderneming.",
        "Website van de onderneming.",
        "E-mailadres van de onderneming zelf, als dat een ander is dan dat van de contactpersoon.",
        "Wat uw kantoor over de klant noteert. De klant ziet dit niet.",
        "Het land van het adres, als dat een ander is dan dat van de klant.",
        "De taal van de onderneming, als dat een andere is dan die van de contactpersoon.",
    ],
};

static FR: Texts = Texts {
    customers: "Clients",
    instructions: "Explications",
    heading: "Ajouter des clients en masse",
    introduction: "Remplissez une ligne par client dans la feuille Clients, enregistrez le fichier au format .xlsx et chargez-le sous \
                   Clients, Importer. Rien n'est créé avant que vous ayez vu le contrôle.",
    table_titles: ["Colonne", "Obligatoire", "Ce que vous indiquez", "Exemple"],
    yes_and_no: ["Oui", "Non"],
    not_in_list_title: "Pas dans la liste",
    not_in_list: "Choisissez une valeur de la liste.",
    remark: "Préfère être appelé après 17 h.",
    help: [
        "Le nom de l'entreprise tel qu'il figure dans les statuts.",
        "Deux lettres selon ISO 3166-1 alpha-2. Choisissez dans la liste.",
        "L'adresse à laquelle la personne de contact reçoit l'invitation.",
        "Prénom de la personne de contact.",
        "Nom de famille de la personne de contact.",
        "Code de langue et code pays, comme nl-BE, fr-BE ou de-BE. Nous écrivons à la personne dans cette langue.",
        "Numéro d'entreprise. En Belgique 10 chiffres commençant par 0 ou 1. Points et espaces sont permis.",
        "Numéro de TVA avec les lettres du pays. En Belgique BE et 10 chiffres.",
        "La référence du client dans votre logiciel comptable, comme un numéro de dossier. Chaque client a la sienne.",
        "Numéro de compte sous forme IBAN.",
        "Nom de la rue sans le numéro.",
        "Numéro de la maison.",
        "Numéro de boîte.",
        "Code postal.",
        "Commune ou ville.",
        "Oui si vous avez un mandat signé pour inscrire le client sur Peppol, sinon Non.",
        "Le nom du modèle pour ce client. Choisissez dans la liste.",
        "Numéro de téléphone de l'entreprise.",
        "Numéro de GSM de l'entreprise.",
        "Site web de l'entreprise.",
        "Adresse e-mail de l'entreprise elle-même, si elle diffère de celle du contact.",
        "Ce que votre fiduciaire note au sujet du client. Le client ne le voit pas.",
        "Le pays de l'adresse, s'il diffère de celui du client.",
        "La langue de l'entreprise, si elle diffère de celle du contact.",
    ],
};

static EN: Texts = Texts {
    customers: "Customers",
    instructions: "Instructions",
    heading: "Adding customers in bulk",
    introduction: "Fill in one row per customer on the sheet Customers, save the file as .xlsx and upload it under Customers, Import. \
                   Nothing is created before you have seen the check.",
    table_titles: ["Column", "Required", "What to fill in", "Example"],
    yes_and_no: ["Yes", "No"],
    not_in_list_title: "Not in the list",
    not_in_list: "Choose a value from the list.",
    remark: "Prefers calls after five.",
    help: [
        "The company's name as in its articles of association.",
        "Two letters by ISO 3166-1 alpha-2. Choose from the list.",
        "The address at which the contact gets the invitation.",
        "First name of the contact.",
        "Last name of the contact.",
        "Language code and country code, such as nl-BE, fr-BE or de-BE. We write to the contact in this language.",
        "Company number. In Belgium 10 digits beginning with 0 or 1. Dots and spaces are fine.",
        "VAT number with the letters of the country. In Belgium BE and 10 digits.",
        "The customer's reference in your accounting software, such as a file number. Each customer has its own.",
        "Bank account number as an IBAN.",
        "Street name without the house number.",
        "House number.",
        "Box number.",
        "Postal code.",
        "City or town.",
        "Yes if you have a signed mandate to register the customer with Peppol, otherwise No.",
        "The name of the template for this customer. Choose from the list.",
        "Telephone number of the company.",
        "Mobile number of the company.",
        "Website of the company.",
        "E-mail address of the company itself, if it is another one than the contact's.",
        "What your firm notes about the customer. The customer does not see it.",
        "The country of the address, if it is another one than the customer's.",
        "The language of the company, if it is another one than the contact's.",
    ],
};
