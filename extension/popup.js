// What the popup and the notes page do beside their engine.
import { handOver } from "./hand-over.js";

// The toolbar's window is as wide as we say. A tab is as wide as it is, and so is whatever shows the
// notes page: a side panel is no tab.
browser.tabs.getCurrent().then((tab) => {
  if (tab) document.body.classList.add("tab");
});

// What is pasted beside the fields is an answer to the open note, if that can be answered; then a link
// leads to the page where it is read.
addEventListener("paste", async (event) => {
  const answers = document.getElementById("answer-came");
  if (!answers || event.target.closest?.("input, textarea")) return;
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (!html && !text) return;
  event.preventDefault();
  // Firefox for Android has no windows.
  const here = await browser.windows?.getCurrent();
  handOver(answers.getAttribute("href"), { text, html, isPrivate: here?.incognito });
});
