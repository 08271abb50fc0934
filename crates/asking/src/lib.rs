//! When Baton asks at all, and how insistently: what a person has set, and what their skips say.
//!
//! A gate that is asked too often gets removed. So everything here makes Baton quieter or louder by the
//! person's own word, can be read back and reversed, and ends by itself where it was meant for a day.
//! Nothing here forbids a booking: [`Manner::Strict`] asks before the page is loaded, and lets whoever
//! goes on go on.
//!
//! ```
//! use baton_asking::{About, Asking, Change, Decision, Moment, Place};
//! use baton_worktime::{LocalTime, UtcMillis};
//!
//! let mut asking = Asking::default();
//! let now = Moment { at: UtcMillis(0), local: LocalTime::from_clock_millis(0) };
//! let place = Place { site: "calendly", person: None };
//! assert!(matches!(asking.decide(now, place), Decision::Ask(_)));
//! let pause = Change::Pause { about: About::Everything, is_today_only: true };
//! asking.change(pause, now).unwrap();
//! assert!(matches!(asking.decide(now, place), Decision::Quiet(_)));
//! ```

mod change;
mod decide;
mod hours;
mod record;

pub use change::{Change, Refusal};
pub use decide::{Ask, Because, Decision, Moment, Offer, Place};
pub use hours::Hours;
pub use record::{About, Asking, Manner, Pause, RecordFault, SCHEMA, SiteManner, Skip};
