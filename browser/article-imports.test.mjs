// The manual from "Provision Order Import features" to its end, line by line, by the carrier's super admin and a customer's clerk:
// provisioning, the settings, how it works, and what its troubleshooting promises. Where the book departs from it on purpose, as the
// book says: the reference is always shown, and a customer may have settings of its own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { block, button, day, fill, line, look, orderOf, post, press, read, submit, weekday, who } from "./walk.mjs";

const SERVICE = "Groupage Benelux", SECOND = 1_000;
const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp";
let browser, server, desk, clerk, service, earlier;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  for (const page of [desk, clerk]) page.on("dialog", (dialog) => dialog.accept());
  // Every day and no cut-off, so that the walk can be made on any day.
  await desk.goto(`${DESK}/services`);
  await press(desk, desk.getByRole("link", { name: SERVICE, exact: true }));
  service = new URL(desk.url()).pathname.split("/").at(-1);
  for (const name of ["Collects on", "Delivers on"])
    for (const box of await desk.getByRole("group", { name: new RegExp(`^${name}`) }).getByRole("checkbox").all()) await box.check();
  await desk.getByLabel("Closed on public holidays of").selectOption({ label: "No country" });
  await desk.getByLabel("Lead time in days").fill("");
  await cutOff("No cutoff");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Saves the service with another cut-off. */
async function cutOff(name, time) {
  if (!desk.url().includes(service)) await desk.goto(`${DESK}/services/${service}`);
  await desk.getByRole("group", { name: /Cutoff orders with same day collection/ }).getByRole("radio", { name }).check();
  if (time) await desk.getByLabel("Cut-off time", { exact: true }).fill(time);
  await press(desk, button(desk, "Save"));
}

const panel = () => desk.locator("#order-import");

/** Sets settings of the order import by their labels, where they stand. */
async function set(settings) {
  await desk.goto(`${DESK}/settings/portal`);
  for (const [label, value] of Object.entries(settings)) {
    const field = panel().getByLabel(label, { exact: true });
    await panel().getByLabel(label, { exact: true }).and(desk.locator(":enabled")).waitFor();
    if (typeof value === "boolean") await field.setChecked(value);
    else await field.selectOption({ label: value });
    if (label === "Enable updates")
      await panel().getByLabel("Apply changes automatically").and(desk.locator(value ? ":enabled" : ":disabled")).waitFor();
  }
  await press(desk, panel().getByRole("button", { name: "Save" }));
  for (const [label, value] of Object.entries(settings)) {
    const field = panel().getByLabel(label, { exact: true });
    const now = typeof value === "boolean" ? await field.isChecked() : await field.locator("option:checked").innerText();
    assert.equal(now, value, label);
  }
}

/** The clerk submits; the order's id. */
async function order(reference, { date = weekday(7) } = {}) {
  await clerk.goto(`${PORTAL}/orders/new`);
  await fill(clerk, { service: SERVICE, reference, date });
  return submit(clerk);
}

/** The clerk changes the quantity of what they submitted. */
async function edit(id, quantity) {
  await clerk.goto(`${PORTAL}/orders/${id}`);
  await press(clerk, clerk.locator(".acts").getByRole("link", { name: "Edit", exact: true }));
  await clerk.getByLabel("Quantity, line 1", { exact: true }).fill(String(quantity));
  await press(clerk, button(clerk, "Send changes"));
  assert.equal(orderOf(clerk), id);
}

/** The clerk cancels. */
async function cancel(id, reason = "") {
  await clerk.goto(`${PORTAL}/orders/${id}`);
  await clerk.locator(".acts").getByRole("link", { name: "Cancel…" }).click();
  const dialog = clerk.getByRole("dialog");
  await dialog.getByLabel(/^Reason/).fill(reason);
  await press(clerk, dialog.getByRole("button", { name: "Cancel order" }));
}

