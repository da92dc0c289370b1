// Offers the page's address: by the device's own share sheet, else by copying it. The page is whole without it.
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
