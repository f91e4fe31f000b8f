// Without script: everything the day needs, by whole pages and posted forms.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { lock, serve } from "./server.mjs";
import { address, block, button, goods, line, orderOf, press, read, weekday, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/bakker-fruit";
let browser, server, desk, clerk, order;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url, script: false });
  clerk = await open(browser, { base: server.url, script: false });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("sign in by password", async () => {
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  assert.equal(await desk.evaluate(() => document.documentElement.classList.contains("js")), false, "no script ran");
  await desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Orders/ }).waitFor();
});

test("a wrong password is refused with the address still there", async () => {
  const { email } = who(server.portal, { customer: "bakker-fruit" });
  await clerk.goto("/sign-in");
  await clerk.getByLabel("E-mail address").fill(email);
  await clerk.getByLabel("Password").fill("not this one");
  await press(clerk, button(clerk, "Sign in with password"));
  assert.equal(new URL(clerk.url()).pathname, "/sign-in");
  assert.equal(await clerk.getByLabel("E-mail address").inputValue(), email);
  await clerk.getByRole("alert").waitFor();
});

test("sign in by the mailed link, once", async () => {
  const { email } = who(server.portal, { customer: "bakker-fruit" });
  await clerk.goto("/sign-in");
  await clerk.getByLabel("E-mail address").fill(email);
  await press(clerk, button(clerk, "Mail me a link"));
  await press(clerk, clerk.getByRole("link", { name: "Read what was sent" }));
  const mail = clerk.getByRole("article").filter({ hasText: email }).first();
  const link = mail.getByRole("link").filter({ hasText: "/sign-in/link/" });
  const href = await link.getAttribute("href");
  await press(clerk, link);
  await press(clerk, button(clerk, "Sign in"));
  assert.equal(new URL(clerk.url()).pathname, `${PORTAL}/dashboard`);

  const second = await open(browser, { base: server.url, script: false });
  await second.goto(href);
  await second.getByRole("heading", { name: "This link is of no use any more" }).waitFor();
  await second.context().close();
});

test("submit an order with two goods lines", async () => {
  await press(clerk, clerk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "New order" }));
  await clerk.getByLabel("Transport service", { exact: true }).selectOption({ label: "Groupage Benelux" });
  await press(clerk, button(clerk, "Update"));
  await clerk.getByLabel("Service level").selectOption({ label: "Tail lift" });
  await clerk.getByLabel("Customer reference").fill("BF-20418");
  await address(clerk, "Collection", { name: "Bakker Fruit, cold store", street: "Handelsweg 180", postcode: "2988 DC", city: "Ridderkerk" });
  await address(clerk, "Delivery", { name: "Groothandel Peeters", street: "Vrijheidweg 8", postcode: "1521 RR", city: "Wormerveer" });
  await block(clerk, "Collection").getByLabel("Date").fill(weekday(7));
  await goods(clerk, 1, { quantity: "6", description: "Apples, Elstar", weight: "3 180,5" });
  await press(clerk, button(clerk, "Add line"));
  assert.equal(await clerk.getByLabel("Description, line 1").inputValue(), "Apples, Elstar", "what was typed is still there");
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "BF-20418");
  await goods(clerk, 2, { quantity: "two", packaging: "boxes", description: "Pears, Conference", weight: "96" });
  await press(clerk, button(clerk, "Submit"));
  const quantity = clerk.getByLabel("Quantity, line 2");
  assert.equal(await quantity.getAttribute("aria-invalid"), "true");
  assert.equal(await quantity.inputValue(), "two");
  await quantity.fill("2");
  await press(clerk, button(clerk, "Submit"));
  order = orderOf(clerk);
  const words = await read(clerk.locator("main"));
  for (const said of ["BF-20418", "Apples, Elstar", "Pears, Conference", "Tail lift", "Groothandel Peeters"]) assert.ok(words.includes(said), said);
  assert.match(words, /3[^0-9]?180[.,]5/);
});

test("duplicate it: all but reference and date", async () => {
  await press(clerk, clerk.getByRole("link", { name: "Duplicate" }));
  assert.equal(await clerk.getByLabel("Customer reference").inputValue(), "");
  assert.equal(await block(clerk, "Collection").getByLabel("Date").inputValue(), "");
  assert.equal(await clerk.getByLabel("Description, line 2").inputValue(), "Pears, Conference");
  await block(clerk, "Collection").getByLabel("Date").fill(weekday(8));
  await press(clerk, button(clerk, "Submit"));
  assert.notEqual(orderOf(clerk), order);
  assert.ok((await read(clerk.locator("main"))).includes("Groothandel Peeters"));
});

