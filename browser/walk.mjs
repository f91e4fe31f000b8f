// What clerks and staff do, by the labels they see. Each walk is made of these steps.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

/** A date so many days ahead, as a date field wants it, where the carrier is. */
export function day(ahead, zone = "Europe/Amsterdam") {
  return new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE", { timeZone: zone });
}

/** The first weekday at least so many days ahead. */
export function weekday(ahead) {
  const date = day(ahead);
  return [0, 6].includes(new Date(`${date}T12:00Z`).getUTCDay()) ? weekday(ahead + 1) : date;
}

/** Somebody of the demonstration: `who(server.staff, { role: "finance" })`. */
export function who(people, wish) {
  const found = people.find((person) => Object.entries(wish).every(([key, value]) => person[key] === value));
  assert.ok(found, `the demonstration has nobody with ${JSON.stringify(wish)}`);
  return found;
}

/** The code an authenticator app shows now for a secret in letters (RFC 6238). */
export function totp(letters, now = Date.now()) {
  const bits = [...letters.replace(/\s/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac("sha1", secret).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Presses something and waits for the page that answers, whether the whole page is loaded or the script swaps it. */
export async function press(page, control) {
  await page.locator("main").evaluate((main) => main.setAttribute("data-seen", ""));
  await control.click();
  await page.locator("main:not([data-seen])").waitFor();
}

/** A button by its words. */
export const button = (page, name) => page.locator("main").getByRole("button", { name, exact: true });

/** A line of the navigation, under the headings it stands under. */
export function line(page, name, ...headings) {
  const [first, second] = headings.map((heading, at) => `h${at + 2}:text-is("${heading}")`);
  const list = second ? `${first} + ${second} + ul` : `${first} + ul`;
  return page.getByRole("navigation", { name: "Main" }).locator(list).getByRole("link", { name, exact: true });
}

/** A block of the order form: `Collection`, `Delivery`. */
export const block = (page, name) => page.getByRole("group", { name, exact: true });

/** Chooses from the address book by some of a place's words, as with the mouse. */
export async function choose(page, stop, words) {
  const field = block(page, stop).getByLabel("From the address book");
  await field.fill(words);
  await block(page, stop).getByRole("listbox").getByRole("option").first().click();
  await page.waitForFunction(([stop]) => {
    const group = [...document.querySelectorAll("fieldset")].find((set) => set.querySelector("legend")?.textContent === stop);
    return group?.querySelector("[name$='.street']")?.value;
  }, [stop]);
}

/** Writes an address out. */
export async function address(page, stop, { name, street, postcode, city }) {
  const group = block(page, stop);
  await group.getByLabel("Name", { exact: true }).fill(name);
  await group.getByLabel("Street and number").fill(street);
  await group.getByLabel("Postcode").fill(postcode);
  await group.getByLabel("City").fill(city);
}

/** Fills a goods line of the first consignment. */
export async function goods(page, line, { quantity, packaging = "euro pallets", description, weight = "" }) {
  await page.getByLabel(`Quantity, line ${line}`, { exact: true }).fill(quantity);
  await page.getByLabel(`Packaging, line ${line}`, { exact: true }).fill(packaging);
  await page.getByLabel(`Description, line ${line}`, { exact: true }).fill(description);
  await page.getByLabel(`Weight in kg, line ${line}`, { exact: true }).fill(weight);
}

/** A clerk's ordinary order, filled in and not yet submitted. */
export async function fill(page, { service = "Full load Europe", reference = "", date = weekday(7) } = {}) {
  await page.getByLabel("Transport service", { exact: true }).selectOption({ label: service });
  await page.getByLabel("Customer reference").fill(reference);
  await address(page, "Collection", { name: "De Korenaar, dock 4", street: "Havenweg 12", postcode: "4251 AB", city: "Werkendam" });
  await address(page, "Delivery", { name: "Bakkerij Vermeulen", street: "Wiedauwkaai 52", postcode: "1012 AB", city: "Amsterdam" });
  await block(page, "Collection").getByLabel("Date").fill(date);
  await goods(page, 1, { quantity: "4", description: "Flour, bagged", weight: "2 400" });
}

/** Submits the form in view; answers with the order's id. */
export async function submit(page) {
  await press(page, button(page, "Submit"));
  return orderOf(page);
}

/** The id of the order in view. */
export function orderOf(page) {
  const id = new URL(page.url()).pathname.match(/\/orders\/([0-9a-f-]{36})$/)?.[1];
  assert.ok(id, `${page.url()} is no order`);
  return id;
}

/** What a person reads in a part of the page, blanks folded. */
export const read = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

/**
 * Gets a page, changes fields of its form and posts it, without drawing anything: the same forms, quicker. `changes` maps
 * names to a value, to several, or to null for none. Answers with where it led, the status, and the words asked for in `see`.
 */
export async function post(page, path, changes, see = {}) {
  return page.evaluate(async ({ path, changes, see }) => {
    const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = await parsed(await fetch(path));
    const form = shown.querySelector("main form[method=post].stack");
    if (!form) throw new Error(`${path} has no form`);
    const data = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(changes)) {
      data.delete(name);
      for (const one of [value].flat()) if (one !== null) data.append(name, one);
    }
    const answer = await fetch(form.getAttribute("action") || path, { method: "POST", body: data });
    const page = await parsed(answer);
    const words = Object.entries(see).map(([key, selector]) => [key, page.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim()]);
    const wrong = [...page.querySelectorAll("main .summary li")].map((li) => li.textContent.trim());
    return { status: answer.status, path: new URL(answer.url).pathname, wrong, ...Object.fromEntries(words) };
  }, { path, changes, see });
}

/** Reads parts of a page without drawing it. */
export async function look(page, path, see) {
  return page.evaluate(async ({ path, see }) => {
    const answer = await fetch(path);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const words = Object.entries(see).map(([key, selector]) => [key, page.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim()]);
    return { status: answer.status, ...Object.fromEntries(words) };
  }, { path, see });
}
