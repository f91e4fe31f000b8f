// A real browser for tests and pictures: Chromium, signing in, and axe in both colour schemes.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** What every page must keep: WCAG 2.2 up to AA, and what axe calls good practice. */
export const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The browser. Close it when done. */
export function launch() {
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("no Chromium: bin/needs chromium installs it, or set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: flags });
}

/**
 * A page in a window of its own, signed in as nobody. `problems` on it collects what the browser complained about: script
 * errors, refused content, answers of 500 and above.
 */
export async function open(browser, { width = 1440, height = 900, scheme = "light", script = true, base } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    javaScriptEnabled: script,
    locale: "en-GB",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused form (422) and a missing page (404) are answers a test may ask for; the browser logs them all the same.
    const answered = /the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !answered) page.problems.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) page.problems.push(`${response.status()} from ${response.url()}`);
  });
  return page;
}

/** Fails when the browser complained about anything. */
export function quiet(page) {
  assert.deepEqual(page.problems, [], `the browser complained at ${page.url()}`);
}

/** Signs in by password, through the form people use. `who` is one of the server's `staff` or `portal`. */
export async function signIn(page, who) {
  await page.goto("/sign-in");
  const form = page.locator("form", { has: page.locator("input[name=password]") });
  await form.locator("input[name=email]").fill(who.email);
  await form.locator("input[name=password]").fill(who.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), form.locator("[type=submit], button:not([type])").first().click()]);
}

/** Fails when axe finds anything on the page in light, or in dark, where only colours can differ. */
export async function axe(page) {
  // Evaluated from outside the page, so its Content-Security-Policy stays as strict as it is for people.
  await page.evaluate(`window.axe || (() => { ${axeSource} })()`);
  const found = [];
  for (const [colorScheme, runOnly] of [["light", { type: "tag", values: TAGS }], ["dark", { type: "rule", values: ["color-contrast"] }]]) {
    await page.emulateMedia({ colorScheme });
    for (const violation of await violations(page, runOnly)) found.push(`${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: null });
  assert.deepEqual(found, [], `axe at ${page.url()}\n${found.join("\n")}`);
}

async function violations(page, runOnly) {
  const options = { runOnly, resultTypes: ["violations"], preload: false };
  const found = await page.evaluate((options) => window.axe.run(document, options), options);
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} (${violation.impact}) at ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}
