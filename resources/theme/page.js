// Takes breaking labels down at their end and offers the page's address. The page is whole without it.
for (const label of document.querySelectorAll("[data-breaking-until]")) {
  const left = Date.parse(label.dataset.breakingUntil) - Date.now();
  if (left <= 0) label.remove();
  else if (left < 2147483647) setTimeout(() => label.remove(), left);
}
for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.querySelector("[role=status]");
  const url = button.dataset.copy;
  if (!navigator.clipboard && !navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) await navigator.share({ url, title: document.title });
      else { await navigator.clipboard.writeText(url); words.textContent = button.dataset.copied; }
    } catch { /* the person closed the sheet */ }
  });
}
