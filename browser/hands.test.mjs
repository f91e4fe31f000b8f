// With keyboard and script, as impatient and unlucky as people are: double clicks, Back, two tabs, lost connections, a
// database that is locked. Nothing typed is lost, nothing is done twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { lock, serve } from "./server.mjs";
import { block, button, choose, fill, look, orderOf, post, press, read, submit, weekday, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", NEW = `${PORTAL}/orders/new`, POLISH = "/p/lisowski/de-korenaar";
let browser, server, clerk, desk;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  clerk = await tab(who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  desk = await tab(who(server.staff, { organisation: "van-dorp", role: "ADMIN" }));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A window of somebody who is signed in. */
async function tab(person) {
  const page = await open(browser, { base: server.url });
  await signIn(page, person);
  return page;
}

/** A further tab of the same person. */
async function further(page) {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(10_000);
  return tab;
}

/** How many orders the clerk's customer has, with a reference. */
const having = (reference) => clerk.evaluate(async ([path]) => {
  const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  return page.querySelectorAll("main tbody tr").length;
}, [`${PORTAL}/orders?q=${reference}`]);

/** A blank form, without a draft of an earlier one. */
async function blank(page, path = NEW) {
  page.removeAllListeners("dialog");
  page.once("dialog", (dialog) => dialog.accept());
  await page.goto(path);
  await page.evaluate(() => localStorage.clear());
  page.removeAllListeners("dialog");
  await page.goto(path);
}

test("a new order by keyboard alone: address book, goods, submit", async () => {
  await blank(clerk, `${PORTAL}/orders`);
  const keys = clerk.keyboard;
  const focused = () => clerk.evaluate(() => document.activeElement?.name || document.activeElement?.textContent.trim());
  const tabTo = async (name) => {
    for (let presses = 0; presses < 60; presses++) {
      if ((await focused()) === name) return;
      await keys.press("Tab");
    }
    assert.fail(`Tab does not reach ${name}`);
  };
  await tabTo("New order");
  await keys.press("Enter");
  await clerk.getByRole("heading", { name: "New order" }).waitFor();
  await tabTo("service");
  await keys.type("Full load");
  await tabTo("reference");
  await keys.type("KB-7001");
  await tabTo("c0.collection.location_text");
  await keys.type("dock koren");
  await clerk.getByRole("option", { name: /De Korenaar, dock 4/ }).waitFor();
  await keys.press("Enter");
  await clerk.locator("summary", { hasText: "Havenweg 12, 4251 AB Werkendam" }).waitFor();
  assert.equal(await focused(), "c0.collection.date", "the cursor goes on to what is to be filled next");
  // In which order its parts are typed is the browser's language.
  const [year, month, date] = weekday(7).split("-"), field = clerk.locator("[name='c0.collection.date']");
  for (const order of [[month, date, year], [date, month, year]]) {
    if ((await field.inputValue()) === weekday(7)) break;
    await field.fill("");
    await field.focus();
    await keys.type(order.join(""));
  }
  assert.equal(await field.inputValue(), weekday(7));
  await tabTo("c0.delivery.location_text");
  await keys.type("vermeulen");
  await keys.press("ArrowDown");
  await keys.press("ArrowUp");
  await keys.press("Enter");
  await clerk.locator("summary", { hasText: "Wiedauwkaai 52, 9000 Gent" }).waitFor();
  await tabTo("c0.g0.quantity");
  await keys.type("12");
  await keys.press("Tab");
  await keys.type("euro pallets");
  await keys.press("Tab");
  await keys.type("Flour, bagged");
  await keys.press("Tab");
  await keys.type("7 200");
  await keys.press("Enter");
  assert.equal(await focused(), "c0.g1.weight_kg", "Enter in the last line adds one");
  await keys.type("350,5");
  for (const back of ["Bran", "pallets", "3"]) {
    await keys.press("Shift+Tab");
    await keys.press("Control+a");
    await keys.type(back);
  }
  assert.equal(await read(clerk.locator("[data-total=quantity]")), "15");
  assert.match(await read(clerk.locator("[data-total=weight_kg]")), /^7[,.\s]550[.,]5$/);
  await tabTo("Submit");
  await press(clerk, { click: () => keys.press("Enter") });
  orderOf(clerk);
  const words = await read(clerk.locator("main"));
  for (const said of ["KB-7001", "De Korenaar, dock 4", "Bakkerij Vermeulen", "Flour, bagged", "Bran"]) assert.ok(words.includes(said), said);
});

test("lines pasted from a spreadsheet fill the sheet", async () => {
  await blank(clerk);
  await clerk.getByLabel("Quantity, line 1").focus();
  await clerk.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "4\teuro pallets\tRye flour\t2400\n10\tboxes\tYeast\t96,5\n1\tdrums\tMalt\t210\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await clerk.getByLabel("Description, line 3").inputValue(), "Malt");
  assert.equal(await clerk.getByLabel("Packaging, line 2").inputValue(), "boxes");
  assert.equal(await read(clerk.locator("[data-total=quantity]")), "15");
});

test("a line added by hand has its further information, and takes it along when it goes", async () => {
  await blank(clerk);
  const more = clerk.locator("details", { hasText: "Add information to line" });
  for (const line of [2, 3]) {
    await button(clerk, "Add line").click();
    await more.nth(line - 1).locator("summary").click();
    await more.nth(line - 1).getByLabel("UN number (ADR)").fill(line === 2 ? "1203" : "1965");
    await clerk.getByLabel(`Description, line ${line}`, { exact: true }).fill(line === 2 ? "Petrol" : "Gas");
  }
  await clerk.getByRole("button", { name: "Remove line 2" }).click();
  assert.equal(await clerk.getByLabel("Description, line 2", { exact: true }).inputValue(), "Gas");
  assert.deepEqual(await more.locator("summary").allInnerTexts(), [1, 2].map((n) => `Add information to line ${n}`));
  assert.equal(await more.nth(1).getByLabel("UN number (ADR)").inputValue(), "1965");
  await fill(clerk, { reference: "MORE" });
  await clerk.getByLabel("Quantity, line 2", { exact: true }).fill("1");
  await clerk.getByLabel("Packaging, line 2", { exact: true }).fill("drums");
  for (const [label, value] of [["Proper shipping name", "Hydrocarbon gas mixture"], ["Class", "2"]]) await more.nth(1).getByLabel(label, { exact: false }).first().fill(value);
  await press(clerk, button(clerk, "Submit"));
  const words = await read(clerk.locator("main"));
  assert.ok(words.includes("1965") && !words.includes("1203"), words);
});

test("a double click on Submit makes one order", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "DOUBLE" });
  await clerk.locator("main").evaluate((main) => main.setAttribute("data-seen", ""));
  await button(clerk, "Submit").dblclick();
  await clerk.locator("main:not([data-seen])").waitFor();
  orderOf(clerk);
  assert.equal(await having("DOUBLE"), 1);
});

