//! Forms as a browser without JavaScript reads and sends them.

use reqwest::Response;

use super::{Client, answers::location};

/// A form of a page.
pub struct Form {
    /// The tag that opens it.
    pub tag: String,
    /// All between its tags.
    pub inside: String,
}

/// The forms of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let parts = page.split("<form").skip(1);
    let form = |part: &str| {
        let (tag, rest) = part.split_once('>').expect("an end of the tag");
        let inside = rest.split("</form>").next().unwrap_or_default();
        Form { tag: tag.to_owned(), inside: inside.to_owned() }
    };
    parts.map(form).collect()
}

/// An attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
    Some(text(value))
}

/// A text of a page as it was before it was written in HTML.
fn text(html: &str) -> String {
    let pairs = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&amp;", "&")];
    pairs.into_iter().fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

impl Form {
    /// What a browser sends of its fields when nothing was typed in them.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (index, _) in self.inside.match_indices('<') {
            let rest = &self.inside[index + 1..];
            let Some((tag, after)) = rest.split_once('>') else { continue };
            let Some(name) = attribute(tag, "name").filter(|_| !tag.contains(" disabled")) else { continue };
            let kind = attribute(tag, "type").unwrap_or_default();
            let value = attribute(tag, "value").unwrap_or_default();
            if tag.starts_with("input") && (!["checkbox", "radio"].contains(&kind.as_str()) || tag.contains(" checked"))
            {
                fields.push((name, value));
            } else if tag.starts_with("textarea") {
                fields.push((name, text(after.split("</textarea>").next().unwrap_or_default())));
            } else if tag.starts_with("select") {
                let options = after.split("</select>").next().unwrap_or_default();
                let tags: Vec<&str> =
                    options.split("<option").skip(1).filter_map(|part| part.split('>').next()).collect();
                let chosen = tags.iter().find(|tag| tag.contains(" selected")).or(tags.first());
                fields.extend(chosen.map(|tag| (name, attribute(tag, "value").unwrap_or_default())));
            }
        }
        fields
    }
}

/// Opens a page, types in the form that goes to this function, and sends it.
pub async fn send(client: &Client, page: &str, action: &str, typed: &[(&str, &str)]) -> Response {
    let html = client.get(page).await.text().await.expect("a page");
    post(client, &html, action, typed).await
}

/// Types in the form of this page that goes to this function, and sends it.
pub async fn post(client: &Client, html: &str, action: &str, typed: &[(&str, &str)]) -> Response {
    let form = forms(html).into_iter().find(|form| attribute(&form.tag, "action").as_deref() == Some(action));
    let mut fields = form.unwrap_or_else(|| panic!("no form for {action} in {html}")).fields();
    fields.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.form(action, &[fields.as_slice(), typed].concat()).await
}

/// The page that a refused form comes back to: it says that it was not saved, and shows what was typed.
pub async fn came_back(client: &Client, answer: &Response, page: &str, typed: &[(&str, &str)]) -> String {
    assert_eq!((answer.status().is_redirection(), location(answer).as_str()), (true, page));
    let html = client.follow(answer).await.text().await.expect("a page");
    assert!(html.contains(r#"role="alert""#), "{html}");
    for (name, value) in typed {
        assert!(shows(&html, name, value), "{name} shows {value}: {html}");
    }
    html
}

/// Whether a field of the page has this value.
pub fn shows(html: &str, name: &str, value: &str) -> bool {
    forms(html).iter().any(|form| form.fields().iter().any(|(field, shown)| field == name && shown == value))
}
