//! What every form is built from: its fields, the checks of what is typed, its draft in the browser, sending it, and what is said where that
//! failed. A page with a form uses these, and has none of its own.

mod blocking_notice;
mod came_back;
mod checks;
mod conflict;
mod draft_storage;
mod editing;
mod failure;
mod field;
mod form_dialog;
mod in_page;
mod post_form;
mod question;
mod save_form;
mod saving;
mod summary;
mod undo;
mod way_back;

pub use blocking_notice::{BlockingNotice, SignInAgain};
pub use came_back::{CameBack, Why, came_back, came_back_fields, is_page_of_a_form_that_came_back, provide_came_back};
pub use checks::{Checks, Names};
pub use conflict::{ChangedTo, ConflictNotice, ConflictRow, ConflictTable, RecordWords, Side};
pub use draft_storage::{Cancel, Restored, forget_all_kept, recall, remember, use_draft_storage};
pub use editing::{Editing, Outcome};
pub use failure::Failure;
pub use field::{CheckField, Choices, Field, RadioGroup, SelectField, Size, TextArea, TextField};
pub use form_dialog::{FormDialog, opened};
pub use in_page::{Asked, InPage, OpenButton, OpenForm, use_in_page};
pub use post_form::{CameBackNotice, PostForm, SAVED, StepOfForm, seen};
pub(super) use post_form::{Hidden, unseen};
pub use question::{CONFIRMED, Question};
pub use save_form::SaveForm;
pub use saving::{Confirmation, Saving, use_saving};
pub use summary::{ErrorSummary, FieldProblem, Summary};
pub use undo::{UNDO, UndoForm, UndoNotice};
pub use way_back::WayBack;
