//! The clipboard is the browser's: the server has none.

/// Copies nothing.
pub async fn write(_text: &str) -> bool {
    false
}
