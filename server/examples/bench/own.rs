//! The list with fields of the firm's own, twenty of them: sorted by one, narrowed by one, and both. They have a database of their own,
//! so that the other figures stay comparable with what they were.

use app::customers::list::address::{Asked, ListQuery, OwnChoice, Sort};
use uuid::Uuid;

use crate::{
    cases::{Case, case, one},
    data::Data,
    floor,
    load::Ask,
};

/// How many fields the firm has.
pub const FIELDS: u32 = 20;

/// What a page of the list reads, as SQL.
const COLUMNS: &str = "hex(c.id), c.number, c.name, c.vat, c.city, c.status, \
    (SELECT u.name FROM \"user\" u WHERE u.firm_id = c.firm_id AND u.id = c.manager_id)";
const OF_FIRM: &str = "c.firm_id = (SELECT id FROM firm) AND c.tab = 1";

/// A field of the generated firm.
struct Field(Uuid);

impl Field {
    async fn called(data: &Data, label: &str) -> anyhow::Result<Self> {
        let sql = format!("SELECT lower(hex(id)) AS text FROM own_field WHERE labels LIKE '%\"{label}\"%'");
        Ok(Self(one(data, &sql).await?.parse()?))
    }

    /// Its values, as SQL.
    fn values(&self) -> String {
        format!("v.firm_id = (SELECT id FROM firm) AND v.field_id = x'{}'", self.0.simple())
    }

    /// Whether the customer of the row has a value of which this holds.
    fn has(&self, what: &str) -> String {
        format!("EXISTS (SELECT 1 FROM own_value v WHERE {} AND v.customer_id = c.id AND {what})", self.values())
    }

    fn asked(&self, asked: Asked<'_>) -> ListQuery {
        ListQuery { own: Some(OwnChoice::of(self.0, asked)), ..ListQuery::default() }
    }

    fn order(&self) -> Option<Sort> {
        Some(Sort::Own(self.0))
    }
}

/// Everything that is measured with them.
pub async fn cases(data: &Data) -> anyhow::Result<Vec<Case>> {
    let (number, money) = (Field::called(data, "Getal 1").await?, Field::called(data, "Bedrag 1").await?);
    let (day, text) = (Field::called(data, "Dag 2").await?, Field::called(data, "Vak 1").await?);
    let choice = Field::called(data, "Keuze 1").await?;
    let page = floor::PAGE + 1;
    // Along the index of the names, asking each customer: for what many have.
    let asking = |has: String| {
        format!("SELECT {COLUMNS} FROM customer c WHERE {OF_FIRM} AND {has} ORDER BY c.name_key, c.id LIMIT {page}")
    };
    // From the values to their customers: for what few have.
    let gathering = |field: &Field, what: &str| {
        let values = field.values();
        format!(
            "SELECT {COLUMNS} FROM own_value v CROSS JOIN customer c WHERE {values} AND {what} AND {OF_FIRM} \
             AND c.id = v.customer_id ORDER BY c.name_key, c.id LIMIT {page}"
        )
    };
    // Along the index of the values.
    let along = |field: &Field, direction: &str, and: &str| {
        let values = field.values();
        format!(
            "SELECT {COLUMNS} FROM own_value v CROSS JOIN customer c WHERE {values} AND {OF_FIRM} AND c.id = v.customer_id{and} \
             ORDER BY v.value_key {direction}, v.customer_id {direction} LIMIT {page}"
        )
    };
    // Those whom few values name, in the order of another field.
    let few_in_order = |few: &Field, what: &str, order: &Field| {
        let (few, order) = (few.values().replace("v.", "f."), order.values());
        format!(
            "SELECT {COLUMNS} FROM own_value f CROSS JOIN customer c CROSS JOIN own_value v WHERE {few} AND {what} AND {OF_FIRM} \
             AND c.id = f.customer_id AND {order} AND v.customer_id = c.id ORDER BY v.value_key, v.customer_id LIMIT {page}"
        )
    };
    let (frequent, rare) = (choice.asked(Asked::Value("1")), choice.asked(Asked::Value("4")));
    let (half, few) = (money.asked(Asked::Within("5000", "")), money.asked(Asked::Within("4000", "4010")));
    let key = |value: &str| domain::own_fields::sort_key(domain::own_fields::OwnKind::Money, value);
    let of_half = format!("v.value_key >= '{}'", key("5000.00"));
    let of_few = format!("v.value_key >= '{}' AND v.value_key <= '{}'", key("4000.00"), key("4010.00"));
    let (of_frequent, of_rare) = ("v.value_key = '00001'", "v.value_key = '00004'");
    let letter = "v.value_key >= 'b' AND v.value_key < 'c'";
    let plain = ListQuery::default();
    let by = |field: &Field, query: &ListQuery| ListQuery { sort: field.order(), ..query.clone() };
    let reversed = |query: ListQuery| ListQuery { descending: true, ..query };
    let listed = [
        ("own: by a number", by(&number, &plain), along(&number, "", "")),
        ("own: by a day, reversed", reversed(by(&day, &plain)), along(&day, "DESC", "")),
        ("own: by a text", by(&text, &plain), along(&text, "", "")),
        ("own: a frequent option", frequent.clone(), asking(choice.has(of_frequent))),
        ("own: a rare option", rare.clone(), gathering(&choice, of_rare)),
        ("own: an amount, half", half.clone(), asking(money.has(&of_half))),
        ("own: an amount, few", few.clone(), gathering(&money, &of_few)),
        ("own: a text begins so", text.asked(Asked::Begins("b")), asking(text.has(letter))),
        ("own: filled in", number.asked(Asked::Filled), asking(number.has("TRUE"))),
        ("own: empty", number.asked(Asked::Empty), asking(format!("NOT {}", number.has("TRUE")))),
        ("own: a frequent option, by a day", by(&day, &frequent), along(&day, "", &also(&choice, of_frequent))),
        ("own: a rare option, by a day", by(&day, &rare), few_in_order(&choice, "f.value_key = '00004'", &day)),
        ("own: an amount, half, by a day", by(&day, &half), along(&day, "", &also(&money, &of_half))),
        ("own: an amount, few, by a day", by(&day, &few), few_in_order(&money, &of_few.replace("v.", "f."), &day)),
        ("own: an amount, half, by it", by(&money, &half), along(&money, "", &format!(" AND {of_half}"))),
    ];
    let told = |(name, query, sql): (&str, ListQuery, String)| case(data, name, query, rows(data, &sql));
    Ok(listed.into_iter().map(told).collect())
}

/// What is asked of a field beside the order of another.
fn also(field: &Field, what: &str) -> String {
    format!(" AND {}", field.has(what).replace("own_value v", "own_value f").replace("v.", "f."))
}

/// What the floor is asked.
fn rows(data: &Data, sql: &str) -> Ask {
    Ask { path: floor::rows_path(sql), json: None, cookie: data.cookie.clone() }
}
