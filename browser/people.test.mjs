// Who comes in and what they may: the second factor and colleagues by hand, with script and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, press, totp, who } from "./walk.mjs";

let browser, server;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const PASSWORD = "haulage-by-daylight";

/** Signs in by password, as far as it goes. */
async function knock(page, email) {
  await page.goto("/sign-in?next=/d/van-dorp/orders");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await press(page, button(page, "Sign in with password"));
}

for (const [script, role] of [[true, "OPERATIONS"], [false, "FINANCE"]])
  test(`a second factor ${script ? "with" : "without"} script: asked for, set up, signed in with, recovered, switched off`, async () => {
    const boss = await open(browser, { base: server.url, script });
    const staff = await open(browser, { base: server.url, script });
    const person = who(server.staff, { organisation: "van-dorp", role });
    await signIn(boss, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
    await boss.goto("/me/second-factor");
    await setUp(boss);
    await boss.goto("/d/van-dorp/settings/users");
    await boss.getByLabel("Staff must use a second factor").check();
    await press(boss, button(boss, "Save"));
    await boss.getByText("From now on staff without a second factor").waitFor();

    await signIn(staff, person);
    await staff.goto("/d/van-dorp/quotes");
    assert.equal(new URL(staff.url()).pathname, "/me/second-factor", "led there");
    await staff.getByText("Van Dorp Transport asks staff for a second factor").waitFor();
    const [secret, codes] = await setUp(staff);
    await press(staff, staff.getByRole("link", { name: "I have kept them" }));
    assert.equal(new URL(staff.url()).pathname, "/d/van-dorp/quotes", "and back");

    const phone = await open(browser, { base: server.url, script });
    await knock(phone, person.email);
    await phone.getByLabel("Code").fill("12345");
    await press(phone, button(phone, "Sign in"));
    await phone.getByRole("heading", { name: "You are not signed in yet" }).waitFor();
    // A little ahead: the code of this half minute was used to set it up.
    await phone.getByLabel("Code").fill(totp(secret, Date.now() + 30_000));
    await press(phone, button(phone, "Sign in"));
    assert.equal(new URL(phone.url()).pathname, "/d/van-dorp/orders");

    const lost = await open(browser, { base: server.url, script });
    await knock(lost, person.email);
    await lost.getByLabel("Code").fill(codes[0]);
    await press(lost, button(lost, "Sign in"));
    assert.equal(new URL(lost.url()).pathname, "/d/van-dorp/orders");

    await boss.goto("/d/van-dorp/settings/users");
    await boss.getByLabel("Staff must use a second factor").uncheck();
    await press(boss, button(boss, "Save"));
    for (const page of [lost, boss]) {
      await page.goto("/me/second-factor");
      await page.getByLabel("Code or password, to switch off").fill(PASSWORD);
      await press(page, button(page, "Switch off"));
      await page.getByText("Your second factor is off").waitFor();
    }
    for (const page of [boss, staff, phone, lost]) {
      quiet(page);
      await page.context().close();
    }
  });

/** Sets it up; the secret and the recovery codes. */
async function setUp(page) {
  await press(page, button(page, "Set up"));
  const secret = await page.locator("#secret").innerText();
  await page.getByLabel("Code", { exact: true }).fill(totp(secret));
  await press(page, button(page, "Switch on"));
  await page.getByRole("heading", { name: "Ten codes" }).waitFor();
  const codes = await page.locator(".codes code").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  const kept = await page.getByRole("link", { name: "Download" }).getAttribute("href");
  assert.equal(decodeURIComponent(kept.split(",")[1]), codes.join("\n"), "what is downloaded is what is shown");
  return [secret, codes];
}

for (const script of [true, false])
  test(`colleagues ${script ? "with" : "without"} script: invited, given rights, switched off and on`, async () => {
    const page = await open(browser, { base: server.url, script });
    await signIn(page, who(server.portal, { organisation: "van-dorp", customer: "bakker-fruit" }));
    await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Colleagues" }));
    await press(page, page.getByRole("link", { name: "Invite colleague" }));
    const name = script ? "Noor Vos" : "Sem Vos";
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("E-mail", { exact: true }).fill(`${name.toLowerCase().replace(" ", ".")}@bakker-fruit.example`);
    await press(page, button(page, "Invite"));
    await page.getByText("Invited. A welcome mail is on its way.").waitFor();
    await press(page, page.getByRole("link", { name }));
    await page.getByRole("switch", { name: /^Place orders/ }).uncheck();
    await press(page, button(page, "Save rights"));
    assert.ok(!(await page.locator("main tr", { hasText: name }).innerText()).includes("Place orders"));
    await press(page, page.getByRole("link", { name }));
    await press(page, button(page, "Switch access off"));
    await press(page, button(page, "Switch access on"));
    await page.getByText("Access is on. A welcome mail is on its way.").waitFor();
    quiet(page);
    await page.context().close();
  });

test("single-key shortcuts are switched off in the profile, and stay so in this browser", async () => {
  const page = await open(browser, { base: server.url });
  await signIn(page, who(server.portal, { organisation: "van-dorp", customer: "deltaplast" }));
  const searched = async () => {
    await page.goto("/p/van-dorp/deltaplast/orders");
    await page.locator("main").focus();
    await page.keyboard.press("/");
    return page.evaluate(() => document.activeElement.matches("[data-search]"));
  };
  assert.equal(await searched(), true);
  await page.goto("/me");
  await page.getByRole("group", { name: "Single-key shortcuts" }).getByRole("button", { name: "Off" }).click();
  assert.equal(await searched(), false);
  await page.goto("/me");
  await page.getByRole("group", { name: "Single-key shortcuts" }).getByRole("button", { name: "On" }).click();
  assert.equal(await searched(), true);
  quiet(page);
});
