//! What is sent to each server function where any request does that it can read.

use serde_json::{Value, json};
use uuid::Uuid;

use super::table::{
    TABLE,
    Who::{Customer, Public},
};

/// A request that every function can read: it holds whatever any of them asks for, and each takes what is its own. All ids
/// in it are `id`.
pub fn body(path: &str, id: Uuid) -> Value {
    let person = json!({ "name": "Bo", "email": "bo@voorbeeld.be", "locale": "nl", "contact_id": null });
    let mut request = json!({
        "id": id, "customer_id": id, "user_id": id, "template_id": id, "profile_id": id, "unit_id": id, "category_id": id,
        "job_id": id, "until": chrono::Utc::now(), "fields": [], "approve": true, "digest": true, "account_id": id,
        "version": 1, "active": true, "name": "Bo", "email": "bo@voorbeeld.be", "locale": "nl", "country": "BE", "vat": "",
        "company_number": "", "postcode": "", "note": "", "search": "", "token": "geen", "joining": true,
        "current": "x", "password": "x", "sealed": null, "required": true, "phone": "", "credential": "{}", "terug": "", "rights": { "scope": "assigned", "levels": {} },
        "details": {}, "customer": { "name": "Bakkerij Bo", "country": "BE" }, "address": {}, "contact": {},
        "labels": { "nl": "Bo" }, "kind": "text", "archived": true, "up": true, "step": "back",
        "query": app::customers::list::address::ListQuery::default(), "before": null, "after": null, "severity": null,
        "recipient": person, "selection": { "ids": [id], "import": null },
        "field": "manager", "compare": null, "integration": "peppol", "link": { "integration": "peppol", "version": 1, "external_reference": "", "settings": {} },
        "columns": [], "compact": false,
        "text": "Belt liever", "slugs": [], "hidden": [], "slug": "notities", "on": true,
    });
    match path {
        "/api/templates/save" => {
            request["details"] =
                json!({ "name": "Bo", "description": "", "content": { "users": [], "integrations": {} } })
        }
        "/api/addresses/save" => request["details"] = json!({ "new": { "city": "Gent", "country": "BE" } }),
        "/api/contacts/save" => request["details"] = json!({ "new": { "first_name": "Bo" } }),
        "/api/settings/change_office" => request["address"] = json!(""),
        "/api/customers/update" => {
            (request["address"], request["contact"]) = Default::default();
            request["customer"] = json!({ "new": { "name": "Bakkerij Bo", "country": "BE" } });
        }
        _ => {}
    }
    json!({ "id": id, "request": request })
}

/// What a plain form sends to a function that is the target of one and asks who it is; none where the request is JSON.
pub fn form(path: &str, id: Uuid) -> Option<Vec<(&'static str, String)>> {
    let customer = ("customer_id", id.to_string());
    let fields: Vec<(&'static str, String)> = match path {
        "/api/portal/save_details" => {
            vec![customer, ("version", "1".into()), ("details[name]", "Bo".into()), ("details[country]", "BE".into())]
        }
        "/api/portal/withdraw" => vec![customer],
        "/api/portal/save_address" => vec![customer, ("details[city]", "Gent".into())],
        "/api/portal/save_contact" => vec![customer, ("details[first_name]", "Bo".into())],
        "/api/portal/save_account" => vec![("version", "1".into()), ("name", "Bo".into()), ("locale", "nl".into())],
        "/api/portal/choose_password" => vec![("password", "x".into())],
        "/api/session/sign_out_everywhere" | "/api/session/end_other_sessions" => vec![],
        "/api/session/end_session" => vec![("id", id.to_string())],
        "/api/session/set_up_app" => vec![("sealed", "x".into()), ("code", "000000".into())],
        "/api/session/confirm_and_return" => vec![("password", "x".into())],
        "/api/imports/start" | "/api/imports/retry" | "/api/imports/discard" | "/api/imports/choose" => {
            vec![("id", id.to_string()), ("confirmed", "true".into())]
        }
        _ => return form_of_colleague(path, id),
    };
    Some(fields)
}

