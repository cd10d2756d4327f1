//! What a template gives a new customer besides colleagues and integrations: who manages it, its business unit, its categories. It
//! fills in what is empty, and gives nothing that is a customer's own.

use app::{
    error::{AppError, Refusal},
    integrations::CustomerSettings,
    session::Viewer,
    settings::Group,
    templates::{Gives, TemplateChoice, TemplateRecord, queries},
};
use domain::{
    imports::{Column, State},
    integrations::Integration,
    permissions::BuiltIn,
    templates::{Content, LinkSettings},
};
use entity::{customer, customer_category, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    both,
    imports::{
        import_client::{DUBOIS, ImportClient, PEETERS, import_of, many, with, workbook},
        worker::Worker,
    },
    support::{
        Client, TestApp,
        answers::location,
        cards::{blank, card, categorise, category, create, peeters},
        customers::{Said, add_one},
        forms::{send, shows},
        templates::{on_customer, on_template, record, save, settings, tab},
    },
};

both!(
    the_form_begins_with_what_it_gives,
    rows_of_a_file_get_what_it_gives,
    what_changes_while_a_file_is_brought_in_is_seen,
    applied_it_fills_in_what_is_empty,
    who_left_and_what_was_deleted_is_left_out,
    what_is_of_another_firm_is_not_found,
    a_link_without_its_own_facts_is_made_and_filled_in_later,
);

/// A firm with somebody to manage, a business unit and two categories, and a template that gives all of it.
struct Firm {
    client: Client,
    viewer: Viewer,
    bo: Viewer,
    unit: Uuid,
    horeca: Uuid,
    bouw: Uuid,
    template: Uuid,
}

impl Firm {
    async fn of(app: &TestApp, name: &str) -> Self {
        let viewer = app.firm(name).await;
        let client = app.signed_in(&viewer).await;
        let bo = app.colleague(viewer.firm_id, "Bo", BuiltIn::ClientManager).await;
        let unit = unit(&client, "Gent").await;
        let (horeca, bouw) = (category(&client, "Horeca").await, category(&client, "Bouw").await);
        let mut wanted = record("Vennootschap", &[viewer.user_id], &[(Integration::Peppol, &[])]);
        let content = &mut wanted.details.content;
        content.manager_id = Some(bo.user_id);
        content.business_unit_id = Some(unit);
        content.categories = [horeca, bouw].into();
        let template = save(&client, &wanted).await.unwrap();
        Self { client, viewer, bo, unit, horeca, bouw, template }
    }

    async fn choice(&self) -> TemplateChoice {
        let choices: Vec<TemplateChoice> = self.client.call("/api/templates/choices", &json!({})).await.unwrap();
        choices.into_iter().find(|choice| choice.id == self.template).unwrap()
    }

    async fn leaves(&self, app: &TestApp) {
        let key = (self.bo.firm_id, self.bo.user_id);
        let stored = user::Entity::find_by_id(key).one(&app.context.db.read).await.unwrap().unwrap();
        let mut log = app.log(self.bo.firm_id).await;
        log.update(&stored, user::Model { active: false, ..stored.clone() }).await.unwrap();
        log.finish().await.unwrap();
    }

    async fn delete(&self, kind: &str, id: Uuid) {
        let delete = json!({ "request": { "id": id, "version": 1 } });
        self.client.call::<()>(&format!("/api/settings/delete_{kind}"), &delete).await.unwrap();
    }
}

/// Makes a business unit of the firm.
async fn unit(client: &Client, name: &str) -> Uuid {
    let save = json!({ "request": { "id": Value::Null, "version": 0, "name": name } });
    client.call::<()>("/api/settings/save_unit", &save).await.unwrap();
    let all: Vec<Group> = client.call("/api/settings/units", &json!({})).await.unwrap();
    all.into_iter().find(|group| group.name == name).unwrap().id
}

