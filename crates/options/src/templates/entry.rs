//! A template as it is typed, and the last version of it that works.

use baton_gate::TemplateId;
use baton_templates::{
    MAX_FIELDS, OwnField, OwnFieldKind, OwnTemplate, OwnTemplateId, Place, TemplateFault, check,
};

/// What a field takes, without options and unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of one line.
    Text,
    /// Text of several lines.
    LongText,
    /// Entries.
    List,
    /// One of some options.
    Choice,
    /// A date and time.
    Moment,
    /// A whole number.
    Number,
    /// Yes or no.
    Toggle,
    /// An address.
    Link,
    /// Names.
    People,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::LongText,
        Self::List,
        Self::Choice,
        Self::Moment,
        Self::Number,
        Self::Toggle,
        Self::Link,
        Self::People,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::List => "list",
            Self::Choice => "choice",
            Self::Moment => "moment",
            Self::Number => "number",
            Self::Toggle => "toggle",
            Self::Link => "link",
            Self::People => "people",
        }
    }
}

/// A step in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

impl Direction {
    /// Moves the entry at `place` of `list` one step, unless it is at that end.
    pub fn step<T>(self, list: &mut [T], place: usize) {
        let other = match self {
            Self::Up => place.checked_sub(1),
            Self::Down => Some(place + 1),
        };
        if let Some(other) = other.filter(|other| *other < list.len()) {
            list.swap(place, other);
        }
    }
}

/// A text of a template outside its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateText {
    /// The name.
    Name,
    /// What it is for.
    Hint,
    /// The ask.
    Ask,
    /// What happens without a reply.
    IfNoReply,
    /// Who owns the next step.
    Owner,
}

/// A change to a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateEdit {
    /// This text is this now.
    Text(TemplateText, String),
    /// A field more, with this label.
    AddField(String),
    /// The field of this id.
    Field(String, FieldEdit),
    /// The field of this id goes up or down.
    MoveField(String, Direction),
    /// The field of this id goes.
    RemoveField(String),
}

/// A change to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldEdit {
    /// Its label.
    Label(String),
    /// Its help.
    Hint(String),
    /// What it takes.
    Kind(Kind),
    /// The options of a choice, one a line.
    Options(String),
    /// What a number counts.
    Unit(String),
    /// Whether the brief is incomplete without it.
    Required(bool),
    /// Whether each entry of a list wants an answer.
    Answered(bool),
    /// What it holds to begin with.
    Default(String),
}

/// A field as it is typed. Options and unit stay when it takes something else for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEntry {
    /// Its id; that of a field of a built-in template means the same there.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its help.
    pub hint: String,
    /// What it takes.
    pub kind: Kind,
    /// The options of a choice, one a line.
    pub options: String,
    /// What a number counts.
    pub unit: String,
    /// Whether the brief is incomplete without it.
    pub required: bool,
    /// Whether each entry of a list wants an answer.
    pub answered: bool,
    /// What it holds to begin with.
    pub default: String,
}

impl FieldEntry {
    fn of(field: &OwnField) -> Self {
        let (mut options, mut unit) = (String::new(), String::new());
        let kind = match &field.kind {
            OwnFieldKind::Text => Kind::Text,
            OwnFieldKind::LongText => Kind::LongText,
            OwnFieldKind::List => Kind::List,
            OwnFieldKind::Choice(choices) => {
                options = choices.join("\n");
                Kind::Choice
            }
            OwnFieldKind::Moment => Kind::Moment,
            OwnFieldKind::Number { unit: counted } => {
                unit.clone_from(counted);
                Kind::Number
            }
            OwnFieldKind::Toggle => Kind::Toggle,
            OwnFieldKind::Link => Kind::Link,
            OwnFieldKind::People => Kind::People,
        };
        Self {
            id: field.id.clone(),
            label: field.label.clone(),
            hint: field.hint.clone(),
            kind,
            options,
            unit,
            required: field.required,
            answered: field.answered,
            default: field.default.clone(),
        }
    }

    fn field(&self) -> OwnField {
        let options = || {
            let lines = self.options.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()
        };
        OwnField {
            id: self.id.clone(),
            label: self.label.trim().to_owned(),
            hint: self.hint.trim().to_owned(),
            kind: match self.kind {
                Kind::Text => OwnFieldKind::Text,
                Kind::LongText => OwnFieldKind::LongText,
                Kind::List => OwnFieldKind::List,
                Kind::Choice => OwnFieldKind::Choice(options()),
                Kind::Moment => OwnFieldKind::Moment,
                Kind::Number => OwnFieldKind::Number {
                    unit: self.unit.trim().to_owned(),
                },
                Kind::Toggle => OwnFieldKind::Toggle,
                Kind::Link => OwnFieldKind::Link,
                Kind::People => OwnFieldKind::People,
            },
            required: self.required,
            answered: self.answered && self.kind == Kind::List,
            default: self.default.clone(),
        }
    }

