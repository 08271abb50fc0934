//! The project's commands: `cargo xtask build`, `run`, `test`, and the smaller ones they are made of.

mod bench;
mod consent;
mod failure;
mod fuzz;
mod layers;
mod lint;
mod locales;
mod logical_css;
mod manifest;
mod package;
mod program;
mod recognize;
mod run;
mod setup;
mod sizes;
mod test;
mod tidy;
mod tools;
mod torture;
mod wasm;
mod workspace;

use failure::{Failure, Outcome};
use lexopt::{Arg, Parser, ValueExt};
use manifest::Browser;
use setup::Needs;
use std::path::PathBuf;
use std::process::ExitCode;
use test::Step;
use workspace::Workspace;

const USAGE: &str = "\
cargo xtask run   [--browser chromium|firefox] [--headless] [--yes]   Baton in a browser
cargo xtask test  [--only STEP,STEP] [--yes]     every check: fmt, tidy, clippy, native, build,
                                                 sizes, lint, e2e
cargo xtask bench [native|links|search|survey|prompt|strict|related|storage|transfer] [--notes N] [--yes]
                                                 what things cost, beside what
                                                 people use instead; over 10,000 notes unless N is
                                                 given (100,000 take half an hour and 8 GB)
cargo xtask fuzz  [TARGET] [--seconds N] [--seed S] [--yes]   made-up texts for every parser, 10 s
                                                 each; what it finds is kept as a test
cargo xtask torture [--case CASE] [--runs N] [--browser chromium|chromium-sqlite|firefox] [--seed S]
                    [--yes]                      faults made on purpose, a short run; the cases: kill,
                                                 torn, full, worker, tabs, upgrade, quota, damage,
                                                 import
cargo xtask recognize --pages DIR --manifest FILE [--browser chromium|firefox] [--record DIR] [--yes]
                                                 pages opened under their addresses, and what Baton
                                                 finds in each beside what is expected, as JSON
cargo xtask build [--yes]                        dist/chromium, dist/firefox and their zips
cargo xtask setup [--browser chromium|firefox] [--yes]   what is missing on this machine
cargo xtask sizes                                the finished package against its budgets
cargo xtask tidy                                 the rules of the house
cargo xtask help                                 these lines

--yes  use the system's package manager through sudo without asking";

