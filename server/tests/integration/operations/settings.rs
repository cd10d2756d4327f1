//! The firm's own data, its groups, its profiles, and its bulk files.

use std::{io::Cursor, time::Duration};

use app::{
    imports::ImportView,
    settings::{CardTabSwitch, Group, Logo, Office, Profile},
};
use domain::imports::State;
use image::{DynamicImage, ImageFormat};
use reqwest::{Method, multipart};
use serde_json::json;
use uuid::Uuid;

use super::Firm;
use crate::{
    imports::import_client::{DUBOIS, PEETERS, import_of, workbook},
    support::accounts::personnel,
};

impl Firm {
    pub(super) async fn setting(&mut self, way: &'static str) {
        match way.rsplit('/').next().unwrap_or_default() {
            "start" => self.import(way).await,
            "change_office" | "office_form" => self.office(way).await,
            "logo" => self.logo(way).await,
            "switch_card_tab" | "card_tab_form" => self.card_tab(way).await,
            "set_logo" | "set_logo_form" => self.set_logo(way).await,
            "save_unit" | "unit_form" | "delete_unit" | "delete_unit_form" => self.group(way, "units").await,
            "save_category" | "category_form" | "delete_category" | "delete_category_form" => {
                self.group(way, "categories").await;
            }
            "save_profile"
            | "profile_form"
            | "delete_profile"
            | "delete_profile_form"
            | "require_second_factor"
            | "require_form" => {
                self.profile(way).await;
            }
            _ => self.colleague(way).await,
        }
    }

    /// The business units of the firm, or its categories.
    pub(super) async fn groups(&self, which: &str) -> Vec<Group> {
        self.client.call(&format!("/api/settings/{which}"), &json!({})).await.unwrap()
    }

    async fn office(&mut self, way: &'static str) {
        let office: Office = self.client.call("/api/settings/office", &json!({})).await.unwrap();
        let office = Office {
            name: format!("Kantoor {}", self.chance.word()),
            phone: self.chance.text(&["", "09 123 45 67"]),
            locale: self.chance.text(&["nl", "fr", "de"]),
            ..office
        };
        if way.ends_with("change_office") {
            self.call(way, json!(office)).await.ok();
            return;
        }
        let version = office.version.to_string();
        let fields = [
            ("page", "/instellingen"),
            ("version", version.as_str()),
            ("name", &office.name),
            ("phone", &office.phone),
            ("locale", &office.locale),
        ];
        self.send(way, &fields).await;
    }

    async fn card_tab(&mut self, way: &'static str) {
        let tabs: Vec<CardTabSwitch> = self.client.call("/api/settings/card_tabs", &json!({})).await.unwrap();
        for CardTabSwitch { slug, on } in tabs {
            if way.ends_with("_form") {
                let wanted = if on { "" } else { "true" };
                self.send(way, &[("page", "/instellingen/klantkaart"), ("id", slug.as_str()), ("on", wanted)]).await;
            } else {
                self.call(way, json!({ "slug": slug, "on": !on })).await.ok();
            }
        }
    }

    async fn logo(&mut self, way: &'static str) {
        let mut png = Cursor::new(Vec::new());
        let (width, height) = (100 + self.chance.below(50) as u32, 50);
        DynamicImage::new_rgb8(width, height).write_to(&mut png, ImageFormat::Png).expect("a picture");
        let form = multipart::Form::new().part("file", multipart::Part::bytes(png.into_inner()).file_name("logo.png"));
        let before = self.lines().await;
        let answer = self.client.request(Method::POST, way).multipart(form).send().await.expect("an answer");
        assert!(!answer.status().is_server_error(), "{answer:?}");
        self.count(way, before).await;
    }

    /// Takes the logo away, and sometimes puts it back.
    async fn set_logo(&mut self, way: &'static str) {
        self.logo("/api/settings/logo").await;
        let logo: Logo = self.client.call("/api/settings/read_logo", &json!({})).await.unwrap();
        let back = self.chance.one_in(2).then_some(logo.id).flatten();
        for id in [None, back] {
            if way.ends_with("_form") {
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                self.send(way, &[("page", "/instellingen"), ("id", &id)]).await;
            } else {
                self.call(way, json!({ "id": id })).await.ok();
            }
        }
    }

