// The start of the page where a voice or screen note is recorded: words and direction first, then
// the engine. Without the engine it says so.
import init, { start } from "./wasm/record.js";

const { i18n } = browser;

const root = document.documentElement;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
document.title = i18n.getMessage("record_title");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

try {
  await init({ module_or_path: new URL("./wasm/record_bg.wasm", import.meta.url) });
  start();
} catch (error) {
  console.error(error);
  const fallback = document.getElementById("fallback");
  fallback.querySelector("p").textContent = i18n.getMessage("record_engine_failed");
  fallback.hidden = false;
}
