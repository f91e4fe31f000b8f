// Live pages in real browsers: two copies of the program on one PostgreSQL, a clerk at one and the desk at the other; restarts and
// crashes in between; many tabs; somebody who types; a flood of changes; access that ends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, post, press, submit, fill, weekday, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp", ROUNDS = 50, SECOND = 1_000;
let browser, server, copy;

before(async () => {
  [server, browser] = await Promise.all([serve({ database: "postgres" }), launch()]);
  copy = await server.copy();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function tab(at, person) {
  const page = await open(browser, { base: at.url });
  await signIn(page, person);
  return page;
}
const clerkAt = (at) => tab(at, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
const deskAt = (at, role = "ADMIN") => tab(at, who(server.staff, { organisation: "van-dorp", role }));
async function further(page) {
  const more = await page.context().newPage();
  more.setDefaultTimeout(10_000);
  more.problems = [];
  return more;
}

/** Submits the form in `page` without drawing it: a quote. Answers with the order's id. */
async function quote(page, reference) {
  const stop = (at, name, street, postcode, city) => ({ [`${at}.name`]: name, [`${at}.street`]: street, [`${at}.postcode`]: postcode, [`${at}.city`]: city, [`${at}.country`]: "NL" });
  const service = await page.evaluate(async (path) => {
    const parsed = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    return [...parsed.querySelectorAll("select[name=service] option")].find((option) => option.textContent.includes("Full load"))?.value;
  }, `${PORTAL}/orders/new`);
  const sent = await post(page, `${PORTAL}/orders/new`, {
    service, reference, "c0.collection.date": weekday(7), "c0.g0.quantity": "4", "c0.g0.packaging": "euro pallets", "c0.g0.description": "Flour",
    ...stop("c0.collection", "De Korenaar, dock 4", "Havenweg 12", "4251 AB", "Werkendam"),
    ...stop("c0.delivery", "Bakkerij Vermeulen", "Wiedauwkaai 52", "1012 AB", "Amsterdam"),
  });
  const id = sent.path.match(/\/orders\/([0-9a-f-]{36})$/)?.[1];
  assert.ok(id, JSON.stringify(sent));
  return id;
}

/** Waits until the row of an order says `words`; how long that took. */
async function row(page, id, words, patience = 5 * SECOND) {
  const began = performance.now();
  await page.locator(`#order-${id}`, { hasText: words }).waitFor({ timeout: patience });
  return performance.now() - began;
}

test("fifty rounds over two copies, a restart and a crash of each in between: none missed", { timeout: 300_000 }, async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(copy)];
  const entry = await further(clerk);
  await Promise.all([clerk.goto(`${PORTAL}/orders`), entry.goto(`${PORTAL}/orders`), desk.goto(`${DESK}/quotes`)]);
  const asked = [], answered = [];
  // What happens to a copy before a round; in `away` the desk's copy is gone while the clerk submits.
  const happens = { 10: () => server.restart(), 15: () => copy.restart(), 40: async () => { await server.kill(); await server.start(); } };
  const away = [20, 30];
  for (let round = 1; round <= ROUNDS; round++) {
    const gone = away.includes(round), disturbed = gone || round in happens;
    await happens[round]?.();
    if (gone) await copy.kill();
    const id = await quote(entry, `Round ${round}`);
    if (gone) await copy.start();
    const seen = await row(desk, id, `Round ${round}`, disturbed ? 15 * SECOND : undefined);
    await press(desk, desk.locator(`#order-${id}`).getByRole("button", { name: /^Send to planning/ }));
    const told = await row(clerk, id, "To Plan", disturbed ? 15 * SECOND : undefined);
    if (!disturbed) { asked.push(seen); answered.push(told); }
  }
  const worst = (times) => Math.round(Math.max(...times));
  const middle = (times) => Math.round(times.sort((a, b) => a - b)[times.length >> 1]);
  console.log(`submitted → desk: ${middle(asked)} ms, at worst ${worst(asked)}; sent → portal: ${middle(answered)} ms, at worst ${worst(answered)}`);
  assert.ok(worst(asked) <= 1.5 * SECOND && worst(answered) <= 1.5 * SECOND, "within a second, and what a busy machine adds");
  assert.ok(middle(asked) <= SECOND && middle(answered) <= SECOND);
  await Promise.all([clerk, desk, entry].map((page) => page.context().close()));
});

test("counters in the menu move on pages that do not list orders", async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(copy)];
  await desk.goto(`${DESK}/try-out`);
  const count = async () => Number(await desk.locator("#nav a", { hasText: "Quotes" }).locator(".count").textContent());
  const before = await count();
  await quote(clerk, "Counted");
  await desk.waitForFunction((n) => [...document.querySelectorAll("#nav a")].some((a) => a.textContent.includes("Quotes") && a.querySelector(".count")?.textContent === String(n)), before + 1, { timeout: 3 * SECOND });
  quiet(desk);
  await Promise.all([clerk, desk].map((page) => page.context().close()));
});

