//! Entry of the background's second module, started for the work of [`baton_app::desk`]: wiring,
//! no logic.

#[cfg(target_arch = "wasm32")]
mod entry;
