//! The parts that believable customers are put together from, per region: a text file each, the most frequent first.

use std::{collections::BTreeMap, sync::LazyLock};

use rand::{RngExt, rngs::StdRng};

/// A town with its postcode and area code (without the zero).
#[derive(Clone, Copy)]
pub struct Town {
    pub postcode: &'static str,
    pub name: &'static str,
    pub area: &'static str,
}

/// What one region's customers are made of.
pub struct Region {
    pub locale: &'static str,
    pub country: &'static str,
    pub forms: Vec<&'static str>,
    pub trades: Vec<&'static str>,
    pub fancies: Vec<&'static str>,
    pub families: Vec<&'static str>,
    pub first_names: Vec<&'static str>,
    pub streets: Vec<&'static str>,
    pub towns: Vec<Town>,
}

pub static FLANDERS: LazyLock<Region> = LazyLock::new(|| Region::read(include_str!("regions/flanders.txt")));
pub static WALLONIA: LazyLock<Region> = LazyLock::new(|| Region::read(include_str!("regions/wallonia.txt")));
pub static NETHERLANDS: LazyLock<Region> = LazyLock::new(|| Region::read(include_str!("regions/netherlands.txt")));

impl Region {
    /// Sections begin with `# name`; within one, commas separate.
    fn read(text: &'static str) -> Self {
        let mut sections: BTreeMap<&str, Vec<&'static str>> = BTreeMap::new();
        let mut section = "";
        for line in text.lines() {
            match line.strip_prefix("# ") {
                Some(name) => section = name,
                None => sections
                    .entry(section)
                    .or_default()
                    .extend(line.split(',').map(str::trim).filter(|part| !part.is_empty())),
            }
        }
        let mut take = |name: &str| sections.remove(name).unwrap_or_default();
        Self {
            locale: take("locale")[0],
            country: take("country")[0],
            forms: take("forms"),
            trades: take("trades"),
            fancies: take("fancies"),
            families: take("families"),
            first_names: take("first_names"),
            streets: take("streets"),
            towns: take("cities").into_iter().filter_map(town).collect(),
        }
    }
}

/// `9000 Gent 9`
fn town(line: &'static str) -> Option<Town> {
    let (postcode, rest) = line.split_once(' ')?;
    let (name, area) = rest.rsplit_once(' ')?;
    Some(Town { postcode, name, area })
}

/// One of the list; the further back, the rarer. A skew of 1 gives each the same chance, at 2 the first of a hundred comes in
/// one of ten.
pub fn pick<T: Copy>(rng: &mut StdRng, list: &[T], skew: f64) -> T {
    let place = rng.random::<f64>().powf(skew) * list.len() as f64;
    list[(place as usize).min(list.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_complete() {
        for region in [&*FLANDERS, &*WALLONIA, &*NETHERLANDS] {
            let lists = [
                &region.forms,
                &region.trades,
                &region.fancies,
                &region.families,
                &region.first_names,
                &region.streets,
            ];
            assert!(lists.iter().all(|list| list.len() >= 8), "{}", region.locale);
            assert!(region.towns.len() >= 35);
            for town in &region.towns {
                let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                assert!(
                    town.postcode.len() == 4 && digits(town.postcode) && digits(town.area) && !town.name.is_empty(),
                    "{}",
                    town.name
                );
            }
        }
    }
}