fn main() -> ExitCode {
    match begin(Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The command line, as far as the commands share it.
#[derive(Default)]
struct Options {
    command: Option<String>,
    browser: Option<Browser>,
    headless: bool,
    yes: bool,
    only: Option<Vec<Step>>,
    target: Option<String>,
    seconds: Option<u32>,
    seed: Option<u32>,
    notes: Option<u32>,
    torture: torture::Options,
    recognize: recognize::Options,
}

fn begin(parser: Parser) -> Outcome<()> {
    let options = parse(parser)?;
    let Some(command) = options.command.as_deref().filter(|name| *name != "help") else {
        println!("{USAGE}");
        return Ok(());
    };
    let workspace = Workspace::read()?;
    let yes = options.yes;
    match command {
        "build" => {
            setup::prepare(
                &workspace,
                &Needs {
                    browsers: &[],
                    checks: false,
                    yes,
                },
            )?;
            package::build(&workspace)
        }
        "run" => {
            let browser = options.browser.unwrap_or(Browser::Chromium);
            run::run(
                &workspace,
                &run::Options {
                    browser,
                    headless: options.headless,
                    yes,
                },
            )
        }
        "setup" => {
            let chosen = options.browser.map(|browser| [browser]);
            let browsers = chosen.as_ref().map_or(&Browser::ALL[..], |one| &one[..]);
            setup::prepare(
                &workspace,
                &Needs {
                    browsers,
                    checks: true,
                    yes,
                },
            )?;
            println!("Everything is there.");
            Ok(())
        }
        "test" => test::run(
            &workspace,
            options.only.as_deref().unwrap_or(&Step::ALL),
            yes,
        ),
        "bench" => {
            let notes = options.notes.unwrap_or(bench::NOTES);
            bench::run(&workspace, options.target.as_deref(), notes, yes)
        }
        "fuzz" => fuzz::run(
            &workspace,
            &fuzz::Options {
                target: options.target,
                seconds: options.seconds.unwrap_or(fuzz::SECONDS),
                seed: options.seed,
                yes,
            },
        ),
        "torture" => torture::run(
            &workspace,
            &torture::Options {
                seed: options.seed,
                yes,
                ..options.torture
            },
        ),
        "recognize" => {
            let browser = options.browser.unwrap_or(Browser::Chromium);
            recognize::run(&workspace, &options.recognize, browser, yes)
        }
        "sizes" => sizes::check(&workspace),
        "tidy" => tidy::check(&workspace),
        other => Err(Failure::Usage(format!("there is no command `{other}`"))),
    }
}

fn parse(mut parser: Parser) -> Outcome<Options> {
    let mut options = Options::default();
    let mut browser = None;
    let usage = |error: lexopt::Error| Failure::Usage(error.to_string());
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Arg::Long("browser") => browser = Some(text(&mut parser)?),
            Arg::Long("case") => options.torture.case = Some(torture::case(&text(&mut parser)?)?),
            Arg::Long("runs") => options.torture.runs = Some(number(&mut parser)?),
            Arg::Long("pages") => options.recognize.pages = Some(path(&mut parser)?),
            Arg::Long("manifest") => options.recognize.manifest = Some(path(&mut parser)?),
            Arg::Long("record") => options.recognize.record = Some(path(&mut parser)?),
            Arg::Long("headless") => options.headless = true,
            Arg::Long("yes") | Arg::Short('y') => options.yes = true,
            Arg::Long("only") => options.only = Some(Step::parse_list(&text(&mut parser)?)?),
            Arg::Long("seconds") => options.seconds = Some(number(&mut parser)?),
            Arg::Long("seed") => options.seed = Some(number(&mut parser)?),
            Arg::Long("notes") => options.notes = Some(number(&mut parser)?),
            Arg::Long("help") | Arg::Short('h') => return Ok(Options::default()),
            Arg::Value(command) if options.command.is_none() => {
                options.command = Some(command.string().map_err(usage)?);
            }
            Arg::Value(target)
                if matches!(options.command.as_deref(), Some("bench" | "fuzz"))
                    && options.target.is_none() =>
            {
                options.target = Some(target.string().map_err(usage)?);
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    match (options.command.as_deref(), browser) {
        (Some("torture"), Some(name)) => options.torture.subject = Some(torture::subject(&name)?),
        (_, Some(name)) => options.browser = Some(name.parse()?),
        (_, None) => {}
    }
    Ok(options)
}

fn text(parser: &mut Parser) -> Outcome<String> {
    parser
        .value()
        .and_then(|value| value.string())
        .map_err(|error| Failure::Usage(error.to_string()))
}

fn path(parser: &mut Parser) -> Outcome<PathBuf> {
    let value = parser.value();
    value
        .map(PathBuf::from)
        .map_err(|error| Failure::Usage(error.to_string()))
}

/// A number from 1 on: libFuzzer takes 0 for no limit, and for any seed.
fn number(parser: &mut Parser) -> Outcome<u32> {
    let text = text(parser)?;
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Failure::Usage(format!("`{text}` is not a whole number from 1 on")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Outcome<Options> {
        parse(Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn options_may_stand_anywhere() {
        let options = options("--yes run --browser firefox --headless").unwrap();
        assert_eq!(options.command.as_deref(), Some("run"));
        assert_eq!(options.browser, Some(Browser::Firefox));
        assert!(options.yes && options.headless);
    }

    #[test]
    fn one_target_is_what_fuzzing_and_benchmarks_take() {
        let options = options("fuzz --seconds 60 url --seed 7").unwrap();
        assert_eq!(options.target.as_deref(), Some("url"));
        assert_eq!((options.seconds, options.seed), (Some(60), Some(7)));
        let options = self::options("bench search --notes 100000").unwrap();
        assert_eq!(options.target.as_deref(), Some("search"));
        assert_eq!(options.notes, Some(100_000));
    }

    #[test]
    fn torture_has_a_browser_more() {
        let options = options("torture --case kill --runs 200 --browser chromium-sqlite --seed 7");
        let options = options.unwrap();
        assert_eq!(options.torture.case, Some("kill"));
        assert_eq!((options.torture.runs, options.seed), (Some(200), Some(7)));
        assert_eq!(options.torture.subject, Some("chromium-sqlite"));
    }

    #[test]
    fn help_can_be_asked_for_in_every_usual_way() {
        for line in ["help", "--help", "-h", "", "run --help", "test -h"] {
            assert!(
                begin(Parser::from_args(line.split_whitespace())).is_ok(),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_not_known_is_answered_with_the_usage() {
        for line in [
            "run --browser opera",
            "run --fast",
            "build again",
            "fuzz url json",
            "fuzz --seconds 0",
            "fuzz --seed some",
            "torture --runs many",
            "torture --case drown",
            "torture --browser opera",
            "test --only",
            "recognize --pages",
        ] {
            let refused = options(line)
                .err()
                .map(|failure| failure.to_string())
                .unwrap();
            assert!(refused.contains("cargo xtask test"), "{line}: {refused}");
        }
    }
}
