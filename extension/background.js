// Entry of the background: a service worker in Chromium, an event page in Firefox.
// Every listener is registered before anything is awaited, or the event that woke us would be
// lost; each waits for the one engine.
import init, { __wbg_reset_state, handle, report_panics_to, tab_closed } from "./wasm/background.js";

const api = globalThis.browser ?? globalThis.chrome;
const ownOrigin = new URL(api.runtime.getURL("")).origin;
const ENGINE_FAILED = { failed: "engine" };

let starting = null;
let died = null;

// Starts the engine, or answers with the one that runs.
function engine() {
  starting ??= start().catch((error) => {
    starting = null;
    throw error;
  });
  return starting;
}

function bury(error) {
  starting = null;
  died?.(error);
}

// A trap that no panic announced, such as memory that ran out, is as fatal. One inside a call's
// later half reaches nobody else, and the call would never be answered.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) bury(error);
});

async function start() {
  // After a panic the old instance cannot be trusted. Nothing is lost with it, because nothing is
  // kept in memory only.
  if (died) __wbg_reset_state();
  const death = new Promise((_, reject) => {
    died = reject;
  });
  death.catch(() => {});
  await init({ module_or_path: new URL("./wasm/background_bg.wasm", import.meta.url) });
  report_panics_to((message) => bury(new Error(message)));
  // Wrapped, so that awaiting the start does not await the death.
  return { death };
}

// Does `work` in the engine; a panic anywhere fails every call under way, and the next call gets a
// fresh instance.
async function call(work) {
  const { death } = await engine();
  try {
    return await Promise.race([work(), death]);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) bury(error);
    throw error;
  }
}

function describe(sender) {
  const url = URL.parse(sender.url ?? "");
  return {
    own_id: sender.id === api.runtime.id,
    own_origin: (sender.origin ?? url?.origin) === ownOrigin,
    path: url?.pathname ?? "",
    origin: url?.origin ?? "",
    tab: sender.tab?.id,
    frame: sender.frameId,
    private: sender.tab?.incognito ?? false,
  };
}

async function answer(message, sender) {
  const asked = JSON.stringify(message) ?? "null";
  const from = JSON.stringify(describe(sender));
  return JSON.parse(await call(() => handle(asked, from)));
}

api.runtime.onMessage.addListener((message, sender, sendResponse) => {
  answer(message, sender).then(sendResponse, (error) => {
    console.error("Baton's engine failed:", error);
    sendResponse(ENGINE_FAILED);
  });
  return true;
});

api.tabs.onRemoved.addListener((tab) => {
  call(() => tab_closed(tab)).catch((error) => console.error(error));
});
