//! Taking a file of settings in: `record that stands --- file --- how many of each person stand`.

use crate::parts::{parts, times};
use crate::settings::comes_back;
use baton_settings::{
    Change, MAX_PEOPLE, Person, PersonId, Settings, decode, plan_import, write_file,
};

pub(crate) fn hold(text: &str) {
    let [standing, file, count] = parts(text);
    let now = many(
        decode(standing).unwrap_or_default(),
        times(count, MAX_PEOPLE),
    );
    if now.check().is_err() {
        return;
    }
    comes_back(&now);
    let before = now.clone();
    let planned = plan_import(&now, file);
    assert_eq!(now, before, "a plan changes nothing");
    let Ok(import) = planned else {
        return;
    };
    comes_back(&import.settings);
    assert_eq!(import.settings.revision, now.revision);
    assert_eq!(import.changes.is_empty(), import.settings == now);
    for known in &now.people {
        let kept = import.settings.people.iter().any(|one| one.id == known.id);
        assert!(kept, "{known:?} is gone");
    }
    let added = |change: &&Change| matches!(change, Change::PersonAdded(_));
    let added = import.changes.iter().filter(added).count();
    assert_eq!(import.settings.people.len(), now.people.len() + added);

    let again = plan_import(&import.settings, file).expect("what was taken in can be again");
    assert_eq!(again.changes, []);

    let shared = plan_import(&Settings::default(), &write_file(&import.settings));
    let shared = shared.expect("what was written can be taken in").settings;
    let unnumbered = Settings {
        revision: 0,
        ..import.settings
    };
    assert_eq!(shared, unnumbered);
}

/// The settings with each person as often as that.
fn many(settings: Settings, count: usize) -> Settings {
    let copies = (0..count).flat_map(|turn| {
        settings.people.iter().map(move |person| Person {
            id: match turn {
                0 => person.id.clone(),
                _ => PersonId::parse(&format!("{turn}-{:.50}", person.id.as_str())).unwrap(),
            },
            ..person.clone()
        })
    });
    let people = copies.take(MAX_PEOPLE).collect();
    Settings { people, ..settings }
}
