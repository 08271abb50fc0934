//! One text, two browsers: the frame around each test.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::time::Duration;

use futures_util::FutureExt;

use crate::browser::{Browser, Kind, Options};
use crate::site::Site;
use crate::{Altered, Trouble, places};

/// What a test gives.
pub type Outcome = Result<(), Trouble>;

/// Longest a whole test may take.
const WHOLE_TEST: Duration = Duration::from_secs(600);

/// What a test owns.
pub struct Scene {
    /// The sample site.
    pub site: Site,
    /// A browser with the extension loaded.
    pub browser: Browser,
}

impl Scene {
    /// Starts the site and a browser.
    ///
    /// # Errors
    /// Whatever keeps either from starting.
    pub async fn start(kind: Kind, options: Options) -> Result<Self, Trouble> {
        let site = Site::start(&places::pages()).await?;
        let browser = Browser::start(kind, site.port, options).await?;
        Ok(Self { site, browser })
    }
}

/// The extension a test runs with.
#[derive(Clone, Copy, Debug)]
pub enum Extension {
    /// The built product.
    Baton,
    /// The tiny one that tests the driver.
    StandIn,
}

impl Extension {
    /// Its unpacked folder.
    ///
    /// # Errors
    /// [`Trouble::Program`] when Baton was not built.
    pub fn folder(self, kind: Kind) -> Result<PathBuf, Trouble> {
        match self {
            Self::Baton => places::baton(kind),
            Self::StandIn => Ok(places::stand_in()),
        }
    }
}

/// Plays one test as [`play_with`] does, in a light window of the usual size.
///
/// # Panics
/// When the test fails.
pub fn play(
    kind: Kind,
    extension: Extension,
    name: &str,
    test: impl AsyncFnOnce(&mut Scene) -> Outcome,
) {
    play_with(kind, extension, name, |_| {}, test);
}

/// Plays one test, in a browser whose options `adjust` may change; called by
/// [`in_both_browsers!`](crate::in_both_browsers).
///
/// On failure it leaves a screenshot under `target/e2e` and prints the browser's last words.
///
/// # Panics
/// When the test fails: that is how `cargo test` learns of it.
#[allow(clippy::panic, reason = "a test reports its failure by panicking")]
pub fn play_with(
    kind: Kind,
    extension: Extension,
    name: &str,
    adjust: impl FnOnce(&mut Options),
    test: impl AsyncFnOnce(&mut Scene) -> Outcome,
) {
    println!("{}: {name}", kind.name());
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => panic!("no runtime: {error}"),
    };
    runtime.block_on(async {
        let start = async {
            let mut options = Options::new(extension.folder(kind)?);
            adjust(&mut options);
            Scene::start(kind, options).await
        };
        let mut scene = match start.await {
            Ok(scene) => scene,
            Err(trouble) => panic!("{trouble}"),
        };
        let run = AssertUnwindSafe(tokio::time::timeout(WHOLE_TEST, test(&mut scene)));
        let verdict = run.catch_unwind().await;
        let failure = match &verdict {
            Ok(Ok(Ok(()))) => None,
            Ok(Ok(Err(trouble))) => Some(trouble.to_string()),
            Ok(Err(_)) => Some(format!("not done within {} s", WHOLE_TEST.as_secs())),
            Err(panic) => Some(words_of(panic.as_ref())),
        };
        if let Some(failure) = failure {
            let picture = places::leavings().join(format!("{}-{name}.png", kind.name()));
            match scene.browser.screenshot(&picture).await {
                Ok(()) => println!("screenshot: {}", picture.display()),
                Err(trouble) => println!("no screenshot: {trouble}"),
            }
            println!("{}", scene.browser.log_tail());
            remember(&format!("{}-{name}", kind.name()), &failure);
            if let Err(panic) = verdict {
                resume_unwind(panic);
            }
            panic!("{failure}");
        }
        // Nothing of it is needed any more, so it need not close politely.
        scene.browser.kill();
    });
}

/// What an assertion said.
fn words_of(panic: &(dyn Any + Send)) -> String {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    let words = owned.or_else(|| panic.downcast_ref::<&str>().copied());
    words.unwrap_or("an assertion failed").to_owned()
}

/// Keeps what a failed test said for the end of the run. If that cannot be done, it stands above.
fn remember(test: &str, failure: &str) {
    let _ = std::fs::create_dir_all(places::failures());
    let _ = std::fs::write(places::failures().join(format!("{test}.txt")), failure);
}

/// Plays a test with a copy of Baton in which something is broken or watched.
///
/// # Panics
/// When the copy cannot be made, or when the test fails.
#[allow(clippy::panic, reason = "a test reports its failure by panicking")]
pub fn play_altered(
    kind: Kind,
    name: &str,
    alter: impl FnOnce(Altered) -> Result<Altered, Trouble>,
    test: impl AsyncFnOnce(&mut Scene) -> Outcome,
) {
    let altered = match Altered::build(kind).and_then(alter) {
        Ok(altered) => altered,
        Err(trouble) => panic!("{trouble}"),
    };
    let adjust = |options: &mut Options| options.extension = altered.folder();
    play_with(kind, Extension::Baton, name, adjust, test);
}

/// Makes `chromium_altered::name` and `firefox_altered::name` of each `name: alter, test;`, as
/// [`play_altered`] takes them.
#[macro_export]
macro_rules! in_both_altered {
    ($($(#[$note:meta])* $name:ident: $alter:expr, $test:expr;)+) => {
        mod chromium_altered {
            #[allow(unused_imports, reason = "not every text needs everything")]
            use super::*;
            $($(#[$note])* #[test] fn $name() {
                $crate::case::play_altered($crate::Kind::Chromium, stringify!($name), $alter, $test);
            })+
        }
        mod firefox_altered {
            #[allow(unused_imports, reason = "not every text needs everything")]
            use super::*;
            $($(#[$note])* #[test] fn $name() {
                $crate::case::play_altered($crate::Kind::Firefox, stringify!($name), $alter, $test);
            })+
        }
    };
}

/// Makes `chromium::name` and `firefox::name` of each `async fn name(scene: &mut Scene) -> Outcome`.
///
/// ```ignore
/// baton_e2e::in_both_browsers! { Baton:
///     /// What must hold.
///     async fn a_booking_page_asks(scene: &mut Scene) -> Outcome {
///         scene.browser.goto("https://calendly.com/alex-example/30min").await?;
///         scene.browser.enter_prompt().await
///     }
/// }
/// ```
#[macro_export]
macro_rules! in_both_browsers {
    ($extension:ident: $(
        $(#[$note:meta])*
        async fn $name:ident($scene:ident: &mut Scene) -> Outcome $body:block
    )+) => {
        $(
            $(#[$note])*
            async fn $name($scene: &mut $crate::Scene) -> $crate::Outcome $body
        )+
        mod chromium {
            $(
                #[test]
                fn $name() {
                    $crate::case::play($crate::Kind::Chromium, $crate::case::Extension::$extension,
                        stringify!($name), super::$name);
                }
            )+
        }
        mod firefox {
            $(
                #[test]
                fn $name() {
                    $crate::case::play($crate::Kind::Firefox, $crate::case::Extension::$extension,
                        stringify!($name), super::$name);
                }
            )+
        }
    };
}
