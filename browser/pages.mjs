// Every page of the product and its states, in the order of the gallery: pictured by pictures.mjs, looked at by axe.test.mjs.
//
//   name     of its pictures
//   path     where it begins; `{organisation}` and `{customer}` are the viewer's
//   as       who looks: nobody where it is missing, else the first of the demonstration's people that fits
//   act      what is done there before the picture is taken; nothing is saved but what is undone by the next that needs it so
//   status   what the path answers, where that is 400 or more
//   empty    it is a page of an installation without any organisation

import { block, button, day, fill, goods, press, totp, weekday, who } from "./walk.mjs";

const clerk = { side: "portal", organisation: "van-dorp", customer: "de-korenaar" };
const colleague = { side: "portal", organisation: "van-dorp", customer: "de-korenaar", email: "bram@de-korenaar.example" };
const beginner = { side: "portal", organisation: "van-dorp", customer: "hofmann-maschinenbau" };
const planner = { side: "staff", organisation: "van-dorp", role: "OPERATIONS" };
const boss = { side: "staff", organisation: "van-dorp", role: "SUPER_ADMIN" };
const polish = { side: "staff", organisation: "lisowski", role: "OPERATIONS" };
const owner = { side: "staff", organisation: "lisowski", role: "SUPER_ADMIN" };
const onlooker = { side: "staff", organisation: "van-dorp", role: "VIEWER" };
const sender = { side: "portal", organisation: "lisowski", customer: "meble-nowak" };
const finance = { side: "staff", organisation: "van-dorp", role: "FINANCE" };

/** Opens the first row of a list, or the first with some words in it. */
const row = (words = "") => async (page) => {
  const link = page.locator("main tbody tr", { hasText: words }).locator("[data-open]").first();
  await page.goto(await link.getAttribute("href"));
};

/** Does one after the other. */
const all = (...acts) => async (page) => {
  for (const act of acts) await act(page);
};

/** Fills fields by their labels and presses a button. */
const refused = (words, name = "Save") => async (page) => {
  for (const [label, value] of Object.entries(words)) await page.locator("main").getByLabel(label, { exact: true }).first().fill(value);
  await press(page, button(page, name));
  await page.locator(".summary").first().waitFor();
};

/** Follows a link of the page's body. */
const link = (name) => async (page) => press(page, page.locator("main").getByRole("link", { name }).first());

/** Fills what a rate card is tried out with. */
const typed = (words) => async (page) => {
  for (const [label, value] of Object.entries(words)) await page.locator("#test-price").getByLabel(label).fill(value);
};

/** Presses a button that leaves one on the page. */
const pressed = (name) => async (page) => press(page, page.locator("main").getByRole("button", { name, exact: true }));

/** Opens a dialog. */
const dialog = (name) => async (page) => {
  await page.locator("main").getByRole("link", { name }).click();
  await page.getByRole("dialog").waitFor();
};

/** The first stop's *Correct…* of an order that has one. */
const correct = all(row(), async (page) => {
  await press(page, page.locator("main").getByRole("link", { name: /^Correct…/ }).first());
});

/** The order of the demonstration with charges that wait for its customer. */
const charged = async (page) => {
  await page.goto(`${page.url().split("?")[0]}?q=4500123990`);
  await row()(page);
};

/** The label of the order's first unit printed, and the label of another scanned. */
const someLabels = async (page) => {
  await page.getByRole("checkbox", { name: /^Unit / }).first().check();
  const file = page.waitForEvent("download");
  await button(page, "Print the ticked").click();
  await (await file).delete();
  const code = await page.locator("main tbody .mono").first().innerText();
  await page.goto(`${page.url().split("?")[0]}?scan=${code}.1`);
};

/** Half the weight, and what that does to the price. */
const lighter = async (page) => {
  await page.getByLabel("Weight in kg, line 1").fill("480");
  await page.getByLabel("Weight in kg, line 1").press("Tab");
  await page.locator("#price del").first().waitFor();
};

/** Sent as if what becomes of the charges had not been shown. */
const unseen = async (page, name = "Save changes") => {
  await page.locator("[name=price_seen]").first().evaluate((seen) => seen.remove());
  await page.locator("main").getByRole("button", { name, exact: true }).click();
  await page.locator("main [role=alert]").first().waitFor();
};

/** The charges of an order that are left alone, and follow again. */
async function leftAlone(page) {
  await press(page, page.locator("main").getByRole("link", { name: "Price by rate card…" }));
  const leave = page.getByRole("button", { name: "Leave the charges as they are" });
  if (!(await leave.count())) return;
  await press(page, leave);
  await press(page, page.locator("main").getByRole("link", { name: "Price by rate card…" }));
}

