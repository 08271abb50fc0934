// Baton's eyes in a page: copies what may be a sign of a scheduling system, as the plan beside this
// script says, and leaves the judging to the engine. Its result is the snapshot, as JSON text.
//
// It runs when it is asked to. Every name of the page's own document can be taken by its forms and
// images, nodes come and go while it waits, and there may be no end of them: so members are read
// from the prototypes, and there is a bound to everything.
"use strict";

(() => {
  const plan = globalThis.batonPlan;
  // The page's own work goes on between slices. One step more, and the collector, come on top.
  const SLICE_MS = 4;
  // A page is still being built while it changes, up to a point.
  const QUIET_MS = 150;
  const PATIENCE_MS = 1000;
  // What was not reached by then is left out.
  const MOST_MS = 3000;
  const MOST_NODES = 200_000;
  // As deep as browsers nest what they read: only a script makes deeper trees.
  const MOST_CLIMB = 512;
  // So much text is looked through between two looks at the clock, in characters.
  const PIECE = 16_384;

  const getter = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (node) => get.call(node);
  };
  const method = (type, name) => {
    const run = type.prototype[name];
    return (node, argument) => run.call(node, argument);
  };
  const nodeType = getter(Node, "nodeType");
  const parentNode = getter(Node, "parentNode");
  const lastChild = getter(Node, "lastChild");
  const firstChild = getter(Node, "firstChild");
  const nextSibling = getter(Node, "nextSibling");
  const isConnected = getter(Node, "isConnected");
  const baseURI = getter(Node, "baseURI");
  const textContent = getter(Node, "textContent");
  const data = getter(CharacterData, "data");
  const dataLength = getter(CharacterData, "length");
  const localName = getter(Element, "localName");
  const shadowRoot = getter(Element, "shadowRoot");
  const shadowHost = getter(ShadowRoot, "host");
  const contentDocument = getter(HTMLIFrameElement, "contentDocument");
  const documentURL = getter(Document, "URL");
  const attribute = method(Element, "getAttribute");
  const matches = method(Element, "matches");

  const outside = (node) => parentNode(node) ?? (nodeType(node) === 11 ? shadowHost(node) : null);
  // A node and what is around it, from the inside out.
  function* upward(node, next) {
    for (let at = node, left = MOST_CLIMB; at && left > 0; at = next(at), left -= 1) yield at;
  }

  const hosts = new Set(plan.hosts);
  const valid = ({ selector }) => {
    try {
      DocumentFragment.prototype.querySelector.call(new DocumentFragment(), selector);
      return true;
    } catch {
      return false;
    }
  };
  const wanted = plan.elements.map((it) => ({ ...it, left: valid(it) ? it.most : 0 }));
  const anyWanted = wanted.filter(({ left }) => left).map(({ selector }) => selector).join(",");
  // Text in these is not what the page says, or is a person's own.
  const NOT_TEXT =
    "a[href],code,kbd,samp,script,style,noscript,textarea,[contenteditable]:not([contenteditable=false])";

  const documents = [];
  const copied = new WeakSet();
  // Where the walk is: a walker, and the node it looks at.
  let here = null;
  let cut = false;
  let parts = 0;
  let letters = 0;
  let nodes = 0;
  let sliceBegan = 0;

  const known = (host) => {
    let name = host.endsWith(".") ? host.slice(0, -1) : host;
    for (;;) {
      if (hosts.has(name)) return true;
      const dot = name.indexOf(".");
      if (dot < 0) return false;
      name = name.slice(dot + 1);
    }
  };
  // One expression for all: the text is gone through once.
  const anyOf = (words, flags) =>
    new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), flags);
  const anyCall = anyOf(plan.calls, "");
  const anyHost = anyOf(plan.hosts, "i");

  // The absolute address, if it is one that may matter.
  function address(written, base, matters = (url) => known(url.hostname)) {
    if (!written || written.length > plan.max_url_bytes) return null;
    const url = URL.parse(written, base);
    return url && /^https?:$/.test(url.protocol) && matters(url) ? url.href : null;
  }

  // One document: its parts as JSON, and where on its nodes they are.
  class Page {
    parts = [];
    #places = new Map();

    constructor(root, base, depth) {
      // Every address would be joined with it.
      if (base.length > plan.max_url_bytes) base = undefined;
      Object.assign(this, { root, base, depth });
    }

    // Copies a part. `node` is given for parts that others can stand in.
    add(kind, part, node) {
      const json = JSON.stringify({ [kind]: part });
      if (parts >= plan.max_parts || letters + json.length > plan.max_snapshot_bytes) {
        cut = true;
        return;
      }
      parts += 1;
      letters += json.length;
      if (node) this.#places.set(node, this.parts.length);
      this.parts.push(json);
    }

    // The nearest part around a node, or on it.
    around(node) {
      if (this.#places.size === 0) return null;
      for (const at of upward(node, outside)) {
        const place = this.#places.get(at);
        if (place !== undefined) return place;
      }
      return null;
    }
  }

  const clip = (text) => text.slice(0, plan.max_url_bytes).toWellFormed();

  function marks(node) {
    const found = [];
    for (const it of wanted) {
      if (it.left === 0 || !matches(node, it.selector)) continue;
      it.left -= 1;
      const value = it.value ? attribute(node, it.value) : null;
      found.push({ mark: it.selector, value: value === null ? null : clip(value) });
    }
    return found;
  }

  // The walk is made of generators: where one yields, the page may go on.

  function* element(page, node) {
    const name = localName(node);
    if (anyWanted && matches(node, anyWanted)) {
      const found = marks(node);
      if (found.length > 0) page.add("element", { marks: found, within: page.around(node) }, node);
    }
    const href = name === "a" || name === "area" ? attribute(node, "href") : null;
    const texts = [[attribute(node, "onclick"), true], [href, false]];
    for (const [text, isScript] of texts) {
      if (!text || text.length > plan.max_part_bytes) continue;
      // A link that is a script leads nowhere unless it calls a system.
      if (!isScript && !/^\s*javascript:/i.test(text)) continue;
      if (anyCall.test(text) || (isScript && anyHost.test(text))) {
        page.add("click", { text: text.toWellFormed(), within: page.around(node) }, node);
      }
    }
    if (href) link(page, node, href);
    else if (name === "iframe") frame(page, node);
    else if (name === "script") yield* code(page, node);
  }

  function link(page, node, href) {
    const url = address(href, page.base);
    if (!url) return;
    const stated = attribute(node, "originalsrc") ?? attribute(node, "data-stringify-link");
    page.add("link", { text: url, stated: stated && clip(stated), within: page.around(node) });
  }

  function frame(page, node) {
    const src = attribute(node, "src") ?? attribute(node, "data-src") ?? attribute(node, "data-lazy-src");
    const url = address(src, page.base);
    if (url) page.add("frame", { text: url, within: page.around(node) });
    const inner = documentIn(node);
    if (!inner) return;
    if (page.depth >= plan.max_depth || documents.length >= plan.max_documents) cut = true;
    else documents.push(new Page(inner, baseURI(inner), page.depth + 1));
  }

  // What a frame without an address of another's shows. A sandboxed one is not opened to us, and one
  // that has not loaded shows nothing yet: then its text is parsed, and nothing in it runs.
  function documentIn(node) {
    const source = attribute(node, "srcdoc");
    let inner = null;
    try {
      inner = contentDocument(node);
    } catch {
      // Another origin.
    }
    if (inner && (source === null || documentURL(inner) === "about:srcdoc")) return inner;
    if (source === null) return null;
    // Nobody can stop while it is parsed.
    if (source.length > PIECE) {
      cut = true;
      return null;
    }
    return new DOMParser().parseFromString(source, "text/html");
  }

  function* code(page, node) {
    const src = attribute(node, "src");
    if (src !== null) {
      const ours = ({ href }) => plan.scripts.some((start) => href.toLowerCase().includes(start));
      const url = address(src, page.base, ours);
      if (url) page.add("script", { text: url });
      return;
    }
    const type = (attribute(node, "type") ?? "").trim();
    if (!/^(|module|(text|application)\/(x-)?(java|ecma)script)$/i.test(type)) return;
    let size = 0;
    for (let child = firstChild(node); child && size <= plan.max_snapshot_bytes; child = nextSibling(child)) {
      size += nodeType(child) === 3 ? dataLength(child) : 1;
    }
    if (size > plan.max_snapshot_bytes) {
      cut = true;
      return;
    }
    const text = textContent(node);
    for (const piece of pieces(text)) {
      if (anyCall.test(piece)) {
        if (text.length > plan.max_part_bytes) cut = true;
        else page.add("code", { text: text.toWellFormed() });
        return;
      }
      yield;
    }
  }

  // Text in pieces that end where a word ends, unless that is longer than any address.
  function* pieces(text) {
    for (let from = 0; from < text.length; ) {
      let end = from + PIECE;
      const rest = text.slice(end, end + plan.max_url_bytes);
      const blank = rest.search(/\s/);
      end += blank < 0 ? rest.length : blank;
      yield text.slice(from, end);
      from = end;
    }
  }

  function* words(page, node) {
    const length = dataLength(node);
    if (length < 4) return;
    if (length > plan.max_snapshot_bytes) {
      cut = true;
      return;
    }
    const text = data(node);
    if (!text.includes(".") || !text.includes("/")) return;
    const parent = parentNode(node);
    const name = parent && nodeType(parent) === 1 ? localName(parent) : "";
    if (name === "script" || name === "style") return;
    let mayBeText = null;
    for (const piece of pieces(text)) {
      for (const word of anyHost.test(piece) ? piece.split(/\s+/) : []) {
        if (word.length > plan.max_url_bytes || !word.includes("/") || !anyHost.test(word)) continue;
        mayBeText ??= isText(parent);
        if (!mayBeText) return;
        page.add("word", { text: word.toWellFormed() });
      }
      yield;
    }
  }

  function isText(parent) {
    for (const at of upward(parent, parentNode)) {
      if (nodeType(at) === 1 && matches(at, NOT_TEXT)) return false;
    }
    return true;
  }

  // After what the page is waiting to do. A timer would be slow in a tab that is not looked at, and
  // `scheduler.yield` would push to the front.
  function turn() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(port1.close());
      port2.postMessage(null);
    });
  }

  // Lets the page go on.
  async function breathe() {
    const { walker, node } = here;
    const path = Array.from(upward(node, parentNode));
    await turn();
    sliceBegan = performance.now();
    // The page took the place away on which this stood: go on from what is left of it.
    if (!isConnected(node)) walker.currentNode = path.find(isConnected) ?? walker.root;
  }

  function walkerIn(root) {
    const owner = nodeType(root) === 9 ? root : document;
    const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    return Document.prototype.createTreeWalker.call(owner, root, shown);
  }

  // A shadow tree is gone through when its host is reached.
  function* walk(page) {
    const walkers = [walkerIn(page.root)];
    while (walkers.length > 0) {
      const walker = walkers.at(-1);
      const node = walker.nextNode();
      if (!node) {
        walkers.pop();
        const host = walkers.at(-1);
        if (host && !isConnected(host.currentNode)) host.currentNode = host.root;
        continue;
      }
      nodes += 1;
      here = { walker, node };
      const inner = yield* visit(page, walker, node);
      if (inner) walkers.push(walkerIn(inner));
      yield;
    }
  }

  // Looks at one node. The shadow tree to look at next.
  function* visit(page, walker, node) {
    try {
      if (nodeType(node) === 3) {
        if (!copied.has(node)) yield* words(page, node);
      } else if (localName(node) === "noscript") {
        // Elements only where scripts do not run, and then never shown to anybody.
        walker.currentNode = Array.from(upward(node, lastChild)).at(-1);
      } else if (!copied.has(node)) {
        const before = parts + documents.length;
        yield* element(page, node);
        const inner = shadowRoot(node);
        if (inner || parts + documents.length > before) copied.add(node);
        return inner;
      }
    } catch {
      // A hostile node is passed over.
      cut = true;
    }
    return null;
  }

  // Until the page has not changed for a moment.
  function quiet() {
    return new Promise((resolve) => {
      let timer = 0;
      const observer = new MutationObserver(() => wait());
      const done = () => {
        observer.disconnect();
        clearTimeout(timer);
        clearTimeout(patience);
        resolve();
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(done, QUIET_MS);
      };
      const patience = setTimeout(done, PATIENCE_MS);
      observer.observe(document, { childList: true, subtree: true, attributes: true });
      wait();
    });
  }

  async function survey() {
    await quiet();
    documents.push(new Page(document, baseURI(document), 0));
    await look();
    const all = documents.map((page) => `[${page.parts}]`);
    const url = JSON.stringify(location.href.split("#", 1)[0].toWellFormed());
    return `{"url":${url},"documents":[${all}],"cut":${cut}}`;
  }

  // Goes through all documents, as far as there is time.
  async function look() {
    const began = (sliceBegan = performance.now());
    // Grows while it is gone through.
    for (const page of documents) {
      for (const _ of walk(page)) {
        const now = performance.now();
        if (now - began > MOST_MS || nodes > MOST_NODES) {
          cut = true;
          return;
        }
        if (now - sliceBegan > SLICE_MS) await breathe();
      }
    }
  }

  return survey();
})();
