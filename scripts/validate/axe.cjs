// Runs axe-core on pages in a headless browser. In: one JSON argument {browser, address, pages, now}. Out: {runs, faults}.
const puppeteer = require("puppeteer-core");
const axe = require("axe-core");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(page, url, width, scheme, faults) {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(axe.source);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), rules);
  for (const { id, nodes } of found.violations)
    faults.push(`${new URL(url).pathname} ${width} ${scheme}: ${id}: ${nodes[0].html.slice(0, 160)}`);
}

(async () => {
  const { browser: executablePath, address, pages, now } = JSON.parse(process.argv[2]);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const browser = await puppeteer.launch({ executablePath, args, headless: true }).catch((error) => {
    console.error(error.message);
    process.exit(3); // no browser to drive: not a fault of the pages
  });
  const page = await browser.newPage();
  // As of the export, so that labels are there to be looked at.
  await page.evaluateOnNewDocument((moment) => { Date.now = () => moment; }, now);
  const faults = [];
  let runs = 0;
  page.on("console", (line) => { if (line.type() === "error" && !line.text().includes("404")) faults.push(`${page.url()}: ${line.text()}`); });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  await page.setBypassCSP(true); // axe itself is a script that the pages' own policy keeps out
  for (const name of pages) {
    const url = `${address}/${name}`;
    for (const width of [390, 1280])
      for (const scheme of ["light", "dark"]) { await look(page, url, width, scheme, faults); runs += 1; }
    await page.setViewport({ width: 320, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 320) faults.push(`/${name}: ${wide} px wide at 320 px`);
  }
  await browser.close();
  console.log(JSON.stringify({ runs, faults }));
})().catch((error) => { console.error(error); process.exit(1); });
