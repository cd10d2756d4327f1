//! A state in one word and a colour: never the colour alone.

use leptos::prelude::*;

/// What a colour means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Success,
    Warning,
    Danger,
    Info,
    /// What is only begun.
    Draft,
}

impl Tone {
    /// The class that gives the colour; `notice` uses the same ones.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Draft => "draft",
        }
    }
}

/// A status.
#[component]
pub fn Pill(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    view! { <span class=format!("pill {}", tone.class())>{children()}</span> }
}
