// The start of a page of Baton: words and direction first, then the engine that the page names. Without
// the engine it says so.
const { i18n } = browser;

// Each by its fixed path: a path put together is one that reviewers of the stores must distrust.
const ENGINES = {
  answer: () => import("./wasm/answer.js"),
  followups: () => import("./wasm/followups.js"),
  invited: () => import("./wasm/invited.js"),
  links: () => import("./wasm/links.js"),
  options: () => import("./wasm/options.js"),
  popup: () => import("./wasm/popup.js"),
  record: () => import("./wasm/record.js"),
  transfer: () => import("./wasm/transfer.js"),
  when: () => import("./wasm/when.js"),
};

const root = document.documentElement;
const { engine } = root.dataset;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

try {
  const { default: init, start } = await ENGINES[engine]();
  await init({ module_or_path: new URL(`./wasm/${engine}_bg.wasm`, import.meta.url) });
  start();
} catch (error) {
  console.error(error);
  const fallback = document.getElementById("fallback");
  fallback.querySelector("p").textContent = i18n.getMessage(`${engine}_engine_failed`);
  fallback.hidden = false;
}
