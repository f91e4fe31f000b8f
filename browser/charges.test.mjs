// The manual's "Display Charges", by the carrier's staff and a customer's clerk: with the mouse, by keyboard alone, by touch on a
// narrow screen, and without script. What one side does appears on the other's open page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, look, press, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp", SECOND = 1_000;
let browser, server, desk, clerk, marit, order;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  marit = who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, marit);
  await desk.goto(`${DESK}/orders?q=4500123992`);
  order = (await desk.locator("tbody [data-open]").first().getAttribute("href")).split("/").at(-1);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const row = (page, name) => page.locator("#charges tbody tr", { hasText: name });
const badge = (page, name) => row(page, name).getByRole("button", { name: /^To Approve/ });

/** Staff add a charge and ask for it. */
async function ask(name, amount) {
  await desk.goto(`${DESK}/orders/${order}`);
  await press(desk, desk.locator("#charges").getByRole("link", { name: "Add charge" }));
  await desk.getByLabel("What for").fill(name);
  await desk.getByLabel("Amount, net").fill(amount);
  await desk.getByRole("radio", { name: /^Request approval now/ }).check();
  await press(desk, button(desk, "Add charge"));
  assert.match(await row(desk, name).innerText(), /To Approve/);
}

/** Sets Show charges on customer portal, from the customer's profile. */
async function show(on) {
  await desk.goto(`${DESK}/customers`);
  await press(desk, desk.locator("tbody").getByRole("link", { name: "De Korenaar BV" }));
  const panel = desk.locator("#contacts");
  assert.equal(await panel.getByRole("heading", { name: "Contacts", exact: true }).count(), 1);
  await panel.getByLabel("Show charges on customer portal", { exact: true }).setChecked(on);
  await press(desk, panel.getByRole("button", { name: "Save Show charges on customer portal" }));
  assert.equal(await panel.getByLabel("Show charges on customer portal", { exact: true }).isChecked(), on);
}

test("with the option off nothing of a charge is on the portal; toggled on, the user is able to view charges", async () => {
  await show(false);
  await clerk.goto(`${PORTAL}/orders/${order}`);
  assert.equal(await clerk.locator("#charges").count(), 0);
  await show(true);
  await clerk.goto(`${PORTAL}/orders/${order}`);
  assert.match(await row(clerk, "Groupage, 4 euro pallets").innerText(), /EUR 148\.00/);
  assert.equal(await row(clerk, "Saturday fee").count(), 0, "what staff rejected internally is theirs");
});

test("a label To Approve displays; hovering displays approve and reject; approved, it updates in portal and tenant", async () => {
  await clerk.goto(`${PORTAL}/orders/${order}`);
  await ask("Waiting time, 1.5 h", "67,50");
  await badge(clerk, "Waiting time").waitFor({ timeout: 3 * SECOND });
  await badge(clerk, "Waiting time").hover();
  const pop = row(clerk, "Waiting time").locator(".pop");
  await pop.getByRole("button", { name: "Approve", exact: true }).waitFor();
  assert.equal(await pop.getByRole("link", { name: "Reject…" }).isVisible(), true);
  await axe(clerk);
  await press(clerk, pop.getByRole("button", { name: "Approve", exact: true }));
  assert.match(await row(clerk, "Waiting time").innerText(), /Approved\s*by Marit de Wit/);
  await row(desk, "Waiting time").getByText("Approved").waitFor({ timeout: 3 * SECOND });
});

test("reject, by keyboard alone: the reason is asked for and read at the desk", async () => {
  await ask("Second attempt", "85");
  await clerk.goto(`${PORTAL}/orders/${order}`);
  const keys = clerk.keyboard;
  const tabTo = async (words) => {
    for (let presses = 0; presses < 80; presses++) {
      if ((await clerk.evaluate(() => document.activeElement?.textContent.trim())) === words) return;
      await keys.press("Tab");
    }
    assert.fail(`no way to ${words}`);
  };
  await tabTo("To Approve");
  await keys.press("Enter");
  await tabTo("Reject…");
  await keys.press("Enter");
  const dialog = clerk.getByRole("dialog");
  await dialog.waitFor();
  await dialog.getByLabel("Reason").focus();
  await keys.press("Tab");
  await keys.press("Tab");
  await keys.press("Enter");
  await clerk.locator("[aria-invalid=true]").first().waitFor();
  await clerk.getByLabel("Reason").focus();
  await keys.type("The dock was free at ten.");
  await tabTo("Reject");
  await keys.press("Enter");
  await row(clerk, "Second attempt").getByText("Rejected").waitFor();
  await row(desk, "Second attempt").getByText("The dock was free at ten.").waitFor({ timeout: 3 * SECOND });
});

test("by touch at 390 px: the badge opens where it stands, nothing is wider than the screen", async () => {
  await ask("Tail lift", "35");
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "en-GB" });
  const phone = await context.newPage();
  phone.problems = [];
  await signIn(phone, marit);
  await phone.goto(`${PORTAL}/orders/${order}`);
  await badge(phone, "Tail lift").tap();
  const approve = row(phone, "Tail lift").locator(".pop").getByRole("button", { name: "Approve", exact: true });
  await approve.waitFor();
  const box = await row(phone, "Tail lift").locator(".pop").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, `the choice stands at ${JSON.stringify(box)}`);
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await approve.tap();
  await row(phone, "Tail lift").getByText("Approved").first().waitFor();
  await context.close();
});

test("without script: the badge still opens, and the page of its own approves", async () => {
  await ask("Pallet exchange", "42");
  const plain = await open(browser, { base: server.url, script: false });
  await signIn(plain, marit);
  await plain.goto(`${PORTAL}/orders/${order}`);
  await badge(plain, "Pallet exchange").click();
  const pop = row(plain, "Pallet exchange").locator(".pop");
  await pop.getByRole("link", { name: "Reject…" }).click();
  await plain.getByRole("heading", { level: 1, name: "Pallet exchange" }).waitFor();
  await plain.locator("main").getByRole("button", { name: "Reject", exact: true }).click();
  await plain.getByText("Say why you reject it", { exact: false }).first().waitFor();
  await plain.locator("main").getByRole("button", { name: "Approve", exact: true }).click();
  await row(plain, "Pallet exchange").getByText("Approved").first().waitFor();
  await plain.context().close();
});

test("switched off while the page is open: the answer finds nothing, and the charge waits on", async () => {
  await ask("Toll Germany", "18,64");
  await clerk.goto(`${PORTAL}/orders/${order}`);
  const action = await row(clerk, "Toll Germany").locator(".pop form").getAttribute("action");
  await show(false);
  const status = await clerk.evaluate(async (action) => (await fetch(action, { method: "POST", body: new URLSearchParams({ revision: "1", answer: "approve" }) })).status, action);
  assert.equal(status, 404);
  assert.equal((await look(clerk, `${PORTAL}/orders/${order}`, { charges: "#charges" })).charges, undefined);
  await desk.goto(`${DESK}/orders/${order}`);
  assert.match(await row(desk, "Toll Germany").innerText(), /To Approve/);
  await show(true);
  for (const page of [desk, clerk]) quiet(page);
});
