//! The demo firm: complete, valid, and with a password of its own.

use app::customers::details::{of_address, of_customer};
use domain::details::ContactDetails;
use entity::{
    address, category, change, contact, customer, customer_category, customer_integration, customer_tally,
    customer_user, invitation, link, outbox, own_field, own_value, template, user,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{both, support::TestApp};

both!(
    everything_passes_the_checks_of_the_form,
    it_is_made_once_and_has_everything,
    a_benchmark_gets_own_fields_with_values,
);

async fn everything_passes_the_checks_of_the_form(app: TestApp) {
    app::demo::start(&app.context).await.unwrap();
    let db = &app.context.db.read;
    for c in customer::Entity::find().all(db).await.unwrap() {
        let given = of_customer(&c);
        assert_eq!(given.checked(), Ok(given.clone()));
    }
    for a in address::Entity::find().all(db).await.unwrap() {
        let given = of_address(&a);
        assert_eq!(given.checked(), Ok(given.clone()));
    }
    for c in contact::Entity::find().all(db).await.unwrap() {
        let given = ContactDetails {
            first_name: c.first_name,
            last_name: c.last_name,
            email: c.email,
            phone: c.phone,
            mobile: c.mobile,
            role: c.role,
            locale: c.locale,
        };
        assert_eq!(given.checked(), Ok(given.clone()));
    }
    app.checked().await;
}

async fn it_is_made_once_and_has_everything(app: TestApp) {
    app::demo::start(&app.context).await.unwrap();
    app::demo::start(&app.context).await.unwrap();
    let db = &app.context.db.read;
    assert_eq!(customer::Entity::find().count(db).await.unwrap(), 500);
    assert_eq!(user::Entity::find().count(db).await.unwrap(), 8);
    assert_eq!(template::Entity::find().count(db).await.unwrap(), 3);
    assert!(customer_user::Entity::find().count(db).await.unwrap() >= 500);
    assert_eq!(category::Entity::find().count(db).await.unwrap(), 6);
    assert!(customer_category::Entity::find().count(db).await.unwrap() >= 150);
    assert!(customer_integration::Entity::find().count(db).await.unwrap() >= 500);
    let tallies = customer_tally::Entity::find().all(db).await.unwrap();
    assert_eq!(tallies.iter().map(|tally| tally.customers).sum::<i64>(), 500);
    let without_vat: i64 = tallies.iter().filter(|tally| !tally.has_vat).map(|tally| tally.customers).sum();
    assert!((40..=80).contains(&without_vat), "{without_vat} without a VAT number");
    for status in domain::customers::Status::ALL {
        let having = customer::Entity::find().filter(customer::Column::Status.eq(status as i16));
        assert!(having.count(db).await.unwrap() > 0, "{status:?}");
    }
    let invitations = invitation::Entity::find().all(db).await.unwrap();
    assert!(invitations.iter().filter(|invitation| invitation.status == "open").count() > 5);
    for invitation in &invitations {
        let mails = outbox::Entity::find().filter(outbox::Column::SubjectId.eq(invitation.id)).all(db).await.unwrap();
        let links = link::Entity::find().filter(link::Column::SubjectId.eq(invitation.id)).all(db).await.unwrap();
        let ([mail], [link]) = (mails.as_slice(), links.as_slice()) else { panic!("{mails:?} {links:?}") };
        assert!(mail.status == "sent" && mail.sent_at.is_some() && mail.recipient == invitation.email, "{mail:?}");
        assert_eq!(link.used_at.is_some(), invitation.status != "open", "{link:?}");
    }
    assert!(change::Entity::find().filter(change::Column::Action.eq("update")).count(db).await.unwrap() > 10);

    let text = std::fs::read_to_string(app.folder.path().join("demo-password.txt")).unwrap();
    let password = text.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let administrator =
        user::Entity::find().filter(user::Column::Email.eq("an@demo.example")).one(db).await.unwrap().unwrap();
    assert!(app::session::password::verify(password, administrator.password_hash).await.unwrap());
}

async fn a_benchmark_gets_own_fields_with_values(app: TestApp) {
    app::demo::generate(&app.context, 60, 20).await.unwrap();
    let db = &app.context.db.read;
    assert_eq!(customer::Entity::find().count(db).await.unwrap(), 60);
    let fields = own_field::Entity::find().all(db).await.unwrap();
    assert_eq!(fields.len(), 20);
    for kind in ["number", "money", "date", "text", "choice"] {
        assert_eq!(fields.iter().filter(|field| field.kind == kind).count(), 4, "{kind}");
    }
    let values = own_value::Entity::find().count(db).await.unwrap();
    assert!((1_000..1_150).contains(&values), "nine of ten are filled in: {values}");
    app.checked().await;
}
