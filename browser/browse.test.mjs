// The tools must be able to fail: a page with a fault is found, a good one is not.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { axe, launch, open, quiet } from "./browse.mjs";

const page = (style, body) =>
  `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">${style}</head>
   <body><main><h1>A page</h1>${body}</main></body></html>`;
const darkOnly = "<style>@media (prefers-color-scheme: dark) { body { background: #222 } p { color: #333 } }</style>";
const pages = {
  "/good": page("", "<p>Words.</p>"),
  "/unnamed": page("", "<input>"),
  "/dark": page(darkOnly, "<p>Words.</p>"),
  "/broken": page("", "<script>nowhere()</script>"),
};

let browser, server, base;
before(async () => {
  server = createServer((request, response) => {
    const policy = request.url === "/broken" ? "default-src 'self' 'unsafe-inline'" : "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'";
    response.writeHead(request.url in pages ? 200 : 404, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(pages[request.url] ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server.close();
});

async function at(path) {
  const page = await open(browser, { base });
  await page.goto(path);
  return page;
}

test("a good page passes under a strict policy", async () => {
  const page = await at("/good");
  await axe(page);
  quiet(page);
});

test("a field without a name is found", async () => {
  await assert.rejects(axe(await at("/unnamed")), /light: label /);
});

test("too little contrast in one colour scheme is found", async () => {
  await assert.rejects(axe(await at("/dark")), (error) => /dark: color-contrast/.test(error.message) && !/light: /.test(error.message));
});

test("an error in a script is found", async () => {
  const page = await at("/broken");
  assert.throws(() => quiet(page), /nowhere is not defined/);
});
