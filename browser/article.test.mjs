// The carrier's set-up, word by word, as its manual describes it, and what the orders then become: for every combination of
// customer, transport service and organisation.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { block, button, day, fill, goods, line, look, orderOf, post, press, read, submit, weekday, who } from "./walk.mjs";

const SERVICE = "Groupage Benelux";
const NEW = "/p/van-dorp/de-korenaar/orders/new";
let browser, server, desk, clerk, service, customer;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  await clerk.goto("/p/van-dorp/de-korenaar/orders");
  await desk.goto("/d/van-dorp/orders");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const group = (name) => desk.getByRole("group", { name: new RegExp(`^(\\d\\. )?${name}`) });
const saved = () => desk.locator("main").getByText("Saved.", { exact: true }).waitFor();
/** Where an address ends: the id of the service or the customer in view. */
const last = () => new URL(desk.url()).pathname.split("/").at(-1);

test("Organisation Settings", async () => {
  await press(desk, line(desk, "Organisation settings", "CONFIGURATION"));
  await press(desk, desk.getByRole("link", { name: "Customer portal", exact: true }));
  const statuses = group("Customer portal order creation statuses");
  assert.deepEqual(await choices(statuses), ["Quote", "To Plan"]);
  assert.ok(await statuses.getByRole("radio", { name: /^To Plan/ }).isChecked(), "at first an order goes straight to planning");
  await statuses.getByRole("radio", { name: /^Quote/ }).check();
  await press(desk, button(desk, "Save"));
  await saved();
  await desk.reload();
  assert.ok(await group("Customer portal order creation statuses").getByRole("radio", { name: /^Quote/ }).isChecked());
});

test("Transport Service: its three numbered points", async () => {
  await press(desk, line(desk, "Transport Services", "RATES", "Order Input"));
  await press(desk, desk.getByRole("link", { name: SERVICE, exact: true }));
  service = last();
  await desk.getByRole("link", { name: "Customer Portal Permissions" }).click();
  const permissions = group("Customer Portal Permissions");
  const words = await read(permissions);
  for (const [at, point] of ["Customers who can select this service", "Default customer portal order status", "Cutoff orders with same day collection"].entries())
    assert.ok(words.includes(`${at + 1}. ${point}`), `${at + 1}. ${point}`);

  assert.deepEqual(await choices(group("Customers who can select this service")), ["All customers with access to the portal", "Specific customers"]);
  assert.deepEqual(await choices(group("Cutoff orders with same day collection")), [
    "No cutoff for same day collections",
    "Orders need to be entered 1 day before collection",
    "Define cutoff time for same day orders",
  ]);
  await group("Default customer portal order status").getByRole("radio", { name: /^To Plan/ }).check();
  const cutOff = group("Cutoff orders with same day collection");
  await cutOff.getByRole("radio", { name: "Define cutoff time" }).check();
  await desk.getByLabel("Cut-off time", { exact: true }).fill("");
  await press(desk, button(desk, "Save"));
  assert.equal(await desk.getByLabel("Cut-off time", { exact: true }).getAttribute("aria-invalid"), "true", "a cut-off needs its time");
  assert.ok(await group("Default customer portal order status").getByRole("radio", { name: /^To Plan/ }).isChecked(), "what was chosen is still there");

  await cutOff.getByRole("radio", { name: "No cutoff" }).check();
  // Every day of the week and no holidays, so that these walks can be made on any day.
  for (const name of ["Collects on", "Delivers on"])
    for (const box of await group(name).getByRole("checkbox").all()) await box.check();
  await desk.getByLabel("Closed on public holidays of").selectOption({ label: "No country" });
  await desk.getByLabel("Lead time in days").fill("");
  await press(desk, button(desk, "Save"));
  await saved();
});

test("Customer Profile", async () => {
  await press(desk, line(desk, "Customers", "COMPANIES"));
  await desk.getByLabel("Search customers").fill("koren");
  await desk.getByRole("link", { name: "Bakker Fruit BV" }).waitFor({ state: "detached" });
  await press(desk, desk.getByRole("link", { name: "De Korenaar BV", exact: true }));
  customer = last();
  const defaults = desk.locator("section", { has: desk.getByRole("heading", { name: "Create order: default values" }) });
  assert.deepEqual(await defaults.getByLabel("Status").locator("option").allTextContents(), ["(empty)", "Quote", "To Plan"]);
  await defaults.getByLabel("Status").selectOption({ label: "To Plan" });
  await press(desk, button(desk, "Save"));
  await saved();
});

