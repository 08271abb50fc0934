//! The canonical URL of a page.

use crate::address::Address;
use crate::escape::{decoded, is_plain, push_encoded};
use crate::query::pairs;
use crate::tables::{HostRole, KnownHost, PathRule};

/// Builds the URL from what tells the page from others; everything else is left out.
pub(crate) fn canonical(host: &KnownHost, rule: &PathRule, address: &Address) -> String {
    let mut target = String::with_capacity(64);
    target.push_str("https://");
    match host.role {
        HostRole::AliasOf(first) => target.push_str(first),
        _ => target.extend(
            address
                .host
                .chars()
                .map(|letter| letter.to_ascii_lowercase()),
        ),
    }
    for (place, segment) in address.path.kept().iter().enumerate() {
        if rule.is_identity(place) {
            target.push('/');
            if is_plain(segment) {
                target.push_str(segment);
            } else {
                push_encoded(&mut target, decoded(segment), b"+@:=");
            }
        }
    }
    let mut separator = '?';
    for key in rule.query {
        for pair in pairs(address.query).filter(|pair| pair.is(key)).take(1) {
            target.push(separator);
            separator = '&';
            push_encoded(&mut target, key.bytes(), b"");
            target.push('=');
            push_encoded(&mut target, decoded(pair.value), b"");
        }
    }
    target
}
