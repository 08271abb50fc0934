// Baton's hands in a scheduling page: reports the address, mounts and removes the prompt's frame.
// It decides nothing and holds no text a person typed.
"use strict";

(() => {
  const { runtime } = globalThis.browser ?? globalThis.chrome;
  const extensionOrigin = new URL(runtime.getURL("")).origin;
  // A frame that has not come alive by then cannot run scripts; the toolbar badge stands in.
  const DEAD_AFTER_MS = 15000;

  let mounted = null; // { key, host, frame, deadline }
  let canPrompt = globalThis.origin !== "null"; // a CSP sandbox stops scripts in our frame too
  let reported = "";

  const address = () => location.href.split("#", 1)[0];

  function unmount() {
    clearTimeout(mounted?.deadline);
    mounted?.host.remove();
    mounted = null;
  }

  function style(element, rules) {
    for (const [name, value] of Object.entries(rules)) {
      element.style.setProperty(name, value, "important");
    }
  }

  function resize({ width, height }) {
    if (mounted) style(mounted.host, { width: `${width}px`, height: `${height}px` });
  }

  function mount({ key, ticket }) {
    unmount();
    const host = document.createElement("div");
    style(host, {
      all: "initial",
      display: "block",
      position: "fixed",
      "inset-block-end": "8px",
      "inset-inline-end": "8px",
      "max-width": "calc(100vw - 16px)",
      "max-height": "calc(100vh - 16px)",
      "z-index": "2147483647",
    });
    const frame = document.createElement("iframe");
    style(frame, { all: "initial", display: "block", width: "100%", height: "100%", border: "0" });
    frame.allow = "clipboard-write";
    frame.src = runtime.getURL("prompt.html");
    // Handed over by message: an address would show in the page's performance entries.
    frame.addEventListener(
      "load",
      () => frame.contentWindow?.postMessage({ baton_ticket: ticket }, extensionOrigin),
      { once: true },
    );
    host.attachShadow({ mode: "closed" }).append(frame);
    const deadline = setTimeout(() => {
      canPrompt = false;
      unmount();
      report();
    }, DEAD_AFTER_MS);
    mounted = { key, host, frame, deadline };
    resize({ width: 420, height: 600 });
    document.documentElement.append(host);
  }

  async function report() {
    const url = address();
    reported = url;
    const seen = {
      url,
      title: document.title.slice(0, 300).toWellFormed(),
      mounted: mounted?.key ?? null,
      can_prompt: canPrompt,
    };
    try {
      const reply = await runtime.sendMessage({ page: { seen } });
      // The page may have moved on while the answer was under way.
      if (!reply?.done || url !== address()) return;
      const { prompt } = reply.done;
      if (!prompt) unmount();
      else if (prompt.ticket) mount(prompt);
    } catch {
      // Baton was updated or is gone: leave the page as it was.
      unmount();
    }
  }

  function moved() {
    if (address() !== reported) report();
  }

  function watchMoves() {
    if (globalThis.navigation) {
      navigation.addEventListener("currententrychange", moved);
    } else {
      addEventListener("popstate", moved);
      addEventListener("click", () => setTimeout(moved), { capture: true, passive: true });
    }
  }

  runtime.onMessage.addListener((command, sender, sendResponse) => {
    if (sender.id !== runtime.id) return;
    if (command === "alive") clearTimeout(mounted?.deadline);
    if (command === "dismiss") unmount();
    if (command.resize) resize(command.resize);
    if (command.navigate && new URL(command.navigate.url).origin === location.origin) {
      unmount();
      location.assign(command.navigate.url);
    }
    sendResponse(true);
  });

  // An embedded page asks only once it is seen: widgets are often loaded ahead and hidden.
  function whenSeen(then) {
    if (window === top) return then();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      then();
    });
    observer.observe(document.documentElement);
  }

  function start() {
    whenSeen(() => {
      report();
      watchMoves();
    });
  }

  // A frame of ours would keep the page out of the back/forward cache.
  addEventListener("pagehide", unmount);
  addEventListener("pageshow", (event) => {
    if (event.persisted) report();
  });
  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
})();