async fn categories_of(app: &TestApp, customer_id: Uuid) -> Vec<Uuid> {
    let of_customer = customer_category::Column::CustomerId.eq(customer_id);
    let rows = customer_category::Entity::find().filter(of_customer).all(&app.context.db.read).await.unwrap();
    rows.into_iter().map(|row| row.category_id).collect()
}

async fn the_form_begins_with_what_it_gives(app: TestApp) {
    let firm = Firm::of(&app, "Formulier").await;
    let client = &firm.client;
    let page = client.get("/klanten/nieuw").await.text().await.unwrap();
    for words in ["Dossierbeheerder Bo", "Business unit Gent", "Bouw, Horeca", "1 collega", "Peppol"] {
        assert!(page.contains(words), "choosing it shows {words}: {page}");
    }
    let address = format!("/klanten/nieuw?sjabloon={}", firm.template);
    let page = client.get(&address).await.text().await.unwrap();
    assert!(shows(&page, "manager_id", &firm.bo.user_id.to_string()), "{page}");
    assert!(shows(&page, "business_unit_id", &firm.unit.to_string()));
    assert!(shows(&page, &format!("category_{}", firm.horeca.simple()), "true"));

    // What somebody chooses in the form wins, also that nobody manages.
    let form = "/api/customers/save_form";
    let as_given = send(client, &address, form, &[("name", "Zoals gegeven")]).await;
    let chosen = send(client, &address, form, &[("name", "Zelf gekozen"), ("manager_id", "")]).await;
    let id = |answer: &reqwest::Response| -> Uuid { location(answer)["/klanten/".len()..][..36].parse().unwrap() };
    let given = card(client, id(&as_given)).await;
    assert_eq!((given.manager.as_deref(), given.business_unit.as_deref()), (Some("Bo"), Some("Gent")));
    assert_eq!((given.categories, given.details.mandate), (vec!["Bouw".into(), "Horeca".into()], false));
    assert_eq!(card(client, id(&chosen)).await.manager, None);
    assert!(tab(client, given.id).await.template.unwrap().deviation.is_empty());
    app.checked().await;
}

async fn rows_of_a_file_get_what_it_gives(app: TestApp) {
    let firm = Firm::of(&app, "Bestand").await;
    save(&firm.client, &record("Eenmanszaak", &[], &[])).await.unwrap();
    let importer = ImportClient::of(&app, firm.viewer.clone()).await;
    let rows = workbook(&[PEETERS, with(DUBOIS, Column::Template, "eenmanszaak")]);
    let id = import_of(&importer.send(rows, &firm.template.to_string()).await);
    importer.until(id, State::Ready).await;
    importer.step("start", id).await.unwrap();
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let of = |place: usize| (made[place].manager_id, made[place].business_unit_id);
    assert_eq!((of(0), of(1)), ((Some(firm.bo.user_id), Some(firm.unit)), (None, None)));
    assert_eq!(categories_of(&app, made[0].id).await.len(), 2);
    assert!(categories_of(&app, made[1].id).await.is_empty());
    assert!(made[0].mandate && !made[1].mandate, "the row says it, and not the template");
    // It sorts and is found by what it got: `kantoor check` compares.
    app.checked().await;
}

async fn what_changes_while_a_file_is_brought_in_is_seen(app: TestApp) {
    let firm = Firm::of(&app, "Intussen").await;
    let mut importer = ImportClient::of(&app, firm.viewer.clone()).await;
    let id = import_of(&importer.send(many(&app, 1_500), &firm.template.to_string()).await);
    importer.until(id, State::Ready).await;
    importer.crash().await;
    // Nobody is in the category yet: it can go.
    firm.delete("category", firm.horeca).await;
    importer.step("start", id).await.unwrap();
    let mut worker = Worker::of(&app);
    worker.go_past(&importer, id, 0).await;
    worker.beside(firm.leaves(&app)).await;
    drop(worker);
    importer.start_worker(&app);
    importer.until(id, State::Done).await;
    let made = customer::Entity::find().order_by_asc(customer::Column::Number).all(&app.context.db.read).await.unwrap();
    let (first, last) = (made.first().unwrap(), made.last().unwrap());
    assert_eq!((first.manager_id, last.manager_id), (Some(firm.bo.user_id), None), "who left manages nobody anew");
    assert_eq!(categories_of(&app, last.id).await, [firm.bouw]);
    app.checked().await;
}

