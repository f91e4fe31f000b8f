// Tables by hand: what is to be mended is shown where it stands, the mended file goes through, and so it is without script; and staff
// bring in what there is at the beginning.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, press, weekday, who } from "./walk.mjs";

let browser, server;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const HEADS = "Reference;Service;Pickup date;Pickup company;Pickup street;Pickup zip;Pickup city;Consignee name;Consignee street;Consignee zip;Consignee city;Qty;Goods;Weight (kg)";
const row = (reference, day, quantity, weight) =>
  `${reference};Groupage Benelux;${day};De Korenaar BV;Havenweg 12;4251 AB;Werkendam;Bakkerij Jansen;Singel 4;1012 AB;Amsterdam;${quantity};Flour;${weight}`;

/** Chooses a file and has it checked. */
async function upload(page, rows) {
  await page.locator("#file").setInputFiles({ name: "week.csv", mimeType: "text/csv", buffer: Buffer.from([HEADS, ...rows].join("\r\n")) });
  await press(page, button(page, "Check the file"));
  await settled(page);
}

/** Waits until the upload is worked through: by itself where there is script, by looking again where there is none. */
async function settled(page) {
  const waits = page.locator("#upload[hx-get]");
  for (let looked = 0; looked < 100 && (await waits.count()); looked += 1) {
    const again = page.getByRole("link", { name: "Look again" });
    if (await again.count()) await again.click().catch(() => {});
    else await page.waitForTimeout(100);
  }
  assert.equal(await waits.count(), 0, "worked through");
}

for (const script of [true, false])
  test(`an error is shown, mended, and the orders go through, ${script ? "with" : "without"} script`, async () => {
    const page = await open(browser, { base: server.url, script });
    await signIn(page, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
    await page.goto("/p/van-dorp/de-korenaar/orders");
    await press(page, page.locator("main").getByRole("link", { name: "Upload", exact: true }));
    const [day, mark] = [weekday(4), script ? "UPS" : "UPN"];

    await upload(page, [row(`${mark}-1`, day, "12", "4320"), row(`${mark}-2`, "31.2.2027", "a dozen", "1.250"), row(`${mark}-2`, "31.2.2027", "3", "12,5")]);
    await page.getByText("1 order good, 1 order to mend. Nothing is submitted yet.").waitFor();
    const mend = page.getByRole("table", { name: "What is to be mended, row by row" });
    for (const [where, stands, instead] of [
      ["Row 3, column C (Collection date)", "31.2.2027", "This is not a date. Write it as 2026-05-31 or 31.5.2026."],
      ["Row 3, column L (Quantity)", "a dozen", "Write a whole number such as 12."],
    ])
      await mend.getByRole("row").filter({ hasText: where }).filter({ hasText: stands }).filter({ hasText: instead }).waitFor();

    await press(page, page.locator("main").getByRole("link", { name: "Upload the mended file" }));
    await upload(page, [row(`${mark}-1`, day, "12", "4320"), row(`${mark}-2`, day, "12", "1250"), row(`${mark}-2`, day, "3", "12,5")]);
    await page.getByText("2 orders good. Nothing is submitted yet.").waitFor();
    await press(page, button(page, "Submit all 2 orders"));
    await settled(page);
    await page.getByText("2 orders submitted.").waitFor();

    await page.getByRole("table", { name: "Every order of the file" }).getByRole("row").filter({ hasText: `${mark}-2` }).getByRole("link").click();
    await page.getByRole("heading", { name: new RegExp(`${mark}-2`) }).first().waitFor();
    await page.getByText(/12,5|12\.5/).first().waitFor();
    quiet(page);
    await page.context().close();
  });

for (const script of [true, false])
  test(`staff bring in customers and their contacts, and nobody is invited by it, ${script ? "with" : "without"} script`, async () => {
    const page = await open(browser, { base: server.url, script });
    await signIn(page, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
    const [number, mark] = script ? ["20117", "Kaas"] : ["20118", "Linde"];
    const send = async (heads, ...rows) => {
      await page.locator("#file").setInputFiles({ name: "beginning.csv", mimeType: "text/csv", buffer: Buffer.from([heads, ...rows].join("\n")) });
      await press(page, button(page, "Check the file"));
      await settled(page);
    };

    await page.goto("/d/van-dorp/customers");
    await press(page, page.locator("main").getByRole("link", { name: "Upload", exact: true }));
    await send("Number;Name;City;Country", `${number};Van Rijn ${mark} BV;Gouda;Atlantis`);
    await page.getByText("0 customers good, 1 customer to mend.").waitFor();
    await page.getByRole("row").filter({ hasText: "Row 2, column D (Country)" }).filter({ hasText: "Atlantis" }).filter({ hasText: "such as NL, or its name" }).waitFor();
    await press(page, page.locator("main").getByRole("link", { name: "Upload the mended file" }));
    await send("Number;Name;City;Country", `${number};Van Rijn ${mark} BV;Gouda;Nederland`);
    await page.getByText("1 customer to be added, 0 to be changed, 0 so already. Nothing is saved yet.").waitFor();
    await press(page, button(page, "Save all 1 customer"));
    await settled(page);
    await page.getByText("1 customer added, 0 changed, 0 so already.").waitFor();

    await page.goto("/d/van-dorp/contacts");
    await press(page, page.locator("main").getByRole("link", { name: "Upload", exact: true }));
    await send("Customer;Name;E-mail", `${number};Els ${mark};els@${mark.toLowerCase()}.example`);
    const invites = page.getByRole("switch", { name: /^Give those that are added access/ });
    assert.equal(await invites.isChecked(), false, "nobody is invited by a table");
    await press(page, button(page, "Save all 1 contact"));
    await settled(page);
    await press(page, page.getByRole("table", { name: "Every contact of the file" }).getByRole("link"));
    assert.equal(await page.getByRole("switch", { name: /^Access customer portal/ }).isChecked(), false);
    await page.goto("/demo/mail");
    assert.equal(await page.getByText(`els@${mark.toLowerCase()}.example`).count(), 0);
    quiet(page);
    await page.context().close();
  });