/** The page of the first charge that waits, as without script. */
const approval = async (page) => page.goto(await page.locator(".pop form").first().getAttribute("action"));

/** The second factor switched off, where it is on. */
async function switchedOff(page) {
  await page.goto("/me/second-factor");
  const proof = page.getByLabel("Code or password, to switch off");
  if (!(await proof.count())) return;
  await proof.fill("haulage-by-daylight");
  await press(page, button(page, "Switch off"));
}

/** Begun: the page with the QR code. */
async function begun(page) {
  await switchedOff(page);
  await page.goto("/me/second-factor");
  await press(page, page.locator("main").getByRole("button", { name: /^(Set up|Begin again)/ }));
}

/** Confirmed by the code an app would show: the page with the recovery codes. */
async function confirmed(page) {
  await begun(page);
  await page.getByLabel("Code", { exact: true }).fill(totp(await page.locator("#secret").innerText()));
  await press(page, button(page, "Switch on"));
}

/** Signs in anew, as far as the second step. */
async function again(page) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill("katarzyna@lisowski.example");
  await page.getByLabel("Password").fill("haulage-by-daylight");
  await press(page, button(page, "Sign in with password"));
  await page.getByRole("heading", { name: "One more step" }).waitFor();
}

const filled = (words) => async (page) => {
  await fill(page, { service: "Groupage Benelux", reference: "4500123987", ...words });
  await button(page, "Add line").click();
  await goods(page, 2, { quantity: "2", packaging: "pallets", description: "Yeast, fresh", weight: "312,5" });
  await page.getByRole("heading", { name: "Next possible collection" }).waitFor();
};

/** Uploads a table, and waits until it is checked or refused. */
const sent = (text) => async (page) => {
  await page.locator("#file").setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.locator(".summary, #upload:not([hx-get])").first().waitFor();
};

const portal = (name, path, act, more) => ({ name: `portal-${name}`, path: `/p/{organisation}/{customer}${path}`, as: clerk, act, ...more });
const desk = (name, path, act, more) => ({ name: `desk-${name}`, path: `/d/{organisation}${path}`, as: planner, act, ...more });
const setting = (name, path, act, more) => desk(name, path, act, { as: boss, ...more });
const queue = (name, tab, act) => desk(name, `/imports${tab && `?tab=${tab}`}`, act, { as: polish });

