//! The grey shape of what is coming.

use leptos::prelude::*;

use crate::i18n::*;

/// What is coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Records under each other: what each says, and its button.
    Records,
    /// Some lines in a part of a page.
    Lines,
    /// Titled parts of a page, of three lines each.
    Sections,
    /// A table with its titles.
    Table,
    /// The same below the tabs of a list.
    List,
    /// A header, tabs, and facts.
    Card,
    /// A title, and fields beside each other.
    Form,
    /// The same below the steps of a wizard.
    Steps,
    /// A title, big numbers, and a table.
    Counts,
    /// A title, and lines to read.
    Letter,
}

/// The parts of a shape, from above: the class of each part and what it holds.
const fn parts(shape: Shape) -> &'static [(&'static str, usize)] {
    match shape {
        Shape::Records | Shape::Lines | Shape::Sections => &[],
        Shape::Table => &[("skeleton-titles", 6)],
        Shape::List => &[("skeleton-tabs", 3), ("skeleton-titles", 6)],
        Shape::Card => &[("skeleton-head", 2), ("skeleton-tabs", 3)],
        Shape::Form => &[("skeleton-head", 2)],
        Shape::Steps => &[("skeleton-head", 2), ("skeleton-tabs", 3)],
        Shape::Counts => &[("skeleton-head", 2), ("skeleton-counts", 3), ("skeleton-titles", 6)],
        Shape::Letter => &[("skeleton-head", 1)],
    }
}

impl Shape {
    const fn class(self) -> &'static str {
        match self {
            Self::Records => "skeleton of-records",
            Self::Lines | Self::Letter => "skeleton lines",
            Self::Sections => "skeleton lines of-sections",
            Self::Table | Self::List | Self::Counts => "skeleton table",
            Self::Card => "skeleton card-facts",
            Self::Form | Self::Steps => "skeleton fields",
        }
    }

    /// How many things stand in a row of it.
    const fn across(self) -> usize {
        match self {
            Self::Lines | Self::Sections | Self::Letter => 1,
            Self::Table | Self::List | Self::Counts => 6,
            Self::Records | Self::Card | Self::Form | Self::Steps => 2,
        }
    }
}

/// It appears after a moment, so that a quick answer does not flash.
#[component]
pub fn Skeleton(#[prop(default = 8)] rows: usize, shape: Shape) -> impl IntoView {
    let i18n = use_i18n();
    let things = |count: usize| (0..count).map(|_| view! { <i></i> }).collect_view();
    view! {
        <div class=shape.class() role="status">
            <span class="visually-hidden">{t!(i18n, ui.loading)}</span>
            {parts(shape).iter().map(|(class, count)| view! { <div class=*class>{things(*count)}</div> }).collect_view()}
            {(0..rows).map(|_| view! { <div class="skeleton-row">{things(shape.across())}</div> }).collect_view()}
        </div>
    }
}
