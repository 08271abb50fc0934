//! What the page looks like.

use crate::hours::{offered, read, written};
use crate::model::{Event, Model, resume, site_name};
use baton_asking::{About, Asking, Change, Hours, Manner, Pause, SiteManner};
use baton_protocol::Failure;
use baton_ui::{button, failure_notice, mark, quiet_button, text, text_with, value_of};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <main class="column when-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1 id="title" tabindex="-1">{ text("when_title") }</h1>
                    <p class="soft">{ text("when_why") }</p>
                </div>
            </header>
            { model.failure.map(|failure| {
                failure_notice(failure, Some(send.reform(|_: MouseEvent| Event::Started)))
            }) }
            { model.asking.as_ref().map(|asking| match &model.offered {
                Some(offered) => html! {
                    <>
                        { offer(send) }
                        { parts(model, offered, true, send) }
                    </>
                },
                None => html! {
                    <>
                        // Not before what stands below is known: what comes below an element later makes it
                        // anew, and takes its focus.
                        { model.unread.map(unread) }
                        if model.is_outdated {
                            <p class="notice warn" role="alert" id="outdated" tabindex="-1">
                                { text("when_outdated") }
                            </p>
                        }
                        { model.before.is_some().then(|| way_back(send)) }
                        { parts(model, asking, false, send) }
                    </>
                },
            }) }
        </main>
    }
}

/// All that is set; of what is only looked at nothing can be changed.
fn parts(model: &Model, asking: &Asking, is_looked_at: bool, send: &Callback<Event>) -> Html {
    let key = if is_looked_at { "offered" } else { "set" };
    html! {
        <fieldset {key} class="parts" disabled={is_looked_at}
            aria-labelledby={is_looked_at.then_some("offer")}>
            { pauses(asking, is_looked_at, send) }
            { elsewhere(asking, send) }
            { sites(model, asking, is_looked_at, send) }
            { hours(asking.hours.as_ref(), send) }
            { skips(asking, send) }
        </fieldset>
    }
}

fn unread(failure: Failure) -> Html {
    html! {
        <p class="notice warn" role="alert" id="unread" tabindex="-1">{ text(failure.text_key()) }</p>
    }
}

fn offer(send: &Callback<Event>) -> Html {
    html! {
        <div class="notice" id="offered" tabindex="-1">
            <p id="offer">{ text("when_offered") }</p>
            <div class="actions">
                <button type="button" class="button main" id="take-in"
                    onclick={send.reform(|_: MouseEvent| Event::TakeIn)}>
                    { text("when_take_in") }
                </button>
                { quiet_button("leave", "when_leave", send.reform(|_: MouseEvent| Event::Leave)) }
            </div>
        </div>
    }
}

fn way_back(send: &Callback<Event>) -> Html {
    html! {
        <div class="notice" id="taken-in" tabindex="-1">
            <p>{ text("when_taken_in") }</p>
            { button("take-back", "when_take_back", send.reform(|_: MouseEvent| Event::TakeBack)) }
        </div>
    }
}

/// A part of the page with its heading.
fn part(name: &'static str, content: Html) -> Html {
    let heading = format!("{name}-heading");
    html! {
        <section class="part" id={name} aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ text(&format!("when_{name}")) }</h2>
            <p class="soft">{ text(&format!("when_{name}_why")) }</p>
            { content }
        </section>
    }
}

/// A choice of manners; the one of everywhere else among them where `is_site`.
fn manners(id: String, label: String, chosen: Manner, on_choice: &Callback<Manner>) -> Html {
    let on_choice = on_choice.clone();
    let on_change = Callback::from(move |event: web_sys::Event| {
        let value = value_of(&event);
        let mut all = Manner::ALL.into_iter();
        if let Some(manner) = all.find(|manner| manner.as_str() == value) {
            on_choice.emit(manner);
        }
    });
    html! {
        <select class="input" {id} aria-label={label} onchange={on_change}>
            { for Manner::ALL.into_iter().map(|manner| html! {
                <option value={manner.as_str()} selected={manner == chosen}>
                    { text(&format!("when_manner_{}", manner.as_str())) }
                </option>
            }) }
        </select>
    }
}

fn elsewhere(asking: &Asking, send: &Callback<Event>) -> Html {
    let choose = send.reform(|manner| Event::Chosen(Change::Elsewhere(manner)));
    let field = manners(
        "elsewhere-manner".to_owned(),
        text("when_elsewhere"),
        asking.elsewhere,
        &choose,
    );
    part("elsewhere", field)
}

fn sites(model: &Model, asking: &Asking, is_looked_at: bool, send: &Callback<Event>) -> Html {
    let on_add = send.reform(|event: web_sys::Event| {
        let site = value_of(&event);
        // What was not added can be chosen once more.
        if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
            field.set_value("");
        }
        Event::SiteAdded(site)
    });
    part(
        "sites",
        html! {
            <>
                if !asking.sites.is_empty() {
                    <ul class="rows" id="site-rows">
                        { for asking.sites.iter().map(|set| site(set, send)) }
                    </ul>
                } else if is_looked_at {
                    <p>{ text("when_none") }</p>
                }
                <select class="input" id="add-site" aria-label={text("when_add_site")}
                    onchange={on_add}>
                    <option value="" selected={true}>{ text("when_add_site") }</option>
                    { for model.addable().into_iter().map(|(id, name)| html! {
                        <option key={id} value={id}>{ name }</option>
                    }) }
                </select>
            </>
        },
    )
}

