//! Hides what the visitor may not do. The server refuses it too: this only saves a useless click.

use domain::permissions::{Area, Level};
use leptos::prelude::*;

use crate::session::{Visitor, use_visitor};

/// Whether the colleague at the screen may do this. Nobody and customers may not.
pub fn allowed(area: Area, level: Level) -> bool {
    use_visitor().with_untracked(|visitor| matches!(visitor, Visitor::Colleague(viewer) if viewer.may(area, level)))
}

/// Shows its children only to a colleague who may do this.
#[component]
pub fn Guard(area: Area, level: Level, children: Children) -> impl IntoView {
    allowed(area, level).then(children)
}