    /// Makes a group, gives it another name, or removes one that nobody is in.
    async fn group(&mut self, way: &'static str, which: &'static str) {
        let name = format!("Groep {}", self.chance.word());
        if way.contains("delete") {
            let new = json!({ "id": null, "version": 0, "name": name });
            let save = if which == "units" { "/api/settings/save_unit" } else { "/api/settings/save_category" };
            self.call(save, new).await.ok();
        }
        let all = self.groups(which).await;
        let one = if way.contains("delete") { all.iter().find(|group| group.name == name) } else { all.first() };
        let one = one.filter(|_| way.contains("delete") || self.chance.one_in(2));
        let (id, version) = (one.map(|one| one.id), one.map_or(0, |one| one.version));
        if !way.ends_with("_form") {
            self.call(way, json!({ "id": id, "version": version, "name": name })).await.ok();
            return;
        }
        let (id, version) = (id.map(|id| id.to_string()).unwrap_or_default(), version.to_string());
        let page = if which == "units" { "/instellingen/units" } else { "/instellingen/categorieen" };
        let fields = [("page", page), ("id", id.as_str()), ("version", &version), ("group", &name)];
        self.send(way, &fields).await;
    }

    /// A profile of the firm's own, which nobody has who does any of this: a new one, or one that is there where that is refused. A
    /// firm has an end of them.
    async fn own_profile(&mut self) -> Profile {
        let name = format!("Profiel {}", self.chance.word());
        let new = json!({ "id": null, "version": 0, "name": name, "rights": personnel() });
        let made = self.call("/api/settings/save_profile", new).await;
        let profiles: Vec<Profile> = self.client.call("/api/settings/profiles", &json!({})).await.unwrap();
        let mut own: Vec<Profile> =
            profiles.into_iter().filter(|profile| profile.name.starts_with("Profiel ")).collect();
        assert!(!own.is_empty(), "{made:?}");
        let at = own.iter().position(|profile| profile.name == name);
        let at = at.unwrap_or_else(|| self.chance.below(own.len() as u64) as usize);
        own.swap_remove(at)
    }

    async fn profile(&mut self, way: &'static str) {
        let own = self.own_profile().await;
        let (id, version) = (own.id.to_string(), own.version.to_string());
        let (name, required) = (format!("Profiel {}", self.chance.word()), !own.requires_second_factor);
        match way.rsplit('/').next().unwrap_or_default() {
            "save_profile" => {
                let request = json!({ "id": own.id, "version": own.version, "name": name, "rights": own.rights });
                self.call(way, request).await.ok();
            }
            "delete_profile" => drop(self.call(way, json!({ "id": own.id, "version": own.version })).await.ok()),
            "delete_profile_form" => {
                let fields = [("page", "/instellingen/profielen"), ("id", id.as_str()), ("version", &version)];
                self.send(way, &fields).await;
            }
            "require_second_factor" => {
                let request = json!({ "id": own.id, "version": own.version, "required": required });
                self.call(way, request).await.ok();
            }
            "require_form" => {
                let page = format!("/instellingen/profielen/{id}");
                let fields =
                    [("page", page.as_str()), ("id", &id), ("version", &version), ("requires_second_factor", "true")];
                self.send(way, &fields).await;
            }
            _ => {
                let page = format!("/instellingen/profielen/{id}");
                let fields =
                    [("page", page.as_str()), ("id", &id), ("version", &version), ("name", &name), ("Users", "Read")];
                self.send(way, &fields).await;
            }
        }
    }

    /// Brings in two customers, with a template or without.
    async fn import(&mut self, way: &'static str) {
        let template = if self.chance.one_in(2) { self.giving_template().await.to_string() } else { String::new() };
        let (references, names) = ([Uuid::now_v7(), Uuid::now_v7()].map(|id| id.to_string()), self.chance.word());
        let mut rows = [PEETERS.map(str::to_owned), DUBOIS.map(str::to_owned)];
        for (row, reference) in rows.iter_mut().zip(references) {
            use domain::imports::Column::{CompanyNumber, ExternalReference, LegalName, Vat};
            row[LegalName.index()] = format!("{} {names}", row[LegalName.index()]);
            row[ExternalReference.index()] = reference;
            // Numbers would be those of the last time.
            for column in [Vat, CompanyNumber] {
                row[column.index()] = String::new();
            }
        }
        let rows = rows.each_ref().map(|row| row.each_ref().map(String::as_str));
        let file = multipart::Part::bytes(workbook(&rows)).file_name("klanten.xlsx");
        let form = multipart::Form::new().text("template", template).part("file", file);
        let upload = self.client.request(Method::POST, "/api/imports/upload").multipart(form);
        let id = import_of(&upload.send().await.expect("an answer"));
        self.import_is(id, State::Ready).await;
        let before = self.lines().await;
        self.client.form(way, &[("id", &id.to_string())]).await;
        self.import_is(id, State::Done).await;
        self.count(way, before).await;
    }

    async fn import_is(&self, id: Uuid, state: State) {
        for _ in 0..3_000 {
            let import: ImportView =
                self.client.call("/api/imports/get", &json!({ "request": { "id": id } })).await.unwrap();
            if import.line.state == state {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the import did not become {state:?}");
    }
}
