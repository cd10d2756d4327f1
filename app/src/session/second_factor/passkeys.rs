//! Passkeys: added, asked when signing in and to confirm, taken away. A passkey proves its owner too (by finger, face or PIN), so that
//! it stands for both factors.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::Line;
use entity::{passkey, passkey_challenge, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
        PublicKeyCredential, RegisterPublicKeyCredential, WebauthnError,
    },
};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{
    challenge::{self, Purpose},
    step, store,
};
use crate::{
    audit::AuditedTransaction,
    clock,
    context::{AppContext, internal},
    error::{AppError, FormValidator, Refusal},
    limits,
    mail::FactorChange,
    session::{
        Viewer, Visitor, confirm,
        queries::Holder,
        sign_in,
        sign_ins::{
            SignInResult,
            record::{self, Subject},
        },
    },
};

/// Passkeys of one user; the words of `TooManyPasskeys` say it too.
const MOST: usize = 20;

/// Who asks passkeys here. There are none where the product is reached by a bare network address: browsers know no site then.
fn relying_party(context: &AppContext) -> Result<Webauthn, AppError> {
    let url = Url::parse(&context.public_url).map_err(internal)?;
    let site = url.domain().ok_or_else(refused)?;
    WebauthnBuilder::new(site, &url).and_then(|builder| builder.rp_name("Kantoor").build()).map_err(internal)
}

fn refused() -> AppError {
    AppError::Refused(Refusal::PasskeyRefused)
}

/// An answer that was not right. Why is logged without what identifies anybody.
fn wrong(error: WebauthnError) -> AppError {
    tracing::warn!(?error, "a passkey was refused");
    refused()
}

fn json(question: &impl Serialize) -> Result<String, AppError> {
    serde_json::to_string(question).map_err(internal)
}

fn answer<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
    limits::json::read_json("credential", text).map_err(|error| match error {
        // JSON of another kind, or none: no authenticator made it.
        AppError::Invalid(fields) if fields.is_empty() => refused(),
        error => error,
    })
}

fn keys(rows: &[passkey::Model]) -> Result<Vec<Passkey>, AppError> {
    rows.iter().map(|row| serde_json::from_str(&row.credential).map_err(internal)).collect()
}

async fn of_user(context: &AppContext, firm_id: Uuid, user_id: Uuid) -> Result<Vec<passkey::Model>, AppError> {
    Ok(store::passkeys_of(firm_id, user_id).all(&context.db.read).await?)
}

/// What the viewer's browser asks to make a new passkey.
pub async fn add_options(context: &AppContext, viewer: &Viewer) -> Result<String, AppError> {
    let known = keys(&of_user(context, viewer.firm_id, viewer.user_id).await?)?;
    if known.len() >= MOST {
        return Err(AppError::Refused(Refusal::TooManyPasskeys));
    }
    let known = known.iter().map(|key| key.cred_id().clone()).collect();
    let (mut question, state) = relying_party(context)?
        .start_passkey_registration(viewer.user_id, &viewer.email, &viewer.name, Some(known))
        .map_err(wrong)?;
    // Where the device can, it keeps the passkey with its account: then nobody types an address to sign in.
    if let Some(selection) = &mut question.public_key.authenticator_selection {
        selection.resident_key = Some(ResidentKeyRequirement::Preferred);
    }
    challenge::ask(context, Purpose::Add, Some(viewer.user_id), &state).await?;
    json(&question)
}