fn site(set: &SiteManner, send: &Callback<Event>) -> Html {
    let name = site_name(&set.site);
    let choose = {
        let site = set.site.clone();
        send.reform(move |manner| {
            let manner = Some(manner);
            let site = site.clone();
            Event::Chosen(Change::OnSite { site, manner })
        })
    };
    let forget = Change::OnSite {
        site: set.site.clone(),
        manner: None,
    };
    let id = format!("manner-{}", set.site);
    html! {
        <li class="row" key={set.site.clone()} data-site={set.site.clone()}>
            <b dir="auto">{ name }</b>
            { manners(id, text_with("when_manner_on", &[name]), set.manner, &choose) }
            { undo("when_forget_site", text_with("when_forget_site_on", &[name]), forget, send) }
        </li>
    }
}

/// A button that takes something back.
fn undo(key: &str, label: String, change: Change, send: &Callback<Event>) -> Html {
    html! {
        <button type="button" class="button undo" aria-label={label}
            onclick={send.reform(move |_: MouseEvent| Event::Chosen(change.clone()))}>
            { text(key) }
        </button>
    }
}

fn pauses(asking: &Asking, is_looked_at: bool, send: &Callback<Event>) -> Html {
    let today = Change::Pause {
        about: About::Everything,
        is_today_only: true,
    };
    let is_paused = asking
        .pauses
        .iter()
        .any(|pause| pause.about == About::Everything);
    part(
        "pauses",
        html! {
            <>
                if !asking.pauses.is_empty() {
                    <ul class="rows" id="pause-rows">
                        { for asking.pauses.iter().map(|one| pause(one, send)) }
                    </ul>
                } else if is_looked_at {
                    <p>{ text("when_none") }</p>
                }
                if !is_paused {
                    <button type="button" class="button" id="pause-today"
                        onclick={send.reform(move |_: MouseEvent| Event::Chosen(today.clone()))}>
                        { text("when_pause_today") }
                    </button>
                }
            </>
        },
    )
}

fn pause(pause: &Pause, send: &Callback<Event>) -> Html {
    // A site can be called like a person, and two sites alike.
    let (key, about) = match &pause.about {
        About::Everything => ("all".to_owned(), text("when_about_everything")),
        About::Site(site) => (format!("site {site}"), site_name(site).to_owned()),
        About::Person(name) => (format!("person {name}"), name.clone()),
    };
    let until = match pause.until {
        Some(day) => text_with("when_until", &[&day.to_string()]),
        None => text("when_until_resumed"),
    };
    let label = text_with("when_resume_about", &[&about]);
    html! {
        <li class="row" {key}>
            <span><b dir="auto">{ about }</b><br /><span class="soft">{ until }</span></span>
            { undo("when_resume", label, resume(&pause.about), send) }
        </li>
    }
}

fn hours(hours: Option<&Hours>, send: &Callback<Event>) -> Html {
    let is_on = hours.is_some();
    let turn = (!is_on).then(offered);
    let on_turn =
        send.reform(move |_: web_sys::Event| Event::Chosen(Change::InHours(turn.clone())));
    part(
        "hours",
        html! {
            <>
                <label class="check">
                    <input type="checkbox" id="in-hours" checked={is_on} onchange={on_turn} />
                    { text("when_in_hours") }
                </label>
                if let Some(hours) = hours {
                    <div class="days" role="group" aria-label={text("when_days")}>
                        { for (0..7).map(|day| html! {
                            <label class="check" key={day}>
                                <input type="checkbox" id={format!("day-{day}")}
                                    checked={hours.days[day]}
                                    onchange={send.reform(move |_: web_sys::Event| Event::Day(day))} />
                                { text(&format!("when_day_{day}")) }
                            </label>
                        }) }
                    </div>
                    <div class="times">
                        <label for="from">{ text("when_from") }</label>
                        <input class="input" type="time" id="from" value={written(hours.from)}
                            onchange={send.reform(|event: web_sys::Event| {
                                Event::From(read(&value_of(&event)))
                            })} />
                        <label for="to">{ text("when_to") }</label>
                        <input class="input" type="time" id="to" value={written(hours.to)}
                            onchange={send.reform(|event: web_sys::Event| {
                                Event::To(read(&value_of(&event)))
                            })} />
                    </div>
                }
            </>
        },
    )
}

fn skips(asking: &Asking, send: &Callback<Event>) -> Html {
    let on_change = send.reform(|event: web_sys::Event| Event::Skips(value_of(&event)));
    let set = asking.skips_a_day;
    let set = set.map(|count| count.to_string()).unwrap_or_default();
    part(
        "skips",
        html! {
            <input class="input" type="number" id="skips-a-day" min="0" max="255" step="1"
                inputmode="numeric" aria-labelledby="skips-heading" value={set} onchange={on_change} />
        },
    )
}
