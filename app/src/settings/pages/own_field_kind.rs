//! The page on which a field of the firm's own gets another kind: what would become of its values, how far that is, and the way back.

use domain::{
    own_fields::OwnKind,
    permissions::{Area, Level},
};
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use uuid::Uuid;

use super::own_fields::OWN_FIELDS;
use crate::{
    error::AppError,
    i18n::*,
    jobs::JobProgress,
    own_fields::{Ahead, Back, KindAsked, KindRequest, KindStep, KindView, LastChange, Misfit, OwnField, api, words},
    paths,
    session::pages::Confirming,
    ui::{
        self, BackLink, Button, Kind, LinkButton, PostForm, Question, Saving, SelectField, WayBack, allowed, grouped,
        lang, use_query, use_saving,
    },
};

/// The plain form of each step.
const STEP: &str = "/api/own_fields/change_kind_form";
/// In the address: the kind that is looked at, and that the last change is to be put back.
const TO: &str = "naar";
const BACK: &str = "terug";

#[component]
pub fn OwnFieldKindPage() -> impl IntoView {
    if !allowed(Area::Settings, Level::Edit) {
        return view! { <ui::NoPermission area=Area::Settings /> }.into_any();
    }
    let (params, query) = (use_params_map(), use_query());
    let asked = Memo::new(move |_| {
        let id = params.read().get("id").and_then(|id| id.parse::<Uuid>().ok())?;
        let query = query.read();
        Some(KindAsked { id, to: query.get_str(TO).and_then(OwnKind::from_key), back: query.get_str(BACK).is_some() })
    });
    let stored =
        Resource::new(move || asked.get(), |asked| async move { api::kind(asked.ok_or(AppError::NotFound)?).await });
    let again = Callback::new(move |()| stored.refetch());
    view! {
        <Confirming>
            <Transition fallback=|| view! { <ui::Skeleton rows=5 shape=ui::Shape::Form /> }>
                {move || ui::late(async move {
                    match stored.await {
                        Ok(found) => view! { <Shown found again /> }.into_any(),
                        Err(AppError::NotFound) => view! { <ui::NotFound /> }.into_any(),
                        Err(error) => view! { <ui::ErrorState error /> }.into_any(),
                    }
                })}
            </Transition>
        </Confirming>
    }
    .into_any()
}

/// A step with the kind of a field, as it is sent.
#[derive(Clone, Copy)]
struct Steps {
    id: Uuid,
    version: i32,
    saving: Saving<KindRequest>,
}

impl Steps {
    fn send(self, step: KindStep) {
        self.saving.send(KindRequest { id: self.id, version: self.version, step });
    }

    /// What goes along with the plain form of a step.
    fn along(self, step: KindStep) -> Vec<(&'static str, String)> {
        let mut along = vec![("id", self.id.to_string()), ("version", self.version.to_string())];
        match step {
            KindStep::Change { to, misfits } => along.extend([
                ("step", "change".to_owned()),
                ("kind", to.key().to_owned()),
                ("misfits", misfits.to_string()),
            ]),
            KindStep::Back => along.push(("step", "back".to_owned())),
            KindStep::GoOn => along.push(("step", "go_on".to_owned())),
        }
        along
    }
}

