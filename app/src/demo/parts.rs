//! What belongs to a customer: people, addresses, phone numbers. Mail addresses end in `.example`, which nobody can own, so
//! that no demo firm ever writes to a stranger.

use domain::likeness;
use entity::{address, contact, customer};
use rand::{RngExt, rngs::StdRng};
use uuid::Uuid;

use super::regions::{Region, Town, pick};

/// Somebody's name.
pub struct Person {
    pub first_name: &'static str,
    pub last_name: &'static str,
}

/// Somebody of this region.
pub fn person(rng: &mut StdRng, region: &Region) -> Person {
    Person { first_name: pick(rng, &region.first_names, 1.5), last_name: pick(rng, &region.families, 1.5) }
}

/// An address in this town.
pub fn address(
    rng: &mut StdRng,
    region: &Region,
    customer: &customer::Model,
    town: Town,
    head_office: bool,
) -> address::Model {
    let letters = b"ABCDEGHJKLMNPRTVWXZ";
    let mut letter = || char::from(pick(rng, letters, 1.0));
    let postcode = match region.country {
        "NL" => format!("{} {}{}", town.postcode, letter(), letter()),
        _ => town.postcode.to_owned(),
    };
    let mut address = address::Model {
        firm_id: customer.firm_id,
        id: Uuid::now_v7(),
        customer_id: customer.id,
        version: 1,
        head_office,
        label: if head_office {
            String::new()
        } else {
            pick(rng, &["Magazijn", "Facturatie", "Winkel"], 1.0).to_owned()
        },
        street: pick(rng, &region.streets, 1.5).to_owned(),
        house_number: rng.random_range(1..260).to_string(),
        postcode,
        city: town.name.to_owned(),
        country: region.country.to_owned(),
        ..address::Model::default()
    };
    if rng.random_ratio(1, 9) {
        address.box_number = rng.random_range(1..20).to_string();
    }
    address
}

/// A person at the customer.
pub fn contact(
    rng: &mut StdRng,
    region: &Region,
    customer: &customer::Model,
    person: &Person,
    domain: &str,
    main: bool,
) -> contact::Model {
    let roles = ["Zaakvoerder", "Boekhouding", "Administratie", "Aankoop", "Partner"];
    contact::Model {
        firm_id: customer.firm_id,
        id: Uuid::now_v7(),
        customer_id: customer.id,
        version: 1,
        main,
        first_name: person.first_name.to_owned(),
        last_name: person.last_name.to_owned(),
        email: format!("{}.{}@{domain}", slug(person.first_name, ""), slug(person.last_name, "")),
        phone: String::new(),
        mobile: if rng.random_ratio(1, 2) { mobile(rng, region) } else { String::new() },
        role: if main { roles[0].to_owned() } else { pick(rng, &roles[1..], 1.0).to_owned() },
        locale: region.locale.to_owned(),
        active: main || !rng.random_ratio(1, 20),
    }
}

/// A number at a desk.
pub fn phone(rng: &mut StdRng, region: &Region, town: Town) -> String {
    let mut digits =
        |many: usize| -> String { (0..many).map(|_| char::from(b'0' + rng.random_range(0..10u8))).collect() };
    match (region.country, town.area.len()) {
        ("NL", area) => format!("+31 {} {}", town.area, digits(9 - area)),
        (_, 1) => format!("+32 {} 2{} {} {}", town.area, digits(2), digits(2), digits(2)),
        _ => format!("+32 {} {} {} {}", town.area, digits(2), digits(2), digits(2)),
    }
}

/// A number in a pocket.
pub fn mobile(rng: &mut StdRng, region: &Region) -> String {
    let number = rng.random_range(1_000_000..9_999_999);
    if region.country == "NL" { format!("+31 6 1{number}") } else { format!("+32 47{} {}", number % 10, number / 10) }
}

/// A name as it stands in a domain: without its legal form, accents and spaces.
pub fn slug(name: &str, form: &str) -> String {
    let name = name.strip_suffix(form).unwrap_or(name);
    likeness::fold(name).chars().filter(char::is_ascii_alphanumeric).take(40).collect()
}
