//! One matter as people have it: what the walk and the whole journey write.

use crate::browser::Browser;
use crate::prompt::Answers;
use crate::{Trouble, wait};

/// The page somebody was about to book on.
pub const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// What Baton makes of the answers as the ask, and so the note's title.
pub const TITLE: &str = "Decide: the spring workshop moves to the large hall, or stays in room A";

/// The answers.
pub const ANSWERS: Answers<'static> = Answers {
    purpose: "decide",
    needed: "next-week",
    done_when: "the spring workshop moves to the large hall, or stays in room A",
    points: "Room A holds 40 people, and 52 have signed up\n\
             The large hall holds 90 and costs 300 more a day, 600 in all",
    tried: "Asked the venue on Monday: both are free, and they hold the hall for us for two weeks.",
    contributors: "one",
    follow_up: "Kim signs with the venue and writes to the twelve on the waiting list",
    written_where: "The workshop page, under Decisions",
    same_minute: "no",
    rounds: "one",
};

/// What is added to the brief that Baton drafted: field and text.
pub const ADDED: [(&str, &str); 3] = [
    (
        "#field-options",
        "The large hall: everybody gets a seat, and we pay 600 more\n\
         Room A: nothing more to pay, and twelve people stay on the waiting list",
    ),
    (
        "#field-proposal",
        "The large hall (3). The fees of the twelve come to 960, more than it costs.",
    ),
    ("#field-informed", "Everybody who signed up"),
];

impl Browser {
    /// Adds to the drafted brief what only a person knows, and waits until all of it is in the
    /// preview and saved.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when a field is missing.
    pub async fn complete_the_brief(&self) -> Result<(), Trouble> {
        for (field, text) in ADDED {
            self.type_into(field, text).await?;
        }
        let last = ADDED[2].1;
        wait::until_true("the words in the preview", async || {
            Ok(self.exact_text("#preview").await?.contains(last))
        })
        .await?;
        self.see_saved().await
    }
}