#[component]
fn Shown(found: KindView, again: Callback<()>) -> impl IntoView {
    let (i18n, lead_on) = (use_i18n(), ui::use_lead_on());
    let KindView { field, last, ahead, back } = found;
    let (id, version, kind) = (field.id, field.version, field.kind);
    let lead_on = StoredValue::new(lead_on);
    let saving = use_saving(api::change_kind, move |()| {
        lead_on.with_value(|lead_on| lead_on(&paths::kind_of_field(id), Default::default()));
        again.run(());
    });
    let steps = Steps { id, version, saving };
    let labels = field.labels.clone();
    let title = move || t_string!(i18n, own_fields.change.title, name = labels.of(lang(i18n.get_locale())).to_owned());
    let is_going = last.as_ref().is_some_and(LastChange::is_going);
    let returning = last.as_ref().is_some_and(|last| last.returning);
    let changed = move || {
        saving.conflict::<OwnField>().map(|_| {
            view! {
                <p class="notice warning" role="alert">
                    {t!(i18n, own_fields.change.changed)} " "
                    <a href="" rel="external">{t!(i18n, own_fields.change.look_again)}</a>
                </p>
            }
        })
    };
    let to_fields = Signal::derive(move || t_string!(i18n, settings.tab.own_fields).to_owned());
    view! {
        <ui::PageHead title=Signal::derive(title) lead=move || view! { <BackLink href=OWN_FIELDS label=to_fields /> } />
        <div class="page-body">
            <div class="stack">
                {changed}
                <p>{t!(i18n, own_fields.change.now)} " " <strong>{move || words::kind_name(i18n, kind)}</strong></p>
                {last.map(|last| view! { <Last last back steps again /> })}
                {(!is_going && !returning).then(|| view! { <Choose id kind to=ahead.as_ref().map(|ahead| ahead.to) /> })}
                {ahead.filter(|_| !is_going && !returning).map(|ahead| view! { <Preview ahead steps /> })}
            </div>
        </div>
    }
}

/// The last change: how far it is, what is left of it, and the way back.
#[component]
fn Last(last: LastChange, back: Option<Back>, steps: Steps, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let LastChange { from, returning, left, ref job, .. } = last;
    let label = Signal::derive(move || match returning {
        true => t_string!(i18n, own_fields.change.returning).to_owned(),
        false => t_string!(i18n, own_fields.change.converting).to_owned(),
    });
    if let Some(job) = job.clone().filter(|_| last.is_going()) {
        return view! { <div class="panel"><JobProgress id=job.id label start=job on_done=again /></div> }.into_any();
    }
    let address = paths::kind_of_field(steps.id);
    let stopped = (returning || left > 0).then(|| {
        view! {
            <div class="notice warning">
                <div class="stack">
                    <p>
                        {move || t_string!(i18n, own_fields.change.stopped, left = grouped(i18n.get_locale(), left))}
                    </p>
                    <PostForm action=STEP along=steps.along(KindStep::GoOn) send=move || steps.send(KindStep::GoOn)>
                        <Button submit=true pending=steps.saving.pending>{t!(i18n, own_fields.change.go_on)}</Button>
                    </PostForm>
                </div>
            </div>
        }
    });
    let title = move || t_string!(i18n, own_fields.change.back_title, kind = words::kind_name(i18n, from));
    let way_back = match (returning, back) {
        (true, _) => ().into_any(),
        (false, None) => {
            view! { <LinkButton href=format!("{address}?{BACK}=ja") icon="rotate-ccw">{title}</LinkButton> }.into_any()
        }
        (false, Some(Back { restored, kept, misfits })) => {
            let many = move |many: u64| grouped(i18n.get_locale(), many);
            view! {
                <Question
                    title=Signal::derive(title)
                    action=STEP
                    along=steps.along(KindStep::Back)
                    verb=Signal::derive(move || t_string!(i18n, own_fields.change.back).to_owned())
                    back=address
                    pending=steps.saving.pending
                    on_confirm=Callback::new(move |()| steps.send(KindStep::Back))
                >
                    <p>{move || t_string!(i18n, own_fields.change.restored, restored = many(restored))}</p>
                    {(kept > 0).then(|| view! { <p>{move || t_string!(i18n, own_fields.change.kept, kept = many(kept))}</p> })}
                    {(misfits > 0)
                        .then(|| view! { <p>{move || t_string!(i18n, own_fields.change.lost, misfits = many(misfits))}</p> })}
                </Question>
            }
            .into_any()
        }
    };
    view! { {stopped} <div class="row">{way_back}</div> }.into_any()
}

