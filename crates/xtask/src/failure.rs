//! Why a command stopped, in words that name the file, the tool or the line to run.

use std::fmt;
use std::io;
use std::path::Path;

/// What a command of this crate returns.
pub type Outcome<T> = Result<T, Failure>;

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// The command line was not understood.
    Usage(String),
    /// A file or directory could not be read or written.
    File { path: String, source: io::Error },
    /// A program could not be started, or ended with an error of its own (already on the screen).
    Program { line: String, problem: String },
    /// Something this machine lacks, and the exact line that brings it.
    Missing { what: String, line: String },
    /// A file of the project says something it may not.
    Content { file: String, problem: String },
    /// A check found faults; each is one line.
    Findings { check: String, list: Vec<String> },
    /// All there is to say is on the screen already.
    Told,
    /// A step of `cargo xtask test` failed.
    Step {
        name: &'static str,
        cause: Box<Failure>,
    },
}

impl Failure {
    /// Wraps an input or output error with the path it happened at.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::File {
            path: path.display().to_string(),
            source,
        }
    }

    /// A fault in one of the project's own files.
    pub fn content(file: impl Into<String>, problem: impl fmt::Display) -> Self {
        Self::Content {
            file: file.into(),
            problem: problem.to_string(),
        }
    }

    /// Nothing if a check found nothing, else its findings.
    pub fn from_findings(check: impl Into<String>, list: Vec<String>) -> Outcome<()> {
        if list.is_empty() {
            Ok(())
        } else {
            Err(Self::Findings {
                check: check.into(),
                list,
            })
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(problem) => write!(f, "{problem}\n\n{}", crate::USAGE),
            Self::File { path, source } => write!(f, "{path}: {source}"),
            Self::Program { line, problem } => write!(f, "`{line}`: {problem}"),
            Self::Missing { what, line } => write!(f, "{what}\nrun:  {line}"),
            Self::Content { file, problem } => write!(f, "{file}: {problem}"),
            Self::Findings { check, list } => {
                write!(f, "{check}: {} to put right", list.len())?;
                list.iter()
                    .try_for_each(|finding| write!(f, "\n  {finding}"))
            }
            Self::Told => Ok(()),
            Self::Step { name, cause } => write!(f, "stopped at step `{name}`: {cause}"),
        }
    }
}

impl std::error::Error for Failure {}
