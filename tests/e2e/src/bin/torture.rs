//! Makes faults on purpose and counts what is left; started by `cargo xtask torture`.

use std::process::ExitCode;
use std::time::Instant;

use baton_e2e::torture::{self, Case, Course, Subject, Tally};

const USAGE: &str = "usage: torture [--case kill|torn|full|worker|tabs|upgrade|quota|damage|import] [--runs N] \
    [--browser chromium|chromium-sqlite|firefox] [--seed S]";

/// Where chance begins when nobody says.
const SEED: u64 = 20_260_617;

struct Asked {
    cases: Vec<Case>,
    subjects: Vec<Subject>,
    runs: Option<u64>,
    seed: u64,
}

fn main() -> ExitCode {
    let asked = match parse(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(wrong) => {
            eprintln!("{wrong}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut tally = Tally::default();
    let mut troubled = false;
    for &case in &asked.cases {
        for &subject in &asked.subjects {
            let (name, browser) = (case.name(), subject.name());
            if let Some(reason) = case.missing_in(subject) {
                println!("{name}, {browser}: {reason}");
                continue;
            }
            let runs = asked.runs.unwrap_or(case.usual_runs());
            let mut course = Course::new(case, subject, runs, asked.seed);
            let start = Instant::now();
            let result = runtime.block_on(torture::run(&mut course));
            println!(
                "{name}, {browser}, seed {}: {}, {} s",
                asked.seed,
                course.tally,
                start.elapsed().as_secs()
            );
            tally += course.tally;
            if let Err(trouble) = result {
                println!("{name}, {browser}: stopped: {trouble}");
                troubled = true;
            }
        }
    }
    println!("{tally}");
    if troubled || tally.lost > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked {
        cases: Case::ALL.to_vec(),
        subjects: Subject::ALL.to_vec(),
        runs: None,
        seed: SEED,
    };
    while let Some(arg) = args.next() {
        let value = args.next().ok_or(format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--case" => {
                let known = Case::ALL.into_iter().find(|case| case.name() == value);
                asked.cases = vec![known.ok_or(format!("no case `{value}`"))?];
            }
            "--browser" => {
                let known = Subject::ALL.into_iter().find(|one| one.name() == value);
                asked.subjects = vec![known.ok_or(format!("no browser `{value}`"))?];
            }
            "--runs" => asked.runs = Some(number(&value)?),
            "--seed" => asked.seed = number(&value)?,
            other => return Err(format!("no option `{other}`")),
        }
    }
    Ok(asked)
}

fn number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a whole number"))
}
