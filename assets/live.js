/* Live pages: when what this page follows has moved, it fetches itself and morphs the answer in; at most once a second, and never
   while somebody types, picks, reads a dialog or a refusal, or has unsaved changes: then a line says how many changes wait. */
(() => {
  "use strict";
  const $ = (s, from = document) => from.querySelector(s), $$ = (s, from = document) => [...from.querySelectorAll(s)];
  const APART = 1000, PATIENCE = 15_000;
  let channel = "", menu = "", at = 0, waits = 0, newest = 0, menuMoved = false, timer = 0, last = -APART, fetching = false, closed = false;

  /* ---- the stream, shared by all tabs; a browser without shared workers asks every quarter of a minute */
  const heard = ({ channel: which, number, gone }) => {
    if (gone) return which === channel && ended();
    if (which === menu && which !== channel) { menuMoved = true; soon(); }
    if (which === channel && number > Math.max(at, newest)) { newest = number; waits++; soon(); }
  };
  let port = null;
  const source = $("script[src*='/live.js']")?.src ?? "";
  if (window.SharedWorker) {
    const worker = new SharedWorker(source.replace("/live.js", "/live-worker.js"), "cartage-live");
    worker.onerror = () => { port = null; };
    port = worker.port;
    port.onmessage = e => heard(e.data);
    setInterval(() => port?.postMessage({ alive: true }), 20_000);
    addEventListener("pagehide", () => port?.postMessage({ bye: true }));
  }
  setInterval(async () => {
    if (port || !channel && !menu) return;
    const query = Object.entries(following()).map(([c, n]) => "c=" + encodeURIComponent(`${c}@${n}`)).join("&");
    try { const r = await fetch("/live/moved?" + query, { redirect: "manual" }); if (r.ok) (await r.json()).forEach(heard); } catch { /* next time */ }
  }, PATIENCE);
  const following = () => Object.fromEntries([channel, menu].filter(Boolean).map(c => [c, at]));
  const declare = () => {
    const { follows = "", menuFollows = "", asOf = "0" } = document.body.dataset, number = Number(asOf);
    if (follows === channel && menuFollows === menu && number === at) return;
    if (follows !== channel) { waits = 0; newest = 0; }
    [channel, menu, at] = [follows, menuFollows, number];
    if (newest <= at) waits = 0;
    line();
    port?.postMessage({ follow: following() });
  };
  document.addEventListener("cartage:settled", declare);
  addEventListener("pageshow", e => { if (e.persisted) { at = -1; declare(); } });

  /* ---- when not to touch the page */
  const types = el => el?.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]), textarea, select, [contenteditable]");
  const unsaved = () => !document.dispatchEvent(new Event("cartage:unsaved", { cancelable: true }));
  const held = () => types(document.activeElement) || unsaved() || $("dialog[open], details.menu[open], [popover]:popover-open, tbody .pick:checked, [aria-busy=true], .summary[role=alert]")
    || !getSelection().isCollapsed;

  const line = () => {
    const box = $("#live");
    if (!box) return;
    if (!waits || !held()) return box.replaceChildren();
    const words = `${waits} ${waits === 1 ? "change" : "changes"}`;
    if (box.textContent.startsWith(words)) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: `${words}, show` });
    if (unsaved()) { button.disabled = true; button.textContent = `${words} here meanwhile; saving tells you what they were`; }
    button.onclick = () => { box.replaceChildren(); refresh(true); };
    box.replaceChildren(button);
  };

  /* ---- fetching itself */
  const soon = () => {
    if (timer || closed) return;
    timer = setTimeout(() => { timer = 0; refresh(false); }, Math.max(0, last + APART - performance.now()));
  };
  const refresh = async asked => {
    if (fetching) return soon();
    if (waits && !asked && held()) { line(); if (menuMoved) counters(); return; }
    if (!waits) return menuMoved ? counters() : undefined;
    last = performance.now(); fetching = true;
    const [here, goal] = [location.href, newest];
    try {
      const answer = await fetch(here, { headers: { Accept: "text/html", "Cartage-Live": "1" }, redirect: "follow" });
      const text = await answer.text();
      if (answer.status >= 500) throw new Error(answer.status);
      if (!answer.ok || /<body[^>]*\sdata-page="sign-in"/.test(text)) return ended();
      if (location.href !== here) return;
      if (!asked && held()) return line();
      menuMoved = false;
      await morph(text);
      if (newest <= goal) waits = 0;
    } catch { last = performance.now() + 2 * APART; soon(); } finally { fetching = false; }
    if (waits) soon();
  };
  const counters = async () => {
    menuMoved = false; last = performance.now();
    try {
      const answer = await fetch(`/${menu.split("/").slice(0, 2).join("/")}/counters`);
      if (!answer.ok) return;
      const counts = await answer.json();
      $$("#nav a").forEach(a => {
        const n = counts[a.getAttribute("href")], span = $(".count", a);
        if (n === undefined) return span?.remove();
        if (span) span.textContent = n; else a.append(" ", Object.assign(document.createElement("span"), { className: "count", textContent: n }));
      });
    } catch { menuMoved = true; }
  };
  const morph = async text => {
    const rows = () => new Map($$("[data-list] tbody tr[id]").map(tr => [tr.id, tr.textContent]));
    const before = rows(), listed = $("[data-list]"), place = $$("[data-list] tbody [data-open]").indexOf(document.activeElement);
    await htmx.swap({ text, target: document.body, sourceElement: document.body, swap: "outerMorph" });
    if (listed) for (const [id, words] of rows()) if (before.get(id) !== words) fresh(document.getElementById(id));
    if (place >= 0 && document.activeElement === document.body) { const links = $$("[data-list] tbody [data-open]"); links[Math.min(place, links.length - 1)]?.focus(); }
  };
  const fresh = row => { row.classList.add("fresh"); setTimeout(() => row.classList.remove("fresh"), 2500); };

  /* ---- access ended, or nobody is signed in any more: what was typed stays */
  const ended = () => {
    closed = true;
    if (!held()) return location.reload();
    document.dispatchEvent(new CustomEvent("cartage:ended"));
  };

  const later = () => setTimeout(() => { line(); if (waits && !held()) soon(); }, 60);
  for (const type of ["focusout", "toggle", "close", "change", "selectionchange", "click"]) document.addEventListener(type, () => { if (waits) later(); }, true);
  if (document.readyState !== "loading") declare();
})();
