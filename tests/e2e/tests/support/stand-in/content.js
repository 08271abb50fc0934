// Mounts the prompt the way Baton does: an extension-origin frame in a closed shadow root.
const host = document.createElement("div");
host.style.cssText = "position:fixed;inset-block-end:16px;inset-inline-end:16px;z-index:2147483647";
const frame = document.createElement("iframe");
frame.src = browser.runtime.getURL("prompt.html");
frame.allow = "clipboard-write";
// Without "initial" the page's colour scheme would reach into the prompt.
frame.style.cssText = "all:initial;inline-size:380px;block-size:260px;border:1px solid #8888;border-radius:12px;background:#fff";
host.attachShadow({ mode: "closed" }).append(frame);
document.documentElement.append(host);
