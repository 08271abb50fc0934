//! What can go wrong outside the product: set-up, the driver, a wait that ended without its event.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use thirtyfour::error::WebDriverError;

/// A failure of a test or of what a test stands on.
pub enum Trouble {
    /// A file or folder that must exist could not be read or made.
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The description of the sample site is not usable.
    Routes(String),
    /// The sample site could not be started.
    Site(String),
    /// A program (driver or browser) is missing or did not start.
    Program {
        /// Its name.
        name: String,
        /// Why, and what would help.
        cause: String,
    },
    /// The driver refused a command.
    Driver(WebDriverError),
    /// Something awaited did not come.
    TimedOut {
        /// What was awaited, in words.
        awaited: String,
        /// For how long.
        after: Duration,
        /// What was seen last.
        last: String,
    },
    /// The page or the browser answered something a test cannot use.
    Unexpected(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, cause } => write!(out, "{}: {cause}", path.display()),
            Self::Routes(cause) => write!(out, "sites.toml: {cause}"),
            Self::Site(cause) => write!(out, "the sample site: {cause}"),
            Self::Program { name, cause } => write!(out, "{name}: {cause}"),
            Self::Driver(error) => write!(out, "the driver: {error}"),
            Self::TimedOut {
                awaited,
                after,
                last,
            } => {
                write!(
                    out,
                    "waited {} s for {awaited}; last seen: {last}",
                    after.as_secs()
                )
            }
            Self::Unexpected(what) => write!(out, "{what}"),
        }
    }
}

// A failed test prints its error with Debug: it should read as a sentence there too.
impl fmt::Debug for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for Trouble {}

impl From<WebDriverError> for Trouble {
    fn from(error: WebDriverError) -> Self {
        Self::Driver(error)
    }
}

impl Trouble {
    /// A failure at a file or folder.
    pub fn file(path: impl Into<PathBuf>, cause: impl fmt::Display) -> Self {
        Self::File {
            path: path.into(),
            cause: cause.to_string(),
        }
    }
}
