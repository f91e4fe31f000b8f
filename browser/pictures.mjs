// Takes a picture of every page in pages.mjs, wide and narrow, light and dark, into pictures/, with an index to look through.
// Names on the command line restrict it to those pages. Fails when a page scrolls sideways or the browser complains.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, open, signIn } from "./browse.mjs";
import { byViewer, pages, viewer, visit, whole } from "./pages.mjs";
import { serve } from "./server.mjs";

const folder = fileURLToPath(new URL("../pictures/", import.meta.url));
const widths = [1440, 390];
const height = (width) => (width > 600 ? 900 : 844);
const schemes = ["light", "dark"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !pages.some((page) => page.name === name));
if (unknown.length) throw new Error(`no such page: ${unknown.join(", ")}. There are: ${pages.map((page) => page.name).join(", ")}`);
const chosen = pages.filter((page) => !wanted.length || wanted.includes(page.name));

if (!wanted.length) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const server = await serve();
const empty = chosen.some((page) => page.empty) ? await serve({ demo: false }) : undefined;
const browser = await launch();
const complaints = [];
try {
  for (const width of widths)
    for (const scheme of schemes)
      for (const group of byViewer(chosen)) await round(group, width, scheme);
} finally {
  await browser.close();
  await Promise.all([server.stop(), empty?.stop()]);
}
await writeFile(`${folder}index.html`, gallery());
console.log(`${chosen.length} pages in pictures/index.html`);
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length ? 1 : 0;

/** The pages of one viewer, in one width and colour scheme. */
async function round({ as, empty: none, theirs }, width, scheme) {
  const person = viewer(server, as);
  const page = await open(browser, { base: (none ? empty : server).url, width, height: height(width), scheme });
  page.on("dialog", (dialog) => dialog.accept());
  if (person) await signIn(page, person);
  for (const wanted of theirs) await picture(page, wanted, person, width, scheme);
  await page.context().close();
}

async function picture(page, wanted, person, width, scheme) {
  const file = `${wanted.name}-${width}-${scheme}.png`;
  page.problems.length = 0;
  try {
    await page.evaluate(() => localStorage.clear()).catch(() => {});
    const status = await visit(page, wanted, person);
    if (status >= 400 && status !== wanted.status) complaints.push(`${file}: ${page.url()} answered ${status}`);
    await whole(page, width, height(width));
    await page.screenshot({ path: folder + file });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (sideways > 0) complaints.push(`${file}: scrolls sideways by ${sideways} px`);
  } catch (error) {
    complaints.push(`${file}: ${error.message.split("\n", 2).join(" ")}`);
  }
  complaints.push(...page.problems.map((problem) => `${file}: ${problem}`));
  await page.setViewportSize({ width, height: height(width) });
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