/** The words beside the heading. */
const badges = async (page) => (await page.locator("main .head .badges > *").allInnerTexts()).map((words) => words.split(",")[0].trim());

/** Waits until the clerk's open page has a badge, without anybody touching it. */
const told = (words) => clerk.locator("main .head .badge", { hasText: words }).waitFor({ timeout: 3 * SECOND });

/** The desk opens what waits of a reference, from the menu. */
async function opens(reference) {
  await press(desk, desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Order Imports/ }));
  const row = desk.locator("tbody tr", { hasText: reference }).locator("[data-open]");
  await press(desk, row);
  assert.equal(await read(desk.locator("#import-h")), reference);
}

/** Whether an order stands under a tab of the portal. */
const under = async (tab, id) => Boolean((await look(clerk, `${PORTAL}/orders?tab=${tab}`, { row: `#order-${id}` })).row);

test("before: orders cannot be edited once submitted, and only a super admin provisions", async () => {
  earlier = await order("Before the flow");
  assert.equal(await clerk.locator(".acts").getByText(/^(Edit|Cancel…)$/).count(), 0);
  const admin = await open(browser, { base: server.url });
  await signIn(admin, who(server.staff, { organisation: "van-dorp", role: "ADMIN" }));
  await admin.goto(`${DESK}/settings/portal`);
  assert.ok(await admin.getByRole("heading", { name: "Customer portal order import" }).isVisible());
  assert.equal(await admin.getByRole("button", { name: "Provision" }).count(), 0);
  await admin.context().close();
});

test("Provision: the fields that configure the order import functions are displayed", async () => {
  await press(desk, line(desk, "Organisation settings", "CONFIGURATION"));
  await press(desk, desk.getByRole("link", { name: "Customer portal", exact: true }));
  assert.equal(await desk.getByLabel("Enable updates").count(), 0);
  await press(desk, button(desk, "Provision"));
  for (const heading of ["Customer portal order import", "Automation"]) await panel().getByRole("heading", { name: heading, exact: true }).waitFor();
  const enabled = panel().getByLabel("Customer portal order creation via order import enabled");
  assert.ok(await enabled.isChecked(), "on once provisioned");
  assert.match(await read(panel()), /It counts for all Customer Portal users/);
  const automation = panel().locator("#import-automation");
  assert.deepEqual(await automation.getByRole("switch").evaluateAll((all) => all.map((one) => one.labels[0].textContent)), [
    "Automatically create orders", "Apply changes automatically", "Apply cancellations automatically",
  ]);
  for (const toggle of await automation.getByRole("switch").all()) assert.ok(!(await toggle.isChecked()));
  assert.ok(await automation.getByLabel("Apply changes automatically").isDisabled(), "only available if Enable updates is toggled on");
  for (const limit of await automation.getByRole("combobox").all()) {
    assert.deepEqual(await limit.locator("option").allTextContents(), ["Quote", "To Plan", "Planned", "Departed"]);
    assert.equal(await limit.locator("option:checked").innerText(), "Planned");
  }
  await set({ "Enable updates": true });
});

test("to submit an order customers must use a unique customer reference, else an error is shown; the field is always visible", async () => {
  await clerk.goto(`${PORTAL}/orders/new`);
  assert.ok(await clerk.getByLabel("Customer reference").isVisible(), "nobody has to look for it behind + Add information");
  await fill(clerk, { service: SERVICE, reference: "" });
  await press(clerk, button(clerk, "Submit"));
  const reference = clerk.getByLabel("Customer reference");
  assert.equal(await reference.getAttribute("aria-invalid"), "true");
  await reference.fill("PO 100");
  const first = await submit(clerk);
  await clerk.goto(`${PORTAL}/orders/new`);
  await fill(clerk, { service: SERVICE, reference: "po  100" });
  await press(clerk, button(clerk, "Submit"));
  assert.equal(await clerk.getByLabel("Customer reference").getAttribute("aria-invalid"), "true");
  assert.match(await read(clerk.locator(".summary")), /This reference is used by/);
  assert.equal(await clerk.getByLabel("Description, line 1").inputValue(), "Flour, bagged", "what was typed is still there");
  await cancel(first);
});

