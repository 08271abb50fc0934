//! The sites a person allowed something on: Baton's record of them, and the browser's permissions.

use baton_protocol::{Failure, OwnReply, OwnRequest, Site};

/// What is allowed, and on which sites. A permission that was taken away in the browser's own settings
/// takes its site off the record.
///
/// # Errors
/// As [`baton_webext::ask`].
pub async fn allowed_sites() -> Result<Vec<Site>, Failure> {
    let mut allowed = Vec::new();
    for site in kept_sites().await? {
        if baton_webext::is_permitted(&site.pattern()).await {
            allowed.push(site);
        } else {
            forget(site).await?;
        }
    }
    Ok(allowed)
}

/// Baton stops doing this on the site. One permission is for all that is allowed there, and goes with
/// the last of it.
///
/// # Errors
/// As [`baton_webext::ask`].
pub async fn forget_site(site: Site) -> Result<(), Failure> {
    let (host, pattern) = (site.host.clone(), site.pattern());
    forget(site).await?;
    let mut left = kept_sites().await?.into_iter();
    if !left.any(|other| other.host == host) {
        baton_webext::give_up_permission(&pattern).await;
    }
    Ok(())
}

async fn kept_sites() -> Result<Vec<Site>, Failure> {
    match baton_webext::ask(&OwnRequest::Sites).await? {
        OwnReply::Sites(sites) => Ok(sites),
        _ => Err(Failure::Malformed),
    }
}

async fn forget(site: Site) -> Result<(), Failure> {
    let forget = OwnRequest::ChangeSite {
        site,
        is_allowed: false,
        tab: None,
    };
    baton_webext::ask(&forget).await?;
    Ok(())
}
