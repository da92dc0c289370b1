// Tries the pages' own script in a headless browser, under their own policy.
// In: one JSON argument {browser, address, page, offers, now, until}, moments in milliseconds. Out: {checks, faults}.
const puppeteer = require("puppeteer-core");

(async () => {
  const { browser: executablePath, address, page: name, offers, now, until } = JSON.parse(process.argv[2]);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const browser = await puppeteer.launch({ executablePath, args, headless: true }).catch((error) => {
    console.error(error.message);
    process.exit(3); // no browser to drive: not a fault of the pages
  });
  const faults = [];
  let checks = 0;
  const holds = (what, is) => { checks += 1; if (!is) faults.push(what); };
  await browser.defaultBrowserContext().overridePermissions(address, ["clipboard-read", "clipboard-sanitized-write"]);

  async function opened(path, moment) {
    const page = await browser.newPage();
    page.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
    await page.evaluateOnNewDocument((moment) => {
      globalThis.moment = moment;
      Date.now = () => globalThis.moment;
      navigator.share = async (data) => { globalThis.shared = data; };
    }, moment);
    await page.goto(`${address}/${path}`, { waitUntil: "load" });
    return page;
  }
  const labels = (page) => page.$$eval("[data-breaking-until]", (found) => found.length);

  for (const path of [name, "index.html"]) {
    const page = await opened(path, now);
    holds(`${path}: its labels are there before their end`, await labels(page) > 0);
    await page.evaluate((moment) => { globalThis.moment = moment; dispatchEvent(new Event("pageshow")); }, until + 8.64e7);
    holds(`${path}: its labels go at their end`, await labels(page) === 0);
    const late = await opened(path, until + 8.64e7);
    holds(`${path}: a page read late has no labels`, await labels(late) === 0);
    await page.close();
    await late.close();
  }
  const soon = await opened(name, until - 300);
  const before = await labels(soon);
  await soon.evaluate((moment) => { globalThis.moment = moment; }, until);
  await new Promise((done) => setTimeout(done, 900));
  holds("a label goes while the page is open", await labels(soon) < before);
  await soon.close();

  const page = await opened(offers, now);
  await page.bringToFront();
  holds("Copy link is offered", await page.$eval("[data-copy]", (button) => button.checkVisibility()));
  await page.click("[data-copy]");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent, { timeout: 3000 }).catch(() => {});
  const wanted = await page.$eval("[data-copy]", (button) => [button.dataset.copied, button.dataset.copy]);
  holds("what was copied is said", await page.$eval("[role=status]", (said) => said.textContent) === wanted[0]);
  holds("the address is copied", await page.evaluate(() => navigator.clipboard.readText()).catch(() => "") === wanted[1]);
  await page.click("[data-share]");
  holds("the share sheet gets the address", await page.evaluate(() => globalThis.shared?.url) === wanted[1]);
  await page.close();

  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(`${address}/${offers}`, { waitUntil: "load" });
  holds("without script no dead button shows", await plain.$$eval("button", (all) => all.every((b) => b.parentElement.hidden)));
  await browser.close();
  console.log(JSON.stringify({ checks, faults }));
})().catch((error) => { console.error(error); process.exit(1); });