async fn applied_it_fills_in_what_is_empty(app: TestApp) {
    let firm = Firm::of(&app, "Toegepast").await;
    let (client, an) = (&firm.client, firm.viewer.user_id);
    let said = |name, manager| Said { name, manager, reference: "P-7", ..Said::default() };
    let empty = add_one(&app, firm.viewer.firm_id, said("Leeg", None)).await;
    let managed = add_one(&app, firm.viewer.firm_id, said("Van An", Some(an))).await;
    categorise(client, managed, firm.horeca).await.unwrap();
    let apply = json!({ "template_id": firm.template });
    let differs: domain::templates::Deviation = on_customer(client, "compare", managed, apply.clone()).await.unwrap();
    assert_eq!((differs.missing_manager, differs.missing_business_unit), (None, Some(firm.unit)));
    assert_eq!(differs.missing_categories, [firm.bouw].into());
    for (id, manager) in [(empty, "Bo"), (managed, "An Beheerder")] {
        on_customer::<()>(client, "apply_template", id, apply.clone()).await.unwrap();
        let card = card(client, id).await;
        assert_eq!((card.manager.as_deref(), card.business_unit.as_deref()), (Some(manager), Some("Gent")));
        assert_eq!(card.categories, ["Bouw", "Horeca"]);
        let CustomerSettings { template, .. } = tab(client, id).await;
        assert!(template.unwrap().deviation.is_empty(), "another manager is no difference");
    }

    // One field at a time; what is filled in stays.
    let blank =
        add_one(&app, firm.viewer.firm_id, Said { template: Some(firm.template), ..said("Nog leeg", None) }).await;
    for (id, manager, unit) in [(blank, Some("Bo"), None), (managed, Some("An Beheerder"), Some("Gent"))] {
        on_customer::<()>(client, "fill_in", id, json!({ "field": "manager" })).await.unwrap();
        let card = card(client, id).await;
        assert_eq!((card.manager.as_deref(), card.business_unit.as_deref()), (manager, unit));
    }
    on_customer::<()>(client, "fill_in", blank, json!({ "field": "business_unit" })).await.unwrap();
    assert_eq!(card(client, blank).await.business_unit.as_deref(), Some("Gent"));
    let none = add_one(&app, firm.viewer.firm_id, said("Zonder sjabloon", None)).await;
    let filled = on_customer::<()>(client, "fill_in", none, json!({ "field": "manager" })).await;
    assert_eq!(filled, Err(AppError::NotFound));
    app.checked().await;
}

