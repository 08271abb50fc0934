// Does nothing, before the page has elements. Chromium puts the extension API on what `window.browser` is when the
// first of our scripts runs there, and a page can call a form or a frame so.
"use strict";
