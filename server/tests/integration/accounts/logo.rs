//! The firm's logo: taken in, shown to who is not signed in, sent along with mails, taken away and back.

use std::io::Cursor;

use app::{
    error::AppError,
    invitations::records::Opened,
    settings::{Logo, Office},
};
use domain::permissions::BuiltIn;
use image::{DynamicImage, ImageFormat};
use reqwest::{Method, Response, StatusCode, header, multipart};
use serde_json::json;
use uuid::Uuid;

use crate::{
    both,
    support::{
        Client, TestApp,
        forms::{post, send},
        invitations::{customer, invited, opened, posted},
    },
};

both!(
    a_logo_is_drawn_anew_and_shown,
    what_is_no_picture_leaves_the_logo_as_it_was,
    a_logo_is_taken_away_and_put_back,
    a_reader_changes_no_logo_and_another_firm_s_picture_is_not_found,
    a_mail_brings_the_logo_along,
);

fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

async fn upload(client: &Client, bytes: Vec<u8>) -> Response {
    let form = multipart::Form::new().part("file", multipart::Part::bytes(bytes).file_name("logo.png"));
    client.request(Method::POST, "/api/settings/logo").multipart(form).send().await.expect("an answer")
}

fn led_to(answer: &Response) -> &str {
    answer.headers()[header::LOCATION].to_str().expect("an address")
}

async fn logo(client: &Client) -> Logo {
    client.call("/api/settings/read_logo", &json!({})).await.expect("the logo")
}

async fn set(client: &Client, id: Option<Uuid>) -> Result<Logo, AppError> {
    client.call("/api/settings/set_logo", &json!({ "request": { "id": id } })).await
}

async fn a_logo_is_drawn_anew_and_shown(app: TestApp) {
    let client = app.signed_in(&app.firm("Beeld").await).await;
    assert_eq!(logo(&client).await.path, None);
    let answer = upload(&client, picture(ImageFormat::Jpeg, 1280, 320)).await;
    assert_eq!(led_to(&answer), "/instellingen?bewaard=ja");
    let path = logo(&client).await.path.expect("a logo");
    assert!(client.get("/instellingen").await.text().await.unwrap().contains(&path));

    // Anybody may fetch it: whoever gets a mail or an invitation is not signed in.
    let shown = app.client().get(&path).await;
    assert_eq!(shown.headers()[header::CONTENT_TYPE], "image/png");
    assert_eq!(shown.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    let shown = shown.bytes().await.unwrap();
    let drawn = image::load_from_memory_with_format(&shown, ImageFormat::Png).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (640, 160));
    let office: Office = client.call("/api/settings/office", &json!({})).await.unwrap();
    assert_eq!(office.version, 2, "the firm's change log tells of it");
    app.checked().await;
}

async fn what_is_no_picture_leaves_the_logo_as_it_was(app: TestApp) {
    let client = app.signed_in(&app.firm("Geen beeld").await).await;
    upload(&client, picture(ImageFormat::Png, 200, 100)).await;
    let before = logo(&client).await;
    let mut cut = picture(ImageFormat::Png, 300, 300);
    cut.truncate(cut.len() / 2);
    for (bytes, why) in [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "geen-beeld"),
        (Vec::new(), "geen-beeld"),
        (cut, "geen-beeld"),
        (picture(ImageFormat::Png, 10_001, 1), "geen-beeld"),
        (vec![0; 5 * 1024 * 1024 + 1], "te-groot"),
    ] {
        let answer = upload(&client, bytes).await;
        assert_eq!(led_to(&answer), format!("/instellingen?logo={why}"));
        let page = client.follow(&answer).await.text().await.unwrap();
        assert!(page.contains("field-file-error"), "the page says why");
    }
    let nothing = multipart::Form::new().text("file", "");
    let answer = client.request(Method::POST, "/api/settings/logo").multipart(nothing).send().await.unwrap();
    assert_eq!(led_to(&answer), "/instellingen?logo=geen-bestand");
    assert_eq!(logo(&client).await, before);
    app.checked().await;
}

async fn a_logo_is_taken_away_and_put_back(app: TestApp) {
    let client = app.signed_in(&app.firm("Heen en weer").await).await;
    upload(&client, picture(ImageFormat::Png, 200, 100)).await;
    let first = logo(&client).await.id;
    assert_eq!(set(&client, None).await.unwrap().path, None);
    assert_eq!(set(&client, first).await.unwrap().id, first);
    let form = "/api/settings/set_logo_form";
    let answer = send(&client, "/instellingen", form, &[]).await;
    assert_eq!(led_to(&answer), "/instellingen?bewaard=ja", "a plain form takes it away too");
    assert_eq!(logo(&client).await.id, None);
    let html = client.follow(&answer).await.text().await.unwrap();
    assert!(html.contains("Ongedaan maken"), "{html}");
    let answer = post(&client, &html, form, &[]).await;
    assert_eq!((led_to(&answer), logo(&client).await.id), ("/instellingen?bewaard=ja", first));
    set(&client, None).await.unwrap();

    // The last twenty can be taken back; the one that is shown never goes.
    set(&client, first).await.unwrap();
    for _ in 0..21 {
        upload(&client, picture(ImageFormat::Png, 20, 10)).await;
    }
    assert_eq!(set(&client, first).await, Err(AppError::NotFound));
    app.checked().await;
}

async fn a_reader_changes_no_logo_and_another_firm_s_picture_is_not_found(app: TestApp) {
    let an = app.firm("Eigen").await;
    let client = app.signed_in(&an).await;
    upload(&client, picture(ImageFormat::Png, 200, 100)).await;
    let id = logo(&client).await.id;
    let reader = app.signed_in(&app.colleague(an.firm_id, "Leo", BuiltIn::Reader).await).await;
    assert_eq!(upload(&reader, picture(ImageFormat::Png, 20, 10)).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(set(&reader, None).await, Err(AppError::Forbidden));
    assert_eq!(led_to(&upload(&app.client(), Vec::new()).await), "/aanmelden?terug=/instellingen");

    let other = app.firm("Ander").await;
    assert_eq!(set(&app.signed_in(&other).await, id).await, Err(AppError::NotFound));
    let elsewhere = format!("/api/logo/{}/{}", other.firm_id, id.unwrap());
    assert_eq!(app.client().get(&elsewhere).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(app.client().get("/api/logo/x/y").await.status(), StatusCode::BAD_REQUEST);
}

async fn a_mail_brings_the_logo_along(app: TestApp) {
    let an = app.firm("Beeldpost").await;
    let client = app.signed_in(&an).await;
    let smtp = posted(&app).await;
    let id = customer(&app, &an, "Bakkerij", "jan@bakkerij.be").await;
    let without = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await;
    assert!(!without.text.contains("cid:logo") && !without.text.contains("image/png"));

    upload(&client, picture(ImageFormat::Png, 200, 100)).await;
    let second = customer(&app, &an, "Slagerij", "els@slagerij.be").await;
    let with = invited(&app, &smtp, &client, second, "els@slagerij.be").await;
    assert!(with.text.contains("cid:logo") && with.text.contains("Content-ID: <logo>"), "{}", with.text);
    assert!(with.text.contains("Content-Type: image/png") && with.text.contains("multipart/related"));
    let Opened::Open(invitation) = opened(&app, &with.token("uitnodiging")).await else { panic!("open") };
    assert_eq!(invitation.letterhead.logo, logo(&client).await.path);
}
