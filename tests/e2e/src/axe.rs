//! Accessibility by axe-core, in any page or frame of the extension.

use std::fmt;

use serde::Deserialize;

use crate::browser::Browser;
use crate::{Trouble, places};

/// A rule that does not hold.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// What the rule asks for.
    pub help: String,
    /// The elements concerned, as HTML.
    pub nodes: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let impact = self.impact.as_deref().unwrap_or("unrated");
        write!(out, "{} ({impact}): {}", self.id, self.help)?;
        self.nodes
            .iter()
            .try_for_each(|node| write!(out, "\n    {node}"))
    }
}

impl Browser {
    /// Checks the document of the frame entered, by all rules.
    ///
    /// # Errors
    /// [`Trouble::File`] without axe-core, else what the driver says.
    pub async fn axe_violations(&self) -> Result<Vec<Violation>, Trouble> {
        // Half way from one colour to another there is less contrast.
        self.see_still().await?;
        let source = places::axe_source()?;
        let run = "const result = await axe.run(document, { resultTypes: ['violations'] });
            return result.violations.map((one) => ({
              id: one.id, impact: one.impact, help: one.help,
              nodes: one.nodes.map((node) => node.html) }));";
        let found = self.script_async(&format!("{source};\n{run}"), &[]).await?;
        serde_json::from_value(found).map_err(|error| Trouble::Unexpected(error.to_string()))
    }

    /// Fails with the whole list when the document of the frame entered breaks a rule.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] with the violations.
    pub async fn is_accessible(&self) -> Result<(), Trouble> {
        let found = self.axe_violations().await?;
        if found.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = found.iter().map(ToString::to_string).collect();
        Err(Trouble::Unexpected(format!(
            "axe-core found:\n  {}",
            list.join("\n  ")
        )))
    }
}
