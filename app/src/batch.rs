//! Statements that carry many values come in few sizes: the database then finds each prepared already, and keeps few of them.

/// About how many values one statement carries. More gains nothing, and each prepared statement of that size takes memory.
const VALUES: usize = 2_048;

/// How rows of so many columns are split over statements: powers of two, the largest first.
pub fn sizes(rows: usize, columns: usize) -> impl Iterator<Item = usize> {
    let most = power_of_two_within((VALUES / columns.max(1)).max(1));
    let mut left = rows;
    std::iter::from_fn(move || {
        let size = (left > 0).then(|| power_of_two_within(left).min(most))?;
        left -= size;
        Some(size)
    })
}

/// Values to look for, the last one repeated until their number is a power of two. None stay none.
pub fn padded<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

/// The largest power of two that is not above a number greater than 0.
fn power_of_two_within(number: usize) -> usize {
    1 << number.ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_place_in_a_statement() {
        assert_eq!(sizes(0, 31).count(), 0);
        assert_eq!(sizes(101, 31).collect::<Vec<_>>(), [64, 32, 4, 1]);
        assert_eq!(sizes(300, 14).collect::<Vec<_>>(), [128, 128, 32, 8, 4]);
        assert_eq!(sizes(3, 1_000_000).collect::<Vec<_>>(), [1, 1, 1]);
    }

    #[test]
    fn lists_are_filled_up_with_their_last_value() {
        assert_eq!(padded([1, 2, 3, 4, 5]), [1, 2, 3, 4, 5, 5, 5, 5]);
        assert_eq!(padded([7]), [7]);
        assert!(padded(Vec::<i32>::new()).is_empty());
    }
}