export const pages = [
  // Coming in
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in-refused", path: "/sign-in", act: refused({ "E-mail address": "marit@de-korenaar.example", Password: "a wrong guess" }, "Sign in with password") },
  { name: "sign-in-sent", path: "/sign-in/sent" },
  { name: "sign-in-link-spent", path: "/sign-in/link/spent", status: 404 },
  { name: "demo-mail", path: "/demo/mail" },
  { name: "not-found", path: "/nowhere", status: 404 },
  { name: "setup", path: "/setup", empty: true },
  { name: "setup-refused", path: "/setup", empty: true, act: refused({ Token: "not the one", Name: "Jansen Transport" }, "Set up") },

  // A person
  { name: "choose", path: "/", as: clerk },
  { name: "profile", path: "/me", as: clerk },
  { name: "profile-refused", path: "/me", as: clerk, act: refused({ "Another address of yours": "no address" }, "Add address") },
  { name: "profile-password-refused", path: "/me", as: clerk, act: refused({ "New password": "short" }, "Set password") },
  { name: "profile-staff", path: "/me", as: planner },
  { name: "second-factor", path: "/me/second-factor", as: planner },
  // One of the staff sets it up and switches it off again.
  { name: "second-factor-begun", path: "/me/second-factor", as: polish, act: begun },
  { name: "second-factor-refused", path: "/me/second-factor", as: polish, act: all(begun, refused({ Code: "no code" }, "Switch on")) },
  { name: "second-factor-codes", path: "/me/second-factor", as: polish, act: confirmed },
  { name: "second-factor-on", path: "/me/second-factor", as: polish, act: all(confirmed, link("I have kept them")) },
  { name: "second-factor-on-refused", path: "/me/second-factor", as: polish, act: all(confirmed, link("I have kept them"), refused({ "Code or password, to switch off": "no" }, "Switch off")) },
  { name: "second-step", path: "/me/second-factor", as: polish, act: all(confirmed, again) },
  { name: "second-step-refused", path: "/me/second-factor", as: polish, act: all(confirmed, again, refused({ Code: "no code" }, "Sign in")) },
  { name: "second-factor-off", path: "/me/second-factor", as: polish, act: all(confirmed, switchedOff) },
  { name: "profile-link-spent", path: "/me/addresses/spent", as: clerk, status: 404 },

  // The portal
  portal("dashboard", "/dashboard"),
  portal("dashboard-declined", "/dashboard", undefined, { as: { side: "portal", organisation: "van-dorp", customer: "deltaplast" } }),
  portal("dashboard-read-only", "/dashboard", undefined, { as: colleague }),
  portal("orders", "/orders"),
  portal("orders-tab", "/orders?tab=quotes"),
  portal("orders-cancelled", "/orders?tab=cancelled"),
  portal("orders-filtered", "/orders?from=2026-01-01&sort=collection"),
  portal("orders-filter-refused", "/orders?from=soon&delivery=soon"),
  portal("orders-nothing-found", "/orders?q=zanzibar"),
  portal("orders-none", "/orders?tab=in-transit", undefined, { as: beginner }),
  portal("order", "/orders?tab=planned", row()),
  portal("order-charges", "/orders", charged),
  portal("order-priced", "/orders", async (page) => {
    await page.goto(`${page.url().split("?")[0]}?q=4500123994`);
    await row()(page);
  }),
  portal("order-charge-open", "/orders", all(charged, async (page) => {
    await page.getByRole("button", { name: /^To Approve/ }).first().click();
    await page.locator(".pop:popover-open").waitFor();
  })),
  portal("order-charge-reject", "/orders", all(charged, async (page) => {
    await page.getByRole("button", { name: /^To Approve/ }).first().click();
    await page.locator(".pop:popover-open").getByRole("link", { name: "Reject…" }).click();
    await page.getByRole("dialog").waitFor();
  })),
  portal("charge", "/orders", all(charged, approval)),
  portal("charge-refused", "/orders", all(charged, approval, refused({}, "Reject"))),
  portal("order-to-plan", "/orders?tab=to-plan", row()),
  portal("labels", "/orders?tab=to-plan", all(row(), link("All labels"))),
  portal("labels-printed", "/orders?tab=to-plan", all(row(), link("All labels"), someLabels)),
  portal("labels-sheets", "/orders?tab=to-plan", all(row(), link("All labels"), async (page) => {
    await page.getByLabel("Paper and format").selectOption({ label: "From this browser, A6" });
    await press(page, button(page, "Print all"));
  })),
  portal("labels-none-ticked", "/orders?tab=to-plan", all(row(), link("All labels"), async (page) => {
    await press(page, button(page, "Print the ticked"));
    await page.locator(".summary").waitFor();
  })),
  portal("order-delivered", "/orders?tab=delivered", row()),
  portal("order-quote", "/orders?tab=quotes", row()),
  portal("order-cancelled", "/orders?tab=cancelled", row()),
  portal("orders-all-imports", "/orders", undefined, { as: sender }),
  portal("orders-waiting", "/orders?tab=waiting", undefined, { as: sender }),
  portal("orders-not-accepted", "/orders?tab=cancelled", undefined, { as: sender }),
  portal("dashboard-waiting", "/dashboard", undefined, { as: sender }),
  portal("order-waiting", "/orders?tab=waiting", row("Submitted"), { as: sender }),
  portal("order-update-waiting", "/orders", row("Update awaiting approval"), { as: sender }),
  portal("order-update-not-accepted", "/orders", row("Update not accepted"), { as: sender }),
  portal("order-cancellation-waiting", "/orders", row("Cancellation awaiting approval"), { as: sender }),
  portal("order-not-accepted", "/orders?tab=cancelled", row("Not accepted"), { as: sender }),
  portal("order-cancel", "/orders?tab=waiting", all(row("Submitted"), dialog("Cancel…")), { as: sender }),
  portal("upload", "/orders/upload"),
  portal("upload-refused", "/orders/upload", sent("x;y\n1;2\n")),
  portal("upload-checked", "/orders/upload", sent("Reference;Quantity;Goods;Collection date\nPO-9101;12;Flour;31.2.2026\n")),
  portal("new-order", "/orders/new"),
  portal("new-order-filled", "/orders/new", filled()),
  portal("new-order-refused", "/orders/new", refused({ "Quantity, line 1": "some" }, "Submit")),
  portal("new-order-late", "/orders/new", all(filled({ date: day(0) }), async (page) => {
    await page.getByText(/^(Too late|Not possible)$/).waitFor();
  })),
  portal("new-order-late-refused", "/orders/new", all(filled({ date: day(0) }), refused({}, "Submit"))),
  portal("new-order-places", "/orders/new", async (page) => {
    await block(page, "Collection").getByLabel("From the address book").fill("ve");
    await page.getByRole("listbox").getByRole("option").first().waitFor();
  }),
  portal("new-order-consignments", "/orders/new", all(filled(), async (page) => {
    await press(page, button(page, "Add a stop between"));
    await press(page, button(page, "Add another consignment"));
  })),
  portal("new-order-like-the-last", "/orders/new?like=last"),
  portal("new-order-templates", "/orders/new", async (page) => {
    await page.getByRole("button", { name: "From a template" }).click();
    await page.getByRole("link", { name: "Flour to Gent" }).waitFor();
  }),
  portal("new-order-from-template", "/templates", link("New order from Flour to Gent")),
  portal("new-order-from-template-refused", "/templates", all(link("New order from Flour to Gent"), refused({}, "Submit"))),
  portal("templates", "/templates"),
  portal("templates-read-only", "/templates", undefined, { as: colleague }),
  portal("templates-none", "/templates", undefined, { as: beginner }),
  portal("templates-archived", "/templates?show=archived"),
  portal("template", "/templates", row("Flour")),
  portal("template-refused", "/templates", all(row("Flour"), refused({ Name: "sligro veghel, fridays" }))),
  portal("template-new", "/orders?tab=delivered", all(row(), link("Save as a template"))),
  portal("template-new-refused", "/orders?tab=delivered", all(row(), link("Save as a template"), refused({ Name: "flour to gent" }))),
  portal("address-book", "/locations"),
  portal("address-book-nothing-found", "/locations?find=zanzibar"),
  portal("address-book-archived", "/locations?show=archived"),
  portal("address-book-new", "/locations/new"),
  portal("address-book-new-perhaps", "/locations/new", refused({
    Name: "De Korenaar dok 4", "Street and number": "Havenweg 12", Postcode: "4251 AB", City: "Werkendam",
  })),
  portal("address-book-own", "/locations", row("dock 4")),
  portal("address-book-everybodys", "/locations", row("Cross-dock")),
  portal("colleagues", "/colleagues"),
  portal("colleagues-read-only", "/colleagues", undefined, { as: colleague }),
  portal("colleague-new", "/colleagues/new"),
  portal("colleague-new-refused", "/colleagues/new", refused({ "E-mail": "no address" }, "Invite")),
  portal("colleague", "/colleagues", row("Bram")),
  portal("colleague-yourself", "/colleagues", row("Marit")),
  portal("colleague-refused", "/colleagues", all(row("Marit"), async (page) => {
    await page.getByRole("switch", { name: /^Manage colleagues/ }).click();
    await press(page, button(page, "Save rights"));
    await page.locator(".summary").waitFor();
  })),
  portal("menu-memberships", "/orders", (page) => page.locator("header details.menu summary").first().click()),
  portal("notifications", "/notifications"),
  portal("menu-person", "/orders", (page) => page.locator("header details.menu summary").last().click()),
  portal("menu-navigation", "/orders", async (page) => {
    const burger = page.getByRole("button", { name: "Menu" });
    if (await burger.isVisible()) await burger.click();
  }),
  portal("not-found", "/orders/01900000-0000-7000-8000-000000000000", undefined, { status: 404 }),

  // The desk: orders
  desk("orders", "/orders"),
  desk("orders-cancelled", "/orders?tab=cancelled"),
  desk("orders-filtered", "/orders?from=2026-01-01&sort=collection"),
  desk("orders-nothing-found", "/orders?q=zanzibar"),
  desk("quotes", "/quotes"),
  desk("quotes-chosen", "/quotes", (page) => page.getByLabel(/^Select Quote-/).first().check()),
  desk("quotes-none", "/quotes?q=zanzibar"),
  desk("search", "/search?q=korenaar"),
  desk("search-nothing", "/search?q=zanzibar"),
  desk("order", "/orders?tab=planned", row()),
  desk("order-to-plan", "/orders?tab=to-plan", row()),
  desk("order-charges", "/orders?q=4500123991", row()),
  desk("order-priced", "/orders?q=4500123994", row()),
  desk("order-not-priced", "/orders?q=BF-2311", row()),
  desk("order-price", "/orders?q=4500123994", all(row(), link("Price by rate card…"))),
  desk("order-price-changes", "/orders?q=4500123992", all(row(), link("Price by rate card…"))),
  desk("order-price-left-alone", "/orders?q=4500123997", all(row(), leftAlone)),
  desk("order-price-no-card", "/orders?q=HM-77035", all(row(), link("Price by rate card…"))),
  desk("order-edit-price", "/orders?q=4500123994", all(row(), link("Edit order"), lighter)),
  desk("order-edit-price-not-seen", "/orders?q=4500123994", all(row(), link("Edit order"), lighter, unseen)),
  desk("charge-new", "/orders?q=4500123991", all(row(), link("Add charge"))),
  desk("charge-new-refused", "/orders?q=4500123991", all(row(), link("Add charge"), refused({ "Amount, net": "1.234" }, "Add charge"))),
  desk("charge", "/orders?q=4500123990", all(row(), link(/^Waiting time/))),
  desk("charge-refused", "/orders?q=4500123990", all(row(), link(/^Waiting time/), refused({}, "Write down the answer"))),
  desk("charge-to-request", "/orders?q=4500123991", all(row(), link("Tail lift"))),
  desk("charge-rejected", "/orders?q=4500123991", all(row(), link(/^Second attempt/))),
  desk("order-edit", "/orders?tab=to-plan", all(row(), link("Edit order"))),
  desk("order-edit-unchanged", "/orders?tab=to-plan", all(row(), link("Edit order"), refused({}, "Save changes"))),
  desk("order-delivered", "/orders?tab=delivered", row()),
  desk("order-cancelled", "/orders?tab=cancelled", row()),
  desk("order-read-only", "/orders", row(), { as: onlooker }),
  desk("order-cancel", "/orders?tab=to-plan", all(row(), dialog("Cancel order…"))),
  desk("order-cancel-refused", "/orders?tab=to-plan", all(row(), dialog("Cancel order…"), async (page) => {
    await page.getByRole("dialog").getByRole("button", { name: "Cancel order" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
  })),
  desk("order-correct", "/orders?tab=planned", correct),
  desk("order-correct-refused", "/orders?tab=planned", all(correct, refused({}, "Correct"))),
  desk("quote", "/quotes", row()),
  desk("quote-decline", "/quotes", all(row(), dialog("Decline quote…"))),
  desk("order-entry-whose", "/orders/new"),
  desk("order-entry-whose-refused", "/orders/new", async (page) => {
    await page.locator("#customer_text").fill("zanzibar");
    await press(page, button(page, "Go on"));
  }),
  desk("order-entry", "/orders/new", entry("De Korenaar BV")),
  desk("order-entry-late", "/orders/new", all(entry("De Korenaar BV"), filled({ date: day(0) }), async (page) => {
    await press(page, button(page, "Submit"));
    await page.getByLabel("Reason for entering it all the same").waitFor();
  })),
  desk("order-entry-refused", "/orders/new", all(entry("De Korenaar BV"), refused({}, "Submit"))),

  // The desk: order imports, where the demonstration has some of every kind and state
  queue("imports", ""),
  queue("imports-errors", "errors"),
  queue("imports-asked", "waiting-for-customer"),
  queue("imports-done", "done"),
  queue("imports-rejected", "rejected"),
  queue("imports-chosen", "", (page) => page.locator("tbody .pick").first().check()),
  queue("imports-filtered", "", async (page) => {
    const fold = page.locator("summary", { hasText: "Filters" });
    if (await fold.isVisible()) await fold.click();
    await page.locator("main").getByLabel("Customer", { exact: true }).selectOption({ label: "Meble Nowak Sp. z o.o." });
    await press(page, button(page, "Filter"));
  }),
  queue("imports-none-chosen", "", async (page) => {
    await page.locator("form[data-list] .bulk button").dispatchEvent("click");
    await page.locator(".summary").waitFor();
  }),
  queue("imports-created", "", async (page) => {
    const ids = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.id.replace("import-", "import=")));
    await page.goto(`${new URL(page.url()).pathname}/created?${ids.slice(0, 5).join("&")}`);
  }),
  queue("import-create", "", row("ZAM/0433")),
  queue("import-create-remarked", "", row("SW-2290")),
  queue("import-create-edit", "", all(row("ZAM/0433"), link("Create order after editing"))),
  queue("import-create-edit-refused", "", all(row("ZAM/0433"), link("Create order after editing"), refused({ "Quantity, line 1": "some" }, "Create order"))),
  queue("import-update", "", all(row("ZAM/0427"), async (page) => {
    await page.locator("#import details > summary").first().click();
  })),
  queue("import-update-charges", "", row("SW-2288")),
  queue("import-update-charges-not-seen", "", all(row("SW-2288"), (page) => unseen(page, "Accept"))),
  queue("import-update-edit", "", all(row("ZAM/0427"), link("Accept after editing"))),
  queue("import-update-edit-unchanged", "", all(row("ZAM/0427"), link("Accept after editing"), refused({ "Quantity, line 1": "" }, "Accept with these changes"))),
  queue("import-conflict", "", row("ZAM/0428")),
  queue("import-conflict-refused", "", all(row("ZAM/0428"), refused({}, "Accept"))),
  queue("import-cancellation", "", all(row("ZAM/0435"), async (page) => {
    await page.locator("#import details > summary", { hasText: "What happened" }).click();
  })),
  queue("import-reject", "", all(row("ZAM/0433"), dialog("Reject…"))),
  queue("import-reject-refused", "", all(row("ZAM/0433"), dialog("Reject…"), async (page) => {
    await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
  })),
  queue("import-ask", "", all(row("ZAM/0433"), dialog("Ask the customer…"))),
  queue("import-late", "errors", row("ZAM/0434")),
  queue("import-too-soon", "errors", row("ZAM/0437")),
  queue("import-late-accept", "errors", all(row("ZAM/0437"), dialog("Accept late…"))),
  queue("import-fix", "errors", all(row("ZAM/0434"), link("Fix the error"))),
  queue("import-fix-refused", "errors", all(row("ZAM/0434"), link("Fix the error"), refused({}, "Create order"))),
  queue("import-asked", "waiting-for-customer", row("SW-2291")),
  queue("import-done", "done", row("ZAM/0426")),
  queue("import-applied", "done", row("4500124010")),
  queue("import-withdrawn", "done", row("4500124002")),
  queue("import-rejected", "rejected", row("ZAM/0425")),
  desk("orders-imports", "/orders", undefined, { as: polish }),
  desk("order-update", "/orders", row("ZAM/0427"), { as: polish }),
  desk("order-update-applied", "/orders", row("4500124010"), { as: polish }),
  desk("order-cancellation", "/orders", row("ZAM/0435"), { as: polish }),

  // The desk: companies
  setting("customers", "/customers"),
  setting("customers-archived", "/customers?show=archived"),
  setting("customers-nothing-found", "/customers?find=zanzibar"),
  setting("customer-new", "/customers/new"),
  setting("customer-new-refused", "/customers/new", refused({ Name: "" })),
  setting("customer", "/customers", row("Deltaplast")),
  setting("customer-refused", "/customers", all(row("Deltaplast"), refused({ Name: "" }))),
  setting("customer-read-only", "/customers", row("Hofmann"), { as: onlooker }),
  setting("customer-standing", "/customers", row("Hofmann"), { as: finance }),
  setting("customer-templates", "/customers", all(row("De Korenaar"), link("All templates"))),
  setting("customer-templates-none", "/customers", all(row("Deltaplast"), link("All templates"))),
  setting("customer-template", "/customers", all(row("De Korenaar"), link("All templates"), row("Flour"))),
  setting("customer-template-read-only", "/customers", all(row("De Korenaar"), link("All templates"), row("Flour")), { as: onlooker }),
  setting("customers-upload", "/customers/upload"),
  setting("customers-upload-refused", "/customers/upload", sent("x;y\n1;2\n")),
  setting("customers-upload-checked", "/customers/upload", sent("Number;Name;City;Country;Turnover\n20117;Van Rijn Kaas BV;Gouda;NL;1\n;Deltaplast NV;Antwerpen;BE;2\n20118;Kwekerij De Linde;Boskoop;Atlantis;3\n")),
  setting("contacts", "/contacts"),
  setting("contacts-upload", "/contacts/upload"),
  setting("contacts-upload-refused", "/contacts/upload", sent("x;y\n1;2\n")),
  setting("contacts-upload-checked", "/contacts/upload", sent("Customer;Name;E-mail\nDeltaplast NV;Els Peeters;els@deltaplast.example\nNobody;Jan;jan@nobody.example\n")),
  setting("contacts-nothing-found", "/contacts?find=zanzibar"),
  setting("contact-new", "/customers", all(row("Deltaplast"), link("Add contact"))),
  setting("contact-new-refused", "/customers", all(row("Deltaplast"), link("Add contact"), refused({ Name: "", "E-mail": "no address" }))),
  setting("contact", "/contacts", row("Bram")),
  setting("contact-read-only", "/contacts", row("Bram"), { as: onlooker }),

  // The desk: rates
  setting("services", "/services"),
  setting("services-archived", "/services?show=archived"),
  setting("service-new", "/services/new"),
  setting("service-new-refused", "/services/new", refused({ Name: "" })),
  setting("service", "/services", row("Groupage")),
  setting("service-refused", "/services", all(row("Groupage"), refused({ "Cut-off time": "" }))),
  setting("service-read-only", "/services", row("Groupage"), { as: onlooker }),
  setting("document-types", "/document-types"),
  setting("document-types-none", "/document-types", undefined, { as: owner }),
  setting("document-type-new-refused", "/document-types/new", refused({ Name: "" })),
  setting("document-type", "/document-types", row()),
  setting("document-type-read-only", "/document-types", row(), { as: onlooker }),
  setting("levels", "/levels"),
  setting("level-new", "/levels/new"),
  setting("level-new-refused", "/levels/new", refused({ Name: "" })),
  setting("level", "/levels", row()),
  setting("level-read-only", "/levels", row(), { as: onlooker }),
  setting("rate-cards", "/rate-cards"),
  setting("rate-card-new", "/rate-cards/new"),
  setting("rate-card-new-lines", "/rate-cards/new", all(...["Add zone", "Add zone", "Table", "Price per unit", "Fixed price"].map(pressed))),
  setting("rate-card-new-refused", "/rate-cards/new", all(pressed("Table"), refused({ Name: "" }))),
  setting("rate-card", "/rate-cards", row("De Korenaar")),
  setting("rate-card-odd", "/rate-cards", row("Same-day")),
  setting("rate-card-tested", "/rate-cards", all(row("De Korenaar"), typed({ Country: "BE", Postcode: "9000", "Weight (kg)": "720" }), pressed("Test price"))),
  setting("rate-card-read-only", "/rate-cards", row("Same-day"), { as: onlooker }),

  // The desk: configuration
  setting("settings-portal", "/settings/portal"),
  setting("settings-portal-refused", "/settings/portal", refused({ Name: "" })),
  setting("settings-portal-read-only", "/settings/portal", undefined, { as: onlooker }),
  setting("settings-import", "/settings/portal", undefined, { as: owner }),
  setting("settings-import-no-updates", "/settings/portal", async (page) => {
    await page.getByLabel("Enable updates").click();
    await page.getByLabel("Apply changes automatically").and(page.locator(":disabled")).waitFor();
  }, { as: owner }),
  setting("settings-import-off", "/settings/portal", async (page) => {
    await page.getByLabel("Customer portal order creation via order import enabled").click();
    await press(page, page.locator("#order-import").getByRole("button", { name: "Save" }));
    await page.getByRole("heading", { name: "Switch the order import off?" }).waitFor();
  }, { as: owner }),
  setting("settings-import-read-only", "/settings/portal", undefined, { as: polish }),
  setting("customer-import", "/customers", row(), { as: owner }),
  setting("settings-numbering", "/settings/numbering"),
  setting("settings-numbering-refused", "/settings/numbering", async (page) => {
    for (const prefix of await page.getByLabel(/^Prefix/).all()) await prefix.fill("A-");
    await press(page, button(page, "Save"));
    await page.locator(".summary").waitFor();
  }),
  setting("settings-numbering-read-only", "/settings/numbering", undefined, { as: onlooker }),
  setting("settings-labels", "/settings/labels"),
  setting("settings-labels-refused", "/settings/labels", refused({ "GS1 company prefix optional": "871" })),
  setting("settings-labels-read-only", "/settings/labels", undefined, { as: onlooker }),
  setting("users", "/settings/users"),
  setting("user-new", "/settings/users/new"),
  setting("user-new-refused", "/settings/users/new", refused({ "E-mail address": "no address" }, "Invite")),
  setting("user", "/settings/users", row("Ann Smit")),
  setting("order-form", "/order-form"),
  setting("order-form-service", "/order-form", async (page) => {
    await press(page, page.getByRole("navigation", { name: "Form of" }).getByRole("link", { name: "Same-day Randstad" }));
  }),
  setting("order-form-warnings", "/order-form", async (page) => {
    for (const field of ["Packaging", "Description"]) await page.locator("#order-form").getByLabel(field, { exact: true }).first().selectOption({ label: "Hidden" });
    await page.getByText("nobody can say what the goods are").waitFor();
  }),
  setting("order-form-read-only", "/order-form", undefined, { as: onlooker }),
  setting("order-form-field-new", "/order-form/fields/new"),
  setting("order-form-field-refused", "/order-form/fields/new", refused({ Label: "" })),
  setting("order-form-field", "/order-form", async (page) => press(page, page.getByRole("link", { name: "Change Dock number" }))),
  setting("default-values", "/customers", all(row("Hofmann Maschinenbau GmbH"), link("Change default order values"))),
  setting("default-values-refused", "/customers", all(row("Hofmann Maschinenbau GmbH"), link("Change default order values"), refused({ "Quantity, line 1": "some" }))),
  setting("locations", "/locations"),
  setting("locations-upload", "/locations/upload"),
  setting("locations-upload-refused", "/locations/upload", sent("x;y\n1;2\n")),
  setting("locations-upload-checked", "/locations/upload", sent("Name;Street;Postcode;City;Country;Visible to\nTerminal Moerdijk;Havenweg 20;4782 PM;Moerdijk;NL;All customers\nKade 4;;4782 PM;Moerdijk;Atlantis;Nobody BV\n")),
  setting("locations-archived", "/locations?show=archived"),
  setting("locations-nothing-found", "/locations?find=zanzibar"),
  setting("location-new", "/locations/new"),
  setting("location-new-refused", "/locations/new", refused({ Name: "" })),
  setting("location", "/locations", row("dock 4")),
  setting("location-merge", "/locations", all(row("Sligro Veghel"), link("Merge into another…"))),
  setting("location-merge-confirm", "/locations", all(row("Sligro Veghel"), link("Merge into another…"), link(/^Merge into this/))),
  setting("location-merge-refused", "/locations", all(row("Sligro Veghel"), link("Merge into another…"), link(/^Merge into this/), async (page) => {
    await press(page, page.locator("main").getByRole("button", { name: /^Merge into/ }));
    await page.locator(".summary").waitFor();
  })),
  setting("location-read-only", "/locations", row("dock 4"), { as: onlooker }),
  setting("audit", "/audit"),
  setting("audit-of-a-customer", "/audit?kind=customer"),
  desk("notifications", "/notifications"),
  desk("outbox", "/outbox"),
  desk("outbox-given-up", "/outbox?tab=given-up"),
  desk("outbox-delivered", "/outbox?tab=delivered"),
  desk("outbox-not-sent", "/outbox?tab=not-sent"),
  desk("outbox-drop", "/outbox?tab=given-up", link("Drop…")),
  desk("outbox-drop-refused", "/outbox?tab=given-up", all(link("Drop…"), refused({ Reason: " " }, "Drop it"))),
  setting("try-out", "/try-out"),
  setting("try-out-answer", "/try-out", async (page) => {
    await page.locator("main").getByLabel("Customer").selectOption({ label: "Deltaplast NV" });
    await page.getByLabel("Transport service").selectOption({ label: "Groupage Benelux" });
    await page.getByLabel("Collection date").fill(weekday(3));
    await press(page, button(page, "Show"));
  }),
  setting("try-out-import", "/try-out", async (page) => {
    await page.locator("main").getByLabel("Customer").selectOption({ index: 1 });
    await page.getByLabel("Transport service").selectOption({ index: 1 });
    await press(page, button(page, "Show"));
    await page.getByRole("heading", { name: "Changes by the customer" }).waitFor();
  }, { as: owner }),
  setting("forbidden", "/customers/new", undefined, { as: onlooker, status: 403 }),
];

