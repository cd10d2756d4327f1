//! A QR code as one path of an SVG drawing.

use qrcodegen::{QrCode as Drawn, QrCodeEcc};

use super::QrCode;
use crate::{context::internal, error::AppError};

/// White around the code, in units: what the standard asks for.
const MARGIN: i32 = 4;

/// Draws a text.
pub fn of(text: &str) -> Result<QrCode, AppError> {
    let code = Drawn::encode_text(text, QrCodeEcc::Medium).map_err(internal)?;
    let dark = |x, y| code.get_module(x, y);
    let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let path = squares.filter(|(x, y)| dark(*x, *y)).map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN));
    Ok(QrCode { size: code.size() + 2 * MARGIN, path: path.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_margin() {
        let QrCode { size, path } = of("otpauth://totp/x").unwrap();
        assert!(path.starts_with("M4 4h1v1h-1z"), "{path}");
        assert!(path.contains(&format!("M{} 4h1v1h-1z", size - MARGIN - 1)));
        assert!(path.contains(&format!("M4 {}h1v1h-1z", size - MARGIN - 1)));
        assert!(!path.contains("M3 ") && !path.contains(&format!("M{} ", size - MARGIN)));
    }
}