test("an order in the portal becomes what was set, in the clerk's own hands", async () => {
  await press(clerk, clerk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "New order" }));
  await fill(clerk, { service: SERVICE, reference: "4500123987" });
  await clerk.getByRole("complementary").getByText("Goes straight to planning").waitFor();
  const id = await submit(clerk);
  assert.deepEqual(await statusOf(id), { portal: "To Plan", orders: "To Plan", quotes: undefined, decided: "Customer profile" });
});

for (const organisation of ["QUOTE", "TO_PLAN"])
  for (const ofService of ["", "QUOTE", "TO_PLAN"])
    test(`organisation ${organisation}, service ${ofService || "none"}, each customer: as promised`, async () => {
      await set(`/d/van-dorp/settings/portal`, organisation);
      await set(`/d/van-dorp/services/${service}`, ofService);
      for (const ofCustomer of ["", "QUOTE", "TO_PLAN"]) {
        await set(`/d/van-dorp/customers/${customer}`, ofCustomer);
        const promised = ofCustomer || ofService || organisation;
        const words = promised === "QUOTE" ? "Quote" : "To Plan";
        const decided = ofCustomer ? "Customer profile" : ofService ? `Transport service ${SERVICE}` : "Organisation settings";
        const made = await order();
        const found = await statusOf(made);
        const lists = promised === "QUOTE" ? { orders: undefined, quotes: "Quote" } : { orders: "To Plan", quotes: undefined };
        assert.deepEqual(found, { portal: words, ...lists, decided }, `customer ${ofCustomer || "none"}`);
      }
    });

test("a quote: its number under All, Portal in Quotes, and a new order number when sent to planning", async () => {
  await set(`/d/van-dorp/customers/${customer}`, "QUOTE");
  await clerk.goto(NEW);
  await fill(clerk, { service: SERVICE });
  const id = await submit(clerk);
  const quote = (await read(clerk.getByRole("heading", { level: 1 }))).match(/Quote-\d{4,}/)[0];
  await clerk.goto("/p/van-dorp/de-korenaar/orders");
  assert.equal(await read(clerk.locator("nav.tabs [aria-current]").locator("visible=true")).then((tab) => tab.replace(/ \d+$/, "")), "All");
  assert.ok((await read(clerk.locator(`#order-${id}`))).includes(quote), "the customer sees the quote number under All");

  await press(desk, desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Quotes/ }));
  const row = desk.locator(`#order-${id}`);
  assert.ok((await row.locator(".badge").allInnerTexts()).includes("Portal"));
  await press(desk, row.getByRole("link", { name: quote }));
  await press(desk, button(desk, "Send to planning"));
  const order = (await read(desk.getByRole("heading", { level: 1 }))).match(/Or-\d{4,}/)[0];
  assert.equal(orderOf(desk), id, "the same order");
  assert.ok((await read(desk.locator("main"))).includes(quote), "the quote number stays beside it");
  for (const number of [order, quote]) {
    await desk.locator("[data-search]").fill(number);
    await press(desk, { click: () => desk.keyboard.press("Enter") });
    assert.ok((await read(desk.locator("main"))).includes(order), `${number} finds it`);
  }
  const theirs = await look(clerk, `/p/van-dorp/de-korenaar/orders/${id}`, { words: "main" });
  assert.ok(theirs.words.includes(order) && theirs.words.includes(quote), "the customer sees both");
  assert.equal((await statusOf(id)).quotes, undefined, "no longer among the quotes");
});

test("a To Plan order keeps its number until it is delivered", async () => {
  await set(`/d/van-dorp/customers/${customer}`, "TO_PLAN");
  const id = await order();
  await desk.goto(`/d/van-dorp/orders/${id}`);
  const number = await read(desk.getByRole("heading", { level: 1 }));
  const seen = [];
  for (const step of ["Planned", "Dispatched", "On the way", "At the stop", "Completed"])
    for (const stop of ["Collection", "Delivery"]) {
      const block = desk.locator("section.block", { has: desk.getByRole("heading", { name: new RegExp(`^${stop}`) }) });
      await block.getByLabel(`${stop} is now`).selectOption({ label: step });
      await press(desk, block.getByRole("button", { name: `Report ${stop}` }));
      assert.equal(await read(desk.getByRole("heading", { level: 1 })), number);
      const { portal } = await statusOf(id);
      if (portal !== seen.at(-1)) seen.push(portal);
    }
  assert.deepEqual(seen, ["To Plan", "Planned", "Departed", "In transit", "Delivered"]);
});

