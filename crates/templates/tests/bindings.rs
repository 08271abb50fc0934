//! Which template an occasion calls for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_gate::{Purpose, TemplateId};
use baton_locale::Catalogue;
use baton_templates::{
    Binding, BindingFault, Occasion, OwnTemplateId, TemplateChoice, When, choose,
};

fn bound(when: When) -> Binding {
    Binding {
        when,
        template: TemplateChoice::Own(OwnTemplateId("mine".into())),
    }
}

fn site(site: &str) -> When {
    When {
        site: Some(site.into()),
        ..When::default()
    }
}

fn person(person: &str) -> When {
    When {
        person: Some(person.into()),
        ..When::default()
    }
}

fn holds(when: When, occasion: &Occasion) -> bool {
    choose(&[bound(when)], occasion).is_some()
}

#[test]
fn a_site_holds_on_its_host_and_within_it() {
    for (site_name, host, expected) in [
        ("calendly.com", "calendly.com", true),
        ("calendly.com", "www.calendly.com", true),
        ("Calendly.COM.", "calendly.com", true),
        ("calendly.com", "CALENDLY.com.", true),
        ("calendly.com", "notcalendly.com", false),
        ("calendly.com", "calendly.com.example", false),
        ("www.calendly.com", "calendly.com", false),
        ("calendly.com", "", false),
        ("calendly.com", "🦊calendly.com", false),
        ("é.example", "xé.example", false),
    ] {
        let occasion = Occasion {
            host,
            ..Occasion::default()
        };
        assert_eq!(
            holds(site(site_name), &occasion),
            expected,
            "{site_name} {host}"
        );
    }
}

#[test]
fn a_person_holds_whatever_the_capitals_and_spaces() {
    let occasion = Occasion {
        person: Some(" ALEX\u{a0} Example\n"),
        ..Occasion::default()
    };
    assert!(holds(person("alex example"), &occasion));
    assert!(!holds(person("Alex"), &occasion));
    assert!(!holds(person("alex example"), &Occasion::default()));
}

#[test]
fn all_given_conditions_must_hold_and_none_is_always() {
    let both = When {
        provider: Some("calendly".into()),
        purpose: Some(Purpose::Decide),
        ..When::default()
    };
    let decide = Occasion {
        provider: Some("calendly"),
        purpose: Some(Purpose::Decide),
        ..Occasion::default()
    };
    let other = Occasion {
        purpose: Some(Purpose::Review),
        ..decide
    };
    assert!(holds(both.clone(), &decide));
    assert!(!holds(both.clone(), &other));
    assert!(!holds(both, &Occasion::default()));
    assert!(holds(When::default(), &Occasion::default()));
}

#[test]
fn the_first_binding_that_holds_wins_and_says_why() {
    let bindings = [
        bound(site("cal.com")),
        Binding {
            when: When {
                provider: Some("calendly".into()),
                person: Some("Alex Example".into()),
                purpose: Some(Purpose::Decide),
                ..site("calendly.com")
            },
            template: TemplateChoice::BuiltIn(TemplateId::Decide),
        },
        bound(When::default()),
    ];
    let occasion = Occasion {
        host: "calendly.com",
        provider: Some("calendly"),
        person: Some("Alex Example"),
        purpose: Some(Purpose::Decide),
    };
    let english = Catalogue::english();
    let chosen = choose(&bindings, &occasion).unwrap();
    assert_eq!(
        chosen.template,
        &TemplateChoice::BuiltIn(TemplateId::Decide)
    );
    assert_eq!(chosen.index, 1);
    assert_eq!(
        chosen.why(&english),
        "Your rule 2: site calendly.com, scheduling system Calendly, person Alex Example, \
         purpose “Decide”."
    );
    let last = choose(&bindings, &Occasion::default()).unwrap();
    assert_eq!(last.why(&english), "Your rule 3, which holds always.");
    assert_eq!(choose(&bindings[..2], &Occasion::default()), None);
}

#[test]
fn a_binding_that_can_never_hold_is_refused() {
    for host in [
        "https://calendly.com",
        "calendly.com/alex",
        "a b",
        "a..b",
        "é.example",
        "*.a",
    ] {
        assert_eq!(
            bound(site(host)).check(),
            Err(BindingFault::NotAHost),
            "{host}"
        );
    }
    assert_eq!(bound(person(" ")).check(), Err(BindingFault::Blank));
    assert_eq!(
        bound(person(&"x".repeat(254))).check(),
        Err(BindingFault::TooLong)
    );
    assert_eq!(bound(site("calendly.com.")).check(), Ok(()));
}
