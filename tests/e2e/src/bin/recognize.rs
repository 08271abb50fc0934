//! Opens a folder of pages with Baton loaded and prints what it finds in each; started by
//! `cargo xtask recognize`.

use std::path::PathBuf;
use std::process::ExitCode;

use baton_e2e::corpus::{Manifest, read_all, record_all};
use baton_e2e::{Kind, Trouble};

const USAGE: &str = "usage: recognize --pages DIR --manifest FILE [--browser chromium|firefox] \
    [--record DIR]";

struct Asked {
    pages: PathBuf,
    manifest: PathBuf,
    kind: Kind,
    /// Where the script's own snapshots go; nothing is judged then.
    record: Option<PathBuf>,
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
    match runtime.block_on(read(&asked)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything was found.
async fn read(asked: &Asked) -> Result<bool, Trouble> {
    let manifest = Manifest::read(&asked.manifest)?;
    if let Some(record) = &asked.record {
        record_all(&asked.pages, &manifest, record).await?;
        return Ok(true);
    }
    let line = |value: serde_json::Result<String>| println!("{}", value.unwrap_or_default());
    let totals = read_all(asked.kind, &asked.pages, &manifest, |verdict| {
        line(serde_json::to_string(verdict));
    })
    .await?;
    line(serde_json::to_string(&totals));
    Ok(totals.has_all())
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let (mut pages, mut manifest, mut record) = (None, None, None);
    let mut kind = Kind::Chromium;
    while let Some(arg) = args.next() {
        let value = args.next().ok_or(format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--pages" => pages = Some(PathBuf::from(value)),
            "--manifest" => manifest = Some(PathBuf::from(value)),
            "--record" => record = Some(PathBuf::from(value)),
            "--browser" if value == "chromium" => kind = Kind::Chromium,
            "--browser" if value == "firefox" => kind = Kind::Firefox,
            _ => return Err(format!("no option `{arg} {value}`")),
        }
    }
    Ok(Asked {
        pages: pages.ok_or("no --pages")?,
        manifest: manifest.ok_or("no --manifest")?,
        kind,
        record,
    })
}
