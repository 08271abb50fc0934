//! Entry of the background's fourth module, started for the work of [`baton_app::scout`]: wiring,
//! no logic.

#[cfg(target_arch = "wasm32")]
mod entry;
