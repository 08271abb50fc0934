//! What of a backup another page hands over to this one: it is looked at like a file that is given here.

use crate::model::{Effect, Event, Model, Start};
use crate::templates;

/// What of a backup another page handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The settings.
    Settings,
    /// The person's own templates.
    Templates,
}

impl Model {
    /// Looks at what another page handed over, once what it belongs to is there.
    pub(crate) fn look_at_handed(&mut self, tick: f64) -> Vec<Effect> {
        let is_there = |part: Part| match part {
            Part::Settings => self.start == Start::Ready,
            Part::Templates => self.templates.start == templates::Start::Ready,
        };
        let Some((part, text)) = self.handed.take_if(|(part, _)| is_there(*part)) else {
            return Vec::new();
        };
        let (mut effects, shown) = match part {
            Part::Settings => (self.update(Event::FileGiven(text), tick), "import-plan"),
            Part::Templates => {
                let given = templates::Event::FileGiven(text);
                (self.pass_on(given, tick), "templates-import-plan")
            }
        };
        effects.push(Effect::Focus(shown.to_owned()));
        effects
    }
}