/// Adds the passkey that the viewer's browser made.
pub async fn add(context: &AppContext, viewer: &Viewer, name: &str, credential: &str) -> Result<(), AppError> {
    let mut validator = FormValidator::default();
    let name = validator.required::<Line>("passkey_name", name);
    validator.done()?;
    let made: RegisterPublicKeyCredential = answer(credential)?;
    let asked = challenge::take(context, Purpose::Add).await?;
    if asked.user_id != Some(viewer.user_id) {
        return Err(refused());
    }
    let state: PasskeyRegistration = challenge::state(&asked)?;
    let key = relying_party(context)?.finish_passkey_registration(&made, &state).map_err(wrong)?;
    let mut log = AuditedTransaction::by(context, viewer, "profile").await?;
    store::begun(context, &mut log, viewer).await?;
    let new = passkey::Model {
        firm_id: viewer.firm_id,
        id: Uuid::now_v7(),
        version: 1,
        user_id: viewer.user_id,
        credential_id: URL_SAFE_NO_PAD.encode(key.cred_id()),
        name,
        credential: json(&key)?,
        created_at: log.at(),
        used_at: None,
    };
    log.insert(new).await?;
    store::tell(&log.tx, viewer.firm_id, viewer.user_id, FactorChange::PasskeyAdded).await?;
    store::finish(context, log).await
}

/// Takes one of the viewer's passkeys away.
pub async fn remove(context: &AppContext, viewer: &Viewer, id: Uuid) -> Result<(), AppError> {
    let mut log = AuditedTransaction::by(context, viewer, "profile").await?;
    let own = passkey::Entity::find_by_id((viewer.firm_id, id)).one(&log.tx).await?;
    let own = own.filter(|passkey| passkey.user_id == viewer.user_id).ok_or(AppError::NotFound)?;
    log.delete(&own).await?;
    let factor = store::of(&log.tx, viewer.firm_id, viewer.user_id).await?.ok_or(AppError::NotFound)?;
    store::lessen(&mut log, viewer, &factor, factor.clone()).await?;
    store::tell(&log.tx, viewer.firm_id, viewer.user_id, FactorChange::PasskeyRemoved).await?;
    store::finish(context, log).await
}

/// What a browser asks to sign in: one of the passkeys of whoever gave the right password in it, else any that it has for this
/// site.
pub async fn sign_in_options(context: &AppContext) -> Result<String, AppError> {
    let site = relying_party(context)?;
    let Ok(user) = step::user(context, clock::now()).await else {
        let (mut question, state) = site.start_discoverable_authentication().map_err(wrong)?;
        // A button was pressed: the browser asks at once, and not only when a field is filled in.
        question.mediation = None;
        challenge::ask(context, Purpose::SignIn, None, &state).await?;
        return json(&question);
    };
    let known = keys(&of_user(context, user.firm_id, user.id).await?)?;
    let (question, state) = site.start_passkey_authentication(&known).map_err(wrong)?;
    challenge::ask(context, Purpose::SignIn, Some(user.id), &state).await?;
    json(&question)
}

/// Signs in whoever's passkey gave this answer. `agreed` says that a customer's person who is signed in to this browser is signed out;
/// whoever gave a password before has agreed by that.
pub async fn sign_in(context: &AppContext, credential: &str, agreed: bool) -> Result<(), AppError> {
    let given: PublicKeyCredential = answer(credential)?;
    let asked = challenge::take(context, Purpose::SignIn).await?;
    sign_in::allow_replacing(Visitor::is_colleague, agreed || asked.user_id.is_some())?;
    let owner = owner_of(context, &given).await?;
    if !owner.user.active {
        record::refusal(context, owner.subject(), SignInResult::Deactivated).await?;
        return Err(refused());
    }
    if let Err(error) = prove(context, &asked, &given, &owner).await {
        if matches!(error, AppError::Refused(Refusal::PasskeyRefused)) {
            record::refusal(context, owner.subject(), SignInResult::WrongPasskey).await?;
        }
        return Err(error);
    }
    if asked.user_id.is_some() {
        let tx = context.db.begin().await?;
        step::end(&tx).await?;
        tx.commit().await?;
    }
    sign_in::welcome_user(context, &owner.user, SignInResult::Right).await
}

