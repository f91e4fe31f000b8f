// The order form as the carrier arranges it: the manual's *Set Order Default Values* and its first troubleshooting item, word by
// word, own fields on the form customers see, and a usual order by keyboard alone, counted key by key.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { block, button, fill, goods, line, orderOf, press, read, submit, weekday, who } from "./walk.mjs";

const NEW = "/p/van-dorp/deltaplast/orders/new";
let browser, server, desk, clerk;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "deltaplast" }));
  await desk.goto("/d/van-dorp/orders");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const saved = () => desk.locator("main").getByText("Saved.", { exact: true }).waitFor();

/** A blank form, without a draft of an earlier one. */
async function blank(path = NEW) {
  clerk.removeAllListeners("dialog");
  clerk.on("dialog", (dialog) => dialog.accept());
  await clerk.goto(path);
  await clerk.evaluate(() => localStorage.clear());
  await clerk.goto(path);
  clerk.removeAllListeners("dialog");
}

/** CONFIGURATION → Order form, a field set for all services. */
async function arrange(field, how) {
  await press(desk, line(desk, "Order form", "CONFIGURATION"));
  await desk.locator("#order-form").getByLabel(field, { exact: true }).first().selectOption({ label: how });
  await press(desk, button(desk, "Save"));
  await saved();
}

test("Set Order Default Values", async () => {
  await press(desk, line(desk, "Customers", "COMPANIES"));
  await press(desk, desk.getByRole("link", { name: "Deltaplast NV", exact: true }));
  await desk.getByRole("heading", { name: "Create order: default values" }).waitFor();
  await press(desk, desk.getByRole("link", { name: "Set default order values" }));
  await desk.getByLabel("Transport service", { exact: true }).selectOption({ label: "Full load Europe" });
  await block(desk, "Collection").getByLabel("From the address book").fill("noorderlaan");
  await block(desk, "Collection").getByRole("listbox").getByRole("option").first().click();
  await desk.locator("summary", { hasText: "Noorderlaan 147" }).waitFor();
  await goods(desk, 1, { quantity: "24", packaging: "euro pallets", description: "HDPE granulate", weight: "24 000,5" });
  await press(desk, button(desk, "Save"));
  await saved();
  assert.match(await read(desk.locator("#default-values")), /Full load Europe.*HDPE granulate/);

  await blank();
  for (const [label, value] of [["Quantity, line 1", "24"], ["Packaging, line 1", "euro pallets"], ["Description, line 1", "HDPE granulate"], ["Weight in kg, line 1", "24000.5"]])
    assert.equal(await clerk.getByLabel(label, { exact: true }).inputValue(), value);
  assert.equal(await clerk.locator("[name='c0.collection.street']").inputValue(), "Noorderlaan 147");
  assert.match(await clerk.getByLabel("Transport service", { exact: true }).locator("option:checked").innerText(), /Full load Europe/);
});

test("a default value that is no longer valid is left out, and said", async () => {
  await arrange("Weight (kg)", "Hidden");
  await blank();
  await clerk.getByText("Weight (kg): the form no longer asks for it.").waitFor();
  assert.equal(await clerk.getByLabel("Weight in kg, line 1").count(), 0);
  await press(desk, line(desk, "Order form", "CONFIGURATION"));
  await desk.getByText("Deltaplast NV has a default value for Weight (kg)").waitFor();
  await arrange("Weight (kg)", "Always show");
});

test("Getting the customer reference error but don't see where to include the reference number", async () => {
  await arrange("Customer reference", "Optional");
  await blank();
  const general = block(clerk, "General details");
  assert.ok(!(await general.getByLabel("Customer reference").isVisible()), "it is found under + Add information");
  await general.locator("summary", { hasText: "Add information" }).click();
  assert.ok(await general.getByLabel("Customer reference").isVisible());
  await arrange("Customer reference", "Always show");
  await blank();
  assert.ok(await general.getByLabel("Customer reference").isVisible(), "a visible field on the order form");

  // With the order import the error cannot come from a field that is not seen.
  await arrange("Customer reference", "Hidden");
  await press(desk, line(desk, "Organisation settings", "CONFIGURATION"));
  await press(desk, desk.locator("main").getByRole("button", { name: "Provision", exact: true }));
  await blank();
  assert.ok(await general.getByLabel("Customer reference").isVisible());
  await press(clerk, button(clerk, "Submit"));
  await clerk.getByRole("link", { name: "Customer reference is missing." }).waitFor();
  await press(desk, line(desk, "Order form", "CONFIGURATION"));
  await desk.getByText("the Customer reference is always shown and required, whatever is set here").waitFor();
  await arrange("Customer reference", "Always show");
});