/// The same for the pages of colleagues.
fn form_of_colleague(path: &str, id: Uuid) -> Option<Vec<(&'static str, String)>> {
    let (id, customer, version) =
        (("id", id.to_string()), ("customer_id", id.to_string()), ("version", "1".to_owned()));
    let (name, locale) = (("name", "Bo".to_owned()), ("locale", "nl".to_owned()));
    let fields = match path {
        "/api/addresses/save_form" => {
            vec![customer, id, version, ("address_city", "Gent".into()), ("address_country", "BE".into())]
        }
        "/api/addresses/delete_form"
        | "/api/contacts/activate_form"
        | "/api/contacts/deactivate_form"
        | "/api/contacts/delete_form"
        | "/api/contacts/make_main_form" => vec![customer, id, version],
        "/api/addresses/make_head_office_form" => vec![customer, ("head_office", id.1)],
        "/api/contacts/save_form" => vec![customer, id, version, ("contact_first_name", "Bo".into())],
        "/api/customers/arrange_list_form" => vec![("keys", "name".into())],
        "/api/free_fields/save_form" => vec![customer],
        "/api/notes/delete_form" | "/api/notes/restore_form" => vec![customer, id, version],
        "/api/notes/save_form" => vec![customer, id, version, ("changed_text", "Belt liever".into())],
        "/api/customers/arrange_tabs_form" => vec![customer],
        "/api/customers/save_form" => vec![id, version, name],
        "/api/customers/changes_seen_form" => vec![id, ("until", chrono::Utc::now().to_rfc3339())],
        "/api/customers/decide_form" => vec![id, version],
        "/api/customers/activate_form"
        | "/api/customers/deactivate_form"
        | "/api/customers/delete_form"
        | "/api/customers/undo_step_form" => vec![id, version],
        "/api/integrations/apply_template_form" => vec![customer, id],
        "/api/integrations/assign_form" => vec![customer, ("colleague", id.1)],
        "/api/integrations/categorise_form" => vec![customer, ("category", id.1)],
        "/api/integrations/fill_in_form" => vec![customer, ("id", "manager".into())],
        "/api/integrations/unassign_form" | "/api/integrations/uncategorise_form" => vec![customer, id],
        "/api/integrations/unlink_form" => vec![customer, ("id", "peppol".into())],
        "/api/access/withdraw_form" => vec![customer, id, ("confirmed", "true".into())],
        "/api/invitations/withdraw_form" => vec![id, ("confirmed", "true".into())],
        "/api/integrations/link_form" => vec![customer, ("id", "peppol".into()), ("external_reference", "x".into())],
        "/api/invitations/resend_form" => vec![id],
        "/api/invitations/send_form" => vec![customer, locale, ("email", "bo@voorbeeld.be".into())],
        "/api/invitations/send_many_form" => {
            vec![("selection", json!({ "ids": [id.1], "import": null }).to_string())]
        }
        "/api/own_fields/add_set" => vec![],
        "/api/own_fields/change_kind_form" => vec![id, version, ("step", "back".into())],
        "/api/own_fields/save_form" => vec![id, version, ("label_nl", "Bo".into())],
        "/api/own_fields/archive_form" => vec![id, version, ("archived", "true".into())],
        "/api/own_fields/shift_form" => vec![id, ("up", "true".into())],
        "/api/jobs/cancel_form" | "/api/session/remove_passkey_form" => vec![id],
        "/api/session/open_form" => vec![("what", "nieuw".into())],
        "/api/session/new_codes_form" | "/api/session/remove_app_form" => vec![],
        "/api/session/account_form" => vec![version, name, locale],
        "/api/session/password_form" => vec![("current", "x".into()), ("password", "x".into())],
        "/api/settings/office_form" => {
            vec![version, name, locale, ("email", "bo@voorbeeld.be".into()), ("country", "BE".into())]
        }
        "/api/settings/card_tab_form" => vec![("id", "notities".into()), ("on", "true".into())],
        "/api/settings/unit_form" | "/api/settings/category_form" => vec![id, version, ("group", "Bo".into())],
        "/api/settings/delete_unit_form"
        | "/api/settings/delete_category_form"
        | "/api/settings/delete_profile_form" => vec![id, version],
        "/api/settings/resend_form"
        | "/api/settings/end_sessions_form"
        | "/api/settings/reset_second_factor_form"
        | "/api/settings/set_logo_form"
        | "/api/templates/archive_form"
        | "/api/templates/unarchive_form"
        | "/api/templates/duplicate_form" => vec![id],
        "/api/settings/invite_form" => {
            vec![name, locale, ("email", "bo@voorbeeld.be".into()), ("profile", id.1.clone()), ("unit", id.1)]
        }
        "/api/settings/user_form" => vec![version, ("profile", id.1.clone()), ("unit", id.1.clone()), id],
        "/api/settings/profile_form" => vec![id, version, name],
        "/api/settings/require_form" => vec![id, version],
        "/api/templates/save_form" => vec![id, version, name, ("step", "3".into())],
        _ => return Option::None,
    };
    Some(fields)
}

/// Whether the request names a record that must exist in the caller's firm.
pub fn names_a_record(path: &str) -> bool {
    let free = [
        "/api/customers/arrange_list",
        "/api/customers/arrange_list_form",
        "/api/customers/arrange_tabs",
        "/api/customers/blank",
        "/api/customers/create",
        "/api/customers/duplicates",
        "/api/customers/list",
        "/api/customers/printed",
        "/api/customers/suggest",
        "/api/imports/list",
        "/api/nace/search",
        "/api/settings/card_tab_form",
        "/api/own_fields/add_set",
        "/api/own_fields/list",
        "/api/settings/change_office",
        "/api/settings/office_form",
        "/api/settings/switch_card_tab",
        "/api/templates/choices",
        "/api/templates/choosable",
        "/api/templates/list",
    ];
    let lists = [
        "account",
        "card_tabs",
        "categories",
        "colleagues",
        "first_steps",
        "office",
        "profiles",
        "read_logo",
        "sign_ins",
        "units",
        "users",
    ];
    let public = TABLE.iter().any(|(each, who)| *each == path && matches!(who, Public | Customer));
    !public
        && !path.starts_with("/api/session/")
        && !free.contains(&path)
        && !lists.iter().any(|name| path == format!("/api/settings/{name}"))
}
