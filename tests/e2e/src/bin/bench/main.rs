//! What needs a browser to be measured: `bench prompt`, `bench strict`, `bench survey`, `bench related
//! NOTES`, `bench storage NOTES`, `bench transfer NOTES`.

mod prompt;
mod related;
mod storage;
mod strict;
mod survey;
mod transfer;

use std::process::ExitCode;

use baton_e2e::Trouble;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(measure()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<(), Trouble> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("storage"), Some(notes)) if notes.parse::<u32>().is_ok() => {
            storage::measure(notes.parse().unwrap_or_default()).await
        }
        (Some("related"), Some(notes)) if notes.parse::<u32>().is_ok() => {
            related::measure(notes.parse().unwrap_or_default()).await
        }
        (Some("transfer"), Some(notes)) if notes.parse::<u32>().is_ok() => {
            transfer::measure(notes.parse().unwrap_or_default()).await
        }
        (Some("survey"), _) => survey::measure().await,
        (Some("strict"), _) => strict::measure().await,
        _ => prompt::measure().await,
    }
}

/// The numbers of a list that a page has answered with.
fn numbers(list: &serde_json::Value) -> Vec<f64> {
    let list = list.as_array().cloned().unwrap_or_default();
    list.iter().filter_map(serde_json::Value::as_f64).collect()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
