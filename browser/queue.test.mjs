// The queue of Order Imports is cleared quickly: one key press for each clean one, or one act for all of them; with progress shown,
// and an answer for each.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, look, post, press, read, weekday, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp";
let browser, server, desk, clerk, service, customer;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  await desk.goto(`${DESK}/settings/portal`);
  await press(desk, button(desk, "Provision"));
  await desk.goto(`${DESK}/customers`);
  await press(desk, desk.getByRole("link", { name: "De Korenaar BV", exact: true }));
  customer = new URL(desk.url()).pathname;
  await clerk.goto(`${PORTAL}/orders/new`);
  const services = clerk.getByLabel("Transport service", { exact: true }).locator("option");
  service = await services.filter({ hasText: "Full load Europe" }).getAttribute("value");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The clerk submits so many clean orders. */
async function submits(reference, many) {
  const stop = (at, name, street, postcode, city) => ({ [`${at}.name`]: name, [`${at}.street`]: street, [`${at}.postcode`]: postcode, [`${at}.city`]: city, [`${at}.country`]: "NL" });
  for (let n = 1; n <= many; n++) {
    const sent = await post(clerk, `${PORTAL}/orders/new`, {
      service, reference: `${reference} ${n}`, "c0.collection.date": weekday(7),
      "c0.g0.quantity": String(n), "c0.g0.packaging": "euro pallets", "c0.g0.description": "Flour",
      ...stop("c0.collection", "De Korenaar, dock 4", "Havenweg 12", "4251 AB", "Werkendam"),
      ...stop("c0.delivery", "Bakkerij Vermeulen", "Wiedauwkaai 52", "1012 AB", "Amsterdam"),
    });
    assert.deepEqual([sent.status, sent.wrong], [200, []]);
  }
}

const waiting = async () => Number((await look(desk, `${DESK}/imports`, { count: "nav.tabs [aria-current] .count" })).count ?? 0);

test("twenty clean imports are cleared with twenty key presses, and each was looked at", async () => {
  await submits("Key", 20);
  await desk.goto(`${DESK}/imports`);
  assert.equal(await waiting(), 20);
  const seen = new Set();
  for (let pressed = 0; pressed < 20; pressed++) {
    const opened = await read(desk.locator("#import-h"));
    seen.add(opened);
    await press(desk, { click: () => desk.keyboard.press("a") });
    // The page may have refreshed itself before the answer came.
    await desk.waitForFunction((was) => document.querySelector("#import-h")?.textContent.trim() !== was, opened);
  }
  assert.equal(seen.size, 20, "each was opened before it was accepted");
  await desk.getByRole("heading", { name: "Nothing to approve" }).waitFor();
  assert.equal(await waiting(), 0);
});

test("the key does nothing for one with a remark, and a held key accepts one only", async () => {
  await submits("Held", 2);
  await desk.goto(`${DESK}/imports`);
  await desk.waitForFunction(() => document.activeElement?.matches("[data-open]"));
  await desk.keyboard.down("a");
  for (let n = 0; n < 5; n++) await desk.keyboard.down("a");
  await desk.keyboard.up("a");
  await desk.locator("#import-h", { hasText: "Held 2" }).waitFor();
  assert.equal(await waiting(), 1);
  assert.deepEqual((await post(desk, customer, { standing: "WARNING" })).wrong, []);
  await desk.reload();
  await desk.locator("#import .banner.warn").first().waitFor();
  await desk.keyboard.press("a");
  await desk.waitForTimeout(500);
  assert.equal(await waiting(), 1, "somebody has to look at it");
  assert.deepEqual((await post(desk, customer, { standing: "APPROVED" })).wrong, []);
});

test("a hundred are created in one act, which shows that it runs, takes less than three seconds, and answers for each", { timeout: 120_000 }, async () => {
  await submits("Bulk", 99);
  await desk.goto(`${DESK}/imports`);
  assert.equal(await waiting(), 100);
  const all = button(desk, "Create orders of all without remarks");
  // What the button shows while it runs.
  await all.evaluate((shown) => shown.form.addEventListener("submit", () => setTimeout(() => sessionStorage.setItem("busy", shown.ariaBusy + shown.ariaDisabled))));
  const began = performance.now();
  await press(desk, all);
  const took = Math.round(performance.now() - began);
  console.log(`a hundred created in ${took} ms`);
  assert.equal(await desk.evaluate(() => sessionStorage.getItem("busy")), "truetrue");
  assert.match(await read(desk.locator("main .head")), /100 of 100 became orders/);
  assert.equal(await desk.locator("tbody .badge.ok", { hasText: "Created" }).count(), 100);
  assert.equal(await waiting(), 0);
  assert.ok(took < 3_000, `${took} ms`);
});

test("the browser had nothing to complain about", () => {
  quiet(desk);
  quiet(clerk);
});
