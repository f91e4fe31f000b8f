// Rate cards, by the carrier's staff and a customer's clerk: a card is tried out where it is written; an order's price stands beside the
// form and can be done again by hand from what its page says; a change shows what it does to the charges before it is saved.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, fill, line, press, submit, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp";
let browser, server, desk, clerk, order;

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

/** The charges of the order's page: what each is called, how it came about, and how much it is. */
const charges = (page) =>
  page.locator("#charges tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector("th").firstChild.textContent.trim() || row.querySelector("th a")?.textContent.trim(),
      how: row.querySelector("th [data-how]")?.textContent.trim() ?? "",
      amount: row.querySelector("td").firstChild.textContent.trim(),
    })));
const cents = (money) => Math.round(Number(money.replace(/[^\d.-]/g, "")) * 100);

test("a card stands under RATES, and is tried out where it is written, saved or not", async () => {
  await desk.goto(`${DESK}/orders`);
  await press(desk, line(desk, "Rate cards", "RATES", "Order Input"));
  await press(desk, desk.locator("tbody").getByRole("link", { name: "De Korenaar, groupage" }));
  const side = desk.locator("#test-price");
  await side.getByLabel("Country").fill("BE");
  await side.getByLabel("Postcode").fill("9000");
  await side.getByLabel("Weight (kg)").fill("720");
  await press(desk, side.getByRole("button", { name: "Test price" }));
  assert.match(await side.innerText(), /720 kg: row over 500 up to 1000, zone Belgium \(BE 9000\)[^]*EUR 134\.00[^]*6\.5 % of EUR 134\.00[^]*EUR 8\.71[^]*EUR 142\.71/);
  await desk.getByLabel("Zone Belgium, row 2").fill("");
  await press(desk, side.getByRole("button", { name: "Test price" }));
  assert.match(await side.innerText(), /No price[^]*Freight: no price for 720 in zone Belgium/);
  assert.match(await desk.locator("[id='line.0']").innerText(), /The row over 500 has no price in zone Belgium: such an order has no price/);
  await desk.setViewportSize({ width: 1440, height: 3200 });               // the bar with Save covers part of a longer page
  await axe(desk);
});

test("the price stands beside the form; on the order's page it can be done again by hand", async () => {
  await clerk.goto(`${PORTAL}/orders/new`);
  await fill(clerk, { service: "Groupage Benelux", reference: "RC 4711" });
  await clerk.locator("#price").getByText("EUR 242.82").waitFor();
  order = await submit(clerk);
  await desk.goto(`${DESK}/rate-cards`);
  await press(desk, desk.locator("tbody").getByRole("link", { name: "De Korenaar, groupage" }));
  const cell = await desk.getByLabel("Zone Netherlands, row 3").inputValue();
  for (const [page, at] of [[clerk, PORTAL], [desk, DESK]]) {
    await page.goto(`${at}/orders/${order}`);
    const found = await charges(page);
    assert.deepEqual(found.map((one) => one.name), ["Freight", "Fuel surcharge"]);
    const [freight, fuel] = found;
    assert.equal(freight.how, "2400 kg: row over 1000 up to 5000, zone Netherlands (NL 1012 AB)");
    assert.equal(cents(freight.amount), cents(cell));
    const [, percent, of] = fuel.how.match(/^([\d.]+) % of EUR ([\d.]+)$/);
    assert.equal(of, freight.amount.replace("EUR ", ""));
    assert.equal(cents(fuel.amount), Math.round(Number(percent) * Number(of)));
    const agreed = await page.locator("#charges dl dd").first().innerText();
    assert.equal(cents(agreed), cents(freight.amount) + cents(fuel.amount));
    await axe(page);
  }
});

test("a change shows what becomes of the charges before it is saved; the customer is asked for the difference", async () => {
  await desk.goto(`${DESK}/orders/${order}/edit`);
  await desk.getByLabel("Weight in kg, line 1").fill("6000");
  await desk.getByLabel("Weight in kg, line 1").press("Tab");
  await desk.locator("#price ins", { hasText: "EUR 345.00" }).waitFor();
  assert.match(await desk.locator("#price").innerText(), /The customer is asked to approve the difference, EUR 124\.61\./);
  await press(desk, button(desk, "Save changes"));
  await clerk.goto(`${PORTAL}/orders/${order}`);
  assert.match(await clerk.locator("#charges").innerText(), /EUR 345\.00\s*agreed before: EUR 228\.00[^]*To Approve/);
});

test("without script the difference comes first: what was not shown is not saved", async () => {
  const plain = await open(browser, { base: server.url, script: false });
  await signIn(plain, who(server.staff, { organisation: "van-dorp", role: "OPERATIONS" }));
  await plain.goto(`${DESK}/orders?q=4500123994`);
  await press(plain, plain.locator("tbody [data-open]").first());
  const before = await charges(plain);
  await press(plain, plain.locator("main").getByRole("link", { name: "Edit order" }));
  await plain.getByLabel("Weight in kg, line 1").fill("480");
  await press(plain, button(plain, "Save changes"));
  const said = plain.locator("main form [role=alert]");
  assert.match(await said.innerText(), /This changes the charges of (Or|Quote)-\d+[^]*Nothing is saved yet[^]*Freight[^]*EUR 384\.00 EUR 87\.50/);
  assert.equal(await plain.getByLabel("Weight in kg, line 1").inputValue(), "480");
  await press(plain, button(plain, "Save changes"));
  const now = await charges(plain);
  assert.deepEqual([before[0].amount, now[0].amount], ["EUR 384.00", "EUR 87.50"]);
  await plain.context().close();
});

test("a card's customer is found by any word, by keyboard; without script its name or number is written", async () => {
  await desk.goto(`${DESK}/rate-cards/new`);
  const field = desk.locator("#customer_text");
  await field.fill("antw");
  await desk.getByRole("option", { name: /Deltaplast NV/ }).waitFor();
  await field.press("Enter");
  assert.equal(await field.inputValue(), "Deltaplast NV");
  assert.match(await desk.locator("input[name=customer]").inputValue(), /^[0-9a-f-]{36}$/);
  await desk.getByLabel("Name", { exact: true }).fill("Deltaplast, tried out");
  await press(desk, button(desk, "Fixed price"));
  await desk.getByLabel("What the charge is called").fill("Haulage");
  await desk.getByLabel("Price", { exact: true }).fill("1250");
  assert.equal(await field.inputValue(), "Deltaplast NV");
  await press(desk, button(desk, "Save"));
  await desk.goto(`${DESK}/rate-cards`);
  assert.match(await desk.locator("tbody tr", { hasText: "Deltaplast, tried out" }).innerText(), /Deltaplast NV/);

  const plain = await open(browser, { base: server.url, script: false });
  await signIn(plain, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await plain.goto(`${DESK}/rate-cards`);
  await press(plain, plain.locator("tbody").getByRole("link", { name: "Deltaplast, tried out" }));
  await plain.locator("#customer_text").fill("Deltaplast BV");
  await press(plain, button(plain, "Save"));
  assert.match(await plain.locator(".summary").innerText(), /No customer is called “Deltaplast BV”/);
  await plain.locator("#customer_text").fill("10034");
  await press(plain, button(plain, "Save"));
  await plain.goto(`${DESK}/rate-cards`);
  assert.match(await plain.locator("tbody tr", { hasText: "Deltaplast, tried out" }).innerText(), /Bakker Fruit BV/);
  await plain.context().close();
});
