// What the script that looks into a page costs it. The body of an async function; `args` are which page
// to make, the script's plan and the script.
const [kind, plan, survey] = args;
const nested = (levels, every, each) => {
  let at = document.createElement("div");
  // Not drawn: a tree this deep is more than Chromium's own layout bears.
  at.style.display = "none";
  document.body.append(at);
  for (let level = 0; level < levels; level += 1) {
    if (level % every === 0) at.append(each(level));
    const inner = document.createElement("div");
    at.append(inner);
    at = inner;
  }
};
const link = (at) => {
  const made = document.createElement("a");
  made.href = `https://calendly.com/acme-${at}/30min`;
  return made;
};
const many = (count, html) => Array.from({ length: count }, (_, at) => html(at)).join("");
const pages = {
  nodes() {
    document.body.innerHTML = many(100_000, (at) => `<p>word ${at}</p>`);
  },
  links() {
    const pair = (at) =>
      `<p><a href="https://calendly.com/acme-${at}/30min">this</a> <a href="https://site${at}.example/">that</a></p>`;
    document.body.innerHTML = many(5_000, pair);
  },
  deep: () => nested(100_000, 100_000, link),
  "deep-links": () => nested(30_000, 6, link),
  text() {
    document.body.append("https://calendly.com/acme/30min and some words/of text. ".repeat(34_000));
  },
};
document.body.textContent = "";
pages[kind]();
// What the page's making leaves to be done is not the script's.
await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

// The script looks at the clock when a slice begins, and makes a channel when it ends.
const now = performance.now.bind(performance);
const Channel = MessageChannel;
const slices = [];
let began = null;
const end = () => {
  if (began !== null) slices.push(now() - began);
  began = null;
};
performance.now = () => {
  const moment = now();
  began ??= moment;
  return moment;
};
globalThis.MessageChannel = class {
  constructor() {
    end();
    return new Channel();
  }
};
(0, eval)(plan);
await (0, eval)(survey);
end();
slices.sort((one, other) => other - one);
return {
  longest: slices[0],
  median: slices[slices.length >> 1],
  all: slices.reduce((sum, slice) => sum + slice, 0),
};
