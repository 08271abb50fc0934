//! Entry of the background's third module, started for the work of [`baton_app::finder`]: wiring,
//! no logic.

#[cfg(target_arch = "wasm32")]
mod entry;
