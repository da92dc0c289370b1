// Takes labels down at their end time; offers the page's address by "Copy link" and by the device's own share sheet.
// The page is whole without it.
let clock;
function takeDown() {
  // At most a minute: a device that slept has missed its moment.
  let next = 60000;
  for (const label of document.querySelectorAll("[data-breaking-until]")) {
    const left = Date.parse(label.dataset.breakingUntil) - Date.now();
    if (left > 0) next = Math.min(next, left + 50);
    else label.remove();
  }
  clearTimeout(clock);
  if (document.querySelector("[data-breaking-until]")) clock = setTimeout(takeDown, next);
}
takeDown();
addEventListener("pageshow", takeDown);
document.addEventListener("visibilitychange", takeDown);
for (const button of document.querySelectorAll("[data-copy], [data-share]")) {
  const url = button.dataset.copy ?? button.dataset.share;
  const sheet = "share" in button.dataset;
  const said = document.getElementById("said");
  if (!(sheet ? navigator.share : navigator.clipboard)) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (sheet) await navigator.share({ url, title: button.dataset.title });
      else {
        await navigator.clipboard.writeText(url);
        said.textContent = button.dataset.copied;
      }
    } catch {
      // To be copied by hand. A sheet that was closed needs no word.
      if (!sheet) said.textContent = url;
    }
  });
}
