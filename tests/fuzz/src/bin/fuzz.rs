//! Makes up inputs for the target that `BATON_FUZZ_TARGET` names, until it finds something.
#![no_main]
#![allow(
    unsafe_code,
    reason = "libFuzzer calls in by C's rules; the macro writes it"
)]

use baton_fuzz::Target;
use std::sync::LazyLock;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("BATON_FUZZ_TARGET").unwrap_or_default();
    Target::named(&name).unwrap_or_else(|| {
        eprintln!("`{name}` is not a target; `cargo xtask fuzz` names one in BATON_FUZZ_TARGET");
        std::process::exit(2)
    })
});

libfuzzer_sys::fuzz_target!(init: { LazyLock::force(&TARGET); }, |input: &[u8]| {
    TARGET.hold(input);
});
