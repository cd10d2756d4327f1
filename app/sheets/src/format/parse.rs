//! From the code of a number format to its sections.

use super::Kind;

/// What a format says about some numbers: those above zero, those below, zero, or texts.
#[derive(Debug, Default)]
pub struct Section {
    pub condition: Option<Condition>,
    pub tokens: Vec<Token>,
    /// Whether thousands are set apart.
    pub groups: bool,
    /// How many times the number is divided by a thousand.
    pub thousands: u32,
}

/// A sign and the number that it compares with, as in `[<100]`.
#[derive(Clone, Copy, Debug)]
pub struct Condition(pub Sign, pub f64);

#[derive(Clone, Copy, Debug)]
pub enum Sign {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Sign {
    pub fn holds(self, number: f64, bound: f64) -> bool {
        match self {
            Sign::Less => number < bound,
            Sign::LessOrEqual => number <= bound,
            Sign::Equal => number == bound,
            Sign::NotEqual => number != bound,
            Sign::GreaterOrEqual => number >= bound,
            Sign::Greater => number > bound,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Literal(String),
    /// `0`, `#` or `?`: a place for a digit.
    Digit(char),
    Point,
    Percent,
    /// The bar of a fraction.
    Bar,
    /// The number, or the text, as it is.
    Whole,
    /// The power of ten of scientific notation.
    Power,
}

impl Section {
    /// Whether it is about texts: it has a place for one.
    pub fn is_of_text(&self) -> bool {
        self.tokens.contains(&Token::Whole) && !self.tokens.iter().any(|token| matches!(token, Token::Digit(_)))
    }
}

/// The sections of a format, and what kind of thing the first of them shows.
pub fn sections(code: &str) -> (Vec<Section>, Kind) {
    let mut sections = Vec::new();
    let mut kind = None;
    let mut rest = code;
    loop {
        let (section, found, after) = section(rest);
        let plain = section.tokens == [Token::Whole] && section.condition.is_none();
        kind.get_or_insert(found.unwrap_or(if plain { Kind::General } else { Kind::Number }));
        sections.push(section);
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    let said_nothing = sections.iter().all(|section| section.tokens.is_empty());
    let kind = kind.unwrap_or_default();
    // The letters of a day leave nothing in a section.
    let is_time = matches!(kind, Kind::Date | Kind::Duration);
    (sections, if said_nothing && !is_time { Kind::General } else { kind })
}

/// The first section of a code; what kind of time it shows, if it does; and the code behind it, if there is more.
fn section(code: &str) -> (Section, Option<Kind>, Option<&str>) {
    let mut section = Section::default();
    let mut time = None;
    let mut chars = code.char_indices();
    // Commas behind the last place for a digit, which divide; between two places they set thousands apart.
    let mut commas = 0;
    while let Some((at, c)) = chars.next() {
        match c {
            ';' => {
                section.thousands += commas;
                return (section, time, Some(&code[at + 1..]));
            }
            '"' => {
                let text: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '"').collect();
                section.literal(&text);
            }
            '\\' => section.literal(&chars.next().map(|(_, c)| c.to_string()).unwrap_or_default()),
            // As wide as the sign behind it.
            '_' => {
                chars.next();
                section.literal(" ");
            }
            // Fills the cell with the sign behind it.
            '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != ']').collect();
                time = time.or(section.bracket(&inside));
            }
            '0' | '#' | '?' => {
                section.groups |= commas > 0;
                commas = 0;
                section.tokens.push(Token::Digit(c));
            }
            ',' if section.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => commas += 1,
            '.' => {
                section.thousands += commas;
                commas = 0;
                section.tokens.push(Token::Point);
            }
            '%' => section.tokens.push(Token::Percent),
            '@' => section.tokens.push(Token::Whole),
            'E' | 'e' if code[at + 1..].starts_with(['+', '-']) => section.tokens.push(Token::Power),
            'G' | 'g' if code.get(at..at + 7).is_some_and(|word| word.eq_ignore_ascii_case("general")) => {
                chars.nth(5);
                section.tokens.push(Token::Whole);
            }
            '/' if section.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => {
                section.tokens.push(Token::Bar)
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => time = time.or(Some(Kind::Date)),
            other => section.literal(other.encode_utf8(&mut [0; 4])),
        }
    }
    section.thousands += commas;
    (section, time, None)
}

impl Section {
    fn literal(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Literal(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.tokens.push(Token::Literal(text.to_owned())),
        }
    }

    /// Reads what stands in square brackets: a condition, a currency, a length of time; a colour or language shows nothing.
    fn bracket(&mut self, inside: &str) -> Option<Kind> {
        if let Some(currency) = inside.strip_prefix('$') {
            self.literal(currency.split('-').next().unwrap_or_default());
        } else if let Some(condition) = condition(inside) {
            self.condition = Some(condition);
        } else if !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'm' | 's' | 'H' | 'M' | 'S')) {
            return Some(Kind::Duration);
        }
        None
    }
}

fn condition(text: &str) -> Option<Condition> {
    let signs = [
        ("<=", Sign::LessOrEqual),
        ("<>", Sign::NotEqual),
        (">=", Sign::GreaterOrEqual),
        ("<", Sign::Less),
        (">", Sign::Greater),
        ("=", Sign::Equal),
    ];
    let (sign, bound) = signs.into_iter().find_map(|(written, sign)| Some((sign, text.strip_prefix(written)?)))?;
    Some(Condition(sign, bound.trim().parse().ok()?))
}
