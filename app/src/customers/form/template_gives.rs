//! A form that was filled in under one template and goes on with another: what the first gave and nobody changed gives way to what
//! the second gives; what somebody chose stays.

use std::collections::BTreeSet;

use domain::details::CustomerDetails;
use uuid::Uuid;

use crate::templates::Gives;

/// The details with what the template gives `now` where they still are as the template of `before` had it.
pub fn given_anew(typed: &CustomerDetails, before: &Gives, now: &Gives) -> CustomerDetails {
    let given = |is: Option<Uuid>, was: Option<Uuid>, will_be: Option<Uuid>| if is == was { will_be } else { is };
    CustomerDetails {
        manager_id: given(typed.manager_id, before.manager_id(), now.manager_id()),
        business_unit_id: given(typed.business_unit_id, before.business_unit_id(), now.business_unit_id()),
        ..typed.clone()
    }
}

/// The same of the categories: one that somebody ticked stays, and one that somebody left out stays out.
pub fn categories_given_anew(ticked: &BTreeSet<Uuid>, before: &Gives, now: &Gives) -> BTreeSet<Uuid> {
    let before = before.category_ids();
    let (chosen, left_out) = (ticked - &before, &before - ticked);
    &chosen | &(&now.category_ids() - &left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::records::Named;

    fn gives(manager: Option<u128>, categories: &[u128]) -> Gives {
        let named = |id: &u128| Named { id: Uuid::from_u128(*id), name: id.to_string() };
        Gives {
            manager: manager.as_ref().map(named),
            categories: categories.iter().map(named).collect(),
            ..Gives::default()
        }
    }

    #[test]
    fn what_somebody_chose_stays_under_another_template() {
        let details = |manager: Option<u128>| CustomerDetails {
            manager_id: manager.map(Uuid::from_u128),
            ..CustomerDetails::default()
        };
        for (is, before, now, becomes) in [
            (None, None, Some(2), Some(2)),
            (Some(1), Some(1), Some(2), Some(2)),
            (Some(1), Some(1), None, None),
            (Some(3), Some(1), Some(2), Some(3)),
            (Some(3), None, Some(2), Some(3)),
            (None, Some(1), Some(2), None),
        ] {
            let anew = given_anew(&details(is), &gives(before, &[]), &gives(now, &[]));
            assert_eq!(anew, details(becomes), "{is:?} under {before:?}, then {now:?}");
        }
    }

    #[test]
    fn ticks_stay_and_what_was_left_out_stays_out() {
        let ids = |ids: &[u128]| ids.iter().copied().map(Uuid::from_u128).collect::<BTreeSet<_>>();
        for (ticked, before, now, becomes) in [
            (&[][..], &[][..], &[1][..], &[1][..]),
            (&[1], &[1], &[2], &[2]),
            (&[1, 3], &[1], &[2], &[2, 3]),
            (&[3], &[1], &[1, 2], &[2, 3]),
            (&[1, 3], &[1], &[1], &[1, 3]),
        ] {
            let anew = categories_given_anew(&ids(ticked), &gives(None, before), &gives(None, now));
            assert_eq!(anew, ids(becomes), "{ticked:?} under {before:?}, then {now:?}");
        }
    }
}