/** The pages of one viewer after another, so that each signs in once. */
export function byViewer(list) {
  const groups = new Map();
  for (const page of list) {
    const key = JSON.stringify([page.as ?? null, page.empty ?? false]);
    if (!groups.has(key)) groups.set(key, { as: page.as, empty: page.empty, theirs: [] });
    groups.get(key).theirs.push(page);
  }
  return [...groups.values()];
}

/** The person of the demonstration that looks at a page; nobody for none. */
export function viewer(server, as) {
  if (!as) return undefined;
  const { side, ...wish } = as;
  return who(server[side], wish);
}

/** Goes to a page, does what is to be done there, and says what it answered. */
export async function visit(page, { path, act }, person) {
  const answer = await page.goto(path.replace(/\{(\w+)\}/g, (_, key) => person[key]));
  await act?.(page);
  await page.evaluate(() => document.fonts.ready);
  return answer.status();
}

/** The window as high as the page, so that what sticks to its edges does not cover what is in the middle. */
export async function whole(page, width, least = 900) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, least), 6_000) });
}

/** Order entry for a customer. */
function entry(customer) {
  return async (page) => {
    await page.locator("#customer_text").fill(customer);
    await page.getByRole("option", { name: customer }).first().waitFor(); // before it is there, Enter goes on by the words
    await page.locator("#customer_text").press("Enter");
    await press(page, button(page, "Go on"));
  };
}
