//! Entry of the service worker (Chromium) or event page (Firefox): wiring, no logic.

#[cfg(target_arch = "wasm32")]
mod entry;
#[cfg(target_arch = "wasm32")]
mod modules;
#[cfg(target_arch = "wasm32")]
mod ports;
