//! Passkeys in the browser. The server draws the page only.

/// Whether this browser can use passkeys here.
pub fn supported() -> bool {
    false
}

/// Has the browser make a passkey.
pub async fn create(_question: String) -> Option<String> {
    None
}

/// Has the browser ask a passkey.
pub async fn ask(_question: String) -> Option<String> {
    None
}
