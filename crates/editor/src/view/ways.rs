//! The ways a brief leaves: those in view, the receiver's own first, and the seldom ones.

use super::Ui;
use crate::running::host;
use crate::session::{Event, Session};
use baton_brief::{Document, Mail, MailProgram, mail, mail_file, markdown, plain_text};
use baton_notes::Delivered;
use baton_settings::DeliveryWay;
use baton_ui::{button, copy_text, quiet_button, save_file, text};
use yew::prelude::*;

/// The two ways that stand beside *Book with this brief*: what the receiver likes, then *Copy* and
/// *Mail*.
fn in_view(session: &Session) -> [DeliveryWay; 2] {
    let known = session.view.setup.receiver.as_ref();
    let preferred = known.and_then(|known| known.prefers);
    match preferred {
        // Booking stands there anyway.
        None | Some(DeliveryWay::Copy | DeliveryWay::Booking) => {
            [DeliveryWay::Copy, DeliveryWay::Mail]
        }
        Some(preferred) => [preferred, DeliveryWay::Copy],
    }
}

/// The ways in view.
pub fn ways(ui: &Ui, session: &Session, brief: &Document) -> Html {
    in_view(session)
        .into_iter()
        .map(|one| way(ui, session, brief, one))
        .collect()
}

/// All others, folded away.
pub fn more_ways(ui: &Ui, session: &Session, brief: &Document) -> Html {
    let shown = in_view(session);
    let others = DeliveryWay::ALL
        .into_iter()
        .filter(|one| !shown.contains(one) && *one != DeliveryWay::Booking);
    html! {
        <details class="more-ways" id="more-ways">
            <summary>{ text("prompt_more_ways") }</summary>
            <div class="row">{ for others.map(|one| way(ui, session, brief, one)) }</div>
        </details>
    }
}

fn way(ui: &Ui, session: &Session, brief: &Document, way: DeliveryWay) -> Html {
    match way {
        DeliveryWay::Copy => button(
            "copy",
            "prompt_copy",
            ui.weighty(|ui| Event::HandedOver(Delivered::Copied, Some(ui.copy()))),
        ),
        DeliveryWay::CopyPlain => button(
            "copy-plain",
            "prompt_copy_plain",
            ui.weighty(|ui| {
                let copied = copy_text(&plain_text(&ui.document()));
                Event::HandedOver(Delivered::CopiedPlain, Some(copied))
            }),
        ),
        DeliveryWay::CopyMarkdown => button(
            "copy-markdown",
            "prompt_copy_markdown",
            ui.weighty(|ui| {
                let copied = copy_text(&markdown(&ui.document()));
                Event::HandedOver(Delivered::CopiedMarkdown, Some(copied))
            }),
        ),
        DeliveryWay::Mail => {
            let link = ("mail", "prompt_mail", MailProgram::Mailto);
            mail_link(ui, session, brief, link, Delivered::Mailed)
        }
        DeliveryWay::Gmail => {
            let link = ("gmail", "prompt_gmail", MailProgram::Gmail);
            mail_link(ui, session, brief, link, Delivered::Gmail)
        }
        DeliveryWay::Outlook => {
            let link = ("outlook", "prompt_outlook", MailProgram::Outlook);
            mail_link(ui, session, brief, link, Delivered::Outlook)
        }
        DeliveryWay::MailFile => button("mail-file", "prompt_mail_file", ui.weighty(save_mail)),
        DeliveryWay::Print => button("print", "prompt_print", ui.weighty(print)),
        DeliveryWay::Booking => Html::default(),
    }
}

/// *Save as file*: the brief as Markdown, which is no delivery.
pub fn save_as_file(ui: &Ui) -> Html {
    let ui = ui.clone();
    let save = Callback::from(move |_: MouseEvent| {
        let content = markdown(&ui.document());
        let saved = save_file("baton-brief.md", "text/markdown;charset=utf-8", &content);
        ui.send.emit(if saved {
            Event::SavedAsFile
        } else {
            Event::PressRefused(Some("prompt_file_failed"))
        });
    });
    quiet_button("save-file", "prompt_save_file", save)
}

fn save_mail(ui: &Ui) -> Event {
    let file = mail_file(&ui.document(), ui.session.borrow().mail_address());
    if save_file("baton-brief.eml", "message/rfc822", &file) {
        Event::HandedOver(Delivered::MailFile, None)
    } else {
        Event::PressRefused(Some("prompt_file_failed"))
    }
}

fn print(_: &Ui) -> Event {
    // The frame prints itself; its style sheet leaves only the brief on paper.
    let printed = web_sys::window().is_some_and(|window| window.print().is_ok());
    if printed {
        Event::HandedOver(Delivered::Printed, None)
    } else {
        Event::PressRefused(Some("prompt_print_failed"))
    }
}

/// A real link, because only a person's press on one may open the mail program.
fn mail_link(
    ui: &Ui,
    session: &Session,
    brief: &Document,
    (id, key, program): (&'static str, &str, MailProgram),
    how: Delivered,
) -> Html {
    let letter = mail(brief, session.mail_address(), program, host().words);
    let needs_clipboard = matches!(letter, Mail::Short { .. });
    let on_click = {
        let ui = ui.clone();
        Callback::from(move |press: MouseEvent| {
            if !ui.counts(&press) {
                press.prevent_default();
                return;
            }
            let copied = needs_clipboard.then(|| ui.copy());
            ui.send.emit(Event::HandedOver(how, copied));
        })
    };
    html! {
        <a class="button" {id} href={letter.url().to_owned()} target="_blank"
            rel="noopener noreferrer" title={needs_clipboard.then(|| text("prompt_mail_short"))}
            onclick={on_click}>
            { text(key) }
        </a>
    }
}
