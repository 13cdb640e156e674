// checks.mjs - what is asked of any page in any look: each check takes an open page and gives a list of faults, empty when all is well.
import fs from 'node:fs';

const axe = fs.readFileSync(`${process.env.ROOT}/build/node/node_modules/axe-core/axe.min.js`, 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// What axe finds, targets of at least 24 px among it; of colours alone where the rest was looked at in another scheme. In forced colours
// the contrast is the reader's own affair.
export async function accessible(page, { forced, colours } = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: !forced } };
  const violations = await page.evaluate(async ({ runOnly, rules }) => {
    const { violations } = await axe.run({ runOnly, rules, resultTypes: ['violations'] });
    return violations.map((v) => [v.id, v.nodes.length, v.nodes[0].target.join(' ')]);
  }, { runOnly: colours ? { type: 'rule', values: ['color-contrast'] } : TAGS, rules: colours ? {} : rules });
  return violations.map(([id, count, where]) => `axe ${id} (${count}): ${where}`);
}

// Each text stands on a ground that the settings declare it to be read on, so that the build has computed their contrast: the tokens
// behind the colours of all text, as they stand. What a picture draws, and what the browser draws by itself, is not asked. Where no
// token gives the colour, the element is named.
export const declared = (page, pairs) => page.evaluate((pairs) => {
  const names = new Set([...Object.keys(pairs), ...Object.values(pairs).flat()].filter((name) => !name.includes('*')));
  const collect = (rules) => { for (const rule of rules) { for (const name of rule.style ?? []) if (name.startsWith('--')) names.add(name.slice(2)); if (rule.cssRules) collect(rule.cssRules) } };
  for (const sheet of document.styleSheets) collect(sheet.cssRules);
  const probe = document.body.appendChild(document.createElement('i')), byColour = new Map();
  for (const name of names) {
    probe.style.color = '';
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
    if (probe.style.color) byColour.set(getComputedStyle(probe).color, [...byColour.get(getComputedStyle(probe).color) ?? [], name]);
  }
  probe.remove();
  const fits = (pattern, name) => pattern === name || (pattern.startsWith('*-') && name.endsWith(pattern.slice(1)));
  const agreed = (text, ground) => (pairs[text] ?? []).some((pattern) => fits(pattern, ground)) || (pairs['*'] ?? []).includes('*-wash') && ground === `${text}-wash`;
  const clear = (colour) => /^rgba\(.*, 0\)$/.test(colour);
  const groundOf = (e) => { for (; e; e = e.parentElement) { const { backgroundColor } = getComputedStyle(e); if (!clear(backgroundColor)) return backgroundColor } return 'rgb(255, 255, 255)' };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faults = new Set();
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('svg, option, select, script, style, noscript, .skip') || !e.checkVisibility({ visibilityProperty: true })) continue;
    const texts = byColour.get(getComputedStyle(e).color), grounds = byColour.get(groundOf(e));
    if (texts?.some((text) => grounds?.some((ground) => agreed(text, ground)))) continue;
    const said = (found, other) => found ? `--${found.join('/')}` : other;
    faults.add(`${said(texts, e.id ? `#${e.id}` : e.className ? `.${e.className}` : e.tagName)} on ${said(grounds, groundOf(e))}: “${node.data.trim().slice(0, 30)}”`);
  }
  return [...faults].slice(0, 5);
}, pairs);

// Nothing is wider than the screen, and what scrolls by itself can be scrolled with the keyboard and has a name. A text that is cut off
// or written over by the next one is found by the boxes of the words.
export const fits = (page) => page.evaluate(() => {
  const root = document.documentElement, faults = [];
  const name = (e) => `${e.tagName.toLowerCase()}${e.className?.length ? `.${String(e.className).split(' ').join('.')}` : ''}`;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    faults.push(`${root.scrollWidth - root.clientWidth} px too wide: ${wide.length ? name(wide.at(-1)) : '?'}`);
  }
  for (const e of document.querySelectorAll('body *')) {
    if (e.scrollWidth <= e.clientWidth + 1 || !e.clientWidth || e.closest('svg, .unseen, select')) continue;
    const { overflowX } = getComputedStyle(e);
    if (overflowX === 'visible' || e.tagName === 'INPUT') continue;
    if (overflowX !== 'auto' && overflowX !== 'scroll') faults.push(`cut off: ${name(e)}`);
    else if (e.querySelector('a[href], button, input')) continue; // Tab goes through what scrolls
    else if (e.tabIndex < 0) faults.push(`scrolls without the keyboard: ${name(e)}`);
    else if (!e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && e.tagName !== 'PRE') faults.push(`scrolls without a name: ${name(e)}`);
  }
  return faults;
});

