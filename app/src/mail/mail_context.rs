//! What a mail tells: read when it is sent, so that it is true then.

use chrono::{DateTime, Utc};
use domain::{Device, invitations::InvitationStatus, zone::Zone};
use entity::{change, customer, firm, invitation, outbox, portal_account, sign_in, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{MailKind, changed::Changed, digest};
use crate::{error::AppError, i18n::Locale, session::viewer_of::account_country, ui::locale_of};

/// Who writes to whom, and about what. `MailContext::letter` puts it in words.
#[derive(Clone, Debug)]
pub struct MailContext {
    pub kind: MailKind,
    pub locale: Locale,
    /// The firm's name, or the product's where no firm is in it.
    pub firm: String,
    /// Whether it is a firm, and not the product.
    pub of_firm: bool,
    /// The colleague who sends it, or the firm.
    pub sender: String,
    /// Where an answer goes; may be empty.
    pub reply_to: String,
    /// The firm's address and telephone; may be empty.
    pub address: String,
    pub phone: String,
    /// The firm and its picture that stands at the top.
    pub logo: Option<(Uuid, Uuid)>,
    /// The recipient's name; may be empty.
    pub name: String,
    /// The customer whom it is about; empty where it is about none.
    pub customer: String,
    /// What the sender adds in its own words.
    pub note: String,
    /// The sign-in that it tells of.
    pub sign_in: Option<SignInTold>,
    /// The clock of the firm.
    pub zone: Zone,
    /// When the link stops working; none where it holds no token.
    pub until: Option<DateTime<Utc>>,
    /// Who changed something; empty where nobody did.
    pub person: String,
    /// What was changed.
    pub changed: Vec<Changed>,
    /// Whether the firm approves the change first.
    pub waits: bool,
    /// The customers that changed something, the first of them by name.
    pub customers: Vec<String>,
    /// How many customers more did.
    pub more: u64,
    /// Whether the recipient manages all of them, and is not told as an administrator.
    pub manages: bool,
}

/// A sign-in with a browser that was not known.
#[derive(Clone, Debug)]
pub struct SignInTold {
    pub device: Device,
    pub address: String,
    pub at: DateTime<Utc>,
    /// Of a customer's person.
    pub portal: bool,
}

impl MailContext {
    /// A mail of a firm, or of the product, that tells nothing yet.
    pub fn of(kind: MailKind, locale: Locale, firm: Option<&firm::Model>) -> Self {
        let said = |value: fn(&firm::Model) -> &String| firm.map(value).cloned().unwrap_or_default();
        Self {
            kind,
            locale,
            firm: firm.map_or_else(|| "Kantoor".to_owned(), |firm| firm.name.clone()),
            of_firm: firm.is_some(),
            sender: said(|firm| &firm.name),
            reply_to: said(|firm| &firm.email),
            address: said(|firm| &firm.address),
            phone: said(|firm| &firm.phone),
            logo: firm.and_then(|firm| Some((firm.id, firm.logo_id?))),
            zone: firm.map_or_else(Zone::default, |firm| Zone::of(&firm.country)),
            name: String::new(),
            customer: String::new(),
            note: String::new(),
            sign_in: None,
            until: None,
            person: String::new(),
            changed: Vec::new(),
            waits: false,
            customers: Vec::new(),
            more: 0,
            manages: false,
        }
    }

    /// What a queued mail has to tell now; none when it no longer has: a colleague left, an invitation was withdrawn.
    pub(super) async fn about(
        db: &impl ConnectionTrait,
        mail: &outbox::Model,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, AppError> {
        let Some(kind) = MailKind::from_key(&mail.kind) else { return Ok(None) };
        let firm = match mail.firm_id {
            Some(id) => firm::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let until = kind.purpose().map(|purpose| now + purpose.lifetime());
        let told = Self { until, ..Self::of(kind, locale_of(&mail.locale), firm.as_ref()) };
        match (kind, mail.firm_id) {
            (
                MailKind::Password | MailKind::PasswordSet | MailKind::Colleague | MailKind::SecondFactor(_),
                Some(firm_id),
            ) => told.for_colleague(db, firm_id, mail.subject_id).await,
            (MailKind::Invitation, Some(firm_id)) => told.for_customer(db, firm_id, mail.subject_id, now).await,
            (MailKind::Portal, _) => {
                let account = portal_account::Entity::find_by_id(mail.subject_id).one(db).await?;
                let zone = Zone::of(&account_country(db, mail.subject_id).await?);
                Ok(account.map(|account| Self { name: account.name, zone, ..told }))
            }
            (MailKind::NewDevice, _) => told.of_sign_in(db, mail.subject_id).await,
            (MailKind::PortalPassword, _) => told.of_account(db, mail.subject_id).await,
            (MailKind::PortalPasswordFirm, Some(firm_id)) => {
                let told = told.about_customer(db, firm_id, mail.customer_id).await?;
                told.of_account(db, mail.subject_id).await
            }
            (MailKind::DataChanged | MailKind::DataChangedCopy, Some(firm_id)) => {
                let told = told.about_customer(db, firm_id, mail.customer_id).await?;
                told.of_change(db, firm_id, mail.subject_id).await
            }
            (MailKind::Digest, Some(firm_id)) => told.of_digest(db, firm_id, mail).await,
            _ => Ok(None),
        }
    }

    /// With the customers that a daily mail tells of; none where all of them were looked at meanwhile.
    async fn of_digest(
        self,
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        mail: &outbox::Model,
    ) -> Result<Option<Self>, AppError> {
        let (customers, more) = digest::customers(db, firm_id, mail.subject_id).await?;
        let user = user::Entity::find()
            .filter(user::Column::FirmId.eq(firm_id))
            .filter(user::Column::Email.eq(&mail.recipient))
            .filter(user::Column::Active.eq(true));
        let Some(user) = user.one(db).await?.filter(|_| !customers.is_empty()) else { return Ok(None) };
        let manages = digest::are_managed_by(db, firm_id, mail.subject_id, user.id).await?;
        Ok(Some(Self { name: user.name, customers, more, manages, ..self }))
    }

    async fn of_sign_in(self, db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Self>, AppError> {
        let Some(line) = sign_in::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
        let name = match (line.firm_id, line.user_id, line.portal_account_id) {
            (Some(firm_id), Some(id), _) => {
                user::Entity::find_by_id((firm_id, id)).one(db).await?.map(|user| user.name)
            }
            (.., Some(id)) => portal_account::Entity::find_by_id(id).one(db).await?.map(|account| account.name),
            _ => None,
        };
        let zone = match line.portal_account_id {
            Some(id) => Zone::of(&account_country(db, id).await?),
            None => self.zone,
        };
        let portal = line.portal_account_id.is_some();
        let told = SignInTold { device: Device::stored(&line.device), address: line.address, at: line.at, portal };
        Ok(name.map(|name| Self { name, zone, sign_in: Some(told), ..self }))
    }

    /// With the customer's name.
    async fn about_customer(
        self,
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        id: Option<Uuid>,
    ) -> Result<Self, AppError> {
        let Some(id) = id else { return Ok(self) };
        let customer = customer::Entity::find_by_id((firm_id, id)).one(db).await?;
        Ok(Self { customer: customer.map(|customer| customer.name).unwrap_or_default(), ..self })
    }

    /// With the name of a customer's person.
    async fn of_account(self, db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Self>, AppError> {
        let account = portal_account::Entity::find_by_id(id).one(db).await?;
        let called = |account: portal_account::Model| {
            if account.name.is_empty() { account.email } else { account.name }
        };
        Ok(account.map(|account| Self { person: called(account), ..self }))
    }

    /// With what a line of the change log tells of it.
    async fn of_change(self, db: &impl ConnectionTrait, firm_id: Uuid, id: Uuid) -> Result<Option<Self>, AppError> {
        let Some(line) = change::Entity::find_by_id((firm_id, id)).one(db).await? else { return Ok(None) };
        // All that one save changed carries one time.
        let lines = change::Entity::find()
            .filter(change::Column::FirmId.eq(firm_id))
            .filter(change::Column::CustomerId.eq(line.customer_id))
            .filter(change::Column::ActorId.eq(line.actor_id))
            .filter(change::Column::At.eq(line.at))
            .order_by_asc(change::Column::Id)
            .all(db)
            .await?;
        let waits = lines.iter().any(|line| line.record_kind == "proposal");
        let now = match line.customer_id.filter(|_| waits) {
            Some(id) => customer::Entity::find_by_id((firm_id, id)).one(db).await?,
            None => None,
        };
        let changed = lines.iter().flat_map(|line| Changed::of(line, now.as_ref())).collect();
        let told = Self { changed, waits, ..self };
        match line.actor_id {
            Some(account_id) => told.of_account(db, account_id).await,
            None => Ok(Some(told)),
        }
    }

    async fn for_colleague(
        self,
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        user_id: Uuid,
    ) -> Result<Option<Self>, AppError> {
        let user = user::Entity::find_by_id((firm_id, user_id)).one(db).await?.filter(|user| user.active);
        Ok(user.map(|user| Self { name: user.name, ..self }))
    }

    async fn for_customer(
        self,
        db: &impl ConnectionTrait,
        firm_id: Uuid,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, AppError> {
        let open = invitation::Entity::find_by_id((firm_id, id)).one(db).await?;
        let is_open = |one: &invitation::Model| one.status == InvitationStatus::Open.key() && one.expires_at > now;
        let Some(open) = open.filter(is_open) else { return Ok(None) };
        let Some(customer) = customer::Entity::find_by_id((firm_id, open.customer_id)).one(db).await? else {
            return Ok(None);
        };
        let sender = user::Entity::find_by_id((firm_id, open.created_by)).one(db).await?;
        let (sender, reply_to) = sender.map_or((self.sender, self.reply_to), |user| (user.name, user.email));
        Ok(Some(Self {
            sender,
            reply_to,
            name: open.name,
            customer: customer.name,
            note: open.note,
            until: self.until.map(|until| until.min(open.expires_at)),
            ..self
        }))
    }
}