test("Back after submitting gives a new form: what was submitted is not submitted again", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "GOBACK" });
  const form = await clerk.locator("[name=submission]").inputValue();
  await submit(clerk);
  await clerk.goBack();
  await clerk.getByRole("heading", { name: "New order" }).waitFor();
  assert.notEqual(await clerk.locator("[name=submission]").inputValue(), form);
  assert.equal(await having("GOBACK"), 1);
});

test("the same form in two tabs: the second with other content hears what the first became, and keeps what was typed", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "TWINONE" });
  const second = await further(clerk);
  await second.goto(NEW);
  await fill(second, { reference: "TWINONE" });
  const form = await clerk.locator("[name=submission]").inputValue();
  const twin = () => second.locator("[name=submission]").evaluate((input, form) => (input.value = form), form);
  await twin();
  const order = await submit(clerk);
  assert.equal(await submit(second), order, "the same content: the first result");

  await blank(second);
  await fill(second, { reference: "TWINTWO" });
  await twin();
  await press(second, button(second, "Submit"));
  const said = second.getByRole("alert").filter({ hasText: "Already submitted as" });
  assert.match(await read(said), /Already submitted as Quote-\d{4,}/);
  assert.equal(await said.getByRole("link").first().getAttribute("href"), `${PORTAL}/orders/${order}`);
  assert.equal(await second.getByLabel("Customer reference").inputValue(), "TWINTWO");
  assert.equal(await second.getByLabel("Description, line 1").inputValue(), "Flour, bagged");
  assert.equal(await having("TWINTWO"), 0, "nothing was saved");
  await press(second, button(second, "Submit as a new order"));
  assert.notEqual(orderOf(second), order);
  assert.deepEqual([await having("TWINONE"), await having("TWINTWO")], [1, 1]);
  await second.close();
});

