//! The main job, as a person does it, in both browsers: the gate asks, the brief gets written, the
//! note is kept, the note is exported.

mod access;
mod beside;
mod brief;
mod conversation;
mod draft;
mod export;
mod gate;
mod hints;
mod keyboard;
mod kinds;
mod narrowing;
mod notes_page;
mod own_template;
mod record;
mod recording;
mod related;
mod relations;
mod search;
mod selection;
mod single_page;
mod tabs;
mod ways;
mod whole;
mod write_page;
