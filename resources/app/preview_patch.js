// Runs in an isolated world of the preview: it sees the page, the page cannot see it, and it works with the page's own
// scripts switched off. It replaces the nodes of edited blocks, keeps the caret's block in view and reports clicks.
// It must never run or evaluate anything that came with the content.
(() => {
  "use strict";
  if (globalThis.stetPreview) return;

  let order = [];
  let token = "";
  let scrolledAt = 0;
  let quietUntil = 0;
  // What we scroll, or what a patch makes the page scroll, is no wish of the reader's.
  const keepQuiet = () => {
    quietUntil = performance.now() + 250;
  };

  const body = () => document.querySelector("div.body") || document.querySelector("article, main") || document.body;
  const all = () => {
    const found = new Map();
    for (const node of document.querySelectorAll("[data-block]")) {
      const list = found.get(node.dataset.block);
      if (list) list.push(node);
      else found.set(node.dataset.block, [node]);
    }
    return found;
  };
  const nodesOf = (key) => [...document.querySelectorAll(`[data-block="${CSS.escape(key)}"]`)];

  const report = (kind, detail) => console.info(token + JSON.stringify({ kind, ...detail }));

  const fragmentOf = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  // A picture that is already decoded stays, or it would blink at every key typed in its caption.
  const keepPictures = (fresh, stale) => {
    const known = new Map();
    for (const node of stale)
      for (const image of node.querySelectorAll("img")) known.set(image.getAttribute("src"), image);
    if (!known.size) return;
    for (const image of fresh.querySelectorAll("img")) {
      const old = known.get(image.getAttribute("src"));
      if (!old) continue;
      copyAttributes(old, image);
      image.replaceWith(old);
    }
  };

  const copyAttributes = (to, from) => {
    for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
    for (const { name, value } of [...from.attributes])
      if (to.getAttribute(name) !== value) to.setAttribute(name, value);
  };

  const isSame = (nodes, fragment) =>
    nodes.length === fragment.childElementCount && nodes.every((node, at) => node.isEqualNode(fragment.children[at]));

  // The node after which a block that has no node yet belongs: the last one of the nearest block before it.
  const place = (key, fragment) => {
    const at = order.indexOf(key);
    for (let before = at - 1; before >= 0; before -= 1) {
      const nodes = nodesOf(order[before]);
      if (nodes.length) return nodes[nodes.length - 1].after(fragment);
    }
    for (let after = at + 1; at >= 0 && after < order.length; after += 1) {
      const nodes = nodesOf(order[after]);
      if (nodes.length) return nodes[0].before(fragment);
    }
    body().prepend(fragment);
  };

  const replaceBlock = (key, html) => {
    const fragment = fragmentOf(html);
    const nodes = nodesOf(key);
    if (nodes.length && isSame(nodes, fragment)) return;
    keepPictures(fragment, nodes);
    if (!nodes.length) return place(key, fragment);
    nodes[0].before(fragment);
    for (const node of nodes) node.remove();
  };

  const arrange = (keys) => {
    const known = new Set(keys);
    const blocks = all();
    for (const [key, nodes] of blocks) if (!known.has(key)) for (const node of nodes) node.remove();
    let last = null;
    for (const key of keys)
      for (const node of blocks.get(key) || []) {
        if (last && last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) last.after(node);
        last = node;
      }
    order = keys;
  };

  // A page made anew is compared with the one that shows, and only what differs is put in: no reload, no blinking.
  const morph = (old, fresh) => {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    copyAttributes(old, fresh);
    const left = [...old.childNodes];
    const right = [...fresh.childNodes];
    let first = 0;
    let last = 0;
    const shared = Math.min(left.length, right.length);
    while (first < shared && left[first].isEqualNode(right[first])) first += 1;
    while (last < shared - first && left[left.length - 1 - last].isEqualNode(right[right.length - 1 - last])) last += 1;
    const stale = left.slice(first, left.length - last);
    const wanted = right.slice(first, right.length - last);
    pair(old, stale, wanted, left[left.length - last] || null);
  };
  const pair = (parent, stale, wanted, end) => {
    for (const node of wanted) {
      const at = stale.findIndex((one) => alike(one, node));
      if (at < 0) {
        parent.insertBefore(node, stale[0] || end);
        continue;
      }
      for (const gone of stale.splice(0, at)) gone.remove();
      morph(stale.shift(), node);
    }
    for (const gone of stale) gone.remove();
  };
  const alike = (one, other) =>
    one.nodeType === other.nodeType &&
    one.nodeName === other.nodeName &&
    (one.nodeType !== Node.ELEMENT_NODE ||
      (one.className === other.className && one.dataset?.block === other.dataset?.block));

  const replacePage = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    copyAttributes(document.documentElement, fresh.documentElement);
    morph(document.head, document.importNode(fresh.head, true));
    morph(document.body, document.importNode(fresh.body, true));
  };

  // Another story: its page takes the place of the one that shows, within one frame. What both have stays.
  const swap = ({ page, order: keys }) => {
    keepQuiet();
    const fresh = new DOMParser().parseFromString(page, "text/html");
    copyAttributes(document.documentElement, fresh.documentElement);
    morph(document.head, document.importNode(fresh.head, true));
    copyAttributes(document.body, fresh.body);
    document.body.replaceChildren(...document.importNode(fresh.body, true).childNodes);
    document.getSelection()?.removeAllRanges();
    order = keys;
    scrollTo({ top: 0, left: 0, behavior: "instant" });
    return true;
  };

  const replaceHead = (html) => {
    const fresh = fragmentOf(html).firstElementChild;
    const old = document.querySelector("article header");
    if (fresh && old) morph(old, document.importNode(fresh, true));
  };

  const apply = ({ blocks, order: keys, head, page }) => {
    if (page) replacePage(page);
    if (head) replaceHead(head);
    if (keys) arrange(keys);
    for (const [key, html] of Object.entries(blocks)) replaceBlock(key, html);
  };

  const patch = (change) => {
    keepQuiet();
    apply(change);
    return true;
  };

  const show = (key) => {
    const nodes = nodesOf(key);
    if (!nodes.length) return false;
    const top = nodes[0].getBoundingClientRect().top;
    const bottom = nodes[nodes.length - 1].getBoundingClientRect().bottom;
    if (top >= 0 && bottom <= innerHeight) return true;
    if (top < innerHeight / 3 && bottom > (innerHeight * 2) / 3) return true;
    keepQuiet();
    scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
    return true;
  };

  const reveal = (key) => {
    keepQuiet();
    const node = key ? nodesOf(key)[0] : null;
    const top = node ? node.getBoundingClientRect().top - 12 : -scrollY;
    scrollBy({ top, behavior: "instant" });
    return true;
  };

  const topBlock = () => {
    const first = document.querySelector("[data-block]");
    if (!first || first.getBoundingClientRect().top > 12) return "";
    for (const node of document.querySelectorAll("[data-block]"))
      if (node.getBoundingClientRect().bottom > 8) return node.dataset.block;
    return "";
  };

  const blockAt = (target) => target.closest?.("[data-block]")?.dataset.block || "";
  const fieldAt = (target) => target.closest?.("[data-field]")?.dataset.field || "";

  const onClick = (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (link || event.type === "auxclick") event.preventDefault();
    const away = event.ctrlKey || event.metaKey || event.button === 1;
    if (link && away) report("link", { href: link.href });
    else if (event.button === 0 && document.getSelection().isCollapsed)
      report("click", { key: blockAt(event.target), field: fieldAt(event.target) });
  };

  const onScroll = () => {
    if (scrolledAt || performance.now() < quietUntil) return;
    scrolledAt = requestAnimationFrame(() => {
      scrolledAt = 0;
      report("scroll", { key: topBlock() });
    });
  };

  const begin = (settings) => {
    token = settings.token;
    order = settings.order;
    for (const kind of ["click", "auxclick"]) addEventListener(kind, onClick, true);
    for (const kind of ["submit", "dragstart"]) addEventListener(kind, (event) => event.preventDefault(), true);
    addEventListener("scroll", onScroll, { passive: true });
    return true;
  };

  globalThis.stetPreview = { begin, patch, swap, show, reveal };
})();
