//! Reads the log of sign-ins for the administrator, a page at a time.

use std::collections::HashMap;

use domain::{
    Device,
    permissions::{Area, Level, Scope},
    sorting::sort_by_name,
};
use entity::{portal_account, sign_in, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{SignInLine, SignInResult, SignIns, SignInsRequest, Whose};
use crate::{error::AppError, session::Viewer, settings::Colleague};

/// How many stand on a page.
const PAGE: usize = 50;

/// A page of the lines of the viewer's firm. Those of customers are for who sees all customers.
pub async fn page(db: &impl ConnectionTrait, viewer: &Viewer, request: SignInsRequest) -> Result<SignIns, AppError> {
    let mut select = sign_in::Entity::find().filter(sign_in::Column::FirmId.eq(viewer.firm_id));
    if viewer.rights.scope != Scope::All || !viewer.may(Area::Customers, Level::Read) {
        select = select.filter(sign_in::Column::Portal.eq(false));
    }
    if let Some(id) = request.user_id {
        select = select.filter(sign_in::Column::UserId.eq(id));
    }
    if let Some(result) = request.result {
        select = select.filter(sign_in::Column::Result.eq(result.key()));
    }
    if let Some(id) = request.before {
        select = select.filter(sign_in::Column::Id.lt(id));
    }
    let mut found = select.order_by_desc(sign_in::Column::Id).limit(PAGE as u64 + 1).all(db).await?;
    let next = (found.len() > PAGE).then(|| found[PAGE - 1].id);
    found.truncate(PAGE);
    let mut colleagues = user::Entity::find().filter(user::Column::FirmId.eq(viewer.firm_id)).all(db).await?;
    sort_by_name(&mut colleagues, |user| &user.name);
    let accounts = accounts_of(db, &found).await?;
    let lines = found.into_iter().filter_map(|line| shown(line, viewer, &colleagues, &accounts)).collect();
    let colleagues = colleagues.into_iter().map(|user| Colleague { id: user.id, name: user.name }).collect();
    Ok(SignIns { lines, next, colleagues })
}

async fn accounts_of(
    db: &impl ConnectionTrait,
    lines: &[sign_in::Model],
) -> Result<HashMap<Uuid, portal_account::Model>, AppError> {
    let ids: Vec<Uuid> = lines.iter().filter_map(|line| line.portal_account_id).collect();
    let found = portal_account::Entity::find().filter(portal_account::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|account| (account.id, account)).collect())
}

fn shown(
    line: sign_in::Model,
    viewer: &Viewer,
    colleagues: &[user::Model],
    accounts: &HashMap<Uuid, portal_account::Model>,
) -> Option<SignInLine> {
    let of_user = line.user_id.and_then(|id| colleagues.iter().find(|user| user.id == id));
    let of_account = line.portal_account_id.and_then(|id| accounts.get(&id));
    let whose = match (of_user, of_account) {
        (Some(user), _) => Whose::Colleague { name: user.name.clone(), email: user.email.clone() },
        (_, Some(account)) if viewer.may(Area::Contacts, Level::Read) => {
            Whose::Customer { name: account.name.clone(), email: account.email.clone() }
        }
        (_, Some(_)) => Whose::Customer { name: String::new(), email: String::new() },
        _ => Whose::Nobody { typed: line.typed },
    };
    Some(SignInLine {
        id: line.id,
        at: line.at,
        last_at: line.last_at,
        times: u32::try_from(line.times).unwrap_or_default(),
        whose,
        address: line.address,
        device: Device::stored(&line.device),
        result: SignInResult::from_key(&line.result)?,
    })
}
