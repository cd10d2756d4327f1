//! Numbers and words without a pattern, the same in every run.

/// Numbers by xorshift.
pub struct Chance(u64);

impl Chance {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    /// Whether one of so many comes out.
    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.below(all.len() as u64) as usize])
    }

    pub fn text(&mut self, all: &[&'static str]) -> String {
        self.of(all).unwrap_or_default().to_owned()
    }

    /// A name as people have them, and a number.
    pub fn word(&mut self) -> String {
        let words = ["Café", "d'Hondt", "Peeters & Zn.", "Öztürk", "B.V.", "Ma\u{e8}s", "Gent", "'t Zand"];
        format!("{} {}", self.text(&words), self.below(1_000_000_000))
    }

    /// An address that nobody had before.
    pub fn email(&mut self) -> String {
        format!("jan.{}@voorbeeld.be", self.below(1_000_000_000_000))
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            let other = self.below(place as u64 + 1) as usize;
            all.swap(place, other);
        }
    }
}