// No two texts lie on each other: the lines of all text nodes, looked at in strips of 40 px. What stays in sight while one scrolls lies
// over the text by intent.
export const apart = (page) => page.evaluate(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), strips = new Map(), faults = new Set();
  const range = document.createRange(), stays = (e) => e && (/sticky|fixed/.test(getComputedStyle(e).position) || stays(e.parentElement));
  for (let node; (node = walker.nextNode()); ) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('svg, .unseen, .skip, option, script, noscript') || !parent.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || stays(parent)) continue;
    range.selectNodeContents(node);
    const clip = parent.closest('[tabindex="0"]')?.getBoundingClientRect();
    for (const r of range.getClientRects()) {
      const box = { node, left: Math.max(r.left, clip?.left ?? -1e9), right: Math.min(r.right, clip?.right ?? 1e9), top: r.top + r.height * .3, bottom: r.bottom - r.height * .3 };
      if (box.right - box.left < 3 || box.bottom <= box.top) continue;
      for (let strip = Math.floor(box.top / 40); strip <= Math.floor(box.bottom / 40); strip++) {
        const others = strips.get(strip) ?? strips.set(strip, []).get(strip);
        for (const o of others)
          if (o.node !== node && o.left + 2 < box.right && box.left + 2 < o.right && o.top < box.bottom && box.top < o.bottom) faults.add(`“${o.node.data.trim().slice(0, 30)}” lies on “${node.data.trim().slice(0, 30)}”`);
        others.push(box);
      }
    }
  }
  return [...faults].slice(0, 5);
});

// By Tab alone: the skip link first, then what can be focused in the order of the document, each seen and ringed. At most `most` stops.
export async function byTab(page, most = 60) {
  const faults = [], expected = await page.evaluate(() => {
    document.body.tabIndex = -1; // where Tab begins
    document.body.focus();
    document.body.removeAttribute('tabindex');
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], video[controls], pre')];
    window.stops = all.filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && (!e.closest('details:not([open])') || e.matches('details:not([open]) > summary')));
    return window.stops.length;
  });
  for (let i = 0; i < Math.min(expected, most); i++) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate((i) => {
      const e = document.activeElement, { outlineStyle, outlineWidth } = getComputedStyle(e), r = e.getBoundingClientRect();
      const said = `${e.tagName.toLowerCase()} “${e.textContent.trim().slice(0, 30)}”`;
      if (i === 0 && !e.matches('a.skip')) return `the first stop is ${said}`;
      if (e !== window.stops[i]) return `stop ${i + 1} is ${said}, not ${window.stops[i].tagName.toLowerCase()} “${window.stops[i].textContent.trim().slice(0, 30)}”`;
      if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `no ring round ${said}`;
      const line = e.getClientRects()[0];
      const above = (part) => document.elementFromPoint(line.left + line.width * part, line.top + line.height / 2);
      const own = (there) => !there || e.contains(there) || there.contains(e) || e.labels?.[0]?.contains(there);
      if (![.1, .5, .9].some((part) => own(above(part)))) return `focus covered: ${said} by ${above(.5).tagName}.${above(.5).className}`;
      if (r.bottom < 1 || r.top > innerHeight - 1 || r.right < 1 || r.left > innerWidth - 1) return `focus out of sight: ${said}`;
      return null;
    }, i);
    if (fault) faults.push(fault);
    if (faults.length > 2 || fault?.startsWith('stop')) break;
  }
  return faults;
}

// Text twice as large, then text with the spacing that readers may ask for (WCAG 1.4.12).
export async function enlarged(page) {
  const faults = [];
  for (const css of ['html { font-size: 200% !important }', '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }']) {
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, css);
    for (const fault of [...await fits(page), ...await apart(page)]) faults.push(`${css.slice(0, 24)}…: ${fault}`);
  }
  await page.evaluate(() => { document.adoptedStyleSheets = [] });
  return faults;
}

export const still = (page) => page.evaluate(() => {
  const moving = [...document.querySelectorAll('*')].find((e) => { const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0.01 || (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0.01) || s.scrollBehavior === 'smooth' });
  return moving ? [`moves: ${moving.tagName.toLowerCase()}.${moving.className}`] : [];
});

// Without JavaScript: no control that does nothing. A button belongs to a form that leads somewhere, or opens what HTML itself opens.
export const noDeadControl = (page) => page.evaluate(() => [...document.querySelectorAll('button, input, select')]
  .filter((e) => e.checkVisibility() && !e.form?.getAttribute('action') && !e.hasAttribute('popovertarget')).map((e) => `dead control: ${e.outerHTML.slice(0, 80)}`));

// Bytes over the wire without pictures (bodies as they were sent, from a cache too), and what moved after it was shown.
export async function light(page, most = 60000) {
  const { bytes, shift } = await page.evaluate(() => new Promise((done) => {
    let shift = 0;
    const add = (list) => { for (const entry of list) shift += entry.value };
    const watch = new PerformanceObserver((list) => add(list.getEntries()));
    watch.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => {
      add(watch.takeRecords());
      const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource').filter((e) => e.initiatorType !== 'img')];
      done({ shift, bytes: all.reduce((sum, e) => sum + e.encodedBodySize + 300, 0) });
    }, 50);
  }));
  const faults = [];
  if (bytes > most) faults.push(`${bytes} bytes`);
  if (bytes < 2000) faults.push('the transfer cannot be measured');
  if (shift > 0) faults.push(`layout shift ${shift}`);
  return faults;
}
