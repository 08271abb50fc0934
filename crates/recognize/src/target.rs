//! The canonical URL of a page.

use crate::address::{Address, Segments};
use crate::classify::Found;
use crate::escape::{decoded, is_plain, push_encoded};
use crate::pattern::Route;
use crate::query::pairs;

/// Builds the URL from what tells the page from others; everything else is left out.
///
/// `home` stands for the URL's own host where the same pages have a better-known one.
pub(crate) fn canonical(home: Option<&str>, found: &Found, address: &Address) -> String {
    let mut target = String::with_capacity(64);
    target.push_str("https://");
    match home {
        Some(home) => target.push_str(home),
        None => {
            let start = target.len();
            target.push_str(address.host);
            target[start..].make_ascii_lowercase();
        }
    }
    let host_end = target.len();
    push_path(&mut target, &found.rule.route, &address.path);
    let mut separator = '?';
    let mut add = |target: &mut String| {
        // As browsers write it, a path stands before the query.
        if target.len() == host_end {
            target.push('/');
        }
        target.push(separator);
        separator = '&';
    };
    if let Some(when) = found.rule.when {
        if when.bare.is_some() {
            for pair in pairs(address.query).take(1) {
                add(&mut target);
                push_encoded(&mut target, decoded(pair.written), b"");
            }
        }
        for key in when.query.iter().chain(when.keep) {
            for pair in pairs(address.query).filter(|pair| pair.is(key)).take(1) {
                add(&mut target);
                push_encoded(&mut target, key.bytes(), b"[]:");
                target.push('=');
                push_encoded(&mut target, decoded(pair.value), b"");
            }
        }
    }
    if let Some(route) = found.fragment {
        let mut path = String::new();
        push_path(&mut path, route, &address.fragment_path());
        // Routers differ in whether their paths begin with a slash.
        let path = match address.fragment.starts_with('/') {
            true => path.as_str(),
            false => path.trim_start_matches('/'),
        };
        if !path.is_empty() {
            if target.len() == host_end {
                target.push('/');
            }
            target.push('#');
            target.push_str(path);
        }
    }
    target
}

fn push_path(target: &mut String, route: &Route, path: &Segments) {
    for segment in route.identity(path) {
        target.push('/');
        if is_plain(segment) {
            target.push_str(segment);
        } else {
            push_encoded(target, decoded(segment), b"+@:=");
        }
    }
}