/// Looks at what a passkey signed to sign in: it must answer the question, and be that of whoever gave a password before.
async fn prove(
    context: &AppContext,
    asked: &passkey_challenge::Model,
    given: &PublicKeyCredential,
    owner: &Owner,
) -> Result<(), AppError> {
    let site = relying_party(context)?;
    let (row, mut key) = owner.key.clone();
    let result = match asked.user_id {
        Some(user_id) if user_id == owner.user.id => {
            site.finish_passkey_authentication(given, &challenge::state::<PasskeyAuthentication>(asked)?)
        }
        Some(_) => return Err(refused()),
        None => {
            let state: DiscoverableAuthentication = challenge::state(asked)?;
            site.finish_discoverable_authentication_v2(given, state, &key)
        }
    };
    used(context, row, &mut key, &result.map_err(wrong)?).await
}

/// A colleague and one of its passkeys.
struct Owner {
    user: user::Model,
    key: (passkey::Model, Passkey),
}

impl Owner {
    /// As the log of sign-ins knows them.
    fn subject(&self) -> Subject<'static> {
        Subject::Known(Holder::User { firm_id: self.user.firm_id, user_id: self.user.id })
    }
}

/// Whose passkey answered, as far as it says. What it signed is checked by the caller.
async fn owner_of(context: &AppContext, given: &PublicKeyCredential) -> Result<Owner, AppError> {
    let db = &context.db.read;
    let credential_id = URL_SAFE_NO_PAD.encode(given.get_credential_id());
    let row = passkey::Entity::find().filter(passkey::Column::CredentialId.eq(credential_id)).one(db).await?;
    let row = row.ok_or_else(refused)?;
    let user = user::Entity::find_by_id((row.firm_id, row.user_id)).one(db).await?;
    let user = user.ok_or_else(refused)?;
    let says = given.get_user_unique_id();
    if says.is_some_and(|says| says != user.id.as_bytes()) {
        return Err(refused());
    }
    let key = serde_json::from_str(&row.credential).map_err(internal)?;
    Ok(Owner { user, key: (row, key) })
}

/// Remembers that a passkey was used, and its counter: a copy of it is noticed by that.
async fn used(
    context: &AppContext,
    row: passkey::Model,
    key: &mut Passkey,
    result: &AuthenticationResult,
) -> Result<(), AppError> {
    key.update_credential(result);
    let used =
        passkey::ActiveModel { credential: Set(json(key)?), used_at: Set(Some(clock::now())), ..Default::default() };
    let tx = context.db.begin().await?;
    passkey::Entity::update_many()
        .set(used)
        .filter(passkey::Column::FirmId.eq(row.firm_id))
        .filter(passkey::Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// What the viewer's browser asks to confirm by a passkey.
pub async fn confirm_options(context: &AppContext, viewer: &Viewer) -> Result<String, AppError> {
    let known = keys(&of_user(context, viewer.firm_id, viewer.user_id).await?)?;
    if known.is_empty() {
        return Err(refused());
    }
    let (question, state) = relying_party(context)?.start_passkey_authentication(&known).map_err(wrong)?;
    challenge::ask(context, Purpose::Confirm, Some(viewer.user_id), &state).await?;
    json(&question)
}

/// The viewer proves to be there by one of its passkeys.
pub async fn confirm(context: &AppContext, viewer: &Viewer, credential: &str) -> Result<(), AppError> {
    let given: PublicKeyCredential = answer(credential)?;
    let asked = challenge::take(context, Purpose::Confirm).await?;
    let owner = owner_of(context, &given).await?;
    if owner.user.id != viewer.user_id || asked.user_id != Some(viewer.user_id) {
        return Err(refused());
    }
    let (row, mut key) = owner.key;
    let state: PasskeyAuthentication = challenge::state(&asked)?;
    let result = relying_party(context)?.finish_passkey_authentication(&given, &state).map_err(wrong)?;
    used(context, row, &mut key, &result).await?;
    let tx = context.db.begin().await?;
    confirm::mark(&tx, clock::now()).await?;
    Ok(tx.commit().await?)
}
