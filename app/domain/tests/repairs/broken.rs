//! Right numbers of every scheme with check digits, and the same after one slip. All of it follows from a seed.

use domain::{BusinessId, EnterpriseNumber, Iban, NorwegianNumber, ParticipantId, Rejection, Rsin, VatNumber};

/// Numbers as if by chance, the same at each run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// One kind of number with check digits.
#[derive(Clone, Copy)]
pub struct Scheme {
    /// `VAT`, `IBAN` or the name of a company number.
    pub kind: &'static str,
    /// What such numbers look like: # a digit, a a letter, anything else itself.
    pub shape: &'static str,
    /// Gives the stored form, or why the number is refused.
    pub read: fn(&str) -> Result<String, Rejection>,
}

impl Scheme {
    /// A right number.
    pub fn right(self, dice: &mut Dice) -> String {
        loop {
            let text = self.with_check_digits(self.filled(dice));
            if (self.read)(&text).is_ok_and(|stored| stored.replace('-', "") == text) {
                return text;
            }
        }
    }

    fn filled(self, dice: &mut Dice) -> String {
        let sign = |sign| match sign {
            '#' => dice.one_of(b"0123456789").into(),
            'a' => dice.one_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ").into(),
            other => other,
        };
        self.shape.chars().map(sign).collect()
    }

    /// Where trying would take long, the check digits are computed.
    fn with_check_digits(self, text: String) -> String {
        match (self.kind, text.get(..2)) {
            ("IBAN", Some("BE")) => international(&format!("{}{}", &text[..14], belgian(&text[4..14]))),
            ("IBAN", _) => international(&text),
            ("VAT", Some("FR")) if text.bytes().skip(2).all(|sign| sign.is_ascii_digit()) => {
                format!("FR{:02}{}", (value(&text[4..]) * 100 + 12) % 97, &text[4..])
            }
            _ => text,
        }
    }
}

fn value(digits: &str) -> u64 {
    digits.parse().expect("digits")
}

/// The end of an old Belgian account number.
fn belgian(body: &str) -> String {
    format!("{:02}", (value(body) + 96) % 97 + 1)
}

/// The text with the check digits of an IBAN in the third and fourth place.
fn international(text: &str) -> String {
    let (country, account) = (&text[..2], &text[4..]);
    let rest = format!("{account}{country}00").chars().filter_map(|sign| sign.to_digit(36)).fold(0, |rest, number| {
        let shift = if number < 10 { 10 } else { 100 };
        (rest * shift + number) % 97
    });
    format!("{country}{:02}{account}", 98 - rest)
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// One digit is another.
    Digit,
    /// Two neighbouring digits changed places.
    Exchange,
}

/// A right number after a slip that can be seen in its check digits.
pub fn broken(scheme: Scheme, slip: Slip, dice: &mut Dice) -> (String, String) {
    loop {
        let right = scheme.right(dice);
        let mut signs = right.clone().into_bytes();
        let first = right.find(':').map_or(0, |colon| colon + 1);
        let at = first + dice.below(signs.len() - first - 1);
        match slip {
            Slip::Digit if signs[at].is_ascii_digit() => signs[at] = dice.one_of(b"0123456789"),
            Slip::Exchange if signs[at].is_ascii_digit() && signs[at + 1].is_ascii_digit() => signs.swap(at, at + 1),
            _ => continue,
        }
        let wrong = String::from_utf8(signs).expect("ASCII");
        if (scheme.read)(&wrong).is_err() {
            return (right, wrong);
        }
    }
}

/// What became of a wrong number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The number that was meant is offered, alone.
    Right,
    /// It is one of two or three.
    Choice,
    /// Nothing is offered.
    Nothing,
    /// Something is offered, and it is not among that.
    Wrong,
}

/// What is offered for a wrong number, when `right` was meant.
pub fn outcome(scheme: Scheme, right: &str, wrong: &str) -> Outcome {
    let meant = (scheme.read)(right).expect("a right number");
    let offered = (scheme.read)(wrong).expect_err("a wrong number").repairs;
    match (offered.len(), offered.contains(&meant)) {
        (0, _) => Outcome::Nothing,
        (1, true) => Outcome::Right,
        (2..=Rejection::MOST_REPAIRS, true) => Outcome::Choice,
        _ => Outcome::Wrong,
    }
}

macro_rules! schemes {
    ($($kind:literal $number:ty: $($shape:literal)+;)+) => {
        /// Every scheme of the product that has check digits, by its shapes.
        pub const SCHEMES: &[Scheme] = &[$($(Scheme {
            kind: $kind,
            shape: $shape,
            read: |text| <$number>::read(text).map(|parsed| parsed.value.to_string()),
        },)+)+];
    };
}

schemes! {
    "enterprise number" EnterpriseNumber: "0#########" "1#########";
    "RSIN" Rsin: "#########";
    "Norwegian number" NorwegianNumber: "#########";
    "business id" BusinessId: "########";
    "Peppol id" ParticipantId: "0208:0#########" "9925:BE0#########" "9944:NL#########B##" "0192:#########";
    "VAT" VatNumber: "ATU########" "BE0#########" "BE1#########" "BG#########" "CHE#########" "CY########a" "CZ########"
        "CZ6########" "DE#########" "DK########" "EE#########" "EL#########" "ESa########" "ES########a" "ESX#######a" "FI########"
        "FR###########" "FRa##########" "GB#########" "XI#########" "HR###########" "HU########" "IE#######a" "IE#######aa"
        "IT###########" "LT#######1#" "LT##########1#" "LU########" "LV###########" "MT########" "NL#########B##"
        "NO#########MVA" "PL##########" "PT#########" "RO#########" "SE##########01" "SI########" "SK##########";
    "IBAN" Iban: "AT00################" "BE00############" "BG00aaaa##############" "CH00#################"
        "CY00########################" "CZ00####################" "DE00##################" "DK00##############"
        "EE00################" "ES00####################" "FI00##############" "FR00###################a###"
        "GB00aaaa##############" "GR00#######################" "HR00#################" "HU00########################"
        "IE00aaaa##############" "IS00######################" "IT00a######################" "LI00#################"
        "LT00################" "LU00################" "LV00aaaa#############" "MC00#######################"
        "MT00aaaa#######################" "NL00aaaa##########" "NO00###########" "PL00########################"
        "PT00#####################" "RO00aaaa################" "SE00####################" "SI00###############"
        "SK00####################" "SM00a######################";
}