test("a service for named customers is not offered to others", async () => {
  const other = await open(browser, { base: server.url });
  await signIn(other, who(server.portal, { organisation: "van-dorp", customer: "bakker-fruit" }));
  const offered = async (page, slug) => {
    await page.goto(`/p/van-dorp/${slug}/orders/new`);
    return (await page.getByLabel("Transport service", { exact: true }).locator("option").allTextContents()).includes(SERVICE);
  };
  assert.ok(await offered(other, "bakker-fruit"), "at first all customers have it");
  await desk.goto(`/d/van-dorp/services/${service}`);
  await group("Customers who can select this service").getByRole("radio", { name: "Specific customers" }).check();
  await desk.getByRole("checkbox", { name: /^De Korenaar BV/ }).check();
  await press(desk, button(desk, "Save"));
  await saved();
  assert.ok(!(await offered(other, "bakker-fruit")), "the other customer does not see it");
  assert.ok(await offered(clerk, "de-korenaar"), "the named one does");
  quiet(other);
  await other.context().close();
});

test("orders need to be entered 1 day before collection: the same day is refused, beside the date, and nothing typed is lost", async () => {
  await desk.goto(`/d/van-dorp/services/${service}`);
  await group("Cutoff orders with same day collection").getByRole("radio", { name: "Orders need to be entered 1 day before" }).check();
  await desk.getByLabel("Cut-off time", { exact: true }).fill("16:00");
  await press(desk, button(desk, "Save"));
  await saved();
  await clerk.goto(NEW);
  await fill(clerk, { service: SERVICE, reference: "PO 77-12", date: day(0) });
  await press(clerk, button(clerk, "Submit"));
  assert.equal(new URL(clerk.url()).pathname, NEW);
  const date = block(clerk, "Collection").getByLabel("Date");
  assert.equal(await date.getAttribute("aria-invalid"), "true");
  const beside = clerk.locator(`[id="${(await date.getAttribute("aria-describedby")).split(" ").at(-1)}"]`);
  assert.match(await read(beside), /^The cut-off for this date was .*16:00/);
  await clerk.getByRole("alert").getByRole("link", { name: /cut-off for this date/ }).waitFor();
  assert.equal(await date.inputValue(), day(0));
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "PO 77-12");
  assert.equal(await clerk.getByLabel("Description, line 1").inputValue(), "Flour, bagged");
  await date.fill(weekday(8));
  await submit(clerk);
});

test("the browser had nothing to complain about", () => {
  quiet(desk);
  quiet(clerk);
});

/** The words of a group's choices, without what is explained beneath them. */
async function choices(set) {
  return set.locator("label:has(input[type=radio]) > span").evaluateAll((spans) => spans.map((span) => span.firstChild.textContent.trim()));
}

/** Sets the status at a place by its own form. */
async function set(path, status) {
  const answer = await post(desk, path, { order_status: status });
  assert.deepEqual([answer.status, answer.wrong], [200, []], path);
}

/** An order of the clerk by the portal's own form. */
async function order() {
  const answer = await post(clerk, NEW, {
    service,
    "c0.collection.name": "De Korenaar, dock 4", "c0.collection.street": "Havenweg 12", "c0.collection.postcode": "4251 AB", "c0.collection.city": "Werkendam",
    "c0.delivery.name": "Bakkerij Vermeulen", "c0.delivery.street": "Wiedauwkaai 52", "c0.delivery.postcode": "1012 AB", "c0.delivery.city": "Amsterdam",
    "c0.collection.date": day(7),
    "c0.g0.quantity": "4", "c0.g0.packaging": "euro pallets", "c0.g0.description": "Flour, bagged",
  });
  assert.deepEqual([answer.status, answer.wrong], [200, []]);
  return answer.path.split("/").at(-1);
}

/** The status of an order as the customer's page, the desk's two lists and its page say it. */
async function statusOf(id) {
  const { portal } = await look(clerk, `/p/van-dorp/de-korenaar/orders/${id}`, { portal: "main .head .badge" });
  const { orders } = await look(desk, "/d/van-dorp/orders", { orders: `#order-${id} td[data-label=Status]` });
  const { number } = await look(desk, "/d/van-dorp/quotes", { number: `#order-${id} [data-open]` });
  const { decided } = await look(desk, `/d/van-dorp/orders/${id}`, { decided: "main tr.decides th" });
  return { portal, orders, quotes: number?.replace(/-\d+$/, ""), decided };
}
