/* Makes the pages quicker; every page works without it. Behaviours hang on data-attributes (PARTS.md), listeners on the document.
   First in <head>, not deferred: the theme before the first paint, the marks on forms before htmx looks. No eval. */
(() => {
  "use strict";
  const root = document.documentElement, store = "cartage:";
  const $ = (s, from = document) => from.querySelector(s), $$ = (s, from = document) => [...from.querySelectorAll(s)];
  const on = (type, does, capture = false) => document.addEventListener(type, does, capture);
  const near = (e, s) => e.target instanceof Element ? e.target.closest(s) : null;
  const make = (tag, props, ...kids) => { const el = Object.assign(document.createElement(tag), props); el.append(...kids); return el; };
  const recall = k => { try { return localStorage.getItem(store + k); } catch { return null; } };
  const keep = (k, v) => { try { v == null ? localStorage.removeItem(store + k) : localStorage.setItem(store + k, v); } catch { /* full or forbidden */ } };

  /* ---- words: English, unless <meta name="cartage-words" content='{…}'> says otherwise */
  const english = {
    offline: "No connection to the server.", server: "The server could not do this.", busy: "The server is busy.", signedOut: "You are signed out.",
    forbidden: "This was refused.", ended: "You are signed out, or your access ended.", large: "This is too large to send.", odd: "This part could not be refreshed.",
    safe: "Nothing is lost: what you typed is still here.", itself: "Trying again by itself.", changed: "You changed the form; send it again when you are ready.",
    retry: "Try again", dismiss: "Dismiss", signIn: "Sign in in another tab", reference: "Reference", draft: "Draft restored", discard: "Discard",
    leave: "Leave this page? What you changed is not saved.", copied: "Copied", selected: "{n} selected", left: "{t} left", past: "passed", d: "d", h: "h", min: "min",
  };
  let words;
  const say = (k, fill = {}) => {
    words ??= { ...english, ...JSON.parse($("meta[name=cartage-words]")?.content || "{}") };
    return words[k].replace(/\{(\w)\}/g, (_, name) => fill[name]);
  };
  const toast = text => { const t = make("div", {}, text); $("#toasts")?.append(t); setTimeout(() => t.remove(), 5000); };
  on("cartage:say", e => toast(e.detail));

  /* ---- theme */
  root.classList.add("js");
  const theme = set => {
    if (set) keep("theme", set === "auto" ? null : set);
    const now = recall("theme");
    now ? root.dataset.theme = now : delete root.dataset.theme;
    $$("[data-theme-set]").forEach(b => b.setAttribute("aria-pressed", b.dataset.themeSet === (now || "auto")));
  };
  theme();
  const keys = set => {
    if (set) keep("shortcuts", set === "on" ? null : set);
    const now = root.dataset.shortcuts = recall("shortcuts") || "on";
    $$("[data-shortcuts-set]").forEach(b => b.setAttribute("aria-pressed", b.dataset.shortcutsSet === now));
  };
  keys();

  /* ---- forms: unsaved changes, double submits */
  const pristine = new WeakMap(), sent = new WeakSet(), busy = new Map();
  const typed = form => JSON.stringify([...new FormData(form)].map(([k, v]) => [k, v instanceof File ? v.name + v.size : v]));
  const dirty = form => form.dataset.guard === "dirty" || (pristine.has(form) && pristine.get(form) !== typed(form));
  const unsaved = () => $$("form[data-guard]").some(f => !sent.has(f) && dirty(f));
  addEventListener("beforeunload", e => { if (unsaved()) e.preventDefault(); });
  on("cartage:unsaved", e => { if (unsaved()) e.preventDefault(); });
  // Back and forward between pages that htmx pushed do not unload; ask here
  window.navigation?.addEventListener("navigate", e => {
    if (e.navigationType === "traverse" && e.cancelable && !e.hashChange && e.destination.sameDocument && unsaved() && !confirm(say("leave"))) { e.preventDefault(); e.stopImmediatePropagation(); }
  });

  const release = form => {
    if (!busy.has(form)) return;
    clearTimeout(busy.get(form)); busy.delete(form);
    for (const b of form.elements) if (b.type === "submit") { b.removeAttribute("aria-disabled"); b.removeAttribute("aria-busy"); }
  };
  on("submit", e => {
    const form = e.target;
    if (form.method === "dialog") return;
    if (e.submitter?.matches("[data-plain]")) return e.stopPropagation();      // downloads: past htmx
    if (form.matches("[data-once]")) {
      if (busy.has(form)) { e.preventDefault(); return e.stopImmediatePropagation(); }
      busy.set(form, setTimeout(release, 20000, form));
      for (const b of form.elements) if (b.type === "submit") b.setAttribute("aria-disabled", "true");
      e.submitter?.setAttribute("aria-busy", "true");
    }
    sent.add(form);
    if (form.dataset.draft && !form.matches("[data-boost]")) try { sessionStorage.setItem(store + "sent", draftKey(form)); } catch { /* no draft then */ }
    if (form.matches("[data-sign-out]")) try { for (const k of Object.keys(localStorage)) if (k.startsWith(store + "draft:")) localStorage.removeItem(k); } catch { /* none */ }
  }, true);
  addEventListener("pageshow", e => { if (e.persisted) for (const form of [...busy.keys()]) { release(form); sent.delete(form); } });

  /* ---- drafts: this browser, this person and membership; never money, passwords, files */
  const draftKey = form => `draft:${root.dataset.scope || "-"}:${form.dataset.draft}`;
  const kept = el => el.name && !el.closest("[data-private]") && !/^(submit|button|reset|image|file|password|fieldset|output)$/.test(el.type) && (el.type !== "hidden" || el.matches("[data-keep]"));
  const tick = el => el.type === "checkbox" || el.type === "radio";
  const remember = form => {
    const values = {}, rows = {};
    for (const el of form.elements) if (kept(el)) (values[el.name] ??= []).push(tick(el) ? el.checked : el.value);
    $$("[data-sheet]", form).forEach(s => rows[s.dataset.sheet] = s.tBodies[0].rows.length);
    keep(draftKey(form), JSON.stringify({ values, rows, at: Date.now() }));
  };
  const fill = (form, values) => {                       // returns what changed; what has no field yet stays in values
    const seen = {}, changed = [];
    for (const el of form.elements) {
      if (!kept(el) || !(el.name in values)) continue;
      const n = seen[el.name] = (seen[el.name] ?? -1) + 1, v = values[el.name][n];
      if (v === undefined) continue;
      if (tick(el) ? el.checked !== v : el.value !== v) {
        tick(el) ? el.checked = v : el.value = v;
        changed.push(el);
        const more = el.closest("details"); if (more) more.open = true;
      }
    }
    Object.keys(seen).forEach(name => delete values[name]);
    return changed;
  };
  const waiting = new WeakMap();
  const restore = form => {
    const draft = JSON.parse(recall(draftKey(form)) || "null");
    if (!draft || form.dataset.guard === "dirty") return;
    if (Date.now() - draft.at > 14 * 864e5) return keep(draftKey(form), null);
    for (const [name, n] of Object.entries(draft.rows)) $(`[data-sheet="${name}"]`, form)?.dispatchEvent(new CustomEvent("cartage:rows", { bubbles: true, detail: n }));
    const changed = fill(form, draft.values);
    if (!changed.length) return;
    waiting.set(form, draft.values);
    const line = $("[data-draft-line]", form);
    const onclick = () => { clearTimeout(saving); keep(draftKey(form), null); sent.add(form); location.reload(); };
    line?.replaceChildren(say("draft") + " – ", make("button", { type: "button", className: "btn link", textContent: say("discard"), onclick }));
    changed.forEach(el => el.dispatchEvent(new Event("change", { bubbles: true })));
  };
  let saving;
  const touched = e => {
    const form = e.target.form ?? near(e, "form");
    if (!form) return;
    if (again?.form === form && e.isTrusted) again.stop("changed");
    if (!form.dataset.draft) return;
    clearTimeout(saving);
    saving = setTimeout(() => form.isConnected && remember(form), 300);
  };
  on("input", touched); on("change", touched);

  /* ---- set-up of what is new on the page: at start and after every swap */
  const settle = () => {
    theme();
    keys();
    try {
      const m = sessionStorage.getItem(store + "sent");
      if (m) { sessionStorage.removeItem(store + "sent"); if (!$$("form[data-guard=dirty]").some(f => draftKey(f) === m)) keep(m, null); }
    } catch { /* no storage */ }
    $$("form[data-guard], form[data-draft]").forEach(form => {
      if (waiting.has(form)) fill(form, waiting.get(form));
      if (pristine.has(form)) return;
      pristine.set(form, typed(form));
      if (form.dataset.draft) restore(form);
    });
    $$("dialog[data-open-now]:not([open])").forEach(d => d.showModal());
    $$(".tabs [aria-current]").forEach(tab => { const ul = tab.closest("ul"); if (ul.scrollWidth > ul.clientWidth) ul.scrollLeft = tab.offsetLeft - 24; });
    counted(); countdowns();
    document.dispatchEvent(new Event("cartage:settled"));
  };

  /* ---- Chromium crashes when moveBefore moves an <input list> together with its <datalist>. Refused, htmx inserts instead. */
  const { moveBefore } = Element.prototype;
  if (moveBefore) Element.prototype.moveBefore = function (node, before) {
    if (node instanceof Element && $("datalist", node)) throw new DOMException("holds a datalist", "HierarchyRequestError");
    return moveBefore.call(this, node, before);
  };

  /* ---- htmx: boosted forms, dependent parts, failures */
  on("htmx:before:process", e => {
    const within = s => (e.target.matches?.(s) ? [e.target] : []).concat($$(s, e.target));
    within("form[data-boost]").forEach(f => f.setAttribute("hx-boost", "true"));
    within("[data-refresh-on]").forEach(part => {
      const names = (part.dataset.refreshFields || "").split(/\s+/).filter(Boolean).map(n => `[name="${n}"]`).join(",");
      const put = (k, v) => part.hasAttribute(k) || part.setAttribute(k, v);
      put("hx-trigger", part.dataset.refreshOn.split(/\s+/).map(t => `${t} from:'closest form'${names && ` target:'${names}'`} delay:120ms`).join(", "));
      put("hx-select", "#" + part.id); put("hx-target", "this"); put("hx-swap", "outerMorph"); put("hx-sync", "this:replace"); put("hx-encoding", "text");
    });
  });
  let asSent;                        // while an answer is morphed in: field → value when the question left
  const shown = new WeakMap();       // part → which request its answer was of: answers that overtook each other must not undo what a later one showed
  let requests = 0;
  on("htmx:before:request", ({ detail: { ctx } }) => {
    ctx.nth = ++requests; ctx.asSent = new Map([...ctx.request.form?.elements ?? []].map(el => [el, el.value]));
  });
  const ask = part => part.isConnected && htmx.ajax("POST", part.getAttribute("hx-post"), { source: part, target: part, select: "#" + part.id, swap: "outerMorph" });
  const overtaken = (ctx, part) => {
    const newer = el => shown.get(el) > ctx.nth;
    for (let el = part; el; el = el.parentElement?.closest("[data-refresh-on]")) if (newer(el)) return true;
    if (!$$("[data-refresh-on]", part).some(newer)) return shown.set(part, ctx.nth), false;
    setTimeout(ask, 0, part);
    return true;
  };
  on("htmx:finally:swap", () => { asSent = null; });
  const typedSince = el => asSent?.has(el) && asSent.get(el) !== el.value;
  on("htmx:before:response", e => {
    const { ctx } = e.detail, { status } = ctx.response;
    if (status >= 400 && ![404, 409, 410, 422].includes(status)) { e.preventDefault(); failed(ctx, status); }
  });
  on("htmx:error", ({ detail: { ctx } }) => { if (ctx?.request && ctx.text === undefined) failed(ctx, 0); });
  on("htmx:after:request", e => {
    const { ctx } = e.detail, body = document.body;
    if (/<body[^>]*\sdata-page="sign-in"/.test(ctx.text) && body.dataset.page !== "sign-in") { e.preventDefault(); return failed(ctx, 401); }
    if (again?.elt === ctx.sourceElement) again.clear();
    const form = ctx.sourceElement, done = ctx.response.raw.redirected || ctx.hx.redirect || ctx.hx.location;
    if (form.matches("form[data-draft]") && done && ctx.response.status < 400) { clearTimeout(saving); keep(draftKey(form), null); }
  });
  on("htmx:before:swap", e => {
    const { ctx, tasks } = e.detail, main = tasks.find(t => t.type === "main"), status = ctx.response?.status ?? 200;
    asSent = ctx.asSent;
    if (!main) return;
    ctx.since = [...asSent ?? []].filter(([el, value]) => el.isConnected && el.value !== value).map(([el]) => el.name);
    if (main.target !== document.body) {           // a part: never put a whole page, or nothing, in its place
      if (ctx.select ? !main.fragment.childElementCount : main.fragment.querySelector("body")) { e.preventDefault(); failed(ctx, status >= 400 ? status : -1); }
      else if (main.target.matches("[data-refresh-on]") && overtaken(ctx, main.target)) e.preventDefault();
      return;
    }
    if (!main.sourceElement.matches("form[data-boost]")) return;
    main.swapSpec.show = "none";
    if (status >= 400) {                       // the same form with what is wrong is morphed in; another page (not found, moved) replaces it
      ctx.push = ctx.replace = "false";
      const other = main.fragment.querySelector("body")?.dataset.page !== document.body.dataset.page;
      main.swapSpec.style = other ? "outerSync" : "outerMorph"; ctx.fresh = other;
      return;
    }
    const to = new URL(ctx.response.raw.url, location);
    if (to.pathname + to.search === location.pathname + location.search) {       // same page: keep the scroll, forget what was typed
      ctx.push = "false"; ctx.replace = "true"; main.swapSpec.style = "outerMorph";
      main.sourceElement.reset(); pristine.delete(main.sourceElement); waiting.delete(main.sourceElement); asSent = null;
    } else { main.swapSpec.style = "outerSync"; main.swapSpec.show = "top"; main.swapSpec.showTarget = "body"; ctx.fresh = true; }
  });
  on("htmx:after:swap", ({ detail: { ctx } }) => {
    settle();
    // what was chosen while the answer was on its way: the swap may have taken away the timer that was to ask about it
    const of = part => (part.dataset.refreshFields || "").split(/\s+/).filter(Boolean), part = ctx.sourceElement;
    if (ctx.since?.length && part.matches("[data-refresh-on]")) [part, ...$$("[data-refresh-on]", part)].forEach(part => { if (!of(part).length || of(part).some(name => ctx.since.includes(name))) setTimeout(ask, 0, part); });
    if (ctx.fresh && (!document.activeElement || document.activeElement === document.body)) $("#main")?.focus({ preventScroll: true });
  });
  on("htmx:finally:request", ({ detail: { ctx } }) => {
    release(ctx.sourceElement); sent.delete(ctx.sourceElement);
  });
  addEventListener("DOMContentLoaded", () => window.htmx?.registerExtension("cartage", {
    htmx_before_morph_node(old, { newNode }) {
      if (old.tagName === "DETAILS" && old.open && !old.matches(".menu")) newNode.setAttribute("open", "");
      if (old.tagName === "DIALOG" && old.open) newNode.matches("[data-open-now]") ? newNode.setAttribute("open", "") : old.close();
      if (old.tagName === "TEXTAREA" && typedSince(old)) return false;
    },
    htmx_before_morph_attr(el, { attrName, newValue }) {
      if (attrName === "value" && typedSince(el)) return false;                  // what is typed wins
      if (newValue === null && attrName.startsWith("hx-") && el.matches("[data-boost], [data-refresh-on]")) return false;
      if (el.matches("[data-picker][role]") && (attrName === "list" || (newValue === null && /^(role|aria-(e|co|au|ac).*)$/.test(attrName)))) return false;
    },
  }));

  /* ---- what is sent by itself once somebody had it in view for two seconds */
  const watched = new WeakSet();
  const watch = () => {
    for (const form of $$("form[data-when-seen]")) {
      if (watched.has(form)) continue;
      watched.add(form);
      let timer = 0;
      const looks = new IntersectionObserver(([entry]) => {
        clearTimeout(timer);
        if (entry.isIntersecting) timer = setTimeout(() => { looks.disconnect(); if (form.isConnected && !document.hidden) fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => {}); else watched.delete(form); }, 2000);
      }, { threshold: 1 });
      looks.observe(form);
    }
  };
  addEventListener("DOMContentLoaded", watch);
  on("cartage:settled", watch);
  on("visibilitychange", watch);

  /* ---- the banner: says what failed, offers to try again, never touches the form */
  let again = null;
  const failed = (ctx, status) => {
    const elt = ctx.sourceElement, part = elt.tagName !== "FORM", dialog = elt.closest("dialog[open]");
    if (part && again?.form && again.timer) return;        // a form that will send itself again comes first
    const box = dialog ? $(".dialog-banner", dialog) ?? dialog.insertAdjacentElement("afterbegin", make("div", { className: "dialog-banner", role: "alert" })) : $("#banner");
    const tries = again?.elt === elt ? again.tries + 1 : 1;
    again?.clear();
    if (!box) return;
    const cause = { 0: "offline", 401: "signedOut", 403: "forbidden", 404: "odd", 413: "large", 429: "busy", 503: "busy" }[status] ?? (status < 0 ? "odd" : "server");
    const alone = [0, 429, 502, 503, 504].includes(status) && (part || elt.matches("[data-retry]"));
    const { method, action, submitter } = ctx.request, { target, select, swap } = ctx;
    const send = () => part ? htmx.ajax(method, action, { source: elt, target, select, swap }) : elt.requestSubmit(submitter?.isConnected ? submitter : null);
    const note = make("span", {}, alone ? say("itself") : ""), reference = ctx.response?.headers.get("X-Reference");
    const text = make("div", {}, make("strong", {}, say(cause)), " ", ctx.request.form ? say("safe") + " " : "", note);
    if (reference) text.append(` ${say("reference")} `, make("code", {}, reference));
    if (status === 401) text.append(" ", make("a", { href: root.dataset.signIn || "/sign-in", target: "_blank", textContent: say("signIn") }));
    const button = (k, onclick) => make("button", { type: "button", className: "btn small", textContent: say(k), onclick });
    const mine = again = {
      elt, tries, form: part ? null : elt,
      stop(why) { clearTimeout(mine.timer); if (alone && why && mine.timer) note.textContent = say(why); mine.timer = 0; },
      clear() { mine.stop(); box.replaceChildren(); if (again === mine) again = null; },
      now() { mine.stop(); if (elt.isConnected) send(); else mine.clear(); },
    };
    box.replaceChildren(make("div", { className: "banner danger" }, text, status === 403 || status === 413 ? "" : button("retry", mine.now), button("dismiss", mine.clear)));
    if (alone) {
      const asked = Number(ctx.response?.headers.get("Retry-After")) * 1000;
      mine.timer = setTimeout(mine.now, asked || Math.min(30000, 1000 * 2 ** tries) * (.8 + Math.random() * .4));
    }
  };
  addEventListener("online", () => again?.timer && again.now());
  on("cartage:ended", () => {                            // the stream says that this page is not ours any more; what is typed stays
    const link = make("a", { href: root.dataset.signIn || "/sign-in", target: "_blank", textContent: say("signIn") });
    $("#banner")?.replaceChildren(make("div", { className: "banner danger" }, make("div", {}, make("strong", {}, say("ended")), " ", say("safe"), " ", link)));
  });

  /* ---- keys: single letters only while a list has focus; all off with <html data-shortcuts="off"> */
  on("keydown", e => {
    if (e.key === "Escape") { const open = $("details.menu[open]"); if (open) { open.open = false; $("summary", open).focus(); } }
    if (e.defaultPrevented || root.dataset.shortcuts === "off" || e.ctrlKey || e.metaKey || e.altKey || near(e, "input:not([type=checkbox], [type=radio]), textarea, select") || $("dialog[open]")) return;
    if (e.key === "/") { const s = $("[data-search]"); if (s) { e.preventDefault(); s.focus(); s.select(); } return; }
    const list = near(e, "[data-list]");
    if (!list) return;
    const row = near(e, "tr"), links = $$("tbody [data-open]", list), at = links.findIndex(a => row?.contains(a));
    const go = to => { links[to]?.focus(); links[to]?.scrollIntoView({ block: "nearest" }); };
    if (e.key === "j") return go(at + 1);
    if (e.key === "k") return go(Math.max(0, at - 1));
    if (e.key === "x") return $(".pick", row ?? list)?.click();
    if (/^[a-z0-9]$/.test(e.key) && !e.repeat) $$(`[data-key="${e.key}"]`).find(b => !b.disabled && b.checkVisibility())?.click();
  });

  /* ---- labels: printed from the page; by themselves where that is switched on, for what was submitted in this tab (rule 9.4) */
  const here = k => `labels:${root.dataset.scope || "-"}${k}`;
  const state = (k, v) => { try { return v ? sessionStorage.setItem(store + k, v) : sessionStorage.getItem(store + k); } catch { /* no storage */ } };
  const printed = async (form, format) => {
    const body = new URLSearchParams(new FormData(form)); body.set("format", format);
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const sheets = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sheets");
    if (!sheets) return answer ? form.submit() : toast(say("offline"));
    $$("html > .sheets").forEach(old => old.remove());
    sheets.classList.add("printing"); root.append(sheets);            // beside the body: what is live there may change meanwhile
    addEventListener("afterprint", () => sheets.remove(), { once: true });
    print();
  };
  const labels = () => {
    const panel = $("[data-labels]"), auto = panel && $("[data-autoprint]", panel), format = $("[data-kept]");
    if (format && recall(here("format"))) { format.value = recall(here("format")); if (!format.value) format.selectedIndex = 0; }
    if (!auto) return;
    auto.checked = recall(here("auto")) === "on";
    const order = here(panel.dataset.labels);
    if ("submitted" in panel.dataset && !state(order)) state(order, "wanted");
    if (!auto.checked || state(order) !== "wanted" || !("ready" in panel.dataset)) return;
    state(order, "printed");
    printed($("form", panel), /^sheets/.test(format?.value) ? format.value : "sheets-a6");
  };
  on("cartage:settled", labels);
  on("change", e => {
    if (near(e, "[data-autoprint]")) { keep(here("auto"), e.target.checked ? "on" : "off"); labels(); }
    if (near(e, "[data-kept]")) keep(here("format"), e.target.value);
  });
  on("submit", e => {
    const form = near(e, "[data-print-labels]"), format = form?.elements.format.value;
    if (/^sheets/.test(format)) { e.preventDefault(); printed(form, format); }
  });

  /* ---- clicks */
  on("click", e => {
    $$("details.menu[open]").forEach(m => { if (!m.contains(e.target)) m.open = false; });
    let el;
    const hit = s => el = near(e, s);
    if (hit("[aria-disabled=true]")) return e.preventDefault();
    if (hit("[data-theme-set]")) return theme(el.dataset.themeSet);
    if (hit("[data-shortcuts-set]")) return keys(el.dataset.shortcutsSet);
    if (hit("[data-print]")) return print();
    if (hit("[data-opens]")) { const d = document.getElementById(el.dataset.opens); if (d && !e.ctrlKey && !e.metaKey) { e.preventDefault(); d.matches("[popover]") ? d.showPopover() : d.showModal(); } return; }
    if (hit("[data-closes]")) return el.closest("dialog")?.close();
    if (hit("[data-copy]")) return copy(el.dataset.copy);
    if (hit("[data-hover]") && hovered === el) { e.preventDefault(); hovered = null; return; }
    if (hit("[data-list] tbody tr") && !e.defaultPrevented && !near(e, "a, button, input, select, textarea, label, summary, [popover]") && !String(getSelection())) {
      const link = $("[data-open]", el);
      if (link) e.ctrlKey || e.metaKey ? window.open(link.href) : link.click();
    }
  });
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch {                    // no clipboard without https
      const t = make("textarea", { value: text }); document.body.append(t); t.select(); document.execCommand("copy"); t.remove();
    }
    toast(say("copied"));
  };

  /* ---- selecting rows */
  const counted = () => $$("[data-selected]").forEach(el => el.textContent = say("selected", { n: $$("tbody .pick:checked", el.closest("[data-list]")).length }));
  let lastPick;
  on("click", e => {
    const box = near(e, "tbody .pick");
    if (!box) return;
    const all = $$("tbody .pick", box.closest("[data-list]")), a = all.indexOf(lastPick), b = all.indexOf(box);
    if (e.shiftKey && a >= 0) all.slice(Math.min(a, b), Math.max(a, b) + 1).forEach(p => p.checked = box.checked);
    lastPick = box;
  });
  on("change", e => {
    const list = near(e, "[data-list]");
    if (!list || !e.target.matches(".pick")) return;
    const boxes = $$("tbody .pick", list), head = $("[data-select-all]", list);
    if (e.target === head) boxes.forEach(b => b.checked = head.checked);
    const n = boxes.filter(b => b.checked).length;
    if (head) { head.checked = n > 0 && n === boxes.length; head.indeterminate = n > 0 && n < boxes.length; }
    counted();
  });

  /* ---- hovering a badge opens its popover (keyboard and touch have the button) */
  let hovered = null, leaving;
  on("pointerover", e => {
    if (e.pointerType !== "mouse") return;
    const badge = near(e, "[data-hover]"), pop = (badge ?? hovered)?.popoverTargetElement;
    clearTimeout(leaving);
    if (badge && !pop.matches(":popover-open")) leaving = setTimeout(() => { pop.showPopover({ source: badge }); hovered = badge; }, 120);
    else if (!badge && pop && !near(e, ".pop")) leaving = setTimeout(() => { if (!pop.contains(document.activeElement)) pop.hidePopover(); hovered = null; }, 350);
  });

  /* ---- countdowns, on the server's clock */
  const skew = root.dataset.now ? new Date(root.dataset.now) - Date.now() : 0;
  const countdowns = () => $$("time[data-countdown]").forEach(el => {
    const s = Math.floor((new Date(el.dateTime) - Date.now() - skew) / 1000), m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
    el.title ||= el.textContent;
    const t = d > 0 ? `${d} ${say("d")} ${h % 24} ${say("h")}` : h > 0 ? `${h} ${say("h")} ${m % 60} ${say("min")}` : `${m > 9 ? m : m + ":" + String(s % 60).padStart(2, "0")} ${say("min")}`;
    const text = say(s <= 0 ? "past" : "left", { t });
    if (el.textContent !== text) el.textContent = text;
    el.classList.toggle("soon", s > 0 && s < 1800); el.classList.toggle("past", s <= 0);
  });
  setInterval(countdowns, 1000);

  on("DOMContentLoaded", settle);
})();
