// The prompt's start: takes the page's one ticket, redeems it while the engine loads, hands both on.
// Nothing is decided here; without the engine it says so and can still be closed.
import init, { start } from "./wasm/prompt.js";

const WAIT_FOR_TICKET_MS = 10_000;
const { i18n, runtime } = browser;

const root = document.documentElement;
root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
root.dir = i18n.getMessage("@@bidi_dir");
for (const element of document.querySelectorAll("[data-i18n]")) {
  if (element.dataset.i18n) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
}

// Only the window around this frame may hand over a ticket, and only the first one counts.
const ticket = new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error("no ticket")), WAIT_FOR_TICKET_MS);
  addEventListener("message", function take(event) {
    const given = event.data?.baton_ticket;
    if (event.source !== window.parent || window.parent === window || typeof given !== "string") {
      return;
    }
    removeEventListener("message", take);
    clearTimeout(timer);
    resolve(given);
  });
});

function say(key, closable) {
  const fallback = document.getElementById("fallback");
  if (!fallback) {
    return;
  }
  document.querySelector("[data-i18n=prompt_starting]")?.replaceChildren("Baton");
  fallback.querySelector("p").textContent = i18n.getMessage(key);
  const close = document.getElementById("close");
  close.hidden = !closable;
  close.onclick = () => runtime.sendMessage({ prompt: "close" });
  fallback.hidden = false;
}

const redeemed = ticket.then((given) =>
  runtime.sendMessage({ prompt: { redeem: { ticket: given } } }),
);
redeemed.catch(() => {});

try {
  await ticket;
  try {
    await init({ module_or_path: new URL("./wasm/prompt_bg.wasm", import.meta.url) });
    start(redeemed);
  } catch (error) {
    console.error(error);
    await redeemed.catch(() => {});
    say("prompt_engine_failed", true);
  }
} catch {
  say("prompt_no_ticket", false);
}