test("a field of the carrier's own is on the preview before it is saved, and on the customer's form after", async () => {
  await press(desk, line(desk, "Order form", "CONFIGURATION"));
  await press(desk, desk.getByRole("link", { name: "New field" }));
  await desk.getByLabel("Label").fill("Booking window");
  await desk.getByLabel("Type").selectOption({ label: "Dropdown" });
  await desk.getByLabel("Where it stands").selectOption({ label: "General details" });
  await desk.getByLabel("Choices").fill("Morning\nAfternoon");
  await press(desk, button(desk, "Save"));
  await saved();
  await desk.locator("#order-form").getByLabel("Note", { exact: true }).first().selectOption({ label: "Required" });
  await desk.locator("#preview textarea[id='c0.collection.note']:visible").waitFor();
  await desk.locator("#order-form").getByLabel("Note", { exact: true }).first().selectOption({ label: "Optional" });
  await press(desk, button(desk, "Save"));
  await blank();
  await block(clerk, "Collection").locator("summary", { hasText: "Noorderlaan 147" }).click();
  await fill(clerk, { reference: "DP OWN 1" });
  await clerk.getByLabel("Booking window").selectOption({ label: "Afternoon" });
  await submit(clerk);
  assert.match(await read(clerk.locator("main")), /Booking window\s*Afternoon/i);
});

/** Holds the form's next refresh back until it is let go; how many were asked for. */
async function held() {
  let refreshes = 0, letGo;
  const released = new Promise((go) => (letGo = go));
  await clerk.route(/\/refresh$/, async (route) => {
    const first = refreshes++ === 0, answer = await route.fetch();
    if (first) await released;
    await route.fulfill({ response: answer });
  });
  return { letGo, asked: () => refreshes };
}

for (const [when, pause] of [["after the next one", 1500], ["just before the next one is asked for", 0]])
  test(`an answer of the form that comes ${when} does not undo what was chosen`, async () => {
    await blank();
    const { letGo, asked } = await held();
    const service = clerk.getByLabel("Transport service", { exact: true });
    const other = await service.locator("option:not(:checked):not([value=''])").first().getAttribute("value");
    await service.selectOption(other);
    await clerk.waitForTimeout(300);
    await block(clerk, "Delivery").getByLabel("From the address book").fill("noorderlaan");
    await block(clerk, "Delivery").getByRole("listbox").getByRole("option").first().click();
    await clerk.waitForTimeout(pause);
    letGo();
    await clerk.waitForTimeout(1500);
    assert.ok(asked() > 1, "the chosen place was asked about");
    await clerk.unrouteAll({ behavior: "wait" });
    await block(clerk, "Delivery").locator("summary", { hasText: "Noorderlaan 147" }).waitFor();
    assert.equal(await service.inputValue(), other);
  });

test("a usual order takes at most 30 keydowns", async () => {
  await clerk.context().close();
  clerk = await open(browser, { base: server.url });
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  await blank("/p/van-dorp/de-korenaar/orders/new");
  await clerk.evaluate(() => {
    window.keydowns = 0;
    document.addEventListener("keydown", () => window.keydowns++, true);
  });
  const keys = clerk.keyboard;
  const focused = () => clerk.evaluate(() => document.activeElement?.name);
  const count = () => clerk.evaluate(() => window.keydowns);
  let free = 0;
  /** Characters of the reference and of numbers are not counted. */
  const freely = async (text) => {
    const before = await count();
    await keys.type(text);
    free += (await count()) - before;
  };
  assert.equal(await focused(), "service", "the cursor stands in the first field");
  await keys.type("F");
  await keys.press("Enter");
  await freely("KEYS-30");
  await keys.press("Enter");
  await keys.type("ko");
  await clerk.getByRole("option", { name: /De Korenaar, dock 4/ }).waitFor();
  await keys.press("Enter");
  await clerk.locator("summary", { hasText: "Havenweg 12" }).waitFor();
  assert.equal(await focused(), "c0.collection.date");
  const [year, month, date] = weekday(7).split("-"), field = clerk.locator("[name='c0.collection.date']");
  // In which order its parts are typed is the browser's language.
  for (const order of [[month, date, year], [date, month, year]]) {
    if ((await field.inputValue()) === weekday(7)) break;
    await field.fill("");
    await field.focus();
    await freely(order.join(""));
  }
  assert.equal(await field.inputValue(), weekday(7));
  await keys.press("Enter");
  await keys.type("ve");
  await clerk.getByRole("option", { name: /Bakkerij Vermeulen/ }).waitFor();
  await keys.press("Enter");
  await clerk.locator("summary", { hasText: "Wiedauwkaai 52" }).waitFor();
  assert.equal(await focused(), "c0.g0.quantity");
  await freely("12");
  await keys.press("Tab");
  await keys.press("Tab");
  await keys.type("Flour");
  await keys.press("Tab");
  await freely("7200");
  await press(clerk, { click: () => keys.press("Control+Enter") });
  const counted = await clerk.evaluate(() => window.keydowns);
  assert.ok(counted - free <= 30, `${counted - free} keydowns`);
  assert.ok(counted - free > 10, "the counter counts");
  orderOf(clerk);
  const words = await read(clerk.locator("main"));
  for (const said of ["KEYS-30", "Flour", "Bakkerij Vermeulen"]) assert.ok(words.includes(said), said);
});

test("nothing of this made the browser complain", () => [desk, clerk].forEach(quiet));
