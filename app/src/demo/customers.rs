//! Believable customers, one after the other: the same ones every time, from a fixed seed.

use chrono::{DateTime, Utc};
use domain::customers::Status;
use entity::customer;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{
    categories, numbers,
    parts::{Person, address, contact, mobile, person, phone, slug},
    regions::{FLANDERS, NETHERLANDS, Region, Town, WALLONIA, pick},
    team::Team,
};
use crate::customers::{details::blank_customer, store::NewCustomer};

const BELGIAN_BANKS: [&str; 8] = ["001", "734", "390", "068", "979", "103", "850", "523"];
const DUTCH_BANKS: [&str; 6] = ["RABO", "INGB", "ABNA", "SNSB", "TRIO", "KNAB"];
/// Parts of names that somebody thought up: each is rare, as most words in a real list are.
const COINED: [[&str; 24]; 3] = [
    [
        "Alu", "Bel", "Cor", "Dex", "Ecto", "Fera", "Gam", "Hydro", "Ino", "Jura", "Kelto", "Lumi", "Medi", "Nova",
        "Opti", "Prima", "Quan", "Recto", "Solva", "Tecno", "Ulti", "Vero", "Xeno", "Zenti",
    ],
    [
        "ba", "bri", "ca", "co", "da", "di", "fa", "flo", "ga", "go", "ki", "la", "li", "ma", "mo", "na", "ni", "po",
        "ra", "ri", "sa", "ta", "ti", "vo",
    ],
    [
        "bo", "con", "cs", "dis", "dra", "fix", "gen", "graph", "lux", "max", "mex", "nor", "pack", "plan", "plast",
        "pro", "ris", "san", "sys", "tec", "tex", "trans", "trix", "vit",
    ],
];

/// An endless row of customers of a firm.
pub struct Customers<'a> {
    rng: StdRng,
    place: u32,
    team: &'a Team,
    at: DateTime<Utc>,
}

impl<'a> Customers<'a> {
    pub fn new(team: &'a Team, at: DateTime<Utc>) -> Self {
        Self { rng: StdRng::seed_from_u64(0x4b61_6e74_6f6f_7221), place: 0, team, at }
    }
}

impl Iterator for Customers<'_> {
    type Item = NewCustomer;

    fn next(&mut self) -> Option<NewCustomer> {
        let place = self.place;
        self.place += 1;
        let rng = &mut self.rng;
        let region = match rng.random_range(0..100) {
            0..68 => &*FLANDERS,
            68..84 => &*WALLONIA,
            _ => &*NETHERLANDS,
        };
        let owner = person(rng, region);
        let town = pick(rng, &region.towns, 2.0);
        let form = if rng.random_ratio(1, 5) { "" } else { pick(rng, &region.forms, 1.0) };
        let name = company_name(rng, region, &owner, town, form);
        let template = self.team.template_for(form);
        let id = Uuid::now_v7();
        let domain = format!("{}.example", slug(&name, form));
        let status = status(rng);
        let (vat, company_number, iban) = legal_numbers(rng, region, place, form);
        let customer = customer::Model {
            status: status as i16,
            vat,
            company_number,
            external_reference: if rng.random_ratio(3, 5) {
                format!("{}-{place:06}", 2008 + place % 18)
            } else {
                String::new()
            },
            country: region.country.to_owned(),
            locale: region.locale.to_owned(),
            iban,
            email: if rng.random_ratio(9, 10) { format!("info@{domain}") } else { String::new() },
            phone: phone(rng, region, town),
            mobile: if rng.random_ratio(1, 3) { mobile(rng, region) } else { String::new() },
            website: if rng.random_ratio(1, 2) { format!("https://www.{domain}") } else { String::new() },
            mandate: status == Status::Active && rng.random_ratio(3, 5),
            manager_id: Some(pick(rng, &self.team.managers, 1.0)),
            business_unit_id: Some(pick(rng, &self.team.business_units, 1.5)),
            template_id: Some(template.id),
            name,
            ..blank_customer(self.team.firm_id, id, self.at)
        };
        let head_office = address(rng, region, &customer, town, true);
        let mut addresses = vec![head_office];
        if rng.random_ratio(1, 8) {
            let elsewhere = pick(rng, &region.towns, 1.5);
            addresses.push(address(rng, region, &customer, elsewhere, false));
        }
        let more = [0, 0, 0, 1, 1, 2][rng.random_range(0..6)];
        let mut contacts = vec![contact(rng, region, &customer, &owner, &domain, true)];
        for _ in 0..more {
            let colleague = person(rng, region);
            contacts.push(contact(rng, region, &customer, &colleague, &domain, false));
        }
        let categories = categories::of_name(&customer.name).map(|place| self.team.categories[place]);
        let categories = categories.into_iter().collect();
        Some(NewCustomer {
            customer,
            addresses,
            contacts,
            content: template.content.clone(),
            categories,
            own: Vec::new(),
        })
    }
}

/// `Bakkerij Peeters BV`, `Garage De Linde`, `Novaritec NV`, `Gebroeders Maes VOF`; who trades alone often has the own name.
fn company_name(rng: &mut StdRng, region: &Region, owner: &Person, town: Town, form: &str) -> String {
    let trade = pick(rng, &region.trades, 2.0);
    let french = region.locale == "fr-BE";
    let name = match rng.random_range(0..100) {
        0..25 if form.is_empty() => format!("{} {}", owner.first_name, owner.last_name),
        0..50 => format!("{trade} {}", owner.last_name),
        50..70 => format!("{trade} {}", pick(rng, &region.fancies, 1.5)),
        70..76 => format!("{trade} {}", town.name),
        76..82 if french => format!("{} & Fils", owner.last_name),
        76..82 => format!("{} & Zonen", owner.last_name),
        82..86 if french => format!("{trade} {} Frères", owner.last_name),
        82..86 => format!("Gebroeders {}", owner.last_name),
        86..92 => format!("{} {trade}", coined(rng)),
        _ => coined(rng),
    };
    if form.is_empty() { name } else { format!("{name} {form}") }
}

fn coined(rng: &mut StdRng) -> String {
    COINED.iter().map(|parts| pick(rng, parts, 1.0)).collect()
}

/// VAT number, company number, account. About one in eight has no VAT number: associations, and people on their own.
fn legal_numbers(rng: &mut StdRng, region: &Region, place: u32, form: &str) -> (String, String, String) {
    let association = matches!(form, "VZW" | "ASBL" | "Stichting");
    let without_vat = if association { rng.random_ratio(4, 5) } else { rng.random_ratio(1, 16) };
    let registered = !without_vat || association || rng.random_ratio(1, 2);
    let (vat, company, iban) = if region.country == "NL" {
        let iban = numbers::dutch_iban(pick(rng, &DUTCH_BANKS, 1.5), place);
        (numbers::dutch_vat(place, form.is_empty()), numbers::kvk(place), iban)
    } else {
        let company = numbers::enterprise(place);
        (format!("BE{company}"), company, numbers::belgian_iban(pick(rng, &BELGIAN_BANKS, 1.5), place))
    };
    let said = |given: bool, text: String| if given { text } else { String::new() };
    (said(!without_vat, vat), said(registered, company), said(rng.random_ratio(9, 10), iban))
}

fn status(rng: &mut StdRng) -> Status {
    match rng.random_range(0..100) {
        0..78 => Status::Active,
        78..88 => Status::Archived,
        88..95 => Status::Draft,
        95..98 => Status::Invited,
        _ => Status::Declined,
    }
}
