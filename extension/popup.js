// The popup's start: words and direction first, then the engine. Without the engine it says so.
import init, { start } from "./wasm/popup.js";

const { i18n } = browser;

const root = document.documentElement;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

// The toolbar's window is as wide as we say. A tab is as wide as it is, and so is whatever shows the
// notes page: a side panel is no tab.
browser.tabs.getCurrent().then((tab) => {
  if (tab) document.body.classList.add("tab");
});

try {
  await init({ module_or_path: new URL("./wasm/popup_bg.wasm", import.meta.url) });
  start();
} catch (error) {
  console.error(error);
  const fallback = document.getElementById("fallback");
  fallback.querySelector("p").textContent = i18n.getMessage("popup_engine_failed");
  fallback.hidden = false;
}
