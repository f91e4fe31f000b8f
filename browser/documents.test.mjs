// Documents filed from both sides: several at a time, some of them not what they say, seen live by the other side, saved to disk.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open, quiet, signIn } from "./browse.mjs";
import { serve } from "./server.mjs";
import { button, press, who } from "./walk.mjs";

const PORTAL = "/p/van-dorp/de-korenaar", DESK = "/d/van-dorp";
const pdf = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\nsigned\n") });
const page = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("<html><script>alert(1)</script></html>") });
let browser, server, desk, clerk, order;

before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
  desk = await open(browser, { base: server.url });
  clerk = await open(browser, { base: server.url });
  await signIn(desk, who(server.staff, { organisation: "van-dorp", role: "OPERATIONS" }));
  await signIn(clerk, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  await desk.goto(`${DESK}/orders?q=4500123992`);
  order = (await desk.locator("tbody [data-open]").first().getAttribute("href")).split("/").at(-1);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const panel = (of) => of.locator("#documents");
const row = (of, name) => panel(of).locator("tbody tr", { hasText: name });

async function choose(of, type, files) {
  await panel(of).getByLabel("Type").selectOption({ label: type });
  await panel(of).getByLabel("Files").setInputFiles(files);
}

test("a clerk files two at once, and the desk's open page shows them", async () => {
  await desk.goto(`${DESK}/orders/${order}`);
  await clerk.goto(`${PORTAL}/orders/${order}`);
  await choose(clerk, "Packing list", [pdf("list 1.pdf"), pdf("żółć 2.PDF")]);
  await press(clerk, button(clerk, "Add documents"));
  await row(clerk, "żółć 2.pdf").waitFor();
  await row(desk, "list 1.pdf").waitFor();
  assert.equal(await row(desk, "list 1.pdf").getByText("Internal").count(), 0);
});

test("the papers of the order are saved as files, on both sides", async () => {
  for (const of of [clerk, desk]) {
    for (const [name, file] of [["Order confirmation", /^order-confirmation-.*\.pdf$/], ["CMR note", /^cmr-note-.*\.pdf$/]]) {
      const saved = of.waitForEvent("download");
      await panel(of).getByRole("link", { name, exact: true }).click();
      const download = await saved;
      assert.match(download.suggestedFilename(), file);
      assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), "%PDF-");
    }
  }
});

test("files that did not arrive are still chosen, and are sent again at once", async () => {
  await choose(clerk, "Packing list", [pdf("lost.pdf")]);
  await clerk.route("**/documents", (route) => route.abort("connectionreset"));
  await button(clerk, "Add documents").click();
  await clerk.getByText("The files did not arrive.").waitFor();
  await clerk.unroute("**/documents");
  clerk.problems.length = 0;
  await press(clerk, button(clerk, "Add documents"));
  await row(clerk, "lost.pdf").waitFor();
});

test("what is not what it says is named, and the rest is filed", async () => {
  await choose(clerk, "Delivery note", [pdf("note.pdf"), page("trap.pdf")]);
  await press(clerk, button(clerk, "Add documents"));
  const said = clerk.getByRole("alert");
  await said.getByText("trap.pdf: it is not what is kept with orders").waitFor();
  await said.getByText("The other file is filed.").waitFor();
  await row(clerk, "note.pdf").waitFor();
  assert.equal(await row(clerk, "trap.pdf").count(), 0);
});

test("what is only for the carrier never reaches the customer's page, and what is downloaded is what was filed", async () => {
  await desk.goto(`${DESK}/orders/${order}`);
  await choose(desk, "Damage picture", [pdf("torn foil.pdf")]);
  await press(desk, button(desk, "Add documents"));
  await row(desk, "torn foil.pdf").getByText("Internal").waitFor();
  await clerk.goto(`${PORTAL}/orders/${order}`);
  assert.equal(await clerk.getByText("torn foil").count(), 0);
  const [download] = await Promise.all([desk.waitForEvent("download"), row(desk, "żółć 2.pdf").getByRole("link").click()]);
  assert.equal(download.suggestedFilename(), "żółć 2.pdf");
  assert.equal(await readFile(await download.path(), "latin1"), "%PDF-1.4\nsigned\n");
});

test("a clerk takes off what their side filed, and without script it is the same", async () => {
  await press(clerk, row(clerk, "note.pdf").getByRole("button", { name: /^Remove/ }));
  await row(clerk, "note.pdf").waitFor({ state: "detached" });
  const plain = await open(browser, { base: server.url, script: false });
  await signIn(plain, who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  await plain.goto(`${PORTAL}/orders/${order}`);
  await choose(plain, "Customs papers", [pdf("T1.pdf")]);
  await button(plain, "Add documents").click();
  await row(plain, "T1.pdf").waitFor();
  await plain.context().close();
});

test("dropped files are chosen", async () => {
  await clerk.goto(`${PORTAL}/orders/${order}`);
  const dropped = await clerk.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["%PDF-1.4 dropped"], "dropped.pdf", { type: "application/pdf" }));
    return data;
  });
  await panel(clerk).dispatchEvent("drop", { dataTransfer: dropped });
  assert.equal(await panel(clerk).getByLabel("Files").evaluate((input) => input.files[0].name), "dropped.pdf");
  await panel(clerk).getByLabel("Type").selectOption({ label: "Packing list" });
  await press(clerk, button(clerk, "Add documents"));
  await row(clerk, "dropped.pdf").waitFor();
});

test("nothing of this made the browser complain", () => [desk, clerk].forEach(quiet));
