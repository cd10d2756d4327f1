//! Forms as a browser without JavaScript reads and sends them.

use std::ops::Range;

use reqwest::Response;

use super::{Client, answers::location};

/// A page as it comes.
pub async fn page(client: &Client, address: &str) -> String {
    client.get(address).await.text().await.unwrap()
}

/// A form of a page.
pub struct Form {
    /// The tag that opens it.
    pub tag: String,
    /// All between its tags.
    pub inside: String,
    /// Where that begins in the page, and where it ends.
    place: Range<usize>,
}

/// The forms of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let form = |(at, opening): (usize, &str)| {
        let (tag, rest) = page[at + opening.len()..].split_once('>').expect("an end of the tag");
        let inside = rest.split("</form>").next().unwrap_or_default();
        let begins = at + opening.len() + tag.len() + 1;
        Form { tag: tag.to_owned(), inside: inside.to_owned(), place: begins..begins + inside.len() }
    };
    page.match_indices("<form").map(form).collect()
}

/// The tags of this kind that stand in the page, and where.
pub fn tags<'a>(page: &'a str, kind: &str) -> Vec<(usize, &'a str)> {
    let opening = format!("<{kind} ");
    let tag = |(at, _): (usize, &str)| (at, page[at..].split('>').next().unwrap_or_default());
    page.match_indices(&opening).map(tag).collect()
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
    /// Whether what stands here in the page, with this tag, is of this form: it lies in it, or names it.
    pub fn owns(&self, at: usize, tag: &str) -> bool {
        match attribute(tag, "form") {
            Some(named) => attribute(&self.tag, "id") == Some(named),
            None => self.place.contains(&at),
        }
    }

    /// The name and the value of each button that sends it, in the order of the page: Enter presses the first.
    fn buttons(&self, page: &str) -> Vec<(String, String)> {
        let sends = |(at, tag): &(usize, &str)| {
            let is_submit = attribute(tag, "type").is_none_or(|kind| kind == "submit");
            self.owns(*at, tag) && is_submit && !tag.contains(" disabled")
        };
        let sent = |(_, tag): (usize, &str)| {
            let value = |name: &str| attribute(tag, name).unwrap_or_default();
            (value("name"), value("value"))
        };
        tags(page, "button").into_iter().filter(sends).map(sent).collect()
    }

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

/// Types in the form of this page that goes to this function, and sends it with Enter.
pub async fn post(client: &Client, html: &str, action: &str, typed: &[(&str, &str)]) -> Response {
    let form = form_for(html, action);
    let pressed = form.buttons(html).into_iter().next().filter(|(name, _)| !name.is_empty());
    sent(client, action, [form.fields(), Vec::from_iter(pressed)].concat(), typed).await
}

/// The same with the button that sends this name and value.
pub async fn press(
    client: &Client,
    html: &str,
    action: &str,
    button: (&str, &str),
    typed: &[(&str, &str)],
) -> Response {
    let (form, button) = (form_for(html, action), (button.0.to_owned(), button.1.to_owned()));
    assert!(form.buttons(html).contains(&button), "no button {button:?} in {html}");
    sent(client, action, [form.fields(), vec![button]].concat(), typed).await
}

/// The same in the form that has this field, where the page has more of them for this function.
pub async fn post_with(client: &Client, html: &str, action: &str, field: &str, typed: &[(&str, &str)]) -> Response {
    let form = forms(html).into_iter().find(|form| form.tag.contains(action) && form.inside.contains(field));
    let form = form.unwrap_or_else(|| panic!("no form with {field} in {html}"));
    sent(client, action, form.fields(), typed).await
}

fn form_for(html: &str, action: &str) -> Form {
    let form = forms(html).into_iter().find(|form| attribute(&form.tag, "action").as_deref() == Some(action));
    form.unwrap_or_else(|| panic!("no form for {action} in {html}"))
}

async fn sent(client: &Client, action: &str, mut fields: Vec<(String, String)>, typed: &[(&str, &str)]) -> Response {
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

/// Whether a form of the page is the answer to a question, and goes to this function.
pub fn is_asked(html: &str, action: &str) -> bool {
    let answers = |form: &Form| attribute(&form.tag, "action").as_deref() == Some(action);
    forms(html).iter().any(|form| answers(form) && form.fields().contains(&("confirmed".into(), "true".into())))
}
