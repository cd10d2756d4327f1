//! Which signs of a text can be seen, and what becomes of the others.

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It stays as it is.
    Keep,
    /// It is a space of some kind.
    Space,
    /// Nobody sees it: it goes.
    Hidden,
}

/// Judges a character by itself and by its neighbours: a joiner belongs between the parts of an emoji and within a word of a
/// script that is joined, and nowhere else.
pub fn judge(c: char, before: Option<char>, after: Option<char>) -> Sign {
    match c {
        ' '..='~' if c != ' ' => Sign::Keep,
        c if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2800}') => Sign::Space,
        '\u{200c}' | '\u{200d}' if joins(before, after) => Sign::Keep,
        '\u{200d}' if in_emoji(before) && after.is_some_and(is_pictograph) => Sign::Keep,
        '\u{fe0e}' | '\u{fe0f}' if before.is_some_and(is_pictograph) || after == Some('\u{20e3}') => Sign::Keep,
        // The letters of a flag, such as that of Scotland, follow a black one.
        '\u{e0020}'..='\u{e007f}' if before.is_some_and(|c| matches!(c, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')) => {
            Sign::Keep
        }
        '\u{e0100}'..='\u{e01ef}' if before.is_some_and(is_ideograph) => Sign::Keep,
        c if c.is_control() || is_hidden(c) => Sign::Hidden,
        _ => Sign::Keep,
    }
}

/// Characters that show nothing: soft hyphens, zero-width signs, marks that turn the reading direction, fillers, annotations,
/// variations, tags, and what is no character at all.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Arabic and its relatives, and the scripts of India and its neighbours, in which a joiner changes how a word looks.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let joined = |c: char| {
        matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
            | '\u{a840}'..='\u{a8ff}' | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}')
            && !is_hidden(c)
    };
    before.is_some_and(joined) && after.is_some_and(joined)
}

fn in_emoji(before: Option<char>) -> bool {
    before.is_some_and(|c| is_pictograph(c) || matches!(c, '\u{fe0f}' | '\u{20e3}' | '\u{e007f}'))
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
