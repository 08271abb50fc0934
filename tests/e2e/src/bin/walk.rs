//! Sample sites and a browser with Baton, to walk through by hand; `--headless` walks by itself
//! and leaves a picture of each step and the exported note.
//!
//! `cargo run -p baton-e2e --bin walk -- --browser chromium|firefox [--headless] [--out DIR]`

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use baton_e2e::case::Extension;
use baton_e2e::example::BOOKING;
use baton_e2e::{Kind, Options, Scene, Trouble};

const USAGE: &str =
    "usage: walk [--browser chromium|firefox] [--headless] [--extension DIR] [--out DIR]";

struct Asked {
    kind: Kind,
    headless: bool,
    extension: Option<PathBuf>,
    out: PathBuf,
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
    match runtime.block_on(walk(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut asked = Asked {
        kind: Kind::Chromium,
        headless: false,
        extension: None,
        out: PathBuf::from("target/run"),
    };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value"));
        match arg.as_str() {
            "--browser" => {
                asked.kind = match value()?.as_str() {
                    "chromium" => Kind::Chromium,
                    "firefox" => Kind::Firefox,
                    other => return Err(format!("no browser `{other}`")),
                }
            }
            "--headless" => asked.headless = true,
            "--extension" => asked.extension = Some(value()?.into()),
            "--out" => asked.out = value()?.into(),
            other => return Err(format!("no option `{other}`")),
        }
    }
    Ok(asked)
}

async fn walk(asked: &Asked) -> Result<(), Trouble> {
    let folder = match &asked.extension {
        Some(folder) => folder
            .canonicalize()
            .map_err(|error| Trouble::file(folder, error))?,
        None => Extension::Baton.folder(asked.kind)?,
    };
    let mut options = Options::new(folder);
    options.headless = asked.headless;
    if asked.headless {
        baton_e2e::walk::prepare(&mut options);
    }
    let mut scene = Scene::start(asked.kind, options).await?;
    if asked.headless {
        let walked = baton_e2e::walk::walk(&mut scene.browser, &asked.out).await;
        if walked.is_err() {
            // What was on the screen says more than the sentence.
            let picture = asked.out.join("failed.png");
            if scene.browser.screenshot(&picture).await.is_ok() {
                eprintln!("screenshot: {}", picture.display());
            }
        }
        scene.browser.close().await;
        return walked;
    }
    scene.browser.goto(BOOKING).await?;
    println!("Baton asks on {BOOKING}. Other addresses to try:");
    for address in [
        "https://www.northwind.example/contact   a site that embeds a booking page",
        "https://cal.com/kim-sample/intro        the same with Cal.com",
        "https://calendly.com/pricing            no booking page: nothing happens",
    ] {
        println!("  {address}");
    }
    println!("Close the browser, or press Ctrl-C, to end.");
    // Ctrl-C does not reach the browser, which has a process group of its own: dropping the scene
    // ends it.
    tokio::select! {
        () = closed(&scene) => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}

/// Until a person has closed the browser's last window. Without a deadline: the person decides.
async fn closed(scene: &Scene) {
    while scene
        .browser
        .web()
        .windows()
        .await
        .is_ok_and(|windows| !windows.is_empty())
    {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
