// "/" puts the cursor into the search box, "?" opens the list of keys. Everything works without this file.
document.addEventListener("keydown", event => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
    return;
  }
  const search = document.querySelector("[aria-keyshortcuts='/']");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "?" && search) {
    location.assign("/phim-tat");
  }
});
