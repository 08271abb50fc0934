/// `address` when it is one a note may link to: http or https, and nothing but an address.
#[must_use]
pub fn safe_link(address: &str) -> Option<&str> {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let is_plain = !address.chars().any(|c| c.is_control() || c.is_whitespace());
    (is_web && is_plain).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::safe_link;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(safe_link("https://calendly.com/alex-example/intro").is_some());
        for foreign in [
            "javascript:alert(1)",
            "data:text/html,x",
            " https://calendly.com",
            "https://a.example/\u{0}",
            "",
        ] {
            assert_eq!(safe_link(foreign), None, "{foreign:?}");
        }
    }
}
