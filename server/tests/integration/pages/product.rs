//! A product in which every page has something to show, and the addresses of all its pages.

use app::{
    App,
    customers::card::tabs::TABS,
    session::links::{self, Purpose},
};
use chrono::Utc;
use domain::permissions::BuiltIn;
use entity::{portal_account, sign_in};
use leptos_axum::generate_route_list;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::{
    imports::import_client::{ImportClient, PEETERS, workbook},
    support::{
        Client, TestApp,
        accounts::profile,
        cards::{add_note, category, own_field, switch_tab},
        invitations::{customer, posted, send, state},
        portal::Portal,
        templates::{record, save},
    },
};

/// No page has this address.
pub const NOWHERE: &str = "/nergens";

pub struct Product {
    pub addresses: Vec<String>,
    /// An administrator, a visitor, and a customer's own person.
    pub people: [Client; 3],
}

impl Product {
    /// Makes a record of each kind that has a page.
    pub async fn of(app: &TestApp) -> Self {
        let Portal { viewer, id: company, client: person } =
            Portal::of(app, &posted(app).await, "Alles", "jan@bakkerij.be").await;
        let firm_id = viewer.firm_id;
        let importer = ImportClient::of(app, viewer).await;
        let import = importer.upload(workbook(&[PEETERS])).await;
        let (administrator, user) = (importer.client, importer.viewer.user_id);
        let template = save(&administrator, &record("Vennootschap", &[], &[])).await.unwrap();
        let horeca = category(&administrator, "Horeca").await;
        for tab in TABS.iter().filter(|tab| tab.optional.is_some()) {
            switch_tab(&administrator, tab.slug, true).await.unwrap();
        }
        add_note(&administrator, company, "Belt liever").await.unwrap();
        let field = own_field(&administrator, "Kast", json!({})).await.unwrap().id;
        let profile = profile(&administrator, BuiltIn::Staff.key()).await.id;
        let asked = customer(app, &importer.viewer, "Slagerij", "an@slagerij.be").await;
        send(&administrator, asked, "an@slagerij.be").await.unwrap();
        let invitation = state(&administrator, asked).await.unwrap().id;
        let account = portal_account::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().id;
        let came_in = sign_in::Entity::find().one(&app.context.db.read).await.unwrap().unwrap().id;
        let link = async |purpose, subject| {
            links::make(app.context.db.writer(), purpose, Some(firm_id), subject, Utc::now()).await.unwrap()
        };
        let password = link(Purpose::Password, user).await;
        let joining = link(Purpose::Colleague, user).await;
        let answering = link(Purpose::Invitation, invitation).await;
        let entering = link(Purpose::Portal, account).await;
        let device = link(Purpose::Device, came_in).await;
        let addresses_of = |route: &str| match route {
            "/wachtwoord/{token}" => vec![format!("/wachtwoord/{password}")],
            "/collega/{token}" => vec![format!("/collega/{joining}")],
            "/uitnodiging/{token}" => vec![format!("/uitnodiging/{answering}")],
            "/toegang/{token}" => vec![format!("/toegang/{entering}")],
            "/toestel/{token}" => vec![format!("/toestel/{device}")],
            "/mijn-bedrijf/{id}" => vec![format!("/mijn-bedrijf/{company}")],
            "/klanten" => {
                ["/klanten".to_owned(), "/klanten/vensterinstellingen".to_owned(), format!("/klanten?acties={company}")]
                    .into()
            }
            "/klanten/{id}" => {
                let asks = ["", "?vraag=deactiveren", "?vraag=afdrukken", "?adres=nieuw", "?contact=nieuw"];
                let of_company = asks.iter().map(|asks| format!("/klanten/{company}{asks}"));
                of_company.chain([format!("/klanten/{asked}")]).collect()
            }
            "/klanten/{id}/{tab}" => {
                TABS.iter().map(|tab| tab.href(company)).chain([format!("/klanten/{company}?tabbladen=ja")]).collect()
            }
            "/klanten/{id}/bewerken" => vec![format!("/klanten/{company}/bewerken")],
            "/klanten/{id}/uitnodigen" => [asked, company].map(|id| format!("/klanten/{id}/uitnodigen")).into(),
            "/sjablonen/{id}" => vec![format!("/sjablonen/{template}"), "/sjablonen/nieuw".into()],
            "/imports/{id}" => vec![format!("/imports/{import}")],
            "/instellingen/{tab}" => {
                let tabs = ["gebruikers", "profielen", "aanmeldingen", "units", "categorieen", "klantkaart", "velden"];
                let shown = tabs.iter().map(|tab| format!("/instellingen/{tab}"));
                let asked = ["gebruikers?nieuw=ja", "units?nieuw=ja", "velden?nieuw=ja"];
                let asked = asked.iter().map(|asked| format!("/instellingen/{asked}"));
                let removed = format!("/instellingen/categorieen?verwijderen={horeca}");
                shown.chain(asked).chain([removed]).collect()
            }
            "/instellingen/profielen/{id}" => vec![format!("/instellingen/profielen/{profile}")],
            "/instellingen/velden/{id}/soort" => ["", "?naar=number", "?terug=ja"]
                .map(|asked| format!("/instellingen/velden/{field}/soort{asked}"))
                .into(),
            "/{*elsewhere}" => vec![NOWHERE.into()],
            route => {
                assert!(!route.contains('{'), "say here what stands in {route}");
                vec![route.to_owned()]
            }
        };
        let addresses = generate_route_list(App).iter().flat_map(|route| addresses_of(route.path())).collect();
        Self { addresses, people: [administrator, app.client(), person] }
    }

    /// Every page with everybody who may ask for it.
    pub fn visits(&self) -> impl Iterator<Item = (String, Client)> {
        self.addresses.iter().flat_map(|address| self.people.iter().map(|person| (address.clone(), person.clone())))
    }
}
