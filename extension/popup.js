// What the popup and the notes page do beside their engine.

// The toolbar's window is as wide as we say. A tab is as wide as it is, and so is whatever shows the
// notes page: a side panel is no tab.
browser.tabs.getCurrent().then((tab) => {
  if (tab) document.body.classList.add("tab");
});
