// Every page and its states: nothing for axe to find in light and dark, nothing the browser complains about, nothing that the
// Content-Security-Policy has to refuse, and no scrolling sideways on the narrowest screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, quiet, signIn } from "./browse.mjs";
import { byViewer, pages, viewer, visit, whole } from "./pages.mjs";
import { serve } from "./server.mjs";

let browser, server, empty;
before(async () => {
  [server, empty, browser] = await Promise.all([serve(), serve({ demo: false }), launch()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), empty?.stop()]);
});

test("every page has a name of its own", () => {
  assert.equal(new Set(pages.map((page) => page.name)).size, pages.length);
});

for (const group of byViewer(pages)) {
  const { as, theirs } = group;
  test(as ? `${as.role ?? as.customer} at ${as.organisation}` : group.empty ? "nobody, before it is set up" : "nobody", async (t) => {
    const page = await open(browser, { base: (group.empty ? empty : server).url });
    page.on("dialog", (dialog) => dialog.accept());
    const person = viewer(server, as);
    if (person) await signIn(page, person);
    for (const wanted of theirs)
      await t.test(wanted.name, async () => {
        page.problems.length = 0;
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.evaluate(() => localStorage.clear()).catch(() => {}); // at first there is no page
        const status = await visit(page, wanted, person);
        assert.equal(status, wanted.status ?? 200);
        await whole(page, 1440);
        await axe(page);
        await page.setViewportSize({ width: 360, height: 740 });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(sideways, 0, "scrolls sideways at 360 px");
        quiet(page);
      });
    await page.context().close();
  });
}