test("never under a typing cursor: a line says how many changes wait, and shows them when asked or when the hand is free", async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(server)];
  await desk.goto(`${DESK}/quotes`);
  const search = desk.locator("[data-search]");
  await search.fill("half a wor");
  const [first, second] = [await quote(clerk, "While typing 1"), await quote(clerk, "While typing 2")];
  const line = desk.locator("#live button");
  await line.filter({ hasText: "2 changes, show" }).waitFor({ timeout: 4 * SECOND });
  assert.equal(await desk.locator(`#order-${first}`).count(), 0, "the page stands still");
  await search.press("d");
  assert.equal(await search.inputValue(), "half a word");
  await line.click();
  await row(desk, second, "While typing 2");
  assert.equal(await search.inputValue(), "half a word", "what was typed stays");
  await search.focus();
  const third = await quote(clerk, "While typing 3");
  await line.waitFor();
  await search.evaluate((box) => box.blur());
  await row(desk, third, "While typing 3");
  assert.equal(await line.count(), 0);
  // Rows that are picked, and an unsaved form, keep their page too.
  await desk.locator(`#order-${third} .pick`).check();
  await quote(clerk, "While picking");
  await line.waitFor();
  assert.ok(await desk.locator(`#order-${third} .pick`).isChecked());
  quiet(desk);
  await Promise.all([clerk, desk].map((page) => page.context().close()));
});

test("a form somebody is changing is not touched; saving says what the other did", async () => {
  const [one, two] = [await deskAt(server), await deskAt(copy, "SUPER_ADMIN")];
  const list = await further(one);
  await list.goto(`${DESK}/levels`);
  const path = await list.locator("tbody [data-open]").first().getAttribute("href");
  await Promise.all([one.goto(path), two.goto(path)]);
  await one.getByLabel("Description").fill("Typed here and not saved");
  await two.getByLabel("Description").fill("Saved elsewhere meanwhile");
  await press(two, button(two, "Save"));
  await one.locator("#live button").waitFor({ timeout: 4 * SECOND });
  assert.equal(await one.getByLabel("Description").inputValue(), "Typed here and not saved");
  await press(one, button(one, "Save"));
  await one.locator(".summary", { hasText: "Saved elsewhere meanwhile" }).waitFor();
  assert.equal(await one.getByLabel("Description").inputValue(), "Typed here and not saved");
  await one.evaluate(() => window.onbeforeunload = null);
  await Promise.all([one, two].map((page) => page.context().close({ runBeforeUnload: false })));
});

test("eight tabs of one browser share one stream, and all of them follow", async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(server)];
  const tabs = [desk];
  while (tabs.length < 8) tabs.push(await further(desk));
  for (const tab of tabs) await tab.goto(`${DESK}/quotes`);
  const id = await quote(clerk, "Eight tabs");
  await Promise.all(tabs.map((tab) => row(tab, id, "Eight tabs", 6 * SECOND)));
  const ninth = await further(desk);
  await ninth.goto(`${DESK}/orders`);
  assert.ok((await ninth.title()).startsWith("Orders"), "pages still load: the streams do not use up the connections");
  await Promise.all([clerk, desk].map((page) => page.context().close()));
});

test("a flood refreshes a page at most once a second", async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(server)];
  await desk.goto(`${DESK}/quotes`);
  const fetched = [];
  desk.on("request", (request) => { if (request.headers()["cartage-live"]) fetched.push(performance.now()); });
  const began = performance.now();
  let last;
  for (let n = 1; n <= 20; n++) last = await quote(clerk, `Flood ${n}`);
  const seconds = (performance.now() - began) / SECOND;
  await row(desk, last, "Flood 20");
  const gaps = fetched.slice(1).map((at, i) => at - fetched[i]);
  assert.ok(Math.min(...gaps, SECOND) > 0.9 * SECOND, `${gaps.map(Math.round)} ms apart`);
  assert.ok(fetched.length <= seconds + 3, `${fetched.length} fetches in ${seconds} s`);
  await Promise.all([clerk, desk].map((page) => page.context().close()));
});

test("access that ends: the page says so at once, and what was typed is still there", async () => {
  const [one, two] = [await deskAt(server), await deskAt(copy)];
  const form = await further(one);
  await Promise.all([one.goto(`${DESK}/quotes`), form.goto(`${DESK}/customers/new`), two.goto("/me")]);
  await form.getByLabel("Name", { exact: true }).fill("Half a customer");
  await one.waitForTimeout(500);
  await press(two, two.locator('form[action="/me/sessions/end-others"] button'));
  await one.waitForURL(/sign-in/, { timeout: 4 * SECOND });
  await form.locator("#banner", { hasText: "signed out" }).waitFor({ timeout: 4 * SECOND });
  assert.equal(await form.getByLabel("Name", { exact: true }).inputValue(), "Half a customer");
  await Promise.all([one, two].map((page) => page.context().close({ runBeforeUnload: false })));
});

test("an order entered by hand is on the desk, and the desk's answer on the clerk's order page", async () => {
  const [clerk, desk] = [await clerkAt(server), await deskAt(copy)];
  await Promise.all([clerk.goto(`${PORTAL}/orders/new`), desk.goto(`${DESK}/quotes`)]);
  await fill(clerk, { reference: "By hand" });
  const id = await submit(clerk);
  await row(desk, id, "By hand");
  await press(desk, desk.locator(`#order-${id}`).getByRole("button", { name: /^Send to planning/ }));
  await clerk.locator("h1", { hasText: /Or-\d+/ }).or(clerk.locator("main", { hasText: /as Or-\d+ by/ })).first().waitFor({ timeout: 3 * SECOND });
  quiet(clerk);
  quiet(desk);
  await Promise.all([clerk, desk].map((page) => page.context().close()));
});
