//! What tables share. A list is a plain `<table class="list">`; its header sorts by links, so that the order is in the address.

use std::{convert::Infallible, fmt, str::FromStr};

use leptos::prelude::*;

use super::Icon;

/// The column that a list is sorted by, as it stands in the address: `name`, or `-name` for the other way round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    pub column: String,
    pub descending: bool,
}

impl Order {
    /// What a click on the title of a column gives: that column, or the other way round when it is sorted by it already.
    pub fn after_click(&self, column: &str) -> Self {
        Self { column: column.to_owned(), descending: self.column == column && !self.descending }
    }
}

impl FromStr for Order {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let (descending, column) = text.strip_prefix('-').map_or((false, text), |column| (true, column));
        Ok(Self { column: column.to_owned(), descending })
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.column)
    }
}

/// The title of a column that can be sorted by. `href` makes the address of the list in another order.
#[component]
pub fn SortHeader(
    #[prop(into)] column: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] order: Signal<Order>,
    href: impl Fn(Order) -> String + Send + Sync + 'static,
    /// That of its cells.
    class: &'static str,
) -> impl IntoView {
    let column = StoredValue::new(column);
    let sorted =
        move || order.with(|order| column.with_value(|column| (order.column == *column).then_some(order.descending)));
    let aria = move || sorted().map(|descending| if descending { "descending" } else { "ascending" });
    let icon = move || {
        sorted().map(|descending| view! { <Icon name=if descending { "chevron-down" } else { "chevron-up" } /> })
    };
    view! {
        <th scope="col" class=class aria-sort=aria>
            <a class="sort" href=move || href(order.with(|order| column.with_value(|column| order.after_click(column))))>
                {label}
                {icon}
            </a>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_survives_the_address() {
        for text in ["name", "-name", ""] {
            assert_eq!(text.parse::<Order>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let first = Order::default().after_click("city");
        assert_eq!(first.to_string(), "city");
        assert_eq!(first.after_click("city").to_string(), "-city");
        assert_eq!(first.after_click("city").after_click("city").to_string(), "city");
        assert_eq!(first.after_click("name").to_string(), "name");
    }
}
