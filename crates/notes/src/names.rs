use serde::{Deserialize, Serialize};

/// Tags or people to be added and taken away. Two pages that change one note each say what they
/// did, so neither undoes the other's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// These are added behind those that stand.
    #[serde(default)]
    pub add: Vec<String>,
    /// These are taken away.
    #[serde(default)]
    pub remove: Vec<String>,
}

impl Names {
    /// One name to be added.
    #[must_use]
    pub fn adding(name: &str) -> Self {
        Self {
            add: vec![name.to_owned()],
            ..Self::default()
        }
    }

    /// One name to be taken away.
    #[must_use]
    pub fn removing(name: &str) -> Self {
        Self {
            remove: vec![name.to_owned()],
            ..Self::default()
        }
    }

    /// What leads from one list of names to another.
    #[must_use]
    pub fn between(was: &[String], is: &[String]) -> Self {
        let lacking = |these: &[String], those: &[String]| {
            let lacks = these.iter().filter(|name| !those.contains(name));
            lacks.cloned().collect()
        };
        Self {
            add: lacking(is, was),
            remove: lacking(was, is),
        }
    }

    /// What becomes of the names that stand: each once, without white space around it.
    #[must_use]
    pub fn applied_to(&self, standing: &[String]) -> Vec<String> {
        let mut names: Vec<String> = Vec::with_capacity(standing.len() + self.add.len());
        let kept = standing.iter().filter(|name| !self.remove.contains(name));
        for name in kept.chain(&self.add).map(|name| name.trim()) {
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}
