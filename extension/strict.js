// Stands in the place of a strict site's page, whose address is behind the `#`. What is no booking page
// is gone to at once, before this page's own body and styles are read; else the prompt is asked here, and
// the way on is always there.
const { declarativeNetRequest, i18n, runtime, tabs } = browser;

const url = location.hash.slice(1);
const ownOrigin = new URL(runtime.getURL("")).origin;
let frame = null;
// The page that the prompt in the frame is about, once it has shown itself.
let standing = null;

const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  document.addEventListener("DOMContentLoaded", resolve, { once: true });
});

// In the place of this page, so that *back* leads before it.
const goTo = (address) => location.replace(address);

async function goOn() {
  const answer = await tell({ let_through: { url } });
  if (answer?.done) goTo(url);
  else await goPast();
}

// A worker that stopped or failed between question and answer is asked once more: it starts anew.
const send = (own) => runtime.sendMessage({ own }).catch(() => null);
async function tell(own) {
  const answer = await send(own);
  return answer?.done ? answer : send(own);
}

// Whatever goes wrong, the page goes on. Where the worker fails for good nobody else tells the browser to stop
// leading here, and this tab is let through to wherever it goes.
async function goPast() {
  const { id: tab } = await tabs.getCurrent();
  const condition = { tabIds: [tab], resourceTypes: ["main_frame"] };
  // Of ten digits and by age, as those that the worker makes.
  const id = 1_000_000_000 + (Date.now() % 500_000_000) * 2;
  const rule = { id, priority: 2, action: { type: "allow" }, condition };
  await declarativeNetRequest.updateSessionRules({ addRules: [rule] });
  goTo(url);
}

function show() {
  const root = document.documentElement;
  root.lang = i18n.getMessage("@@ui_locale").replace("_", "-");
  root.dir = i18n.getMessage("@@bidi_dir");
  document.title = i18n.getMessage("strict_title");
  for (const element of document.querySelectorAll("[data-i18n]")) {
    element.textContent = i18n.getMessage(element.dataset.i18n);
  }
  document.getElementById("host").textContent = new URL(url).host;
  const link = document.getElementById("go-on");
  link.href = url;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goOn();
  });
  document.getElementById("main").hidden = false;
}

function mount({ ticket, key }) {
  // Somebody may be writing in it.
  if (frame && standing === key) return;
  frame = document.createElement("iframe");
  frame.allow = "clipboard-write";
  frame.title = "Baton";
  frame.src = "prompt.html";
  // As in a page: the ticket never stands in an address.
  const hand = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (!data) return unmount();
      standing = key;
      resize(data);
    };
    frame.contentWindow.postMessage({ baton_ticket: ticket }, ownOrigin, [port2]);
  };
  frame.addEventListener("load", hand, { once: true });
  document.getElementById("place").replaceChildren(frame);
}

function unmount() {
  frame?.remove();
  frame = null;
  standing = null;
}

function resize({ width, height }) {
  if (!frame) return;
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${height}px`;
}

runtime.onMessage.addListener((command, sender, sendResponse) => {
  if (sender.id !== runtime.id || typeof sender.tab !== "undefined") return;
  // The popup has no tab either, and what it asks is said to every page of Baton: only the background answers.
  if (typeof command !== "string" && !command.resize && !command.navigate) return;
  if (command === "go_on") goTo(url);
  if (command === "dismiss") unmount();
  if (command === "look") ask();
  if (command.resize) resize(command.resize);
  if (command.navigate) goTo(command.navigate.url);
  sendResponse(true);
});

// What plainly is no booking page is let through from here: waking the worker takes longer. Whoever is
// stopped again within seconds is left to the worker, which knows a tab that goes round in a circle.
const AGAIN_MILLIS = 10_000;

async function passAtOnce() {
  const now = Date.now();
  const before = Number(sessionStorage.getItem("stopped"));
  sessionStorage.setItem("stopped", now);
  if (now - before < AGAIN_MILLIS) return false;
  const scout = await import("./wasm/scout.js");
  await scout.default({ module_or_path: new URL("wasm/scout_bg.wasm", import.meta.url) });
  const rules = scout.pass_at_once(url, now);
  if (rules) await declarativeNetRequest.updateSessionRules({ addRules: JSON.parse(rules) });
  return Boolean(rules);
}

async function begin() {
  // As many rules as a browser takes, or a module that does not start: the worker knows what to do.
  if (await passAtOnce().catch(() => false)) goTo(url);
  else await ask();
}

async function ask() {
  const asked = await tell({ strict: { url } });
  // Where the browser takes no rule either, the way on is at least shown.
  if (!asked?.done) return goPast().catch(() => parsed.then(show));
  const mounted = asked.done.strict;
  if (!mounted) return goTo(url);
  await parsed;
  show();
  mount(mounted);
}

// Nobody else's page holds this one in a frame, and nothing but the web is gone to.
if (window === top && /^https?:\/\//.test(url)) begin();
