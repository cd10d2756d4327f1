//! The categories of the demo firm, and the words in a customer's name that tell which of them it is in.

use std::{collections::HashMap, sync::LazyLock};

/// A category by its name, with words of all regions.
const CATEGORIES: [(&str, &str); 6] = [
    (
        "Bouw",
        "Bouwwerken Schilderwerken Dakwerken Schrijnwerkerij Loodgieterij Elektro Vloeren Parket Ramen Isolatie Grondwerken \
         Metaalbewerking Lasatelier Installaties Sanitair Verwarming Airco Zonnepanelen Steenhouwerij Bouwbedrijf \
         Schildersbedrijf Installatiebedrijf Timmerbedrijf Loodgietersbedrijf Stukadoorsbedrijf Grondverzet \
         Constructiebedrijf Glaszetterij Construction Peintures Électricité Toitures Menuiserie Plomberie Carrelages \
         Châssis Terrassement Ferronnerie Chauffage Sanitaire Marbrerie",
    ),
    (
        "Handel",
        "Bakkerij Slagerij Boekhandel Bloemen Keukens Meubelen Fietsen Motoren Banden Juwelier Schoenen Kinderkleding Mode \
         Lingerie Speelgoed Visspeciaalzaak Kaashandel Wijnhandel Dierenspeciaalzaak Houthandel Glashandel Drankenhandel \
         Krantenwinkel Kringwinkel Tuincentrum Bloemenhandel Rijwielhandel Schoenmode Vishandel Wijnkoperij Boulangerie \
         Boucherie Librairie Fleurs Cuisines Meubles Cycles Pneus Bijouterie Chaussures Poissonnerie Fromagerie Caves \
         Animalerie Boissons",
    ),
    ("Horeca", "Frituur Café Restaurant Brasserie Traiteur IJssalon Snackbar Catering Friterie Glacier"),
    (
        "Landbouw",
        "Tuinaanleg Hoeve Melkveebedrijf Fruitteelt Boomkwekerij Landbouwmachines Imkerij Hoveniersbedrijf Kaasboerderij \
         Melkveehouderij Akkerbouwbedrijf Bollenkwekerij Jardins Ferme Pépinières Rucher",
    ),
    (
        "Transport",
        "Transport Taxi Verhuizingen Logistiek Transportbedrijf Taxibedrijf Verhuisbedrijf Transports Taxis Déménagements",
    ),
    (
        "Vrij beroep",
        "Apotheek Advocatenkantoor Tandartspraktijk Huisartsenpraktijk Kinepraktijk Dierenartsenpraktijk \
         Architectenbureau Studiebureau Podologie Logopedie Advocatuur Fysiotherapie Architecten Dierenkliniek Pharmacie \
         d'avocats dentaire médical Architecture",
    ),
];

static PLACES: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let words = |(place, (_, words)): (usize, &(&'static str, &'static str))| {
        words.split_whitespace().map(move |word| (word, place)).collect::<Vec<_>>()
    };
    CATEGORIES.iter().enumerate().flat_map(words).collect()
});

/// What they are called.
pub fn names() -> impl Iterator<Item = &'static str> {
    CATEGORIES.iter().map(|(name, _)| *name)
}

/// The place of the category that the name of a customer tells; a family or a made-up name tells none.
pub fn of_name(name: &str) -> Option<usize> {
    name.split_whitespace().find_map(|word| PLACES.get(word).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::regions::{FLANDERS, NETHERLANDS, WALLONIA};

    #[test]
    fn most_trades_tell_a_category() {
        for region in [&*FLANDERS, &*WALLONIA, &*NETHERLANDS] {
            let told = region.trades.iter().filter(|trade| of_name(trade).is_some()).count();
            assert!(told * 2 > region.trades.len(), "{}: {told} of {}", region.locale, region.trades.len());
        }
        let named = |name: &str| of_name(name).and_then(|place| names().nth(place));
        assert_eq!(named("Brasserie De Zwaan BV"), Some("Horeca"));
        assert_eq!(named("Cabinet d'avocats Dubois SRL"), Some("Vrij beroep"));
        assert_eq!(named("Gebroeders Maes VOF"), None);
    }
}