async fn who_left_and_what_was_deleted_is_left_out(app: TestApp) {
    let firm = Firm::of(&app, "Weggelaten").await;
    let (client, db) = (&firm.client, &app.context.db.read);
    let read: TemplateRecord = on_template(client, "get", firm.template).await.unwrap();
    let gives = firm.choice().await.gives;
    assert_eq!(gives.manager.map(|one| one.name).as_deref(), Some("Bo"));
    assert_eq!(gives.categories.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Bouw", "Horeca"]);
    firm.leaves(&app).await;
    firm.delete("category", firm.horeca).await;
    firm.delete("unit", firm.unit).await;
    let gives = firm.choice().await.gives;
    let categories: Vec<Uuid> = gives.categories.iter().map(|one| one.id).collect();
    assert_eq!((gives.manager, gives.business_unit, categories, gives.users), (None, None, vec![firm.bouw], 1));
    let content = queries::content(db, firm.viewer.firm_id, firm.template).await.unwrap();
    assert_eq!((content.manager_id, content.business_unit_id, content.categories), (None, None, [firm.bouw].into()));

    // The wizard stood open with all of it: it is saved, without what is gone. A copy is without it too.
    assert_eq!(save(client, &read).await, Ok(firm.template));
    let copy: Uuid = on_template(client, "duplicate", firm.template).await.unwrap();
    for id in [firm.template, copy] {
        let now: TemplateRecord = on_template(client, "get", id).await.unwrap();
        let Content { manager_id, business_unit_id, categories, users, .. } = now.content();
        assert_eq!((*manager_id, *business_unit_id), (None, None));
        assert_eq!((categories, users), (&[firm.bouw].into(), &[firm.viewer.user_id].into()));
    }
    let mut form = peeters(blank(client).await.form_id);
    form.customer.manager_id = Some(firm.bo.user_id);
    assert_eq!(create(client, &form).await, Err(AppError::Refused(Refusal::ManagerLeft)), "nor by hand");
    app.checked().await;
}

async fn what_is_of_another_firm_is_not_found(app: TestApp) {
    let (ours, theirs) = (Firm::of(&app, "Ons").await, Firm::of(&app, "Hun").await);
    let own: TemplateRecord = on_template(&ours.client, "get", ours.template).await.unwrap();
    let foreign: [fn(&mut Content, &Firm); 3] = [
        |content, firm| content.manager_id = Some(firm.bo.user_id),
        |content, firm| content.business_unit_id = Some(firm.unit),
        |content, firm| content.categories = [firm.horeca].into(),
    ];
    for make in foreign {
        let mut record = own.clone();
        make(&mut record.details.content, &theirs);
        assert_eq!(save(&ours.client, &record).await, Err(AppError::NotFound));
    }
    // Nor is what never was.
    let mut record = own.clone();
    record.details.content.categories = [Uuid::now_v7()].into();
    assert_eq!(save(&ours.client, &record).await, Err(AppError::NotFound));
    // What another firm deleted is not ours either.
    theirs.delete("unit", theirs.unit).await;
    let mut record = own.clone();
    record.details.content.business_unit_id = Some(theirs.unit);
    assert_eq!(save(&ours.client, &record).await, Err(AppError::NotFound));
    assert_eq!(on_template::<TemplateRecord>(&ours.client, "get", ours.template).await.unwrap(), own);
    let Gives { manager, .. } = ours.choice().await.gives;
    assert_eq!(manager.map(|one| one.id), Some(ours.bo.user_id));
}

async fn a_link_without_its_own_facts_is_made_and_filled_in_later(app: TestApp) {
    let an = app.firm("Later").await;
    let client = app.signed_in(&an).await;
    let template = save(&client, &record("Octopus", &[], &[(Integration::Octopus, &[])])).await.unwrap();
    let id = add_one(&app, an.firm_id, Said { name: "Zonder dossier", ..Said::default() }).await;
    let page = async || client.get(&format!("/klanten/{id}/instellingen")).await.text().await.unwrap();
    let link = json!({ "link": { "integration": "octopus", "version": 0, "external_reference": "", "settings": {} } });
    let said_nothing = on_customer::<()>(&client, "link", id, link.clone()).await;
    assert!(matches!(said_nothing, Err(AppError::Invalid(_))), "{said_nothing:?}");
    on_customer::<()>(&client, "apply_template", id, json!({ "template_id": template })).await.unwrap();
    let html = page().await;
    assert!(html.contains("nog in te vullen"), "{html}");
    // Taken away, the template brings it back as it gives it.
    on_customer::<()>(&client, "unlink", id, json!({ "integration": "octopus" })).await.unwrap();
    on_customer::<()>(&client, "link", id, link).await.unwrap();
    let mut linked = tab(&client, id).await.links.remove(0);
    assert_eq!(linked.settings, LinkSettings::new());
    linked.settings = settings(&[("dossier", "13")]);
    on_customer::<()>(&client, "link", id, json!({ "link": linked })).await.unwrap();
    let html = page().await;
    assert!(html.contains("13") && !html.contains("nog in te vullen"), "{html}");
    app.checked().await;
}
