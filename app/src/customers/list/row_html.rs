//! The cells of a row, written as HTML by one writer: no element of a cell is hydrated, so that many columns cost a page little.
//! Whatever is somebody's own words goes through [`text`] or [`attribute`].

use std::fmt::{self, Write};

use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos_i18n::td_string;

use super::{
    address::{ACTIONS, PATH},
    columns::{Cell, Column},
    layout::Layout,
    records::Row,
    row_menu::{ASKING, PANEL},
};
use crate::{
    customers::fields::{status_name, status_tone},
    i18n::*,
    ui::menu_button_html,
};

/// The cells of a row of the list: the box, those of the columns, and the three dots.
pub fn list_cells(row: &Row, layout: &Layout, l: Locale) -> String {
    let mut html = String::with_capacity(160 + layout.columns.len() * 64);
    let written = pick(&mut html, row, l).and_then(|()| cells(&mut html, row, layout, l, true));
    let label = td_string!(l, customers.actions_of, name = row.name.clone());
    let written = written.and_then(|()| {
        write!(html, r#"<td class="actions">{}</td>"#, menu_button_html(PANEL, (ASKING, ACTIONS, row.id), &label))
    });
    // Writing into a text does not fail.
    debug_assert!(written.is_ok());
    html
}

/// The cells of a row on paper.
pub fn printed_cells(row: &Row, layout: &Layout, l: Locale) -> String {
    let mut html = String::with_capacity(layout.columns.len() * 48);
    let written = cells(&mut html, row, layout, l, false);
    debug_assert!(written.is_ok());
    html
}

fn pick(html: &mut String, row: &Row, l: Locale) -> fmt::Result {
    let label = td_string!(l, customers.select, name = row.name.clone());
    write!(
        html,
        r#"<td class="fit pick"><input type="checkbox" value="{}" aria-label="{}"></td>"#,
        row.id,
        attribute(&label)
    )
}

fn cells(html: &mut String, row: &Row, layout: &Layout, l: Locale, links: bool) -> fmt::Result {
    let mut more = row.more.iter();
    for (column, _) in layout.columns() {
        let class = column.look.cell;
        match column.cell {
            Cell::Name if links => write!(
                html,
                r#"<th scope="row" class="{class}"><a href="{PATH}/{}">{}</a></th>"#,
                row.id,
                text(&row.name)
            )?,
            Cell::Name => write!(html, r#"<th scope="row" class="{class}">{}</th>"#, text(&row.name))?,
            Cell::Status => write!(
                html,
                r#"<td class="{class}"><span class="pill {}">{}</span></td>"#,
                status_tone(row.status).class(),
                text(status_name(l, row.status))
            )?,
            Cell::Row(of) => write!(html, r#"<td class="{class}">{}</td>"#, text(&of(row)))?,
            _ => write!(html, r#"<td class="{class}">{}</td>"#, text(next(&mut more, &column)))?,
        }
    }
    Ok(())
}

/// The next text that was read beside the row.
fn next<'a>(more: &mut impl Iterator<Item = &'a String>, column: &Column) -> &'a str {
    debug_assert!(column.is_read());
    more.next().map(String::as_str).unwrap_or_default()
}

fn text(words: &str) -> impl fmt::Display + '_ {
    encode_text(words)
}

fn attribute(words: &str) -> impl fmt::Display + '_ {
    encode_double_quoted_attribute(words)
}

#[cfg(test)]
mod tests {
    use domain::customers::Status;
    use uuid::Uuid;

    use super::*;

    const HOSTILE: &str = r#""'><img src=x onerror=alert(1)></a>&amp;"#;

    fn row() -> Row {
        Row {
            id: Uuid::from_u128(7),
            version: 1,
            number: 12,
            name: HOSTILE.into(),
            vat: HOSTILE.into(),
            city: HOSTILE.into(),
            status: Status::Active,
            manager: Some(HOSTILE.into()),
            more: vec![HOSTILE.into(), "Markt 5".into()],
        }
    }

    #[test]
    fn nobodys_words_are_markup() {
        let layout = Layout::read("number name phone vat city status manager_id address", false);
        for html in [list_cells(&row(), &layout, Locale::nl), printed_cells(&row(), &layout, Locale::nl)] {
            assert!(!html.contains("<img") && !html.contains("\"'>"), "{html}");
            assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"), "{html}");
            assert!(html.contains("&amp;amp;"), "what looks escaped is escaped too: {html}");
        }
    }

    #[test]
    fn cells_stand_in_the_order_of_the_columns() {
        let row = Row { name: "Zon".into(), vat: String::new(), more: vec!["09 1".into(), "Markt 5".into()], ..row() };
        let layout = Layout::read("phone name address number", false);
        assert_eq!(
            printed_cells(&row, &layout, Locale::nl),
            r#"<td class="extra code">09 1</td><th scope="row" class="name stays">Zon</th><td class="extra">Markt 5</td><td class="number">12</td>"#
        );
        let html = list_cells(&row, &layout, Locale::nl);
        assert!(html.starts_with(r#"<td class="fit pick"><input type="checkbox" value="00000000-0000-0000-0000-000000000007" aria-label="Zon selecteren"></td>"#), "{html}");
        assert!(html.contains(r#"<a href="/klanten/00000000-0000-0000-0000-000000000007">Zon</a>"#), "{html}");
        let dots =
            r#"<button type="submit" form="row-actions" name="acties" value="00000000-0000-0000-0000-000000000007" "#;
        assert!(html.contains(dots) && html.ends_with("</svg></button></td>"), "{html}");
    }
}
