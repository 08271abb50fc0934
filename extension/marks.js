// Baton's marks beside scheduling links, on a site where the person allowed them. It tells the
// background the links, is told what they are, and decides nothing.
"use strict";

(() => {
  // Run twice when a site is allowed while its page is open.
  if (Object.hasOwn(globalThis, "batonMarks")) return;
  globalThis.batonMarks = true;

  const { runtime, i18n } = globalThis.browser ?? globalThis.chrome;
  // The page is held up no longer than this at a time.
  const SLICE_MS = 6;
  // So many stand in a page at a time.
  const MOST_MARKS = 500;
  // So many elements are looked at in one go through the page, or through a piece of it.
  const MOST_ELEMENTS = 200_000;
  // So many links are asked about at once; in all, they are fewer bytes than the background takes.
  const BATCH = 200;
  const LONGEST_LINK = 8192;
  const CLOSE_AFTER_MS = 250;
  // So many pieces of a page that changes are looked at one by one; beyond, the page as a whole, once
  // in a while.
  const MOST_PIECES = 1000;
  const WHOLE_AGAIN_MS = 2000;
  const PATIENCE_MS = 500;
  // A page that changes is a reason to ask so often whether marks are still allowed.
  const STILL_MS = 60_000;
  // Says which elements are marks, so that copies of them can be told from the page's own.
  const MARK = "data-baton-mark";

  const life = new AbortController(); // over once marks are no longer allowed here
  let endings = new Set();
  const told = new WeakMap(); // link → the address the background was told of
  const marks = new Map(); // link → its mark, { host, address, … }
  const hosts = new WeakSet(); // the elements of Baton's own that stand in the page
  let pieces = [];
  let walker = null;
  let asked = []; // [link, address] still to be told of
  let walked = 0;
  let awake = false;
  let wholeDue = 0;
  let failures = 0; // in a row
  let heard = 0; // when the background was last asked
  let leftOut = false; // whether there were too many to mark them all
  let opened = null; // the card that is shown, { mark, card, until }
  let closing = 0;

  // Forms and images of the page can take the names of `document`'s members; prototypes cannot be
  // shadowed.
  const own = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name);
  const create = (name) => Document.prototype.createElement.call(document, name);
  const root = () => own(Document.prototype, "documentElement").get.call(document);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const isConnected = (node) => own(Node.prototype, "isConnected").get.call(node);
  const target = own(HTMLAnchorElement.prototype, "href").get;
  const editable = own(HTMLElement.prototype, "isContentEditable").get;
  // Also what is not editable within a text that is being written is sent with it.
  const WRITTEN_IN = "[contenteditable]:not([contenteditable='false' i])";
  const isEditable = (link) =>
    editable.call(link) || Boolean(Element.prototype.closest.call(link, WRITTEN_IN));

  async function ask(question) {
    heard = performance.now();
    const once = async () => runtime.sendMessage({ mark: question });
    const reply = (await once().catch(() => null)) ?? (await once().catch(() => null));
    // Baton was updated or is gone, or may no longer mark here.
    if (!runtime.id || reply?.failed === "refused") stop();
    return reply;
  }

  // Whether a host has one of the endings.
  function isWorth(host) {
    let rest = host.slice(host.lastIndexOf("@") + 1).replace(/:\d*$/, "").toLowerCase();
    for (;;) {
      if (endings.has(rest)) return true;
      const dot = rest.indexOf(".");
      if (dot < 0) return false;
      rest = rest.slice(dot + 1);
    }
  }

  // Where the browser would go, if the link is worth a question; else nothing. Links relative to the
  // page stay in it. An address the browser can read is one word of ASCII.
  function addressOf(link) {
    const written = attribute(link, "href");
    if (!written || !/^[\t\n\f\r ]*(?:https?:)?\/\//i.test(written)) return "";
    const address = target.call(link);
    if (address.length > LONGEST_LINK || !/^[!-~]+$/.test(address)) return "";
    const host = /^https?:\/\/([^/?#]+)/.exec(address)?.[1];
    return host && isWorth(host) ? address : "";
  }

  function look(link) {
    const address = addressOf(link);
    const wanted = address && !isEditable(link);
    if (wanted && told.get(link) === address) return;
    unmark(link);
    if (!wanted) return;
    told.set(link, address);
    asked.push([link, address]);
  }

  function unmark(link) {
    told.delete(link);
    const mark = marks.get(link);
    if (!mark) return;
    if (opened?.mark === mark) close();
    mark.host.remove();
    marks.delete(link);
    if (leftOut) later();
    leftOut = false;
  }

  // Marks go with their links, and from what has become a text that is being written.
  function sweep() {
    for (const [link, { host, address }] of marks) {
      const stands = isConnected(link) && host.parentNode === link.parentNode;
      if (!stands || addressOf(link) !== address || isEditable(link)) unmark(link);
    }
  }

  // One slice of work; the rest goes on when the page is idle again.
  async function work() {
    awake = false;
    const end = performance.now() + SLICE_MS;
    while (asked.length < BATCH && performance.now() < end) {
      if (!walker) {
        const piece = pieces.shift();
        if (!piece) break;
        if (!isConnected(piece)) continue;
        walker = Document.prototype.createNodeIterator.call(document, piece, NodeFilter.SHOW_ELEMENT);
        walked = 0;
      }
      // Asking the clock costs more than looking at an element.
      for (let step = 0; step < 100 && walker; step += 1) {
        const node = walker.nextNode();
        walked += 1;
        if (!node || walked > MOST_ELEMENTS) walker = null;
        else if (node instanceof HTMLAnchorElement) look(node);
        // A message was copied with its mark, into an answer perhaps.
        else if (attribute(node, MARK) !== null && !hosts.has(node)) node.remove();
      }
    }
    await tell();
    if (walker || pieces.length || asked.length) wake();
  }

  async function tell() {
    const batch = asked.splice(0, BATCH);
    if (!batch.length) return;
    const links = batch.map(([, address]) => address).join("\n");
    const reply = await ask({ look: { links } });
    if (life.signal.aborted) return;
    failures = reply?.done ? 0 : failures + 1;
    if (failures) {
      for (const [link] of batch) told.delete(link);
      return later();
    }
    for (const [line, seen] of reply.done.marks) {
      const [link, address] = batch[line];
      // Much may have happened to it since.
      const same = isConnected(link) && addressOf(link) === address && !isEditable(link);
      if (same && marks.size < MOST_MARKS) addMark(link, address, seen);
      else told.delete(link);
      leftOut ||= same && !marks.has(link);
    }
  }

  function wake() {
    if (awake || life.signal.aborted) return;
    awake = true;
    const go = () => work().catch((error) => console.error("Baton's marks:", error));
    // A page that draws nothing may never be called idle.
    if (globalThis.requestIdleCallback) requestIdleCallback(go, { timeout: PATIENCE_MS });
    else setTimeout(go);
  }

  function style(element, rules) {
    for (const [name, value] of Object.entries(rules)) {
      element.style.setProperty(name, value, "important");
    }
    return element;
  }

  function part(name, text, rules) {
    const element = style(create(name), rules);
    element.textContent = text;
    return element;
  }

  // No style sheet reaches into the shadow, so focus is drawn by hand.
  function showFocus(button) {
    const ring = { outline: `3px solid ${ACCENT}`, "outline-offset": "2px" };
    button.addEventListener("focus", () => {
      if (button.matches(":focus-visible")) style(button, ring);
    });
    button.addEventListener("blur", () => style(button, { outline: "none" }));
  }

  // A baton on its way from one person to the next, as on the toolbar.
  function logo() {
    const drawing = (name, attributes) => {
      const element = Document.prototype.createElementNS.call(document, SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const svg = drawing("svg", { viewBox: "0 0 64 64", width: 18, height: 18, "aria-hidden": true });
    const turned = drawing("g", { transform: "rotate(-45 32 32)", fill: "#fff" });
    turned.append(
      drawing("circle", { cx: 12, cy: 32, r: 7.5 }),
      drawing("rect", { x: 22.5, y: 28, width: 19, height: 8, rx: 4 }),
      drawing("circle", { cx: 52, cy: 32, r: 6, fill: "none", stroke: "#fff", "stroke-width": 3.6 }),
    );
    svg.append(drawing("rect", { width: 64, height: 64, rx: 15, fill: "#1f6feb" }), turned);
    return svg;
  }

  const SVG = "http://www.w3.org/2000/svg";
  const INK = "light-dark(#1b1e23, #eceef1)";
  const SOFT = "light-dark(#565c66, #a9b0ba)";
  const ACCENT = "light-dark(#1a63d6, #7fb0ff)";

  function addMark(link, address, seen) {
    unmark(link);
    told.set(link, address);
    // As tall as nothing, so that no line grows.
    const host = style(create("span"), {
      all: "initial",
      display: "inline-block",
      "color-scheme": "light dark",
      position: "relative",
      "vertical-align": "middle",
      margin: "-9px 0",
      "margin-inline-start": "4px",
      "user-select": "none",
    });
    host.setAttribute(MARK, "");
    hosts.add(host);
    const shadow = host.attachShadow({ mode: "closed" });
    const says = i18n.getMessage(`links_${seen.kind}`, [seen.provider_name ?? ""]);
    // The padding can be pressed too, and takes no place.
    const button = style(create("button"), {
      all: "initial",
      display: "block",
      width: "18px",
      height: "18px",
      padding: "3px",
      margin: "-3px",
      "border-radius": "50%",
      cursor: "pointer",
    });
    button.append(logo());
    showFocus(button);
    button.type = "button";
    button.setAttribute("aria-label", `Baton: ${says}`);
    button.setAttribute("aria-expanded", "false");
    shadow.append(button);
    const mark = { host, shadow, button, address, says, seen };
    const trusted = (name, act) =>
      button.addEventListener(name, (event) => {
        if (event.isTrusted) act(mark);
      });
    trusted("pointerenter", open);
    trusted("pointerleave", closeSoon);
    trusted("click", open);
    shadow.addEventListener("focusout", ({ relatedTarget }) => {
      if (!relatedTarget || !shadow.contains(relatedTarget)) closeSoon(mark);
    });
    // What is pressed here is not meant for the page: a row of mail would open.
    for (const name of ["click", "pointerdown", "pointerup", "mousedown", "mouseup", "keydown", "keyup"]) {
      host.addEventListener(name, (event) => event.stopPropagation());
    }
    marks.set(link, mark);
    Element.prototype.after.call(link, host);
  }

  function open(mark) {
    clearTimeout(closing);
    if (opened?.mark === mark) return;
    close();
    const { button, shadow } = mark;
    const card = drawn(mark);
    const until = new AbortController();
    opened = { mark, card, until };
    card.addEventListener("pointerenter", () => clearTimeout(closing));
    card.addEventListener("pointerleave", () => closeSoon(mark));
    shadow.append(card);
    // Above everything, whatever the mark stands in.
    card.showPopover();
    button.setAttribute("aria-expanded", "true");
    const at = button.getBoundingClientRect();
    place(card, at);
    const during = { capture: true, signal: until.signal };
    const onScroll = () => {
      const now = button.getBoundingClientRect();
      if (now.top !== at.top || now.left !== at.left) close();
    };
    const onKey = (event) => {
      if (event.key !== "Escape" || !event.isTrusted) return;
      event.stopImmediatePropagation();
      if (shadow.activeElement) button.focus();
      close();
    };
    addEventListener("scroll", onScroll, during);
    addEventListener("keydown", onKey, during);
  }

  function close() {
    clearTimeout(closing);
    if (!opened) return;
    const { mark, card, until } = opened;
    opened = null;
    until.abort();
    mark.button.setAttribute("aria-expanded", "false");
    card.remove();
  }

  function closeSoon(mark) {
    if (opened?.mark !== mark) return;
    clearTimeout(closing);
    closing = setTimeout(close, CLOSE_AFTER_MS);
  }

  function drawn({ address, says, seen }) {
    const card = style(create("div"), {
      all: "initial",
      display: "grid",
      gap: "8px",
      position: "fixed",
      margin: "0",
      width: "max-content",
      "max-width": "min(320px, calc(100vw - 16px))",
      "box-sizing": "border-box",
      padding: "12px",
      border: "1px solid light-dark(#e0e0db, #343941)",
      "border-radius": "12px",
      "box-shadow": "0 8px 28px rgb(0 0 0 / 22%)",
      font: "15px/1.4 system-ui, sans-serif",
      color: INK,
      background: "light-dark(#fff, #1d2025)",
      "overflow-wrap": "anywhere",
    });
    card.setAttribute("popover", "manual");
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", "Baton");
    card.append(part("b", says, { "font-weight": "650" }));
    const minutes = seen.minutes && i18n.getMessage("links_minutes", [String(seen.minutes)]);
    const about = [seen.person, seen.event, minutes].filter(Boolean).join(" · ");
    if (about) card.append(part("span", about, {}));
    const real = part("span", seen.url, {
      direction: "ltr",
      font: "13px/1.4 ui-monospace, monospace",
      color: SOFT,
    });
    card.append(real);
    if (seen.through?.length) {
      const through = i18n.getMessage("links_through", [seen.through.join(", ")]);
      card.append(part("span", through, { "font-size": "13px", color: SOFT }));
    }
    const write = part("button", i18n.getMessage("links_write"), {
      all: "initial",
      "box-sizing": "border-box",
      "min-height": "44px",
      padding: "8px 16px",
      "border-radius": "10px",
      font: "550 15px/1.2 system-ui, sans-serif",
      "text-align": "center",
      color: "light-dark(#fff, #0b1626)",
      background: ACCENT,
      cursor: "pointer",
    });
    write.type = "button";
    showFocus(write);
    write.addEventListener("click", (event) => {
      if (event.isTrusted) ask({ write: { link: address } });
    });
    card.append(write);
    return card;
  }

  // Below the mark, or above where there is no room, and within the window.
  function place(card, at) {
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
    const below = at.bottom + 6;
    const top = below + height <= innerHeight - 8 ? below : Math.max(8, at.top - height - 6);
    style(card, { left: `${left}px`, top: `${top}px` });
  }

  const observer = new MutationObserver((changes) => {
    let stale = false;
    for (const { target, attributeName, addedNodes, removedNodes } of changes) {
      if (removedNodes.length || attributeName === "contenteditable" || marks.has(target)) stale = true;
      if (attributeName) pieces.push(target);
      for (const node of addedNodes) {
        if (node instanceof Element && !hosts.has(node)) pieces.push(node);
      }
    }
    if (stale) sweep();
    if (performance.now() - heard > STILL_MS) askAgain();
    if (pieces.length > MOST_PIECES) {
      pieces = [];
      later();
    }
    if (pieces.length) wake();
  });

  function whole() {
    wholeDue = 0;
    pieces = [root()];
    wake();
  }

  function later() {
    wholeDue ||= setTimeout(whole, WHOLE_AGAIN_MS * 2 ** Math.min(failures, 8));
  }

  // Marks are stopped elsewhere: whoever comes back from there finds none.
  function askAgain(event) {
    if (event?.isTrusted === false) return;
    if (own(Document.prototype, "visibilityState").get.call(document) === "visible") ask("begin");
  }

  // The page is left as it was. The script may be run again once marks are allowed again.
  function stop() {
    if (life.signal.aborted) return;
    life.abort();
    observer.disconnect();
    leftOut = false;
    for (const link of marks.keys()) unmark(link);
    clearTimeout(wholeDue);
    pieces = [];
    asked = [];
    walker = null;
    delete globalThis.batonMarks;
  }

  async function start() {
    const begun = await ask("begin");
    if (!begun?.done) return stop();
    endings = new Set(begun.done.endings);
    whole();
    // Not the root: a frame that is written into gets another one.
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["href", "contenteditable"],
    });
    const { signal } = life;
    addEventListener("focus", askAgain, { signal });
    Document.prototype.addEventListener.call(document, "visibilitychange", askAgain, { signal });
  }

  start();
})();
