// Opens a page of Baton with a text that somebody chose or pasted. It is handed over in memory, for once:
// an address would stay in the browser's history. The key says whether it is `text` or `html`.
const api = globalThis.browser ?? globalThis.chrome;

export async function handOver(page, { text, html, isPrivate }) {
  const key = `${html ? "html" : "text"}/${crypto.randomUUID()}`;
  try {
    await api.storage.session.set({ [key]: (html || text).toWellFormed() });
  } catch (error) {
    // The page says that the text is not there, and what to do.
    console.error(error);
  }
  const from = isPrivate ? "private" : "chosen";
  const separator = page.includes("#") ? "&" : "#";
  await api.tabs.create({ url: api.runtime.getURL(`${page}${separator}${from}=${key}`) });
}
