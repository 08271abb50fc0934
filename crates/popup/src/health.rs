use baton_protocol::StoreHealth;
use baton_ui::{spoken_moment, text, text_with};
use baton_worktime::UtcMillis;
use yew::prelude::*;

/// Something that happened to the stored notes, which their owner must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notice {
    /// Both copies were found empty.
    Lost,
    /// So many records have no sound copy.
    Damaged(u32),
    /// So many records are kept but are no notes this version can read.
    Unreadable(u32),
    /// One copy was rebuilt from the other; nothing is missing.
    Rebuilt(UtcMillis),
}

/// What there is to be told, the gravest first; nothing while all is well.
fn notices(health: &StoreHealth) -> Vec<Notice> {
    let count = |records: u32| Some(records).filter(|records| *records > 0);
    [
        health.both_lost.then_some(Notice::Lost),
        count(health.damaged).map(Notice::Damaged),
        health.unreadable.and_then(count).map(Notice::Unreadable),
        health.rebuilt.map(Notice::Rebuilt),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What happened to the stored notes, in words.
pub fn health_notices(health: &StoreHealth) -> Html {
    html! { <>{ for notices(health).into_iter().map(notice) }</> }
}

fn notice(notice: Notice) -> Html {
    let counted = |key: &str, records: u32| text_with(key, &[&records.to_string()]);
    let (id, words) = match notice {
        Notice::Lost => ("health-lost", text("popup_health_lost")),
        Notice::Damaged(records) => ("health-damaged", counted("popup_health_damaged", records)),
        Notice::Unreadable(records) => (
            "health-unreadable",
            counted("popup_health_unreadable", records),
        ),
        Notice::Rebuilt(at) => {
            let at = spoken_moment(at, baton_webext::own_zone().as_str());
            let words = text_with("popup_health_rebuilt", &[&at]);
            return html! { <p class="notice" role="status" id="health-rebuilt">{ words }</p> };
        }
    };
    html! { <p class="notice warn" role="alert" id={id}>{ words }</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: StoreHealth = StoreHealth {
        notes: Some(3),
        unreadable: Some(0),
        rebuilt: None,
        damaged: 0,
        both_lost: false,
    };

    #[test]
    fn while_all_is_well_nothing_is_said() {
        assert_eq!(notices(&WELL), []);
    }

    #[test]
    fn records_that_cannot_be_read_are_told_with_their_number() {
        let health = StoreHealth {
            unreadable: Some(2),
            ..WELL
        };
        assert_eq!(notices(&health), [Notice::Unreadable(2)]);
    }

    #[test]
    fn the_gravest_is_told_first() {
        let at = UtcMillis(1_700_000_000_000);
        let health = StoreHealth {
            notes: Some(0),
            unreadable: Some(1),
            rebuilt: Some(at),
            damaged: 4,
            both_lost: true,
        };
        assert_eq!(
            notices(&health),
            [
                Notice::Lost,
                Notice::Damaged(4),
                Notice::Unreadable(1),
                Notice::Rebuilt(at)
            ]
        );
    }
}