test("Automatically create orders off: it waits, staff create it from Order Imports, and the open page of the customer says so", async () => {
  const id = await order("PO 101");
  assert.deepEqual(await badges(clerk), ["Waiting for approval"]);
  assert.ok(await under("waiting", id));
  assert.equal((await look(desk, `${DESK}/orders`, { row: `#order-${id}` })).row, undefined, "no order yet");
  await opens("PO 101");
  await press(desk, desk.locator("#decide").getByRole("button", { name: "Create order" }));
  await told("To Plan");
  assert.ok(!(await under("waiting", id)));
  const row = await look(desk, `${DESK}/orders`, { row: `#order-${id}`, badge: `#order-${id} .badge.portal` });
  assert.ok(row.row.includes("PO 101"), "the reference links the portal order to the carrier's");
  assert.equal(row.badge, "Portal");
});

test("Automatically create orders on: the order is in the list with the label Portal; a quote in Quotes", async () => {
  await set({ "Automatically create orders": true });
  const id = await order("PO 102");
  assert.deepEqual(await badges(clerk), ["To Plan"]);
  assert.equal((await look(desk, `${DESK}/orders`, { badge: `#order-${id} .badge.portal` })).badge, "Portal");
  assert.deepEqual((await post(desk, `${DESK}/services/${service}`, { order_status: "QUOTE" })).wrong, []);
  const quote = await order("PO 103");
  assert.deepEqual(await badges(clerk), ["Quote"]);
  assert.equal((await look(desk, `${DESK}/quotes`, { badge: `#order-${quote} .badge.portal` })).badge, "Portal");
  assert.equal((await look(desk, `${DESK}/orders`, { row: `#order-${quote}` })).row, undefined, "in Quotes only");
  assert.deepEqual((await post(desk, `${DESK}/services/${service}`, { order_status: "" })).wrong, []);
});

test("Edit and Cancel on eligible orders; greyed out with the reason on others", async () => {
  const id = await order("PO 104");
  for (const name of ["Edit", "Cancel…"]) assert.ok(await clerk.locator(".acts").getByRole("link", { name, exact: true }).isVisible());
  await clerk.goto(`${PORTAL}/orders/${earlier}`);
  for (const name of ["Edit", "Cancel…"]) assert.ok(await clerk.locator(".acts").getByRole("button", { name }).isDisabled());
  assert.match(await read(clerk.locator("#why-edit")), /^Edit: It was made at once when it was submitted/);
  await set({ "Enable updates": false });
  await clerk.goto(`${PORTAL}/orders/${id}`);
  assert.match(await read(clerk.locator("#why-edit")), /The carrier does not take changes here/);
  await set({ "Enable updates": true, "Last status in which customers may update": "Quote", "Last status in which customers may cancel": "Quote" });
  await clerk.reload();
  assert.match(await read(clerk.locator("#why-edit")), /It is To Plan already; orders can be changed here until they are Quote/);
  assert.match(await read(clerk.locator("#why-cancel")), /orders can be cancelled here until they are Quote/);
  await set({ "Last status in which customers may update": "Departed", "Last status in which customers may cancel": "Departed" });
  await desk.goto(`${DESK}/orders/${id}`);
  await desk.getByLabel("Collection is now").selectOption({ label: "At the stop" });
  await press(desk, desk.getByRole("button", { name: "Report Collection" }));
  await clerk.reload();
  for (const why of ["#why-edit", "#why-cancel"]) assert.match(await read(clerk.locator(why)), /The collection has begun/);
  await set({ "Last status in which customers may update": "Planned", "Last status in which customers may cancel": "Planned" });
});

