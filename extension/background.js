// Entry of the background: a service worker in Chromium, an event page in Firefox.
// Every listener is registered before anything is awaited, or the event that woke us would be
// lost; each waits for the one engine.
import * as background from "./wasm/background.js";
import * as desk from "./wasm/desk.js";
import * as finder from "./wasm/finder.js";
import * as scout from "./wasm/scout.js";
import { handOver } from "./hand-over.js";

const api = globalThis.browser ?? globalThis.chrome;
const ownOrigin = new URL(api.runtime.getURL("")).origin;
const ENGINE_FAILED = { failed: "engine" };

// A WebAssembly module that is started when there is something to do, and anew when it died.
class Engine {
  #glue;
  #module;
  #starting = null;
  #died = null;
  #ran = false;

  constructor(glue, module) {
    this.#glue = glue;
    this.#module = new URL(module, import.meta.url);
  }

  // Does `work` with the module; a panic anywhere in it fails every call under way, and the next
  // call gets a fresh instance.
  async call(work) {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = null;
      throw error;
    });
    const { death } = await this.#starting;
    try {
      return await Promise.race([work(this.#glue), death]);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) this.bury(error);
      throw error;
    }
  }

  // Starts the module before it is called.
  prepare() {
    this.call(() => {}).catch(() => {});
  }

  bury(error) {
    this.#starting = null;
    this.#died?.(error);
  }

  async #start() {
    // After a panic the old instance cannot be trusted. Nothing is lost with it, because nothing
    // is kept in memory only.
    if (this.#ran) this.#glue.__wbg_reset_state();
    const death = new Promise((_, reject) => {
      this.#died = reject;
    });
    death.catch(() => {});
    await this.#glue.default({ module_or_path: this.#module });
    this.#ran = true;
    this.#glue.report_panics_to((message) => this.bury(new Error(message)));
    // The background itself asks for the work of the others.
    this.#glue.work_by?.(
      (job) => DESK.call(({ work }) => work(job)),
      (job) => FINDER.call(({ find }) => find(job)),
      (job) => SCOUT.call(({ look }) => look(job)),
    );
    // Wrapped, so that awaiting the start does not await the death.
    return { death };
  }
}

const BACKGROUND = new Engine(background, "./wasm/background_bg.wasm");
const DESK = new Engine(desk, "./wasm/desk_bg.wasm");
const FINDER = new Engine(finder, "./wasm/finder_bg.wasm");
const SCOUT = new Engine(scout, "./wasm/scout_bg.wasm");

// A trap that no panic announced, such as memory that ran out, is as fatal. One inside a call's
// later half reaches nobody else, and the call would never be answered. It may be the background's or
// the finder's; the desk and the scout have no later half: what they do ends within its call.
addEventListener("error", ({ error }) => {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  BACKGROUND.bury(error);
  FINDER.bury(error);
});

function describe(sender) {
  const url = URL.parse(sender.url ?? "");
  return {
    own_id: sender.id === api.runtime.id,
    own_origin: (sender.origin ?? url?.origin) === ownOrigin,
    path: url?.pathname ?? "",
    // A frame that a page fills itself has no address, and the page's origin; a sandbox leaves it none ("null"). The
    // address comes first, because a page that is sandboxed by its server has one.
    origin: url && url.origin !== "null" ? url.origin : (sender.origin ?? ""),
    tab: sender.tab?.id,
    frame: sender.frameId,
    private: sender.tab?.incognito ?? false,
  };
}

async function answer(message, sender) {
  // What is asked about an address needs the scout as well: both start at once.
  if (message?.page || message?.own?.strict) SCOUT.prepare();
  const asked = JSON.stringify(message) ?? "null";
  const from = JSON.stringify(describe(sender));
  return JSON.parse(await BACKGROUND.call(({ handle }) => handle(asked, from)));
}

api.runtime.onMessage.addListener((message, sender, sendResponse) => {
  answer(message, sender).then(sendResponse, (error) => {
    console.error("Baton's engine failed:", error);
    sendResponse(ENGINE_FAILED);
  });
  return true;
});

