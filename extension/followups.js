// The start of the page of briefs that wait for an answer: words and direction first, then the engine.
import init, { start } from "./wasm/followups.js";

const { i18n } = browser;

const root = document.documentElement;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
document.title = i18n.getMessage("followups_title");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

try {
  await init({ module_or_path: new URL("./wasm/followups_bg.wasm", import.meta.url) });
  start();
} catch (error) {
  console.error(error);
  const fallback = document.getElementById("fallback");
  fallback.querySelector("p").textContent = i18n.getMessage("followups_engine_failed");
  fallback.hidden = false;
}