test("Apply changes automatically off: Update awaiting approval, and the label Update opens the revised order to validate", async () => {
  const id = await order("PO 105");
  await edit(id, 9);
  assert.deepEqual(await badges(clerk), ["To Plan", "Update awaiting approval"]);
  assert.ok(await under("waiting", id));
  await desk.goto(`${DESK}/orders`);
  const label = desk.locator(`#order-${id}`).getByRole("link", { name: /^Update/ });
  await press(desk, label);
  const difference = desk.locator("#import section", { hasText: "What changes" });
  assert.match(await read(difference), /Goods line 1, quantity 4 9/);
  assert.equal((await look(desk, `${DESK}/orders/${id}`, { goods: "td[data-label=Quantity]" })).goods, "4", "nothing has changed yet");
  await press(desk, desk.locator("#decide").getByRole("button", { name: "Accept", exact: true }));
  await clerk.locator("td[data-label=Quantity]", { hasText: "9" }).first().waitFor({ timeout: 3 * SECOND });
  assert.deepEqual(await badges(clerk), ["To Plan"]);
  assert.ok(!(await under("waiting", id)));

  await edit(id, 40);
  await desk.goto(`${DESK}/orders/${id}`);
  await press(desk, desk.locator("main .head").getByRole("link", { name: /^Update/ }));
  await desk.locator("#decide").getByRole("link", { name: "Reject…" }).click();
  await desk.getByRole("dialog").getByLabel("Reason for the customer").fill("The lorry is full.");
  await press(desk, desk.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }));
  await told("Update not accepted");
  assert.ok((await read(clerk.locator("main"))).includes("The lorry is full."));
});

test("Apply changes automatically on: the order changes at once, and the label stays until it is opened in the carrier's account", async () => {
  await set({ "Apply changes automatically": true });
  const id = await order("PO 106");
  await edit(id, 11);
  assert.deepEqual(await badges(clerk), ["To Plan", "Update awaiting approval"]);
  assert.equal((await look(desk, `${DESK}/orders/${id}`, { goods: "td[data-label=Quantity]" })).goods, "11", "applied");
  assert.match((await look(desk, `${DESK}/orders`, { row: `#order-${id}` })).row, /Update, applied/);
  await desk.goto(`${DESK}/orders/${id}`);
  await clerk.locator("main .head .badge", { hasText: "Update awaiting approval" }).waitFor({ state: "detached", timeout: 6 * SECOND });
  await set({ "Apply changes automatically": false });
});

test("Apply cancellations automatically: off it waits, on it is cancelled", async () => {
  const id = await order("PO 107");
  await cancel(id, "Sold out");
  assert.deepEqual(await badges(clerk), ["To Plan", "Cancellation awaiting approval"]);
  assert.ok(await clerk.locator(".acts").getByRole("button", { name: "Take it back" }).isVisible());
  await desk.goto(`${DESK}/orders`);
  await press(desk, desk.locator(`#order-${id}`).getByRole("link", { name: /^Cancellation/ }));
  assert.ok((await read(desk.locator("#import"))).includes("Sold out"));
  await press(desk, desk.locator("#decide").getByRole("button", { name: "Accept", exact: true }));
  await told("Cancelled by you");
  assert.ok(await under("cancelled", id));
  await set({ "Apply cancellations automatically": true });
  const next = await order("PO 108");
  await cancel(next);
  assert.deepEqual(await badges(clerk), ["Cancelled by you"]);
  assert.ok(await under("cancelled", next));
});