test("staff cancel it with a reason, and undo that", async () => {
  await press(desk, desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Orders/ }));
  await press(desk, desk.locator(`#order-${order} [data-open]`));
  await press(desk, desk.locator("main").getByRole("link", { name: "Cancel order…" }));
  await press(desk, button(desk, "Cancel order"));
  assert.equal(await desk.getByLabel("Reason for the customer").getAttribute("aria-invalid"), "true", "a reason is asked for");
  await desk.getByLabel("Reason for the customer").fill("The cold store is closed that day.");
  await press(desk, button(desk, "Cancel order"));
  assert.equal(orderOf(desk), order);
  await press(clerk, { click: () => clerk.goto(`${PORTAL}/orders/${order}`) });
  const theirs = await read(clerk.locator("main"));
  assert.ok(theirs.includes("Cancelled by the carrier") && theirs.includes("The cold store is closed that day."), "the customer reads why");

  await press(desk, button(desk, "Undo cancellation"));
  await clerk.reload();
  assert.ok(!(await read(clerk.locator("main .head"))).includes("Cancelled"));
  assert.ok((await read(clerk.locator("main .head"))).includes("To Plan"));
});

test("change a setting: orders of this customer become quotes", async () => {
  await press(desk, line(desk, "Customers", "COMPANIES"));
  await desk.getByLabel("Search customers").fill("bakker");
  await press(desk, button(desk, "Search"));
  await press(desk, desk.getByRole("link", { name: "Bakker Fruit BV", exact: true }));
  await desk.getByLabel("Status", { exact: true }).selectOption({ label: "Quote" });
  await press(desk, button(desk, "Save"));
  await desk.locator("main").getByText("Saved.", { exact: true }).waitFor();
  assert.equal(await desk.getByLabel("Status", { exact: true }).inputValue(), "QUOTE");
});

test("send a quote to planning", async () => {
  await clerk.goto(`${PORTAL}/orders/${order}`);
  await press(clerk, clerk.getByRole("link", { name: "Duplicate" }));
  await block(clerk, "Collection").getByLabel("Date").fill(weekday(9));
  await press(clerk, button(clerk, "Submit"));
  const id = orderOf(clerk);
  const quote = await read(clerk.getByRole("heading", { level: 1 }));
  assert.match(quote, /^Quote-\d{4,}$/);
  await press(desk, desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Quotes/ }));
  await press(desk, desk.locator(`#order-${id} [data-open]`));
  await press(desk, button(desk, "Send to planning"));
  assert.match(await read(desk.getByRole("heading", { level: 1 })), /^Or-\d{4,}$/);
  assert.ok((await read(desk.locator("main"))).includes(quote));
});

test("a database that is locked: the page keeps what was typed, and Try again makes the order, once", async () => {
  await clerk.goto(`${PORTAL}/orders/${order}`);
  await press(clerk, clerk.getByRole("link", { name: "Duplicate" }));
  await clerk.getByLabel("Customer reference").fill("LOCKED");
  await block(clerk, "Collection").getByLabel("Date").fill(weekday(9));
  const held = await lock(server.file);
  await press(clerk, button(clerk, "Submit"));
  await clerk.getByText("What you typed is kept on this page").waitFor();
  await held.end();
  await press(clerk, button(clerk, "Try again"));
  assert.equal(await read(clerk.getByRole("heading", { level: 1 })), "LOCKED");
  await clerk.goto(`${PORTAL}/orders?q=LOCKED`);
  assert.equal(await clerk.locator("main tbody tr").count(), 1);
});

test("sign out", async () => {
  await clerk.locator("summary", { hasText: "your menu" }).click();
  await press(clerk, clerk.getByRole("button", { name: "Sign out" }));
  await clerk.goto(`${PORTAL}/orders`);
  assert.equal(new URL(clerk.url()).pathname, "/sign-in");
  quiet(desk);
  clerk.problems = clerk.problems.filter((problem) => !/^503 |status of 503/.test(problem)); // the locked database
  quiet(clerk);
});
