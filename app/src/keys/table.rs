//! The keys that Kantoor listens to: one line each, in the order in which they are told.

use leptos_i18n::I18nContext;

use crate::i18n::*;

type Words = fn(I18nContext<Locale>) -> &'static str;

/// Keys of one place.
pub struct Group {
    pub title: Words,
    pub keys: &'static [Key],
}

/// What is pressed, together where it is more than one, and what it does.
pub struct Key {
    pub caps: &'static [Cap],
    pub does: Words,
}

/// What stands on a key.
pub enum Cap {
    Sign(&'static str),
    Word(Words),
}

const CTRL: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.ctrl));
const SHIFT: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.shift));
const SPACE: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.space));
const ENTER: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.enter));
const ESCAPE: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.escape));
const HOME: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.home));
const END: Cap = Cap::Word(|i18n| t_string!(i18n, keys.cap.end));

/// All of them.
pub const GROUPS: &[Group] = &[
    Group {
        title: |i18n| t_string!(i18n, keys.everywhere.title),
        keys: &[
            Key { caps: &[Cap::Sign("?")], does: |i18n| t_string!(i18n, keys.everywhere.keys) },
            Key { caps: &[CTRL, Cap::Sign("S")], does: |i18n| t_string!(i18n, keys.everywhere.save) },
            Key { caps: &[ESCAPE], does: |i18n| t_string!(i18n, keys.everywhere.close) },
        ],
    },
    Group {
        title: |i18n| t_string!(i18n, keys.list.title),
        keys: &[
            Key { caps: &[Cap::Sign("/")], does: |i18n| t_string!(i18n, keys.list.search) },
            Key { caps: &[Cap::Sign("↓")], does: |i18n| t_string!(i18n, keys.list.into_rows) },
            Key { caps: &[Cap::Sign("↑")], does: |i18n| t_string!(i18n, keys.list.up) },
            Key { caps: &[HOME], does: |i18n| t_string!(i18n, keys.list.first) },
            Key { caps: &[END], does: |i18n| t_string!(i18n, keys.list.last) },
            Key { caps: &[ENTER], does: |i18n| t_string!(i18n, keys.list.open) },
            Key { caps: &[SPACE], does: |i18n| t_string!(i18n, keys.list.choose) },
            Key { caps: &[SHIFT, SPACE], does: |i18n| t_string!(i18n, keys.list.choose_to) },
            Key { caps: &[SHIFT, Cap::Sign("↓")], does: |i18n| t_string!(i18n, keys.list.choose_next) },
            Key { caps: &[ESCAPE], does: |i18n| t_string!(i18n, keys.list.choose_none) },
        ],
    },
    Group {
        title: |i18n| t_string!(i18n, keys.menu.title),
        keys: &[
            Key { caps: &[Cap::Sign("↓")], does: |i18n| t_string!(i18n, keys.menu.down) },
            Key { caps: &[ENTER], does: |i18n| t_string!(i18n, keys.menu.open) },
        ],
    },
];
