//! Which rule goes with which prefix; Belgium apart, whose number is read by the rule of the enterprise number.

use super::{benelux, east, north, outside, south, west};
use crate::Reason;

/// A country's rule over what follows the prefix; ASCII capitals and digits reach it.
type Check = fn(&str) -> Result<(), Reason>;

/// The prefix and the rule of one country.
#[derive(Clone, Copy)]
pub(super) struct Scheme {
    pub(super) prefix: &'static str,
    check: Check,
}

const SCHEMES: &[(&str, Check)] = &[
    ("AT", west::austria),
    ("BG", east::bulgaria),
    ("CH", outside::switzerland),
    ("CY", south::cyprus),
    ("CZ", east::czechia),
    ("DE", west::germany),
    ("DK", north::denmark),
    ("EE", north::estonia),
    ("EL", south::greece),
    ("ES", south::spain),
    ("FI", north::finland),
    ("FR", west::france),
    ("GB", outside::united_kingdom),
    ("HR", east::croatia),
    ("HU", east::hungary),
    ("IE", west::ireland),
    ("IT", south::italy),
    ("LT", north::lithuania),
    ("LU", benelux::luxembourg),
    ("LV", north::latvia),
    ("MT", south::malta),
    ("NL", benelux::netherlands),
    ("NO", outside::norway),
    ("PL", east::poland),
    ("PT", south::portugal),
    ("RO", east::romania),
    ("SE", north::sweden),
    ("SI", east::slovenia),
    ("SK", east::slovakia),
    ("XI", outside::united_kingdom),
];

impl Scheme {
    /// The scheme that a number's first two letters name, and the rest of the number.
    pub(super) fn of(text: &str) -> Option<(Self, &str)> {
        let (letters, national) = text.split_at_checked(2)?;
        let wanted = if letters == "GR" { "EL" } else { letters };
        let (prefix, check) = *SCHEMES.iter().find(|(prefix, _)| *prefix == wanted)?;
        Some((Self { prefix, check }, national))
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
