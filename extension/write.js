// The write page's start: words and direction first, then the engine. Without it, or without a note
// to write in, the page says so.
import init, { start } from "./wasm/write.js";

const { i18n } = browser;

const root = document.documentElement;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

// Stands until the engine has drawn the page, and again once the engine failed.
const skeleton = document.getElementById("skeleton");

function say(key) {
  skeleton.querySelector("h1").textContent = "Baton";
  const fallback = skeleton.querySelector("#fallback");
  fallback.querySelector("p").textContent = i18n.getMessage(key);
  fallback.hidden = false;
  document.getElementById("app").replaceChildren(skeleton);
}

// A panic or a trap leaves a page behind that answers to nothing.
function bury({ error, reason }) {
  if ((error ?? reason) instanceof WebAssembly.RuntimeError) say("write_engine_stopped");
}
addEventListener("error", bury);
addEventListener("unhandledrejection", bury);

try {
  await init({ module_or_path: new URL("./wasm/write_bg.wasm", import.meta.url) });
  const refused = await start();
  if (refused) say(refused);
} catch (error) {
  console.error(error);
  say("write_engine_failed");
}