test("after the cut-off: an error only staff see; Fix the error opens the order entry page, and saving makes the order", async () => {
  await desk.goto(`${DESK}/services/${service}`);
  await cutOff("Orders need to be entered 1 day before", "16:00");
  const id = await order("PO 109", { date: day(0) });
  assert.deepEqual(await badges(clerk), ["Waiting for approval"]);
  assert.ok(!/cutoff time|too late|error/i.test(await read(clerk.locator("main"))), "this error is not visible to the customer");
  await press(desk, desk.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Order Imports/ }));
  await press(desk, desk.locator("nav.tabs").getByRole("link", { name: /^Errors/ }));
  await press(desk, desk.locator("tbody tr", { hasText: "PO 109" }).locator("[data-open]"));
  assert.ok((await read(desk.locator("#import"))).includes("Not allowed to create or update the order after the cutoff time"));
  await press(desk, desk.locator("#decide").getByRole("link", { name: "Fix the error" }));
  await desk.getByRole("heading", { name: "Fix the error" }).waitFor();
  assert.equal(await desk.getByLabel("Description, line 1").inputValue(), "Flour, bagged", "filled in");
  await block(desk, "Collection").getByLabel("Date").fill(weekday(8));
  await block(desk, "Delivery").getByLabel("Date").fill("");
  await press(desk, button(desk, "Create order"));
  await told("To Plan");
  assert.deepEqual(await badges(clerk), ["To Plan"]);
  assert.match((await look(desk, `${DESK}/orders`, { row: `#order-${id}` })).row, /PO 109/);
  await desk.goto(`${DESK}/services/${service}`);
  await cutOff("No cutoff");
});

test("how does my customer know? What the carrier does not execute, and what the customer cancels, is in the cancelled tab", async () => {
  await set({ "Automatically create orders": false });
  const id = await order("PO 110");
  await clerk.locator(".acts").getByRole("link", { name: "Edit", exact: true }).waitFor();
  await press(clerk, clerk.locator(".acts").getByRole("link", { name: "Edit", exact: true }));
  await block(clerk, "Delivery").getByLabel("City").fill("Lerwick");
  await press(clerk, button(clerk, "Send changes"));
  assert.deepEqual(await badges(clerk), ["Waiting for approval"]);
  await opens("PO 110");
  assert.ok((await read(desk.locator("#import"))).includes("Lerwick"));
  await desk.locator("#decide").getByRole("link", { name: "Reject…" }).click();
  await desk.getByRole("dialog").getByLabel("Reason for the customer").fill("Lerwick is outside our delivery area.");
  await press(desk, desk.getByRole("dialog").getByRole("button", { name: "Reject", exact: true }));
  await told("Not accepted");
  assert.ok((await read(clerk.locator("main"))).includes("Lerwick is outside our delivery area."));
  assert.ok(await under("cancelled", id));

  const withdrawn = await order("PO 111");
  await cancel(withdrawn, "Ordered twice");
  assert.deepEqual(await badges(clerk), ["Cancelled by you"]);
  assert.ok(await under("cancelled", withdrawn) && !(await under("waiting", withdrawn)));
});

test("toggled off: orders are made at once again, customers cannot edit or cancel, and what waits stays", async () => {
  const waits = await order("PO 112");
  await desk.goto(`${DESK}/settings/portal`);
  await panel().getByLabel("Customer portal order creation via order import enabled").click();
  await press(desk, panel().getByRole("button", { name: "Save" }));
  assert.match(await read(panel()), /1 order import waits and stays/);
  await press(desk, panel().getByRole("button", { name: "Switch off" }));
  const id = await order("");
  assert.deepEqual(await badges(clerk), ["To Plan"]);
  assert.equal(await clerk.locator(".acts").getByText(/^(Edit|Cancel…)$/).count(), 0);
  assert.equal((await look(desk, `${DESK}/orders`, { badge: `#order-${id} .badge.portal` })).badge, "Portal");
  await opens("PO 112");
  await clerk.goto(`${PORTAL}/orders/${waits}`);
  await press(desk, desk.locator("#decide").getByRole("button", { name: "Create order" }));
  await told("To Plan");
  assert.match(await read(clerk.locator("#why-edit")), /The carrier has switched this off/);
});

test("the browser had nothing to complain about", () => {
  quiet(desk);
  quiet(clerk);
});
