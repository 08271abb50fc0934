//! What `wrappers.toml` may say.

use serde::Deserialize;

use super::host::HostPattern;
use super::pattern::PathPattern;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrapperFile {
    #[serde(rename = "wrapper")]
    pub wrappers: Vec<Wrapper>,
    #[serde(rename = "shortener")]
    pub shorteners: Vec<Shortener>,
}

/// A link that holds the one it leads to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapper {
    /// Whose link it is, as people know them.
    pub name: String,
    pub hosts: Vec<String>,
    pub paths: Vec<String>,
    #[serde(default)]
    pub query: Vec<String>,
    #[serde(default)]
    pub encoding: Encoding,
    pub source: String,
    pub example: String,
    pub leads_to: String,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub enum Encoding {
    #[default]
    #[serde(rename = "percent")]
    Percent,
    #[serde(rename = "proofpoint-2")]
    Proofpoint2,
    #[serde(rename = "proofpoint-3")]
    Proofpoint3,
    #[serde(rename = "check-point")]
    CheckPoint,
    #[serde(rename = "last-segment")]
    LastSegment,
}

/// A link whose destination only its keeper knows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortener {
    pub name: String,
    pub hosts: Vec<String>,
    pub source: String,
}

impl WrapperFile {
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| format!("wrappers: {error}"))?;
        for wrapper in &file.wrappers {
            let name = &wrapper.name;
            check(name, &wrapper.hosts, &wrapper.source)?;
            for path in &wrapper.paths {
                PathPattern::parse(path).map_err(|why| format!("{name}: {path}: {why}"))?;
            }
            let in_query = matches!(wrapper.encoding, Encoding::Percent | Encoding::Proofpoint2);
            if wrapper.query.is_empty() == in_query {
                return Err(format!("{name}: no parameter to read, or one too many"));
            }
            if wrapper.example.is_empty() || wrapper.leads_to.is_empty() {
                return Err(format!("{name}: no example"));
            }
        }
        for shortener in &file.shorteners {
            check(&shortener.name, &shortener.hosts, &shortener.source)?;
        }
        Ok(file)
    }
}

fn check(name: &str, hosts: &[String], source: &str) -> Result<(), String> {
    for host in hosts {
        HostPattern::parse(host).map_err(|why| format!("{name}: {why}"))?;
    }
    if hosts.is_empty() || source.is_empty() {
        return Err(format!("{name}: no hosts, or no source"));
    }
    Ok(())
}
