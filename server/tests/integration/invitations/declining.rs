//! An invitation is declined, with the reason.

use app::{
    audit::{
        Who,
        history::{HistoryPage, Shown},
    },
    invitations::records::{Opened, Standing},
};
use domain::customers::Status;
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::{
    both,
    support::{
        Smtp, TestApp,
        answers::location,
        invitations::{customer, invited, opened, post, posted, state, status},
    },
};

both!(
    declining_says_why,
    a_reason_that_could_not_be_kept_comes_back,
    a_reason_that_is_too_long_is_refused_and_comes_back,
);

async fn declining_says_why(app: TestApp) {
    let (viewer, smtp) = (app.firm("Geweigerd").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    app.client().form("/api/invitations/decline", &[("token", &token), ("reason", "Wij stoppen")]).await;
    assert_eq!(status(&app, id).await, Status::Declined);
    let shown = state(&client, id).await.unwrap();
    assert_eq!((shown.standing, shown.reason.as_str()), (Standing::Declined, "Wij stoppen"));
    assert!(matches!(opened(&app, &token).await, Opened::Declined { .. }));

    let request = json!({ "request": { "customer_id": id, "before": null } });
    let history: HistoryPage = client.call("/api/audit/history", &request).await.unwrap();
    let answer = &history.moments[0];
    assert_eq!(
        answer.who,
        Who::Customer("Jan".into()),
        "nobody has an account yet: the invitation stands for who answered"
    );
    let reason = answer.events.iter().flat_map(|event| &event.fields).find(|change| change.field == "reason");
    assert_eq!(reason.map(|change| &change.after), Some(&Shown::Text("Wij stoppen".into())));
    let page = client.get(&format!("/klanten/{id}/historiek")).await.text().await.unwrap();
    assert!(page.contains("door klant (Jan)") && page.contains("Reden") && page.contains("Wij stoppen"), "{page}");
    app.checked().await;
}

async fn a_reason_that_could_not_be_kept_comes_back(app: TestApp) {
    let (viewer, smtp) = (app.firm("Misgegaan").await, Smtp::start().await);
    post(&app, &smtp.url());
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let jan = app.client();
    let decline = async || jan.form("/api/invitations/decline", &[("token", &token), ("reason", "Wij stoppen")]).await;
    // Without its log nothing can be written.
    let rename = async |from: &str, to: &str| {
        let db = app.context.db.writer();
        db.execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}")).await.unwrap();
    };
    rename("change", "change_away").await;
    let failed = decline().await;
    rename("change_away", "change").await;
    assert!(location(&failed).starts_with(&format!("/uitnodiging/{token}?fout=intern.")), "{failed:?}");
    assert_eq!(status(&app, id).await, Status::Invited);
    let page = jan.follow(&failed).await.text().await.unwrap();
    assert!(page.contains("Wij stoppen") && page.contains(r#"role="alert""#), "{page}");
    decline().await;
    assert_eq!(status(&app, id).await, Status::Declined);
}

async fn a_reason_that_is_too_long_is_refused_and_comes_back(app: TestApp) {
    let (viewer, smtp) = (app.firm("Uitvoerig").await, posted(&app).await);
    let client = app.signed_in(&viewer).await;
    let id = customer(&app, &viewer, "Bakkerij", "jan@bakkerij.be").await;
    let token = invited(&app, &smtp, &client, id, "jan@bakkerij.be").await.token("uitnodiging");
    let jan = app.client();
    let decline =
        async |reason: &str| jan.form("/api/invitations/decline", &[("token", &token), ("reason", reason)]).await;
    let refused = decline(&"Waarom? ".repeat(130)).await;
    assert_eq!(location(&refused), format!("/uitnodiging/{token}?fout=reason.long1000"));
    assert_eq!(status(&app, id).await, Status::Invited);
    let page = jan.follow(&refused).await.text().await.unwrap();
    assert!(page.contains("hoogstens 1000 tekens") && page.contains("Waarom? Waarom? "), "{page}");
    // A line break counts once, whatever the browser made of it.
    let just = format!("{}\r\n{}", "x".repeat(500), "y".repeat(499));
    decline(&just).await;
    assert_eq!(status(&app, id).await, Status::Declined);
    assert_eq!(state(&client, id).await.unwrap().reason, just.replace("\r\n", "\n"));
}