test("a tab left open acts for its own carrier, wherever the other tab went", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "STALE" });
  const second = await further(clerk);
  await second.goto(`${PORTAL}/orders`);
  await second.locator("header details.menu summary").first().click();
  await second.getByRole("link", { name: /^Lisowski Logistics/ }).click();
  await second.waitForURL((url) => url.pathname.startsWith(POLISH));
  await second.goto(`${POLISH}/orders/new`);
  assert.equal(await second.getByLabel("Customer reference").inputValue(), "", "the other carrier's draft is its own");
  const order = await submit(clerk);
  assert.ok(clerk.url().includes(`${PORTAL}/orders/${order}`));
  assert.equal((await look(second, `${POLISH}/orders/${order}`, {})).status, 404);
  assert.ok(!(await look(second, `${POLISH}/orders`, { words: "main" })).words.includes("STALE"));
  await second.close();
});

test("access that ended while a form was open: a plain page, and no harm done", async () => {
  const bram = await tab(who(server.portal, { email: "bram@de-korenaar.example" }));
  await bram.goto(NEW);
  await choose(bram, "Collection", "dock 4");
  await desk.goto("/d/van-dorp/contacts");
  await press(desk, desk.getByRole("link", { name: "Bram Jansen" }));
  const bramsPage = new URL(desk.url()).pathname;
  await post(desk, bramsPage, { portal_access: null });
  await button(bram, "Submit").click();
  await bram.getByRole("heading", { name: "Nothing here" }).waitFor();
  await post(desk, bramsPage, { portal_access: "on" });
  await bram.goto(NEW);
  await bram.getByText("Draft restored").waitFor();
  assert.ok(await block(bram, "Collection").getByLabel("From the address book").inputValue(), "and what was typed comes back with the access");
  quiet(bram);
  await bram.context().close();
});

test("leaving with unsaved changes asks first; a draft comes back, and can be discarded", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "DRAFT" });
  await clerk.waitForTimeout(400);
  const asked = [];
  clerk.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await clerk.reload();
  assert.deepEqual(asked, ["beforeunload"]);
  await clerk.getByText("Draft restored").waitFor();
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "DRAFT");
  assert.equal(await clerk.getByLabel("Description, line 1").inputValue(), "Flour, bagged");
  assert.equal(await block(clerk, "Delivery").getByLabel("City").inputValue(), "Amsterdam");
  await clerk.getByRole("button", { name: "Discard" }).click();
  await clerk.waitForFunction(() => document.querySelector("#reference")?.value === "");
  assert.equal(await clerk.getByText("Draft restored").count(), 0);
  clerk.removeAllListeners("dialog");
});

test("the program goes down while an order is submitted: a banner, and it goes through by itself, once", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "DOWN" });
  await clerk.waitForTimeout(300);
  await server.kill();
  await button(clerk, "Submit").click();
  const banner = clerk.locator("#banner");
  await banner.getByText("No connection to the server.").waitFor();
  assert.match(await read(banner), /Nothing is lost/);
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "DOWN");
  assert.equal(await clerk.getByLabel("Description, line 1").inputValue(), "Flour, bagged");
  await server.start();
  await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}/, { timeout: 15_000 });
  assert.equal(await having("DOWN"), 1);
});

test("while a form waits to send itself again, a part of it that cannot be refreshed does not take its place", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "PART" });
  await clerk.waitForTimeout(300);
  await server.kill();
  await button(clerk, "Submit").click();
  await clerk.locator("#banner").getByText("No connection to the server.").waitFor();
  const failed = clerk.waitForEvent("requestfailed", (request) => request.url().endsWith("/refresh"));
  await clerk.getByLabel("Customer reference").dispatchEvent("change");
  await failed;
  await server.start();
  await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}/, { timeout: 15_000 });
  assert.equal(await having("PART"), 1);
});

