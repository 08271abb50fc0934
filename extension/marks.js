// Baton's marks beside scheduling links, on a site where the person allowed them. It tells the
// background the links, is told what they are, and decides nothing.
"use strict";

(() => {
  // Run twice when a site is allowed while its page is open.
  if (globalThis.batonMarks) return;
  globalThis.batonMarks = true;

  const { runtime, i18n } = globalThis.browser ?? globalThis.chrome;
  // The page is held up no longer than this at a time.
  const SLICE_MS = 6;
  // A page that fills itself without end is marked so far.
  const MOST_MARKS = 500;
  // So many elements are looked at in one go through the page, or through a piece of it.
  const MOST_ELEMENTS = 200_000;
  // So many links are asked about at once.
  const BATCH = 200;
  const LONGEST_LINK = 8192;
  const CLOSE_AFTER_MS = 250;
  // So many pieces of a page that changes are looked at one by one; beyond, the page as a whole, once
  // in a while.
  const MOST_PIECES = 1000;
  const WHOLE_AGAIN_MS = 2000;
  const PATIENCE_MS = 500;

  let endings = new Set();
  const looked = new WeakMap(); // link → the address it had
  const marks = new WeakMap(); // link → its mark
  let pieces = [];
  let walker = null;
  let asked = []; // [link, address] still to be told of
  let walked = 0;
  let marked = 0;
  let awake = false;
  let wholeDue = 0;

  // Forms and images of the page can take the names of `document`'s members; prototypes cannot be
  // shadowed.
  const own = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name);
  const create = (name) => Document.prototype.createElement.call(document, name);
  const root = () => own(Document.prototype, "documentElement").get.call(document);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const isEditable = (element) => own(HTMLElement.prototype, "isContentEditable").get.call(element);
  const isConnected = (node) => own(Node.prototype, "isConnected").get.call(node);

  async function ask(question) {
    const once = async () => runtime.sendMessage({ mark: question });
    return (await once().catch(() => null)) ?? once().catch(() => null);
  }

  // `https://cal.com/…`, or the same without its scheme, on a host with one of the endings.
  function isWorth(address) {
    const host = /^\s*(?:https?:)?\/\/([^/?#\\\s]+)/i.exec(address)?.[1];
    if (!host) return false;
    let rest = host.slice(host.lastIndexOf("@") + 1).replace(/:\d*$/, "").toLowerCase();
    for (;;) {
      if (endings.has(rest)) return true;
      const dot = rest.indexOf(".");
      if (dot < 0) return false;
      rest = rest.slice(dot + 1);
    }
  }

  function look(link) {
    const address = attribute(link, "href");
    if (!address || address.length > LONGEST_LINK || looked.get(link) === address) return;
    looked.set(link, address);
    marks.get(link)?.remove();
    marks.delete(link);
    // In a text that is being written, a mark would become a part of it.
    if (!isWorth(address) || isEditable(link)) return;
    asked.push([link, address.trim().replace(/^\/\//, "https://").replace(/\s/g, "").toWellFormed()]);
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
    if (!runtime.id) return stop();
    for (const [line, seen] of reply?.done?.marks ?? []) {
      const [link, address] = batch[line];
      if (isConnected(link) && looked.get(link) && !marks.has(link)) mark(link, address, seen);
    }
  }

  function wake() {
    if (awake) return;
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

  function mark(link, address, seen) {
    if (marked >= MOST_MARKS) return;
    marked += 1;
    const host = style(create("span"), {
      all: "initial",
      display: "inline-block",
      "color-scheme": "light dark",
      "vertical-align": "text-bottom",
      "margin-inline-start": "4px",
    });
    const shadow = host.attachShadow({ mode: "closed" });
    const says = i18n.getMessage(`links_${seen.kind}`, [seen.provider_name ?? ""]);
    const button = style(create("button"), {
      all: "initial",
      display: "inline-block",
      width: "18px",
      height: "18px",
      "border-radius": "50%",
      cursor: "pointer",
    });
    button.append(logo());
    showFocus(button);
    button.type = "button";
    button.setAttribute("aria-label", `Baton: ${says}`);
    button.setAttribute("aria-haspopup", "dialog");
    shadow.append(button);
    let card = null;
    let closing = 0;
    const close = () => {
      clearTimeout(closing);
      card?.remove();
      card = null;
    };
    const open = () => {
      clearTimeout(closing);
      if (card) return;
      card = drawn(address, says, seen);
      card.addEventListener("pointerenter", () => clearTimeout(closing));
      card.addEventListener("pointerleave", closeSoon);
      shadow.append(card);
      place(card, button);
    };
    function closeSoon() {
      clearTimeout(closing);
      closing = setTimeout(close, CLOSE_AFTER_MS);
    }
    const trusted = (name, act) =>
      button.addEventListener(name, (event) => {
        if (event.isTrusted) act(event);
      });
    trusted("pointerenter", open);
    trusted("pointerleave", closeSoon);
    trusted("click", open);
    shadow.addEventListener("focusout", ({ relatedTarget }) => {
      if (!relatedTarget || !shadow.contains(relatedTarget)) closeSoon();
    });
    shadow.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !card) return;
      close();
      button.focus();
    });
    // What is pressed here is not meant for the page: a row of mail would open.
    for (const name of ["click", "pointerdown", "pointerup", "mousedown", "mouseup", "keydown", "keyup"]) {
      host.addEventListener(name, (event) => event.stopPropagation());
    }
    marks.set(link, host);
    Element.prototype.after.call(link, host);
  }

  function drawn(address, says, seen) {
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
      "z-index": "2147483647",
      font: "15px/1.4 system-ui, sans-serif",
      color: INK,
      background: "light-dark(#fff, #1d2025)",
      "overflow-wrap": "anywhere",
    });
    card.setAttribute("role", "dialog");
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
  function place(card, button) {
    const at = button.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
    const below = at.bottom + 6;
    const top = below + height <= innerHeight - 8 ? below : Math.max(8, at.top - height - 6);
    style(card, { left: `${left}px`, top: `${top}px` });
  }

  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") {
        if (target instanceof HTMLAnchorElement) pieces.push(target);
        continue;
      }
      for (const node of addedNodes) {
        if (node instanceof Element) pieces.push(node);
      }
    }
    if (pieces.length > MOST_PIECES) {
      pieces = [];
      wholeDue ||= setTimeout(whole, WHOLE_AGAIN_MS);
    }
    if (pieces.length) wake();
  });

  function whole() {
    wholeDue = 0;
    pieces = [root()];
    wake();
  }

  // Baton was updated or is gone: the page is left as it was.
  function stop() {
    observer.disconnect();
    clearTimeout(wholeDue);
    pieces = [];
    asked = [];
    walker = null;
  }

  async function start() {
    const begun = await ask("begin");
    if (!begun?.done) return;
    endings = new Set(begun.done.endings);
    whole();
    observer.observe(root(), {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["href"],
    });
  }

  start();
})();
