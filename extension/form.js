// Baton's eyes in a form for events, where a person allowed it: says what the form shows, as the plan
// before it says where. It looks and never touches; the judging is the engine's. The build joins the
// plan, this and content.js to forms.js.
"use strict";

(() => {
  // Run twice when a site is allowed while its page is open. The page's elements can take names of
  // the window and of `document`, but not the prototypes'.
  if (Object.hasOwn(globalThis, "batonForm")) return;

  const { forms, max_guests: MOST_GUESTS, max_chars: MOST_CHARS } = globalThis.batonFormPlan;
  // What changes in between is looked at once.
  const PAUSE_MS = 200;
  // A busy page is looked at by then.
  const PATIENCE_MS = 1000;
  // A text is read to so many pieces.
  const MOST_PIECES = 100;

  const isHere = (host) =>
    host.startsWith("*.") ? location.hostname.endsWith(host.slice(1)) : location.hostname === host;
  const form = forms.find(({ hosts }) => hosts.some(isHere));
  if (!form) return;

  const valueOf = (type) => Object.getOwnPropertyDescriptor(type.prototype, "value").get;
  const inputValue = valueOf(HTMLInputElement);
  const areaValue = valueOf(HTMLTextAreaElement);
  const find = (selector) => Document.prototype.querySelector.call(document, selector);

  // Without the page's having to lay anything out.
  function textIn(node) {
    const walker = Document.prototype.createTreeWalker.call(document, node, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let left = MOST_PIECES; left > 0 && text.length < MOST_CHARS && walker.nextNode(); left -= 1) {
      text += walker.currentNode.data.slice(0, MOST_CHARS);
    }
    return text;
  }

  function said(node, attribute) {
    let text;
    if (attribute) text = Element.prototype.getAttribute.call(node, attribute) ?? "";
    else if (node instanceof HTMLInputElement) text = inputValue.call(node);
    else if (node instanceof HTMLTextAreaElement) text = areaValue.call(node);
    else text = textIn(node);
    return text.slice(0, MOST_CHARS).toWellFormed();
  }

  function guests({ elements, attribute }) {
    const all = Document.prototype.querySelectorAll.call(document, elements.join(","));
    const found = new Set();
    for (let place = 0; place < all.length && found.size < MOST_GUESTS; place += 1) {
      const guest = said(all[place], attribute);
      if (guest) found.add(guest);
    }
    return [...found];
  }

  // What the form shows, as JSON; null where none is open.
  function look() {
    if (!form.marks.some(find)) return null;
    const shown = {};
    for (const places of form.facts) {
      if (places.fact === "guests") {
        shown.guests = guests(places);
        continue;
      }
      const selector = places.elements.find(find);
      if (selector) shown[places.fact] = said(find(selector), places.attribute);
    }
    return JSON.stringify(shown);
  }

  let told = null;
  let isWatching = false;
  let isWaiting = false;

  function changed() {
    isWaiting = false;
    if (isWatching && look() !== told) report();
  }

  // By what looks at booking pages, once it has begun.
  function report() {
    if (Object.hasOwn(globalThis, "batonHands")) globalThis.batonHands.report?.();
  }

  // The page's own work comes first.
  function waitForPause() {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => requestIdleCallback(changed, { timeout: PATIENCE_MS }), PAUSE_MS);
  }

  const observer = new MutationObserver(waitForPause);
  const attributes = form.facts.map(({ attribute }) => attribute).filter(Boolean);

  globalThis.batonForm = {
    look() {
      told = look();
      return told;
    },
    // Goes on looking, or stops.
    watch(wanted) {
      if (wanted === isWatching) return;
      isWatching = wanted;
      if (!wanted) return observer.disconnect();
      observer.observe(document, {
        childList: true,
        subtree: true,
        characterData: true,
        attributeFilter: attributes,
      });
      // It may have changed while the answer was under way.
      waitForPause();
    },
  };

  // It may have begun already when a site is allowed while its page is open.
  report();
})();
