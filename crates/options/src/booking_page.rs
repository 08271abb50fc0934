//! The beginning of a booking page's address, as somebody pastes or types it.
//!
//! Whose page a booking is on is found by its canonical address, which is `https`, has its host in
//! small letters and nothing that only changes the view. The options page does not carry the tables
//! that know each system's addresses; what those agree on is done here without them.

use baton_settings::MAX_NAME_CHARS;

/// Parameters that tell whose page it is, where many people share one path. All others change the
/// view only.
const WHOSE: [&str; 1] = ["owner"];

/// `line` as canonical addresses begin; nothing when it cannot be the address of a page.
#[must_use]
pub fn beginning(line: &str) -> Option<String> {
    let line = line.trim();
    let (page, behind) = line.split_at(line.find(['?', '#']).unwrap_or(line.len()));
    let (scheme, page) = page.split_once("://").unwrap_or(("https", page));
    let is_web = ["https", "http"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let (server, path) = page.split_at(page.find('/').unwrap_or(page.len()));
    if !is_web || !is_server(server) || path.contains(char::is_whitespace) {
        return None;
    }
    let mut beginning = format!("https://{}", without_usual_port(server));
    beginning.make_ascii_lowercase();
    beginning.push_str(path.trim_end_matches('/'));
    if let Some(query) = behind.strip_prefix('?') {
        let query = query.split('#').next().unwrap_or_default();
        let tells_whose = |pair: &&str| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            WHOSE.contains(&key) && !value.is_empty()
        };
        if let Some(pair) = query.split('&').find(tells_whose) {
            beginning.push('?');
            beginning.push_str(pair);
        }
    }
    let fits = beginning.chars().count() <= MAX_NAME_CHARS;
    fits.then_some(beginning)
}

/// Whether `server` is a host of two labels or more, perhaps with a port. Somebody's name before
/// an `@` is none: that is a mail address, or hides the host.
fn is_server(server: &str) -> bool {
    let (host, port) = server.split_once(':').unwrap_or((server, "443"));
    let is_label = |label: &str| {
        let mut letters = label.chars();
        !label.is_empty() && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    host.contains('.') && host.split('.').all(is_label) && is_port
}

fn without_usual_port(server: &str) -> &str {
    let without = server.strip_suffix(":443");
    without
        .or_else(|| server.strip_suffix(":80"))
        .unwrap_or(server)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_recognize::recognize;

    #[test]
    fn what_is_pasted_begins_as_the_canonical_address_does() {
        for pasted in [
            "https://calendly.com/alex-example/30min?month=2026-11&date=2026-11-19#top",
            "http://calendly.com/alex-example",
            "HTTPS://Calendly.com/alex-example/",
            "https://calendly.com:443/alex-example/30min/",
            "https://cal.com/alex-example/30min?overlayCalendar=true",
            "https://app.acuityscheduling.com/schedule.php?x=1&owner=12345678#a",
        ] {
            let canonical = recognize(pasted).target;
            assert!(canonical.is_some(), "{pasted}");
            assert_eq!(beginning(pasted), canonical, "{pasted}");
        }
        let typed = " Calendly.com/alex-example?back=https://example.com ";
        let expected = "https://calendly.com/alex-example";
        assert_eq!(beginning(typed).as_deref(), Some(expected));
    }

    #[test]
    fn capitals_of_a_path_and_other_ports_stay() {
        let own = beginning("http://Booking.example:8443/Alex");
        assert_eq!(own.as_deref(), Some("https://booking.example:8443/Alex"));
    }

    #[test]
    fn what_cannot_be_an_address_is_none() {
        let long = format!("calendly.com/{}", "x".repeat(MAX_NAME_CHARS));
        for line in [
            "",
            "Alex",
            "calendly.com/alex example",
            "alex@mail.example",
            "mailto:alex@mail.example",
            "ftp://calendly.com/alex",
            "https://",
            "https://.com/alex",
            "https://alex@calendly.com",
            "calendly.com:/alex",
            &long,
        ] {
            assert_eq!(beginning(line), None, "{line}");
        }
    }
}