/// Another kind to look at.
#[component]
fn Choose(id: Uuid, kind: OwnKind, to: Option<OwnKind>) -> impl IntoView {
    let i18n = use_i18n();
    let others: Vec<OwnKind> = OwnKind::ALL.into_iter().filter(|other| *other != kind).collect();
    let value = RwSignal::new(to.or(others.first().copied()).unwrap_or(kind).key().to_owned());
    let choices = move || {
        others.iter().map(|kind| (kind.key().to_owned(), words::kind_name(i18n, *kind).to_owned())).collect::<Vec<_>>()
    };
    let navigate = use_navigate();
    // Within the page, so that the focus stays on it.
    let look = move |event: ev::SubmitEvent| {
        event.prevent_default();
        navigate(&format!("{}?{TO}={}", paths::kind_of_field(id), value.get_untracked()), NavigateOptions::default());
    };
    view! {
        <form class="form" method="get" novalidate action=paths::kind_of_field(id) on:submit=look>
            <SelectField
                name=TO
                label=Signal::derive(move || t_string!(i18n, own_fields.change.to).to_owned())
                value
                choices=Signal::derive(choices)
                help=Signal::derive(move || t_string!(i18n, own_fields.change.help).to_owned())
            />
            <div class="form-foot">
                <Button submit=true>{t!(i18n, own_fields.change.look)}</Button>
            </div>
        </form>
    }
}

/// What would become of the values as another kind.
#[component]
fn Preview(ahead: Ahead, steps: Steps) -> impl IntoView {
    let i18n = use_i18n();
    let Ahead { to, all, misfits, first, options } = ahead;
    let many = move |many: u64| grouped(i18n.get_locale(), many);
    let step = KindStep::Change { to, misfits };
    let fits = move || t_string!(i18n, own_fields.change.fits, fits = many(all - misfits), all = many(all));
    let row = |Misfit { customer_id, customer, value }: Misfit| {
        view! {
            <tr>
                <th scope="row"><a href=paths::card(customer_id)>{customer}</a></th>
                <td>{value}</td>
            </tr>
        }
    };
    let unfit = (misfits > 0).then(|| {
        let said = move || match misfits {
            1 => t_string!(i18n, own_fields.change.one_misfit, all = many(all), what = none_of(i18n, to)),
            _ => t_string!(
                i18n,
                own_fields.change.more_misfits,
                misfits = many(misfits),
                all = many(all),
                what = none_of(i18n, to)
            ),
        };
        view! {
            <div class="notice warning">
                <div class="stack">
                    <strong>{said}</strong>
                    <p>{t!(i18n, own_fields.change.misfits_text)}</p>
                </div>
            </div>
            <div class="list-box" tabindex="0" role="region" aria-label=said>
                <table class="list wrap">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, own_fields.change.customer)}</th>
                            <th scope="col">{t!(i18n, own_fields.change.value)}</th>
                        </tr>
                    </thead>
                    <tbody>{first.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let offered = (!options.is_empty()).then(|| {
        let options = options.join(", ");
        view! { <p>{t!(i18n, own_fields.change.options)} " " {options}</p> }
    });
    view! {
        <div class="panel stack">
            <h2>{move || t_string!(i18n, own_fields.change.preview, kind = words::kind_name(i18n, to))}</h2>
            <p>{fits}</p>
            {offered}
            {unfit}
            <PostForm action=STEP along=steps.along(step) send=move || steps.send(step)>
                <div class="form-foot">
                    <WayBack href=paths::kind_of_field(steps.id) />
                    <Button kind=Kind::Primary submit=true pending=steps.saving.pending>
                        {move || match misfits {
                            0 => t_string!(i18n, own_fields.change.convert),
                            _ => t_string!(i18n, own_fields.change.convert_anyway),
                        }}
                    </Button>
                </div>
            </PostForm>
        </div>
    }
}

/// What a value is not that does not become one of this kind.
fn none_of(i18n: leptos_i18n::I18nContext<Locale>, kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Text => t_string!(i18n, own_fields.none_of.text),
        OwnKind::LongText => t_string!(i18n, own_fields.none_of.long_text),
        OwnKind::Number => t_string!(i18n, own_fields.none_of.number),
        OwnKind::Money => t_string!(i18n, own_fields.none_of.money),
        OwnKind::Date => t_string!(i18n, own_fields.none_of.date),
        OwnKind::YesNo => t_string!(i18n, own_fields.none_of.yes_no),
        OwnKind::Choice => t_string!(i18n, own_fields.none_of.choice),
        OwnKind::Several => t_string!(i18n, own_fields.none_of.several),
        OwnKind::Link => t_string!(i18n, own_fields.none_of.link),
        OwnKind::Colleague => t_string!(i18n, own_fields.none_of.colleague),
    }
}
