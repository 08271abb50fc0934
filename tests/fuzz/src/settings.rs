//! The record of what a person has set.

use crate::surroundings::English;
use baton_settings::{
    MAX_PEOPLE, MAX_RECORD_BYTES, RecordFault, SCHEMA, Settings, decode, encode, intake, statement,
};
use baton_worktime::ZoneName;

pub(crate) fn hold(text: &str) {
    match decode(text) {
        Ok(settings) => comes_back(&settings),
        Err(RecordFault::Newer { schema }) => assert!(schema > SCHEMA),
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}

/// Sound settings are stored, read again, found people in, and said in words.
pub(crate) fn comes_back(settings: &Settings) {
    assert_eq!(settings.check(), Ok(()));
    assert!(settings.people.len() <= MAX_PEOPLE);
    let record = encode(settings);
    assert!(record.len() <= MAX_RECORD_BYTES, "{} bytes", record.len());
    assert_eq!(decode(&record).as_ref(), Ok(settings));
    for person in &settings.people {
        let found = settings.receiver("", Some(&person.name));
        assert!(found.is_some(), "{:?} is nobody", person.name);
    }
    assert!(
        !statement(settings, &ZoneName::utc(), &English)
            .blocks
            .is_empty()
    );
    assert!(!intake(&English).blocks.is_empty());
}
