//! What every page is built from: it knows no customer. One component a file, each with a partial of the same name in `style/`.
//! `Root` stands once around the router, `Frame` or `PlainFrame` around each page.

mod arranged;
mod button;
#[cfg(feature = "ssr")]
mod clipboard;
#[cfg(not(feature = "ssr"))]
#[path = "clipboard_browser.rs"]
mod clipboard;
mod cookie_setting;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(not(feature = "ssr"))]
#[path = "cookies_browser.rs"]
mod cookies;
mod copy;
mod dialog;
mod dropzone;
mod empty;
mod errors;
#[cfg(feature = "ssr")]
mod focus;
#[cfg(not(feature = "ssr"))]
#[path = "focus_browser.rs"]
mod focus;
mod form;
mod frame;
mod guard;
mod hydrated;
mod icon;
mod language;
mod late;
mod lead_on;
mod mail_link;
mod menu;
#[cfg(feature = "ssr")]
pub(crate) mod network;
#[cfg(not(feature = "ssr"))]
#[path = "network_browser.rs"]
pub(crate) mod network;
mod number;
mod phone_link;
mod pill;
mod pressed;
mod print;
mod progress;
mod query;
mod raw_text;
mod root;
mod scheme;
#[cfg(feature = "ssr")]
pub(crate) mod sending;
#[cfg(not(feature = "ssr"))]
#[path = "sending_browser.rs"]
pub(crate) mod sending;
mod shortcut;
mod skeleton;
mod states;
#[cfg(feature = "ssr")]
mod status;
#[cfg(not(feature = "ssr"))]
#[path = "status_browser.rs"]
mod status;
mod steps;
mod table;
mod tabs;
mod toast;
mod when;

pub use arranged::{Arranged, ArrangedFoot, ArrangedRow, shift};
pub use button::{Button, Kind, LinkButton};
pub use copy::CopyButton;
pub use dialog::{Confirm, Dialog, Leave};
pub use dropzone::Dropzone;
pub use empty::{Empty, said};
pub use errors::{area_name, field_error, field_message, message, sentence, whole_sentence};
pub use form::{
    Asked, BlockingNotice, CONFIRMED, CameBack, CameBackNotice, Cancel, ChangedTo, CheckField, Checks, Choices,
    Confirmation, ConflictNotice, ConflictRow, ConflictTable, Editing, ErrorSummary, Failure, Field, FieldProblem,
    FormDialog, InPage, Names, OpenButton, OpenForm, Outcome, PostForm, Question, RadioGroup, RecordWords, Restored,
    SAVED, SaveForm, Saving, SelectField, Side, SignInAgain, Size, StepOfForm, Summary, TextArea, TextField, UNDO,
    WayBack, Why, came_back, came_back_fields, forget_all_kept, is_page_of_a_form_that_came_back, opened,
    provide_came_back, recall, remember, seen, use_draft_storage, use_in_page, use_saving,
};
pub use frame::{BackLink, Frame, LanguageSwitch, PageHead, PlainFrame, ProductName, TabTitle};
pub use guard::{Guard, allowed};
pub use hydrated::{Hydrated, is_hydrated, never_hydrate};
pub use icon::{Flag, Icon};
pub use language::{lang, locale_of};
pub use late::late;
pub use lead_on::use_lead_on;
pub use mail_link::MailLink;
pub use menu::{Menu, MenuForm, MenuItem, MenuLink, MenuPanel, menu_button_html};
pub use number::grouped;
pub use phone_link::PhoneLink;
pub use pill::{Pill, Tone};
pub use print::{PrintByBrowser, print};
pub use progress::Progress;
pub use query::{Query, use_query};
pub(crate) use raw_text::raw_text;
pub use root::Root;
pub use scheme::SchemeSwitch;
pub use shortcut::{use_key, use_save_shortcut};
pub use skeleton::{Shape, Skeleton};
pub use states::{ErrorState, NoPermission, NotFound, Offline};
pub use steps::{Sends, Step, Steps};
pub use table::{Order, SortHeader};
pub use tabs::{Tab, Tabs};
pub use toast::{Toaster, Toasts, use_toaster};
pub use when::{Day, When, shown_date, shown_time, use_zone};
