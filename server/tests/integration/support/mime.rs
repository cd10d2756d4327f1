//! A mail taken apart, as a program that shows it does (RFC 2045, 2047).

use base64::{Engine, engine::general_purpose::STANDARD};

/// A part of a mail that holds no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As `text/html`.
    pub kind: String,
    pub text: String,
}

/// The headers of a mail or of a part, each on one line and in letters.
pub fn headers(entity: &str) -> Vec<(String, String)> {
    let head = entity.split("\n\n").next().unwrap_or_default();
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line}"));
        (name.to_owned(), in_letters(value.trim()))
    };
    unfolded.lines().map(header).collect()
}

/// All parts in their order.
pub fn parts(entity: &str) -> Vec<Part> {
    let headers = headers(entity);
    let said = |name: &str| {
        let header = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let (kind, more) = said("Content-Type").split_once(';').unwrap_or((said("Content-Type"), ""));
    let body = entity.split_once("\n\n").map(|(_, body)| body).unwrap_or_default();
    let Some((_, boundary)) = more.split_once("boundary=") else {
        return vec![Part { kind: kind.to_owned(), text: unpacked(said("Content-Transfer-Encoding"), body) }];
    };
    let begin = format!("--{}", boundary.split(';').next().unwrap_or_default().trim().trim_matches('"'));
    let end = format!("{begin}--");
    let (mut all, mut open) = (Vec::new(), None::<String>);
    for line in body.lines() {
        if line == begin || line == end {
            all.extend(open.iter().flat_map(|part| parts(part)));
            open = (line == begin).then(String::new);
        } else if let Some(part) = &mut open {
            part.push_str(line);
            part.push('\n');
        }
    }
    assert!(open.is_none(), "a mail that breaks off: {entity}");
    all
}

/// The value of a header whose words may be encoded.
fn in_letters(value: &str) -> String {
    const BEGIN: &str = "=?utf-8?b?";
    let value = value.replace("?= =?", "?==?");
    let (mut letters, mut rest) = (String::new(), value.as_str());
    while let Some((before, from)) = rest.split_once(BEGIN) {
        let (word, after) = from.split_once("?=").expect("an encoded word ends");
        letters.push_str(before);
        letters.push_str(&text(STANDARD.decode(word).expect("Base64")));
        rest = after;
    }
    letters + rest
}

fn unpacked(encoding: &str, body: &str) -> String {
    match encoding.to_ascii_lowercase().as_str() {
        "" | "7bit" | "8bit" => body.to_owned(),
        "base64" => text(STANDARD.decode(body.lines().collect::<String>()).expect("Base64")),
        "quoted-printable" => text(unquoted(body)),
        other => panic!("nobody knows how to unpack {other}"),
    }
}

fn unquoted(body: &str) -> Vec<u8> {
    let mut pieces = body.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match piece.strip_prefix('\n') {
            Some(same_line) => bytes.extend(same_line.as_bytes()),
            None => {
                let (sign, after) = piece.split_at(2);
                bytes.push(u8::from_str_radix(sign, 16).expect("two digits"));
                bytes.extend(after.as_bytes());
            }
        }
    }
    bytes
}

/// A picture is no text, and nobody reads it as one.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
