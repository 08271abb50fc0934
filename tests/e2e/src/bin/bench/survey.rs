//! How long the script that looks into a page for its links and widgets holds the page at a time.
//!
//! Run in the page itself, without the extension: what is measured is the script.

use std::path::PathBuf;

use baton_e2e::{Altered, Kind, Options, Scene, Trouble};
use serde_json::json;

const MEASURE: &str = include_str!("../../../bench/survey.js");
const PAGE: &str = "https://www.northwind.example/";
const PAGES: [(&str, &str); 5] = [
    ("nodes", "200,000 nodes"),
    ("links", "5,000 links to book by, 5,000 others"),
    ("deep", "100,000 elements, each in the one before"),
    ("deep-links", "5,000 links, 30,000 levels deep"),
    ("text", "one text of 1.9 MB, full of addresses"),
];
/// Each page is looked into so often. Other programs make single slices longer, so the run whose
/// longest is shortest says most.
const ROUNDS: usize = 5;

pub(crate) async fn measure() -> Result<(), Trouble> {
    let baton = Altered::build(Kind::Chromium)?;
    let script = |name: &str| {
        let path: PathBuf = baton.folder().join(name);
        std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, error))
    };
    let (plan, survey) = (script("survey-plan.js")?, script("survey.js")?);
    let mut scene = Scene::start(Kind::Chromium, Options::new(baton.folder())).await?;
    let browser = &mut scene.browser;
    println!(
        "one look into a page, best of {ROUNDS}, ms   longest slice   half of them   all work"
    );
    for (page, name) in PAGES {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            browser.goto(PAGE).await?;
            let arguments = [json!(page), json!(plan), json!(survey)];
            let seen = browser.script_async(MEASURE, &arguments).await?;
            let number = |key: &str| seen[key].as_f64().unwrap_or(f64::NAN);
            rounds.push((number("longest"), number("median"), number("all")));
        }
        rounds.sort_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((longest, median, all)) = rounds.first() {
            println!("{name:42} {longest:15.1} {median:14.1} {all:10.0}");
        }
    }
    scene.browser.close().await;
    Ok(())
}