    fn edit(&mut self, edit: FieldEdit) {
        match edit {
            FieldEdit::Label(text) => self.label = text,
            FieldEdit::Hint(text) => self.hint = text,
            FieldEdit::Kind(kind) => self.kind = kind,
            FieldEdit::Options(text) => self.options = text,
            FieldEdit::Unit(text) => self.unit = text,
            FieldEdit::Required(required) => self.required = required,
            FieldEdit::Answered(answered) => self.answered = answered,
            FieldEdit::Default(text) => self.default = text,
        }
    }
}

/// A template as it stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateEntry {
    /// Its id.
    pub id: OwnTemplateId,
    base: Option<TemplateId>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub hint: String,
    /// The ask.
    pub ask: String,
    /// What happens without a reply.
    pub if_no_reply: String,
    /// Who owns the next step.
    pub owner: String,
    /// Its fields.
    pub fields: Vec<FieldEntry>,
    /// The last version that works, or else the one that was stored.
    pub last: Option<OwnTemplate>,
    /// What is wrong with what is typed.
    pub fault: Option<TemplateFault>,
}

impl TemplateEntry {
    /// The fields of `template`, which is the version that counts until a better one is typed.
    #[must_use]
    pub fn of(template: OwnTemplate) -> Self {
        Self {
            id: template.id.clone(),
            base: template.base,
            name: template.name.clone(),
            hint: template.hint.clone(),
            ask: template.ask.clone(),
            if_no_reply: template.if_no_reply.clone(),
            owner: template.owner.clone(),
            fields: template.fields.iter().map(FieldEntry::of).collect(),
            fault: check(&template).err(),
            last: Some(template),
        }
    }

    /// The template that is typed, which may be broken.
    #[must_use]
    pub fn template(&self) -> OwnTemplate {
        OwnTemplate {
            id: self.id.clone(),
            name: self.name.trim().to_owned(),
            hint: self.hint.trim().to_owned(),
            base: self.base,
            ask: self.ask.clone(),
            if_no_reply: self.if_no_reply.clone(),
            owner: self.owner.clone(),
            fields: self.fields.iter().map(FieldEntry::field).collect(),
        }
    }

    /// Takes a change in; what works now is the last version that does.
    pub fn edit(&mut self, edit: TemplateEdit) {
        match edit {
            TemplateEdit::Text(which, text) => match which {
                TemplateText::Name => self.name = text,
                TemplateText::Hint => self.hint = text,
                TemplateText::Ask => self.ask = text,
                TemplateText::IfNoReply => self.if_no_reply = text,
                TemplateText::Owner => self.owner = text,
            },
            TemplateEdit::AddField(label) => self.add_field(label),
            TemplateEdit::Field(id, edit) => {
                if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
                    field.edit(edit);
                }
            }
            TemplateEdit::MoveField(id, direction) => {
                if let Some(place) = self.place_of(&id) {
                    direction.step(&mut self.fields, place);
                }
            }
            TemplateEdit::RemoveField(id) => self.fields.retain(|field| field.id != id),
        }
        self.reckon();
    }

    /// Whether there is room for a field more.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.fields.len() < MAX_FIELDS
    }

    /// The place of the field of this id.
    #[must_use]
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }

    /// Takes a field back in at its place.
    pub fn put_back(&mut self, place: usize, field: FieldEntry) {
        self.fields.insert(place.min(self.fields.len()), field);
        self.reckon();
    }

    /// Whether something is typed that is not kept. What was stored before a later Baton found
    /// fault with it is.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        self.fault.is_some() && self.last.as_ref() != Some(&self.template())
    }

    /// What is wrong with the text at `place`.
    #[must_use]
    pub fn fault_at(&self, place: &Place) -> Option<&TemplateFault> {
        self.fault.as_ref().filter(|fault| fault.place == *place)
    }

    fn reckon(&mut self) {
        let typed = self.template();
        self.fault = check(&typed).err();
        if self.fault.is_none() {
            self.last = Some(typed);
        }
    }

    fn add_field(&mut self, label: String) {
        if !self.has_room() {
            return;
        }
        // One more than there are fields: one of them is always free.
        let mut ids = (1..=self.fields.len() + 1).map(|number| format!("field_{number}"));
        let Some(id) = ids.find(|id| self.place_of(id).is_none()) else {
            return;
        };
        self.fields.push(FieldEntry::of(&OwnField {
            id,
            label,
            hint: String::new(),
            kind: OwnFieldKind::LongText,
            required: false,
            answered: false,
            default: String::new(),
        }));
    }
}