test("an answer that is lost on its way: the order is there once", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "LOST" });
  let lost = 0;
  await clerk.route(`**${NEW}`, async (route) => {
    if (route.request().method() !== "POST" || lost) return route.continue();
    lost++;
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  await button(clerk, "Submit").click();
  await clerk.locator("#banner").getByText("No connection to the server.").waitFor();
  await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}/, { timeout: 15_000 });
  await clerk.unroute(`**${NEW}`);
  assert.equal(lost, 1);
  assert.equal(await having("LOST"), 1);
});

test("a program that does not answer for a while: one submission, however often it is pressed", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "SLOW" });
  await clerk.waitForTimeout(300);
  await clerk.locator("main").evaluate((main) => main.setAttribute("data-seen", ""));
  server.signal("SIGSTOP");
  await button(clerk, "Submit").click();
  for (let again = 0; again < 3; again++) await button(clerk, "Submit").click({ force: true });
  await clerk.waitForTimeout(1_000);
  server.signal("SIGCONT");
  await clerk.locator("main:not([data-seen])").waitFor();
  orderOf(clerk);
  assert.equal(await having("SLOW"), 1);
});

test("a database that is locked for longer than it waits: a banner, nothing lost, and it recovers by itself", async () => {
  await blank(clerk);
  await fill(clerk, { reference: "LOCKED" });
  await clerk.waitForTimeout(300);
  const held = await lock(server.file);
  await button(clerk, "Submit").click();
  await clerk.locator("#banner").getByText("Nothing is lost").waitFor({ timeout: 15_000 });
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "LOCKED");
  await held.end();
  await clerk.waitForURL(/\/orders\/[0-9a-f-]{36}/, { timeout: 20_000 });
  assert.equal(await having("LOCKED"), 1);
});

test("keys: / to search, j and k through a list, Enter opens; none of them while typing", async () => {
  await clerk.goto(`${PORTAL}/orders`);
  const keys = clerk.keyboard, rows = clerk.locator("main tbody [data-open]");
  await keys.press("/");
  await keys.type("jk");
  assert.equal(await clerk.locator("[data-search]").inputValue(), "jk");
  await rows.first().focus();
  await keys.press("j");
  await keys.press("j");
  await keys.press("k");
  const second = await rows.nth(1).getAttribute("href");
  assert.equal(await clerk.evaluate(() => document.activeElement.getAttribute("href")), second);
  await press(clerk, { click: () => keys.press("Enter") });
  assert.equal(new URL(clerk.url()).pathname, second);
});

test("staff report stops and cancel from a dialog, without leaving the page", async () => {
  await blank(clerk);
  await fill(clerk, { service: "Groupage Benelux", reference: "DIALOG" });
  const order = await submit(clerk);
  await desk.goto(`/d/van-dorp/orders/${order}`);
  await desk.getByLabel("Every stop that is not that far yet is").selectOption({ label: "Planned" });
  await press(desk, button(desk, "Report every stop"));
  assert.equal(await read(desk.locator("main .head .badge").first()), "Planned");
  await desk.getByRole("link", { name: "Cancel order…" }).click();
  const dialog = desk.getByRole("dialog");
  await desk.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await desk.getByRole("link", { name: "Cancel order…" }).click();
  await dialog.getByLabel("Reason for the customer").fill("The dock is closed.");
  await press(desk, dialog.getByRole("button", { name: "Cancel order" }));
  assert.equal(orderOf(desk), order);
  await desk.getByText("Cancelled. The customer is told.").waitFor();
  assert.equal(await desk.getByRole("dialog").count(), 0);
  await press(desk, button(desk, "Undo cancellation"));
  assert.equal(await read(desk.locator("main .head .badge").first()), "Planned", "back where its stops are");
});

test("the browser had nothing to complain about but what was done to it", () => {
  const done = /ERR_CONNECTION_(REFUSED|RESET)|Failed to fetch|^503 |status of 503/;
  clerk.problems = clerk.problems.filter((problem) => !done.test(problem));
  quiet(clerk);
  quiet(desk);
});
