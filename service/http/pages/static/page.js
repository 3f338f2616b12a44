"use strict";
// What the page does beyond plain forms. Nothing here is needed: without it every form still works.
(() => {
  const narrow = matchMedia("(max-width: 60rem)");
  const box = () => document.getElementById("q");
  const filters = () => document.getElementById("filters");
  let open = !narrow.matches;
  let turned = false;

  document.documentElement.classList.add("scripted");
  if (filters()) filters().open = open;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box()) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box().focus();
    box().select();
  });

  // Which button sent the search: only who turns a page is taken to its top.
  document.addEventListener("submit", (event) => {
    turned = Boolean(event.submitter && event.submitter.name === "offset");
  });

  document.addEventListener("htmx:beforeSwap", () => {
    if (filters()) open = filters().open;
  });

  document.addEventListener("htmx:afterSwap", () => {
    if (filters()) filters().open = open;
    const found = document.getElementById("found");
    const heard = document.getElementById("heard");
    if (found && heard) heard.textContent = found.textContent;
    if (found && turned) {
      scrollTo(0, 0);
      found.focus({ preventScroll: true });
    }
    turned = false;
  });
})();
