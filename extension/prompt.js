// The prompt's start: takes the page's one ticket, redeems it while the engine loads, hands both on.
// Nothing is decided here. Where there is no prompt, or no longer, it says so and can be closed:
// that needs neither the engine nor the background.
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

// Stands until the engine has drawn the card, and again once the engine failed.
const skeleton = document.getElementById("skeleton");
// Leads to the content script that mounted this frame.
let page = null;

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
    [page] = event.ports;
    page?.addEventListener("message", answerPulse);
    page?.start();
    resolve(given);
  });
});

function say(key) {
  const [title, text, close] = skeleton.querySelectorAll("h1, p, button");
  title.textContent = "Baton";
  text.textContent = i18n.getMessage(key);
  close.hidden = !page;
  close.onclick = () => page.postMessage(null);
  skeleton.querySelector("#fallback").hidden = false;
  document.getElementById("app").replaceChildren(skeleton);
  // It is no longer awaited, and may have been folded.
  page?.postMessage({ width: 420, height: 440 });
}

// After an update the browser answers this frame nothing any more, not even words, and the engine could not go on
// with that. So nothing a person does reaches it; the card stays as it is, to be read and copied, and says so.
const outlived = document.getElementById("outlived");
document.getElementById("close-outlived").onclick = () => page?.postMessage(null);

function sayOutlived() {
  if (document.getElementById("pill")) page?.postMessage({ width: 420, height: 440 });
  outlived.hidden = false;
}

// The content script asks whether anybody is still here.
function answerPulse({ data, target }) {
  if (!runtime.id && !document.getElementById("pill")) sayOutlived();
  target.postMessage(data);
}

const PRESSES = ["click", "keydown", "beforeinput"];
for (const name of [...PRESSES, "input", "change", "resize", "visibilitychange", "pagehide"]) {
  const keepBack = (event) => {
    if (runtime.id) return;
    const isClosing = event.target instanceof Node && outlived.contains(event.target);
    if (isClosing && name === "click") return;
    event.stopImmediatePropagation();
    if (name === "beforeinput") event.preventDefault();
    if (PRESSES.includes(name)) sayOutlived();
  };
  addEventListener(name, keepBack, { capture: true });
}

// A panic or a trap leaves a card behind that answers to nothing.
function bury({ error, reason }) {
  if ((error ?? reason) instanceof WebAssembly.RuntimeError) say("prompt_engine_stopped");
}
addEventListener("error", bury);
addEventListener("unhandledrejection", bury);

const redeemed = ticket.then((given) =>
  runtime.sendMessage({ prompt: { redeem: { ticket: given } } }),
);
redeemed.catch(() => {});

// Compiled while the ticket is on its way.
const engine = init({ module_or_path: new URL("./wasm/prompt_bg.wasm", import.meta.url) });
engine.catch(() => {});

try {
  const given = await ticket;
  try {
    await engine;
    const refused = await start(given, redeemed);
    if (refused) say(refused);
  } catch (error) {
    console.error(error);
    say("prompt_engine_failed");
  }
} catch {
  say("prompt_no_ticket");
}