// The address bar: `bt`, a space, and what is looked for. Firefox for Android has none.
api.omnibox?.setDefaultSuggestion({ description: api.i18n.getMessage("omnibox_all") });

api.omnibox?.onInputChanged.addListener((typed, show) => {
  const withMarkup = ownOrigin.startsWith("chrome-extension:");
  BACKGROUND.call(({ suggest }) => suggest(typed, withMarkup)).then(
    (suggestions) => show(JSON.parse(suggestions)),
    (error) => console.error("Baton's engine failed:", error),
  );
});

api.omnibox?.onInputEntered.addListener((entered, where) => {
  const page = entered.startsWith("notes.html#")
    ? entered
    : `notes.html#find=${encodeURIComponent(entered.toWellFormed())}`;
  const url = api.runtime.getURL(page);
  if (where === "currentTab") api.tabs.update({ url });
  else api.tabs.create({ url, active: where === "newForegroundTab" });
});

// What can be done with a link or a chosen text, and the page that does it. Firefox for Android has no
// such menu.
const MENU = {
  link: { page: "links.html", contexts: ["link"] },
  selection: { page: "links.html", contexts: ["selection"] },
  answer: { page: "answer.html", contexts: ["selection"] },
  invited: { page: "invited.html", contexts: ["selection", "link"] },
};

function makeMenu() {
  api.contextMenus?.removeAll(() => {
    for (const [id, { contexts }] of Object.entries(MENU)) {
      api.contextMenus.create({ id, contexts, title: api.i18n.getMessage(`menu_${id}`) });
    }
  });
}

api.runtime.onInstalled.addListener(makeMenu);

// What is chosen in a page. Chromium's menu tells it without its lines, so the page is asked, which the
// press allows; where it cannot be, as in a frame of another site, the menu's text will do.
async function chosenIn({ selectionText = "", frameId = 0 }, tab) {
  if (!selectionText || !tab) return selectionText;
  const target = { tabId: tab.id, frameIds: [frameId] };
  const func = () => getSelection().toString();
  const asked = await api.scripting.executeScript({ target, func }).catch(() => []);
  return asked[0]?.result || selectionText;
}

async function useChosen(press, tab) {
  const { page, contexts } = MENU[press.menuItemId];
  const chosen = contexts.includes("selection") ? await chosenIn(press, tab) : "";
  const link = contexts.includes("link") ? press.linkUrl : "";
  const text = [chosen, link].filter(Boolean).join("\n");
  await handOver(page, { text, isPrivate: tab?.incognito });
}

api.contextMenus?.onClicked.addListener((press, tab) => {
  useChosen(press, tab).catch((error) => console.error(error));
});

// An update forgets the scripts for sites that a person allowed; whether private windows are allowed can
// change while the worker sleeps; not every browser keeps its alarms when it is closed; an import may have
// been cut off.
function start() {
  BACKGROUND.call(({ started }) => started()).catch((error) => console.error(error));
}
api.runtime.onStartup.addListener(start);
api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "update") start();
});

// Briefs that wait for an answer, and backups: Baton is woken when something is due.
api.alarms.onAlarm.addListener(() => {
  BACKGROUND.call(({ follow_up }) => follow_up()).catch((error) => console.error(error));
});

// Notifications are there from the moment on at which a person allows them.
function listenToNotifications() {
  api.notifications?.onClicked.addListener(openWhatIsDue);
}
function openWhatIsDue(id) {
  api.notifications.clear(id);
  const page = id === "backup" ? "transfer.html#backups" : "followups.html";
  api.tabs.create({ url: api.runtime.getURL(page) });
}
listenToNotifications();
api.permissions.onAdded.addListener(listenToNotifications);

api.tabs.onRemoved.addListener((tab) => {
  BACKGROUND.call(({ tab_closed }) => tab_closed(tab)).catch((error) => console.error(error));
});
