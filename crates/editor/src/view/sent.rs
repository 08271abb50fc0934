use super::title;
use crate::session::Session;
use baton_notes::Delivered;
use baton_ui::text;
use yew::prelude::*;

/// The brief has left: what was kept, and where.
pub fn sent(session: &Session, how: Delivered) -> Html {
    let happened = match how {
        Delivered::Copied | Delivered::CopiedPlain | Delivered::CopiedMarkdown => {
            "prompt_sent_copied"
        }
        Delivered::Mailed => "prompt_sent_mailed",
        Delivered::Gmail => "prompt_sent_gmail",
        Delivered::Outlook => "prompt_sent_outlook",
        Delivered::MailFile => "prompt_sent_mail_file",
        Delivered::Printed => "prompt_sent_printed",
        Delivered::BookedWith => "prompt_stepping_aside",
    };
    let kept = if session.view.private {
        "prompt_sent_private"
    } else {
        "prompt_sent_kept"
    };
    html! {
        <section class="done" id="sent" role="status" aria-labelledby="title">
            { title(text(happened)) }
            <p>{ text(kept) }</p>
        </section>
    }
}
