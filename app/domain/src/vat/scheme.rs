//! Which rule goes with which prefix; Belgium apart, whose number is read by the rule of the enterprise number.

use super::{benelux, east, north, outside, south, west};
use crate::{Reason, numbers::readable_vat};

/// A country's rule over what follows the prefix; ASCII capitals and digits reach it.
type Check = fn(&str) -> Result<(), Reason>;

/// The prefix and the rule of one country, and a right number of it.
#[derive(Clone, Copy)]
pub(super) struct Scheme {
    pub(super) prefix: &'static str,
    check: Check,
    example: &'static str,
}

/// The examples are those that the authorities publish.
const SCHEMES: &[(&str, Check, &str)] = &[
    ("AT", west::austria, "ATU13585627"),
    ("BG", east::bulgaria, "BG175074752"),
    ("CH", outside::switzerland, "CHE107787577"),
    ("CY", south::cyprus, "CY10259033P"),
    ("CZ", east::czechia, "CZ25123891"),
    ("DE", west::germany, "DE136695976"),
    ("DK", north::denmark, "DK13585628"),
    ("EE", north::estonia, "EE100931558"),
    ("EL", south::greece, "EL094259216"),
    ("ES", south::spain, "ESB58378431"),
    ("FI", north::finland, "FI20774740"),
    ("FR", west::france, "FR40303265045"),
    ("GB", outside::united_kingdom, "GB980780684"),
    ("HR", east::croatia, "HR33392005961"),
    ("HU", east::hungary, "HU12892312"),
    ("IE", west::ireland, "IE6433435F"),
    ("IT", south::italy, "IT00743110157"),
    ("LT", north::lithuania, "LT119511515"),
    ("LU", benelux::luxembourg, "LU15027442"),
    ("LV", north::latvia, "LV40003521600"),
    ("MT", south::malta, "MT11679112"),
    ("NL", benelux::netherlands, "NL004495445B01"),
    ("NO", outside::norway, "NO923609016MVA"),
    ("PL", east::poland, "PL8567346215"),
    ("PT", south::portugal, "PT501964843"),
    ("RO", east::romania, "RO18547290"),
    ("SE", north::sweden, "SE123456789701"),
    ("SI", east::slovenia, "SI50223054"),
    ("SK", east::slovakia, "SK2022749619"),
    ("XI", outside::united_kingdom, "XI980780684"),
];

impl Scheme {
    /// The scheme that a number's first two letters name, and the rest of the number.
    pub(super) fn of(text: &str) -> Option<(Self, &str)> {
        let (letters, national) = text.split_at_checked(2)?;
        let wanted = if letters == "GR" { "EL" } else { letters };
        let (prefix, check, example) = *SCHEMES.iter().find(|(prefix, ..)| *prefix == wanted)?;
        Some((Self { prefix, check, example }, national))
    }

    /// A right number as people write it.
    pub(super) fn example(self) -> String {
        readable_vat(self.example)
    }

    pub(super) fn check(self, national: &str) -> Result<(), Reason> {
        (self.check)(national)
    }

    /// Whether letters carry meaning, so that an O may not be read as a 0.
    pub(super) fn has_letters(self) -> bool {
        matches!(self.prefix, "CY" | "ES" | "FR" | "GB" | "IE" | "XI")
    }

    /// The number with the zeros that its older form left out, if that makes it right.
    pub(super) fn restore_zeros(self, national: &str) -> Option<String> {
        let padded = match self.prefix {
            "EL" if national.len() == 8 => format!("0{national}"),
            "NL" if (4..12).contains(&national.len()) => format!("{national:0>12}"),
            _ => return None,
        };
        self.check(&padded).is_ok().then_some(padded)
    }

    /// The one form in which a number with an optional ending is stored.
    pub(super) fn complete(self, national: &str) -> String {
        match self.prefix {
            "NO" => format!("{}MVA", outside::without_mva(national)),
            "CH" => outside::without_vat_letters(national).to_owned(),
            _ => national.to_owned(),
        }
    }
}
