// Templates: an order made every week, kept once, made again by a few keys; what binds stays, and what went out of date says so.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { block, button, line, orderOf, press, read, weekday, who } from "./walk.mjs";

const ROOT = "/p/van-dorp/de-korenaar";
let browser, server, desk, clerk;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const link = (page, name) => page.locator("main").getByRole("link", { name, exact: true });

/** Follows the menu of a new order. */
async function begin(page, name) {
  await page.goto(`${ROOT}/orders/new`);
  await button(page, "From a template").click();
  await press(page, page.getByRole("navigation", { name: "New order from a template" }).getByRole("link", { name, exact: true }));
}

test("an order from a template is a reference, a date and a key", async () => {
  await begin(clerk, "Flour to Gent");
  await clerk.getByText("its transport service and its locations stay as they are").waitFor();
  assert.match(await read(block(clerk, "General details")), /Groupage Benelux/);
  assert.match(await read(block(clerk, "Delivery")), /Bakkerij Vermeulen Wiedauwkaai 52, 9000 Gent \(BE\)/);
  assert.equal(await clerk.getByRole("combobox", { name: "Transport service" }).count() + await clerk.getByLabel("From the address book").count(), 0);
  assert.equal(await clerk.getByLabel("Quantity, line 1").inputValue(), "8");

  // The cursor stands in the reference: type it, go on to the date, submit.
  await clerk.locator("#reference:focus").waitFor();
  await clerk.keyboard.type("FLOUR-22");
  await clerk.keyboard.press("Enter");
  const date = clerk.locator("[name='c0.collection.date']:focus");
  await date.fill(weekday(7));
  await clerk.getByText("Any time it is open: 06:00–12:00, 12:30–16:30").waitFor();
  await clerk.locator("main").evaluate((main) => main.setAttribute("data-seen", ""));
  await clerk.keyboard.press("Control+Enter");
  await clerk.locator("main:not([data-seen])").waitFor();
  orderOf(clerk);
  assert.match(await read(clerk.locator("main")), /FLOUR-22.*Groupage Benelux.*De Korenaar, dock 4.*Bakkerij Vermeulen/);
  quiet(clerk);
});

test("an order is saved as a template, used, renamed and archived", async () => {
  await clerk.goto(`${ROOT}/orders?q=FLOUR-22`);
  await press(clerk, clerk.locator("tr", { hasText: "FLOUR-22" }).locator("[data-open]"));
  await press(clerk, link(clerk, "Save as a template"));
  assert.equal(await clerk.getByLabel("Name", { exact: true }).inputValue(), "Werkendam to Gent");
  await clerk.getByLabel("Name", { exact: true }).fill("Flour to Gent");
  await press(clerk, button(clerk, "Save"));
  await clerk.getByRole("link", { name: /A template is called “Flour to Gent” already/ }).waitFor();
  await clerk.getByLabel("Name", { exact: true }).fill("Flour, extra run");
  await press(clerk, button(clerk, "Save"));
  await clerk.getByRole("heading", { name: "Flour, extra run", level: 1 }).waitFor();
  await press(clerk, link(clerk, "New order from this template"));
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "", "the reference is another order's");
  await press(clerk, clerk.getByRole("link", { name: "Begin without it" }));
  await clerk.getByRole("combobox", { name: "Transport service" }).waitFor();

  await press(clerk, clerk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Templates", exact: true }));
  await press(clerk, link(clerk, "Flour, extra run"));
  await clerk.getByLabel("Name", { exact: true }).fill("Extra run");
  await press(clerk, button(clerk, "Save"));
  await clerk.getByRole("heading", { name: "Extra run", level: 1 }).waitFor();
  await press(clerk, button(clerk, "Archive Extra run"));
  await clerk.getByText("This template is archived and no longer offered").waitFor();
  await press(clerk, button(clerk, "Restore"));
  await link(clerk, "New order from this template").waitFor();
  await press(clerk, button(clerk, "Archive Extra run"));
  quiet(clerk);
});

test("the desk sees a customer's templates and begins an order from one", async () => {
  await press(desk, line(desk, "Customers", "COMPANIES"));
  await press(desk, link(desk, "De Korenaar BV"));
  await press(desk, desk.locator("#templates").getByRole("link", { name: "Sligro Veghel, Fridays" }));
  assert.match(await read(desk.locator("main")), /Transport service Groupage Benelux.*Distributiecentrum Sligro Veghel/);
  await press(desk, link(desk, "New order from this template"));
  await desk.getByText("From the template Sligro Veghel, Fridays").waitFor();
  assert.equal(await desk.getByLabel("From the address book").count(), 0);
  quiet(desk);
});

test("a location is archived: the template says so, the order begun from it is bound to nothing", async () => {
  await clerk.goto(`${ROOT}/locations?find=vermeulen`);
  await press(clerk, link(clerk, "Bakkerij Vermeulen"));
  await press(clerk, button(clerk, "Archive Bakkerij Vermeulen"));
  await clerk.goto(`${ROOT}/templates`);
  const row = clerk.locator("tr", { hasText: "Flour to Gent" });
  assert.match(await read(row), /Out of date.*Delivery: Bakkerij Vermeulen is no longer in the address book/);
  await begin(clerk, "Flour to Gent");
  await clerk.getByText("The template Flour to Gent is out of date").waitFor();
  assert.equal(await block(clerk, "Delivery").getByLabel("Name", { exact: true }).inputValue(), "");
  assert.equal(await clerk.locator("[name='c0.collection.street']").inputValue(), "Havenweg 12");
  assert.equal(await clerk.getByLabel("Quantity, line 1").inputValue(), "8");
  quiet(clerk);
});
