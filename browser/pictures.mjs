// Takes a picture of every page in pages.mjs, wide and narrow, light and dark, into pictures/, with an index to look through.
// Names on the command line restrict it to those pages. Fails when a page scrolls sideways or the browser complains.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, open, signIn } from "./browse.mjs";
import { pages } from "./pages.mjs";
import { serve } from "./server.mjs";

const folder = fileURLToPath(new URL("../pictures/", import.meta.url));
const widths = [1440, 390];
const schemes = ["light", "dark"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !pages.some((page) => page.name === name));
if (unknown.length) throw new Error(`no such page: ${unknown.join(", ")}. There are: ${pages.map((page) => page.name).join(", ")}`);
const chosen = pages.filter((page) => !wanted.length || wanted.includes(page.name));

if (!wanted.length) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const server = await serve();
const browser = await launch();
const complaints = [];
try {
  for (const width of widths)
    for (const scheme of schemes)
      for (const [as, theirs] of byViewer(chosen)) {
        const who = as && viewer(as);
        const page = await open(browser, { base: server.url, width, height: width > 600 ? 900 : 844, scheme });
        if (who) await signIn(page, who);
        for (const wanted of theirs) await picture(page, wanted, who, width, scheme);
        await page.context().close();
      }
} finally {
  await browser.close();
  await server.stop();
}
await writeFile(`${folder}index.html`, gallery());
console.log(`${chosen.length} pages in pictures/index.html`);
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length ? 1 : 0;

/** The pages of one viewer after another, so that each signs in once a round. */
function byViewer(list) {
  const groups = new Map();
  for (const page of list) {
    const key = JSON.stringify(page.as ?? null);
    groups.set(key, [...(groups.get(key) ?? []), page]);
  }
  return [...groups].map(([key, theirs]) => [JSON.parse(key), theirs]);
}

function viewer({ side, ...wish }) {
  const fits = (person) => Object.entries(wish).every(([key, value]) => person[key] === value);
  const who = server[side]?.find(fits);
  if (!who) throw new Error(`the demonstration has nobody in ${side} with ${JSON.stringify(wish)}`);
  return who;
}

async function picture(page, { name, path, act }, who, width, scheme) {
  page.problems.length = 0;
  const filled = path.replace(/\{(\w+)\}/g, (_, key) => who[key]);
  const answer = await page.goto(filled, { waitUntil: "networkidle" });
  if (act) await act(page);
  const file = `${name}-${width}-${scheme}.png`;
  await page.screenshot({ path: folder + file, fullPage: true });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) complaints.push(`${file}: scrolls sideways by ${sideways} px`);
  if (answer && answer.status() >= 400) complaints.push(`${file}: ${filled} answered ${answer.status()}`);
  complaints.push(...page.problems.map((problem) => `${file}: ${problem}`));
}

function gallery() {
  const shown = (page) =>
    schemes.flatMap((scheme) => widths.map((width) => `${page.name}-${width}-${scheme}.png`))
      .map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`);
  const part = (page) => `<section id="${page.name}"><h2>${page.name} <small>${page.path}</small></h2><div>${shown(page).join("")}</div></section>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Cartage: pictures</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 24px; background: #e8eaed; color: #111 }
  nav a { margin-right: 12px } small { font-weight: normal; color: #555 }
  div { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto } img { height: 560px; border: 1px solid #aaa; object-fit: cover; object-position: top }
</style></head><body>
<h1>Cartage: pictures</h1>
<nav>${pages.map((page) => `<a href="#${page.name}">${page.name}</a>`).join("")}</nav>
${pages.map(part).join("\n")}
</body></html>
`;
}
