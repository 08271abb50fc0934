//! What a brief being written looks like, a file for each part.

mod brief_form;
mod by_hand;
pub mod fields;
mod hints;
mod notices;
mod preview;
mod related;
mod sent;
mod ui;
mod ways;
mod writing;

pub use by_hand::by_hand;
pub use notices::{notices, save_line};
pub use related::related;
pub use sent::sent;
pub use ui::Ui;
pub use ways::{more_ways, save_as_file, ways};
pub use writing::writing;

use yew::prelude::*;

/// What the screen is about. It takes the focus when the screen appears.
pub fn title(text: String) -> Html {
    html! { <h2 id="title" tabindex="-1">{ text }</h2> }
}
