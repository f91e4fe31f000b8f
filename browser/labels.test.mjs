// Labels that print by themselves (rule 9.4): switched on in a browser, for what is submitted there; at once in the direct flow and
// where orders are created automatically, else when the carrier creates the order while the clerk's page is open. What would come out
// of the printer is rendered and read by an independent decoder.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, fill, orderOf, press, who } from "./walk.mjs";

const run = promisify(execFile), PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp";
let browser, server, desk, clerk;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await clerk.addInitScript(() => {
    const print = window.print;
    window.prints = { asked: 0, before: 0 };
    addEventListener("beforeprint", () => { window.prints.before++; });
    window.print = () => { window.prints.asked++; print.call(window); };
  });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "SUPER_ADMIN" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Submits four pallets; the order's id. */
async function submitted(reference) {
  await clerk.goto(`${PORTAL}/orders/new`);
  await fill(clerk, { service: "Groupage Benelux", reference });
  await press(clerk, button(clerk, "Submit"));
  return orderOf(clerk);
}

/** What a scanner reads on the sheets that come out of the printer now. */
async function printed(page) {
  await page.locator("html > .sheets svg").nth(3).waitFor({ state: "attached" });
  const folder = await mkdtemp(join(tmpdir(), "cartage-labels-"));
  try {
    await writeFile(join(folder, "labels.pdf"), await page.pdf({ preferCSSPageSize: true }));
    await run("pdftoppm", ["-r", "203", "-gray", join(folder, "labels.pdf"), join(folder, "page")]);
    const pages = (await readdir(folder)).filter((name) => name.endsWith(".pgm")).sort();
    const read = await Promise.all(pages.map(async (name) => (await run("zbarimg", ["-q", join(folder, name)])).stdout.trim().split("\n").sort()));
    const { stdout } = await run("pdfinfo", [join(folder, "labels.pdf")]);
    return { read, size: stdout.match(/Page size: *([\d.]+) x ([\d.]+)/).slice(1).map((points) => Math.round(points / 72 * 25.4)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The four labels of an order came out, once. */
async function cameOut(order) {
  const { read, size } = await printed(clerk);
  assert.deepEqual(size, [105, 148]);
  await desk.goto(`${DESK}/orders/${order}/labels`);
  const codes = await desk.locator("main tbody .mono").allInnerTexts();
  assert.deepEqual(read, codes.map((code) => [`CODE-128:00${code}`, `QR-Code:${code}.1`]));
  const prints = await clerk.evaluate(() => window.prints);
  assert.equal(prints.asked, 1);
  assert.ok(prints.before >= 1, "beforeprint was fired");
  await clerk.reload();
  await clerk.locator("#labels").getByText("4 labels, printed.").waitFor();
  assert.equal(await clerk.evaluate(() => window.prints.asked), 0, "a reload prints nothing");
}

test("switched on in a browser, it prints what is submitted there with no click", async () => {
  const quietly = await submitted("AUTO-0");
  await clerk.locator("#labels").getByText("Labels ready").waitFor();
  assert.equal(await clerk.evaluate(() => window.prints.asked), 0, "switched off, nothing prints");
  await clerk.getByRole("switch", { name: /^Autoprint labels/ }).check();
  await cameOut(quietly);
  await cameOut(await submitted("AUTO-1"));
});

test("through the order import, created automatically", async () => {
  await desk.goto(`${DESK}/settings/portal`);
  await press(desk, desk.locator("#order-import").getByRole("button", { name: "Provision" }));
  await desk.getByLabel("Automatically create orders", { exact: true }).check();
  await press(desk, desk.locator("#order-import").getByRole("button", { name: "Save" }));
  await cameOut(await submitted("AUTO-2"));
});

test("with approval, when the desk creates the order while the page is open", async () => {
  await desk.goto(`${DESK}/settings/portal`);
  await desk.getByLabel("Automatically create orders", { exact: true }).uncheck();
  await press(desk, desk.locator("#order-import").getByRole("button", { name: "Save" }));
  const order = await submitted("AUTO-3");
  await clerk.locator("#labels").getByText(/4 labels come when .* accepts it/).waitFor();
  assert.equal(await clerk.evaluate(() => window.prints.asked), 0);
  await desk.goto(`${DESK}/orders/${order}`);
  await press(desk, button(desk, "Create order"));
  await cameOut(order);
  quiet(clerk);
});
