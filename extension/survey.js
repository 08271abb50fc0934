// Baton's eyes in a page: copies what may be a sign of a scheduling system, as the plan beside this
// script says, and leaves the judging to the engine. Its result is the snapshot, as JSON text.
//
// It runs when it is asked to. Every name of the page's own document can be taken by its forms and
// images, nodes come and go while it waits, and there may be no end of them: so members are read
// from the prototypes, and there is a bound to everything.
"use strict";

(() => {
  const plan = globalThis.batonPlan;
  // The page's own work goes on between slices.
  const SLICE_MS = 5;
  // A page is still being built while it changes, up to a point.
  const QUIET_MS = 150;
  const PATIENCE_MS = 1000;
  // What was not reached by then is left out.
  const MOST_MS = 3000;
  const MOST_NODES = 200_000;

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
  const isConnected = getter(Node, "isConnected");
  const baseURI = getter(Node, "baseURI");
  const textContent = getter(Node, "textContent");
  const data = getter(CharacterData, "data");
  const localName = getter(Element, "localName");
  const shadowRoot = getter(Element, "shadowRoot");
  const shadowHost = getter(ShadowRoot, "host");
  const contentDocument = getter(HTMLIFrameElement, "contentDocument");
  const documentURL = getter(Document, "URL");
  const attribute = method(Element, "getAttribute");
  const matches = method(Element, "matches");
  const closest = method(Element, "closest");

  const outside = (node) => parentNode(node) ?? (nodeType(node) === 11 ? shadowHost(node) : null);

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
  let cut = false;
  let parts = 0;
  let letters = 0;
  let nodes = 0;
  let sliceBegan = 0;
  let began = 0;

  const known = (host) => {
    let name = host.endsWith(".") ? host.slice(0, -1) : host;
    for (;;) {
      if (hosts.has(name)) return true;
      const dot = name.indexOf(".");
      if (dot < 0) return false;
      name = name.slice(dot + 1);
    }
  };
  const calls = (text) => plan.calls.some((call) => text.includes(call));
  const names = (text) => plan.hosts.some((host) => text.includes(host));

  // The absolute address, if it is one that may matter.
  function address(written, base, matters = (url) => known(url.hostname)) {
    if (!written || written.length > plan.max_url_bytes) return null;
    const url = URL.parse(written, base);
    return url && /^https?:$/.test(url.protocol) && matters(url) ? url.href : null;
  }

  // One document: its parts, and where on its nodes they are.
  class Page {
    parts = [];
    #places = new Map();

    constructor(root, base, depth) {
      Object.assign(this, { root, base, depth });
    }

    // Copies a part. `node` is given for parts that others can stand in.
    add(kind, part, node) {
      const size = JSON.stringify(part).length;
      if (parts >= plan.max_parts || letters + size > plan.max_snapshot_bytes) {
        cut = true;
        return;
      }
      parts += 1;
      letters += size;
      if (node) this.#places.set(node, this.parts.length);
      this.parts.push({ [kind]: part });
    }

    // The nearest part around a node, or on it.
    around(node) {
      if (this.#places.size === 0) return null;
      for (let at = node; at; at = outside(at)) {
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

  function element(page, node) {
    const name = localName(node);
    if (anyWanted && matches(node, anyWanted)) {
      const found = marks(node);
      if (found.length > 0) page.add("element", { marks: found, within: page.around(node) }, node);
    }
    const href = name === "a" || name === "area" ? attribute(node, "href") : null;
    const script = /^\s*javascript:/i.test(href ?? "") ? href : null;
    for (const text of [attribute(node, "onclick"), script]) {
      if (!text || text.length > plan.max_part_bytes) continue;
      // A link that is a script leads nowhere unless it calls a system.
      if (calls(text) || (text !== script && names(text))) {
        page.add("click", { text: text.toWellFormed(), within: page.around(node) }, node);
      }
    }
    if (href) link(page, node, href);
    else if (name === "iframe") frame(page, node);
    else if (name === "script") code(page, node);
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
    if (source.length > plan.max_snapshot_bytes) {
      cut = true;
      return null;
    }
    return new DOMParser().parseFromString(source, "text/html");
  }

  function code(page, node) {
    const src = attribute(node, "src");
    if (src !== null) {
      const ours = ({ href }) => plan.scripts.some((start) => href.toLowerCase().includes(start));
      const url = address(src, page.base, ours);
      if (url) page.add("script", { text: url });
      return;
    }
    const type = (attribute(node, "type") ?? "").trim();
    if (!/^(|module|(text|application)\/(x-)?(java|ecma)script)$/i.test(type)) return;
    const text = textContent(node);
    if (text.length > plan.max_part_bytes) cut ||= calls(text.slice(0, plan.max_snapshot_bytes));
    else if (calls(text)) page.add("code", { text: text.toWellFormed() });
  }

  function words(page, node) {
    const text = data(node);
    if (text.length < 4 || !text.includes(".") || !text.includes("/")) return;
    if (text.length > plan.max_snapshot_bytes) {
      cut = true;
      return;
    }
    const parent = parentNode(node);
    const name = parent && nodeType(parent) === 1 ? localName(parent) : "";
    if (name === "script" || name === "style") return;
    let mayBeText = null;
    for (const word of text.split(/\s+/)) {
      if (word.length > plan.max_url_bytes || !word.includes("/") || !names(word.toLowerCase())) continue;
      mayBeText ??= !(name && closest(parent, NOT_TEXT));
      if (!mayBeText) return;
      page.add("word", { text: word.toWellFormed() });
    }
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

  // Lets the page go on when the slice is over. Whether there is time left.
  async function breathe() {
    const now = performance.now();
    if (now - began > MOST_MS || nodes > MOST_NODES) {
      cut = true;
      return false;
    }
    if (now - sliceBegan > SLICE_MS) {
      await turn();
      sliceBegan = performance.now();
    }
    return true;
  }

  const around = (node) => {
    const all = [];
    for (let at = node; at; at = parentNode(at)) all.push(at);
    return all;
  };

  async function walk(page, root) {
    const owner = nodeType(root) === 9 ? root : document;
    const walker = Document.prototype.createTreeWalker.call(
      owner,
      root,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes += 1;
      const roots = visit(page, walker, node);
      for (const inner of roots) if (!(await walk(page, inner))) return false;
      if (nodes % 16 !== 0) continue;
      const path = performance.now() - sliceBegan > SLICE_MS ? around(node) : null;
      if (!(await breathe())) return false;
      // The page took the place away on which this stood: go on from what is left of it.
      if (path && !isConnected(node)) walker.currentNode = path.find(isConnected) ?? root;
    }
    return true;
  }

  // Looks at one node. The shadow trees to look at next.
  function visit(page, walker, node) {
    try {
      if (nodeType(node) === 3) {
        if (!copied.has(node)) words(page, node);
      } else if (localName(node) === "noscript") {
        // Elements only where scripts do not run, and then never shown to anybody.
        let last = node;
        while (lastChild(last)) last = lastChild(last);
        walker.currentNode = last;
      } else if (!copied.has(node)) {
        const before = parts + documents.length;
        element(page, node);
        const inner = shadowRoot(node);
        if (inner || parts + documents.length > before) copied.add(node);
        if (inner) return [inner];
      }
    } catch {
      // A hostile node is passed over.
      cut = true;
    }
    return [];
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
    began = sliceBegan = performance.now();
    documents.push(new Page(document, baseURI(document), 0));
    // Grows while it is gone through.
    for (const page of documents) if (!(await walk(page, page.root))) break;
    return JSON.stringify({
      url: location.href.split("#", 1)[0].toWellFormed(),
      documents: documents.map((page) => page.parts),
      cut,
    });
  }

  return survey();
})();
