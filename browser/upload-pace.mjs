// How fast 5 000 rows are worked through, and what somebody who submits one order at a time waits meanwhile. By hand:
//
//   node browser/upload-pace.mjs sqlite 5000      or postgres, with TEST_DATABASE_URL; CARTAGE_PROGRAM names the release build
//
// Prints rows a second of the dry run and of the submitting, and the wait for one order: alone, and beside each of them.

import { serve } from "./server.mjs";
import { weekday, who } from "./walk.mjs";

const [database = "sqlite", rows = "5000"] = process.argv.slice(2);
const ROOT = "/p/van-dorp/de-korenaar";
const server = await serve({ database });
try {
  const clerk = await signedIn(who(server.portal, { organisation: "van-dorp", customer: "de-korenaar" }));
  const other = await signedIn(who(server.portal, { organisation: "van-dorp", customer: "bakker-fruit" }));
  const form = await blank(other, "/p/van-dorp/bakker-fruit/orders/new");
  await measured(other, form, 20); // warm
  const alone = await measured(other, form, 60);

  const sent = performance.now();
  const body = new FormData();
  body.set("upload", crypto.randomUUID());
  body.set("file", new Blob([table(Number(rows))]), "week.csv");
  const taken = await clerk(`${ROOT}/orders/upload`, { method: "POST", body });
  const upload = taken.headers.get("location");
  const received = performance.now() - sent;
  const [checking, besideChecking] = await timed(clerk, upload, other, form);
  await clerk(`${upload}/submit`, { method: "POST", body: new URLSearchParams({ which: "all" }) });
  const [submitting, besideSubmitting] = await timed(clerk, upload, other, form);
  const said = (await (await clerk(upload)).text()).match(/\d+ orders? submitted[^<]*/)?.[0];
  const pace = (milliseconds) => `${Math.round((Number(rows) * 1000) / milliseconds)} rows a second`;
  console.log(`${database}, ${rows} rows: ${said}`);
  console.log(`received in ${Math.round(received)} ms; dry run ${pace(checking)}; submitting ${pace(submitting)}`);
  for (const [when, waits] of [["alone", alone], ["beside the dry run", besideChecking], ["beside the submitting", besideSubmitting]]) console.log(`one order ${when}: ${spread(waits)}`);
} finally {
  await server.stop();
}

/** Somebody's browser without a screen. */
async function signedIn({ email, password }) {
  let cookie = "";
  const ask = async (path, { headers, ...options } = {}) => {
    const answer = await fetch(new URL(path, server.url), { redirect: "manual", headers: { cookie, "sec-fetch-site": "same-origin", ...headers }, ...options });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(";")[0];
    return answer;
  };
  await ask("/sign-in", { method: "POST", body: new URLSearchParams({ email, password, with: "password" }) });
  return ask;
}

/** The fields of an order, its service the first there is. */
async function blank(ask, path) {
  const page = await (await ask(path)).text();
  const service = page.match(/<select[^>]*name="service"[\s\S]*?<option value="([0-9a-f-]{36})"/)[1];
  const end = (stop, name, city) => ({ [`c0.${stop}.name`]: name, [`c0.${stop}.street`]: "Kade 1", [`c0.${stop}.postcode`]: "1011 AB", [`c0.${stop}.city`]: city, [`c0.${stop}.country`]: "NL" });
  const fields = { service, ...end("collection", "Bakker Fruit", "Amsterdam"), "c0.collection.date": weekday(6), ...end("delivery", "Markt", "Utrecht"), "c0.g0.quantity": "3", "c0.g0.description": "Apples" };
  return { path, fields };
}

/** Submits so many orders one after another, or until told to stop; how long each took. */
async function measured(ask, { path, fields }, until) {
  const waits = [];
  while (typeof until === "number" ? waits.length < until : !until.over) {
    const id = crypto.randomUUID();
    const began = performance.now();
    const answer = await ask(path, { method: "POST", body: new URLSearchParams({ ...fields, submission: id, reference: `PACE-${id.slice(0, 13)}` }) });
    if (answer.status !== 303) throw new Error(`an order was answered with ${answer.status}: ${(await answer.text()).match(/class="summary"[\s\S]{0,600}/)?.[0]}`);
    waits.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 10));
  }
  return waits;
}

/** Waits until the upload is worked through, while somebody submits; how long, and their waits. */
async function timed(ask, upload, other, form) {
  const began = performance.now();
  const until = { over: false };
  const beside = measured(other, form, until);
  while ((await (await ask(upload)).text()).includes("every 1s")) await new Promise((done) => setTimeout(done, 100));
  until.over = true;
  return [performance.now() - began, await beside];
}

function spread(waits) {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, of ${waits.length}`;
}

function table(rows) {
  const heads = "Reference;Service;Pickup date;Pickup company;Pickup street;Pickup zip;Pickup city;Consignee name;Consignee street;Consignee zip;Consignee city;Qty;Goods;Weight";
  const day = weekday(6);
  const line = (row) => `PACE-${row};Groupage Benelux;${day};De Korenaar BV;Havenweg 12;4251 AB;Werkendam;Bakkerij ${row % 400};Singel ${row % 90};1012 AB;Amsterdam;12;Flour;${row % 900}`;
  return [heads, ...Array.from({ length: rows }, (_, row) => line(row + 1))].join("\n");
}
