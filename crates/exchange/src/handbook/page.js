// The search of a handbook. Without it everything can be read all the same.
(() => {
  "use strict";
  const box = document.getElementById("search");
  const field = document.getElementById("search-for");
  const told = document.getElementById("found");
  // Accents, capitals and width do not matter.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const articles = new Map();
  for (const article of document.querySelectorAll("main > article")) {
    articles.set("#" + article.id, { article, text: null });
  }
  // A note that came later is named here, where its title is known.
  for (const link of document.querySelectorAll("a.later")) {
    const entry = articles.get(link.getAttribute("href"));
    const title = entry?.article.querySelector("h2 > bdi");
    if (title) link.textContent = title.textContent;
  }

  const groups = [...document.querySelectorAll("nav details")];
  let open = null;

  const search = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const searching = words.length > 0;
    let found = 0;
    for (const entry of articles.values()) {
      if (searching && entry.text === null) entry.text = folded(entry.article.textContent);
      const fits = words.every((word) => entry.text.includes(word));
      entry.article.hidden = !fits;
      if (fits) found += 1;
    }
    for (const item of document.querySelectorAll("nav li")) {
      const entry = articles.get(item.querySelector("a").getAttribute("href"));
      item.hidden = Boolean(entry?.article.hidden);
    }
    if (searching && open === null) open = groups.map((group) => group.open);
    groups.forEach((group, at) => {
      group.hidden = searching && group.querySelector("li:not([hidden])") === null;
      if (searching) group.open = true;
      else if (open !== null) group.open = open[at];
    });
    if (!searching) open = null;
    told.textContent = searching ? told.dataset.words.replace("#", String(found)) : "";
  };

  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  // Whoever follows a link to a note that is hidden wants to see it.
  const arrive = () => {
    const entry = articles.get(decodeURIComponent(location.hash));
    if (!entry?.article.hidden) return;
    field.value = "";
    search();
    entry.article.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  // On paper nothing can be opened.
  let before = [];
  addEventListener("beforeprint", () => {
    before = groups.map((group) => group.open);
    for (const group of groups) group.open = true;
  });
  addEventListener("afterprint", () => {
    groups.forEach((group, at) => (group.open = before[at] ?? group.open));
  });
  box.hidden = false;
})();
