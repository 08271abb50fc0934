// One number for the life of this background: it changes when the background was started anew.
const started = Math.random();

browser.runtime.onMessage.addListener((message, sender, answer) => {
  if (message === "background") {
    answer({ started, origin: sender.origin ?? null });
  }
  return false;
});
