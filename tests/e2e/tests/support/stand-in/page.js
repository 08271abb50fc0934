const said = document.getElementById("said");

document.addEventListener("copy", (event) => {
  event.clipboardData.setData("text/plain", document.getElementById("purpose").value);
  event.preventDefault();
});

document.getElementById("copy").addEventListener("click", (event) => {
  said.textContent = event.isTrusted && document.execCommand("copy") ? "copied" : "refused";
});

// Asked by the tests: which run of the background answers?
document.addEventListener("ask-background", async () => {
  const answer = await browser.runtime.sendMessage("background");
  document.body.dataset.started = String(answer.started);
});
