//! Server functions of addresses.

use domain::details::AddressDetails;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::AppError, patch::Patch, session::Texts};

/// An address to be added (without an id), or what is changed of one that was read in `version`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveAddressRequest {
    pub customer_id: Uuid,
    pub id: Option<Uuid>,
    pub version: i32,
    pub details: Patch<AddressDetails>,
}

/// An address, as it was read in `version`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AddressRequest {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub version: i32,
}

/// Adds an address, or changes one.
#[server(name = SaveAddress, prefix = "/api", endpoint = "addresses/save", input = Json, output = Json)]
pub async fn save(request: SaveAddressRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::save(&context, &viewer, request).await
}

/// Adds an address, or changes one, by a plain form.
#[server(name = SaveAddressForm, prefix = "/api", endpoint = "addresses/save_form")]
pub async fn save_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/addresses/save_form", texts, Area::Customers, Level::Edit, super::sent::save).await
}

/// Removes an address.
#[server(name = DeleteAddress, prefix = "/api", endpoint = "addresses/delete", input = Json, output = Json)]
pub async fn delete(request: AddressRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::delete(&context, &viewer, request).await
}

/// Removes an address by a plain form, which asked first.
#[server(name = DeleteAddressForm, prefix = "/api", endpoint = "addresses/delete_form")]
pub async fn delete_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take("/api/addresses/delete_form", texts, Area::Customers, Level::Edit, super::sent::delete).await
}

/// Moves the head office to this address.
#[server(name = MakeHeadOffice, prefix = "/api", endpoint = "addresses/make_head_office", input = Json, output = Json)]
pub async fn make_head_office(request: AddressRequest) -> Result<(), AppError> {
    use crate::session::caller::{Area, Caller, Level};
    let Caller { context, viewer } = Caller::who_may(Area::Customers, Level::Edit)?;
    super::queries::make_head_office(&context, &viewer, request).await
}

/// Moves the head office by a plain form; where no address is chosen, the next page asks which.
#[server(name = MakeHeadOfficeForm, prefix = "/api", endpoint = "addresses/make_head_office_form")]
pub async fn make_head_office_form(#[server(flatten)] texts: Texts) -> Result<(), AppError> {
    use crate::session::plain::{Area, Level, Sent};
    Sent::take(
        "/api/addresses/make_head_office_form",
        texts,
        Area::Customers,
        Level::Edit,
        super::sent::make_head_office,
    )
    .await
}
