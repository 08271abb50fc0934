// The prompt's first question in plain JavaScript: what a page of equal function costs without an
// engine. It takes the same ticket, asks the same background and draws the same elements.
const { i18n, runtime } = browser;
const say = (key) => i18n.getMessage(key);
const PURPOSES = [
  "decide", "answer", "inform", "review", "solve", "ideas", "acquaint", "sensitive", "incident", "demo",
];

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function draw(view) {
  const chips = PURPOSES.map((purpose) => {
    const chip = make(
      "button",
      { type: "button", class: "chip", role: "radio", id: `purpose-${purpose}`, "aria-checked": "false" },
      say(`gate_purpose_${purpose}`),
    );
    chip.onclick = () => {
      for (const other of chips) other.setAttribute("aria-checked", String(other === chip));
    };
    return chip;
  });
  const { source } = view;
  const button = (id, key) => make("button", { type: "button", class: "button", id }, say(key));
  const card = make(
    "main",
    { class: "card" },
    make(
      "header",
      { class: "card-head", id: "head" },
      make("img", { class: "mark", src: "icons/baton.svg", alt: "" }),
      make(
        "div",
        { class: "who" },
        make("h1", { id: "what" }, `${source.event ?? ""} ${source.person ?? ""}`),
        make("p", { class: "soft" }, `${source.minutes ?? ""} ${view.provider_name}`),
      ),
    ),
    make(
      "div",
      { class: "card-body" },
      make(
        "form",
        { id: "question", class: "asking question", "data-step": "purpose" },
        make("h2", { id: "title", tabindex: "-1" }, say("prompt_question_purpose")),
        make("div", { class: "chips", role: "radiogroup", "aria-labelledby": "title" }, ...chips),
      ),
    ),
    make(
      "footer",
      { class: "card-foot" },
      make(
        "div",
        { class: "choices" },
        button("write-instead", "prompt_write_instead"),
        button("book-with-brief", "prompt_book_with_brief"),
        button("not-now", "prompt_not_now"),
      ),
    ),
  );
  document.getElementById("app").replaceChildren(card);
  runtime.sendMessage({ prompt: { resize: { width: 420, height: 520 } } });
}

addEventListener("message", async function take(event) {
  const ticket = event.data?.baton_ticket;
  if (event.source !== window.parent || typeof ticket !== "string") return;
  removeEventListener("message", take);
  const reply = await runtime.sendMessage({ prompt: { redeem: { ticket } } });
  draw(reply.done.view);
});
