// Baton's hands in a scheduling page: reports the address, mounts and removes the prompt's frame.
// It decides nothing and holds no text a person typed.
"use strict";

(() => {
  // Run twice when a site is allowed while its page is open.
  // The page's elements can take names of the window.
  if (Object.hasOwn(globalThis, "batonHands")) return;
  const hands = (globalThis.batonHands = {});

  const { runtime } = globalThis.browser ?? globalThis.chrome;
  // { key, host, sized, deadline, covered }
  let mounted;
  // The page's body while the prompt stands in front of it.
  let held;
  // A CSP sandbox stops scripts in our frame too.
  let canPrompt = globalThis.origin !== "null";
  let reported;
  let reports = 0;

  // The page's forms and images can take the names of `document`'s members, but not the prototype's.
  const read = (name) =>
    Object.getOwnPropertyDescriptor(Document.prototype, name)?.get.call(document);
  const create = (name) => Document.prototype.createElement.call(document, name);

  // Some systems have a path behind the #. Anything else there can be secret, and stays here.
  const address = () =>
    location.href.replace(/(?:(#(?:[\w-]{0,24}\/){0,19}[\w-]{0,24})(?:\?|$)|#).*/, "$1");

  // Takes what is behind the prompt out of the keyboard's reach; without a body, gives it back. What
  // the page made inert itself is the page's.
  function hold(body) {
    held?.removeAttribute("inert");
    held = body?.inert ? null : body;
    held?.setAttribute("inert", "baton");
  }

  function unmount() {
    clearTimeout(mounted?.deadline);
    mounted?.host.remove();
    mounted = null;
    hold();
  }

  function style(element, rules) {
    for (const [name, value] of Object.entries(rules)) {
      element.style.setProperty(name, value, "important");
    }
  }

  // The prompt did not start, or failed.
  function giveUp() {
    canPrompt = false;
    unmount();
    report();
  }

  // The prompt's first wish for a size says that it stands.
  function resize({ width, height }) {
    if (!mounted) return;
    const { host, sized, deadline } = mounted;
    clearTimeout(deadline);
    if (sized !== host) {
      // The pill is lower than any card, and covers nothing.
      mounted.covered = height < 100 ? null : read("body");
      style(host, mounted.covered ? FRONT : ASIDE);
      hold(mounted.covered);
    }
    style(sized, {
      width: `${width}px`,
      height: `${height}px`,
      "box-shadow": "0 8px 28px #00000038",
    });
  }

  // In a corner; or in front of the page, which is dimmed until the prompt leaves.
  const CORNER = { "inset-block-end": "8px", "inset-inline-end": "8px" };
  const FRONT = {
    display: "grid",
    "place-items": "center",
    inset: "0",
    background: "#0000008c",
    "pointer-events": "auto",
  };
  // Folded, it gives the page free.
  const ASIDE = { "place-items": "end", background: "none", "pointer-events": "none" };
  const CARD = {
    width: "420px",
    height: "600px",
    // vw and vh would count the scroll bars.
    "max-width": "calc(100% - 16px)",
    "max-height": "calc(100% - 16px)",
    "border-radius": "16px",
  };

  function mount({ key, ticket, manner }) {
    unmount();
    const host = create("div");
    const isInFront = ["pause", "strict"].includes(manner);
    style(host, {
      all: "initial",
      position: "fixed",
      "z-index": "2147483647",
      ...(isInFront ? FRONT : { ...CORNER, ...CARD }),
    });
    const frame = create("iframe");
    style(frame, {
      all: "initial",
      display: "block",
      ...(isInFront ? CARD : { width: "100%", height: "100%" }),
      // Of another scheme than its content, a frame is given an opaque ground.
      "color-scheme": "light dark",
    });
    frame.title = "Baton";
    frame.allow = "clipboard-write";
    // Without it, Chromium shows no frame of ours in a page under a Cross-Origin-Embedder-Policy.
    frame.credentialless = true;
    frame.src = runtime.getURL("prompt.html");
    host.dataset.baton = "";
    // By message: an address would show in the page's performance entries. Through the port a
    // failed prompt says its size and, by nothing, that it was closed.
    const hand = () => {
      const { port1, port2 } = new MessageChannel();
      let missed = 0;
      let isHeard = true;
      port1.onmessage = ({ data }) => {
        if (data === 0) listen((missed = 0));
        else data ? resize(data) : giveUp();
      };
      // A prompt whose process ended answers no more, and the page is free. One that is held up, as while it
      // prints, comes back with all that was typed.
      const listen = () => {
        if (mounted?.host !== host || isHeard === missed < 4) return;
        isHeard = !isHeard;
        style(host, { visibility: isHeard ? "visible" : "hidden" });
        hold(isHeard ? mounted.covered : null);
      };
      const pulse = setInterval(() => {
        if (mounted?.host !== host) clearInterval(pulse);
        port1.postMessage(0);
        ++missed;
        listen();
      }, 4000);
      frame.contentWindow?.postMessage({ baton_ticket: ticket }, runtime.getURL(""), [port2]);
      // An embedded page has no say in where the keyboard is.
      if (isInFront && window === top) frame.focus();
    };
    frame.addEventListener("load", hand, { once: true });
    host.attachShadow({ mode: "closed" }).append(frame);
    // A prompt that has not drawn itself by then does not start; the toolbar badge stands in.
    mounted = { key, host, sized: isInFront ? frame : host, deadline: setTimeout(giveUp, 15000) };
    const root = read("documentElement");
    root.append(host);
    // A page can take the prompt out, and is free then.
    new MutationObserver(() => mounted?.host.parentNode === root || hold()).observe(root, {
      childList: true,
    });
  }

  // A worker stopped between question and answer is asked once more.
  async function ask(question) {
    const once = async () => runtime.sendMessage(question);
    return (await once().catch(() => null)) ?? once().catch(() => null);
  }

  // What looks at a form for events, where that is allowed.
  const form = () => (Object.hasOwn(globalThis, "batonForm") ? globalThis.batonForm : null);

  async function report() {
    const url = (reported = address());
    const turn = ++reports;
    const seen = {
      url,
      title: read("title").slice(0, 300).toWellFormed(),
      mounted: mounted?.key ?? null,
      can_prompt: canPrompt,
      form: form()?.look() ?? null,
    };
    const reply = await ask({ page: { seen } });
    // Baton was updated or is gone: nothing more is put into the page. A prompt that still stands can be copied
    // from, and closed.
    if (!runtime.id) return form()?.watch(false);
    // The page may have moved on while the answer was under way, or asked again.
    if (!reply?.done || url !== address() || turn !== reports) return;
    const { prompt, watch } = reply.done;
    form()?.watch(watch === true);
    if (!prompt) unmount();
    else if (prompt.ticket) mount(prompt);
  }

  function moved() {
    if (address() !== reported) report();
  }

  function watchMoves() {
    if (globalThis.navigation) {
      navigation.addEventListener("currententrychange", moved);
    } else {
      addEventListener("popstate", moved);
      addEventListener("click", () => setTimeout(moved), true);
      // Pages also move on once an answer has come.
      setInterval(() => read("hidden") || moved(), 1000);
    }
  }

  runtime.onMessage.addListener((command, sender, sendResponse) => {
    if (sender.id !== runtime.id) return;
    // A page that stands already has nowhere to go on to.
    if (command === "dismiss" || command === "go_on") unmount();
    if (command === "look") report();
    if (command.resize) resize(command.resize);
    if (command.navigate && new URL(command.navigate.url).origin === location.origin) {
      unmount();
      location.assign(command.navigate.url);
    }
    sendResponse(true);
  });

  // An embedded page asks once it is seen: widgets are loaded ahead and hidden.
  function whenSeen(then) {
    if (window === top) return then();
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.at(-1);
      if (!seen.isIntersecting) return;
      observer.disconnect();
      // A frame without extent only touches what is in sight: it is not seen yet.
      seen.intersectionRect.width ? then() : setTimeout(whenSeen, 500, then);
    });
    observer.observe(read("documentElement"));
  }

  const start = () =>
    whenSeen(() => {
      hands.report = report;
      report();
      watchMoves();
    });

  // Pages dispatch events too.
  const onTrusted = (target, name, act) =>
    EventTarget.prototype.addEventListener.call(target, name, (event) => {
      if (event.isTrusted) act(event);
    });
  // A frame of ours would keep the page out of the back/forward cache.
  onTrusted(window, "pagehide", unmount);
  // What was never seen is still waited for.
  onTrusted(window, "pageshow", ({ persisted }) => persisted && hands.report?.());

  // Firefox ends the scripts of a Baton that is updated, and leaves what they put into the page.
  read("documentElement")
    .querySelectorAll(":scope > [data-baton]")
    .forEach((left) => Element.prototype.remove.call(left));
  const body = read("body");
  if (body?.getAttribute("inert") === "baton") body.removeAttribute("inert");

  if (read("prerendering")) onTrusted(document, "prerenderingchange", start);
  else start();
})();
