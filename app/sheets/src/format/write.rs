//! A number or text under one section of a format.

use super::parse::{Section, Token};

/// The most decimals that a number can have.
const MAX_DECIMALS: usize = 15;

/// A number that is not negative. None where digits would be lost.
pub fn number(section: &Section, number: f64) -> Option<String> {
    let has = |wanted: &Token| section.tokens.contains(wanted);
    if !number.is_finite() || has(&Token::Power) {
        return None;
    }
    if has(&Token::Bar) {
        return fraction(section, number);
    }
    let percents = section.tokens.iter().filter(|token| **token == Token::Percent).count();
    let scaled = number * 100f64.powi(percents as i32) / 1_000f64.powi(section.thousands as i32);
    let point = section.tokens.iter().position(|token| *token == Token::Point).unwrap_or(section.tokens.len());
    let (whole, behind) = section.tokens.split_at(point);
    let decimals = places(behind).min(MAX_DECIMALS);
    // Fifteen digits are all that a spreadsheet keeps: 1.005 is not a little less than it looks.
    let exact: f64 = format!("{scaled:.14e}").parse().unwrap_or(scaled);
    let digits = format!("{:.decimals$}", rounded(exact, decimals));
    let (integer, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    Some(integers(section, whole, integer, number) + &fractions(behind, rest, number))
}

/// A text in its place.
pub fn text(section: &Section, text: &str) -> Option<String> {
    if !section.tokens.contains(&Token::Whole) || section.tokens.len() == 1 {
        return None;
    }
    let shown = section.tokens.iter().map(|token| match token {
        Token::Whole => text,
        Token::Literal(literal) => literal,
        _ => "",
    });
    Some(shown.collect())
}

/// A half goes up, as in a spreadsheet, also where its binary form is a hair below it.
fn rounded(number: f64, decimals: usize) -> f64 {
    let scale = 10f64.powi(decimals as i32);
    let shifted = number * scale;
    (shifted + shifted * 4.0 * f64::EPSILON).round() / scale
}

fn places(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count()
}

/// What stands before the point, filled from the right; digits that find no place of their own stand at the first.
fn integers(section: &Section, tokens: &[Token], integer: &str, number: f64) -> String {
    let mut left: Vec<char> = integer.chars().filter(|_| integer != "0").collect();
    let (mut pieces, mut written, mut open) = (Vec::new(), 0, places(tokens));
    let mut digit = |pieces: &mut Vec<String>, c: char| {
        if section.groups && written > 0 && written % 3 == 0 {
            pieces.push(".".to_owned());
        }
        written += 1;
        pieces.push(c.to_string());
    };
    for token in tokens.iter().rev() {
        match token {
            Token::Digit(kind) => {
                open -= 1;
                match (left.pop(), kind) {
                    (Some(c), _) => digit(&mut pieces, c),
                    (None, '0') => digit(&mut pieces, '0'),
                    (None, '?') => pieces.push(" ".to_owned()),
                    (None, _) => {}
                }
                while open == 0
                    && let Some(c) = left.pop()
                {
                    digit(&mut pieces, c);
                }
            }
            Token::Literal(text) => pieces.push(text.clone()),
            Token::Percent => pieces.push("%".to_owned()),
            Token::Whole => pieces.push(number.to_string()),
            Token::Point | Token::Bar | Token::Power => {}
        }
    }
    pieces.into_iter().rev().collect()
}

/// The point and what stands behind it. Zeros at the end are left out where a place is not for every digit.
fn fractions(tokens: &[Token], digits: &str, number: f64) -> String {
    let mut left = digits.chars();
    let mut shown = String::new();
    for token in tokens {
        match token {
            Token::Digit(kind) => {
                let rest_is_zero = left.as_str().bytes().all(|digit| digit == b'0');
                match (left.next(), kind) {
                    (_, '#') if rest_is_zero => {}
                    (_, '?') if rest_is_zero => shown.push(' '),
                    (digit, _) => shown.extend(digit),
                }
            }
            Token::Point => shown.push(','),
            Token::Literal(text) => shown.push_str(text),
            Token::Percent => shown.push('%'),
            Token::Whole => shown.push_str(&number.to_string()),
            Token::Bar | Token::Power => {}
        }
    }
    shown
}

/// A number as a whole and a fraction: `12 1/4`. None where it is not one of so small a denominator, to three digits.
fn fraction(section: &Section, number: f64) -> Option<String> {
    let bar = section.tokens.iter().position(|token| *token == Token::Bar)?;
    let most = 10u32.checked_pow(places(&section.tokens[bar..]).clamp(1, 3) as u32)? - 1;
    let whole = number.trunc();
    let of = |denominator: u32| (number.fract() * f64::from(denominator)).round();
    let nearest =
        (1..=most).find(|denominator| (of(*denominator) / f64::from(*denominator) - number.fract()).abs() < 1e-9)?;
    Some(match (whole, of(nearest)) {
        (whole, 0.0) => whole.to_string(),
        (0.0, part) => format!("{part}/{nearest}"),
        (whole, part) => format!("{whole} {part}/{nearest}"),
    })
}
