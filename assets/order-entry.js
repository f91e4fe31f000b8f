/* Order entry: the goods sheet (Enter, paste from a spreadsheet, totals) and the address book picker. Progressive like
   cartage.js, which see. Loaded deferred on every page, for a boosted form may bring an order form at any time. */
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (s, from = document) => from.querySelector(s), $$ = (s, from = document) => [...from.querySelectorAll(s)];
  const on = (type, does) => document.addEventListener(type, does);
  const near = (e, s) => e.target instanceof Element ? e.target.closest(s) : null;
  const make = (tag, props = {}, ...kids) => { const el = Object.assign(document.createElement(tag), props); el.append(...kids); return el; };
  const tick = el => el.type === "checkbox" || el.type === "radio";

  /* ---- goods sheet: add, remove, Enter, paste, totals */
  const fold = s => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßøæœłđ]/g, c => ({ ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d" })[c]).trim();
  const number = s => { s = s.replace(/[\s'’]/g, ""); const dec = Math.max(s.lastIndexOf(","), s.lastIndexOf(".")); return Number(dec < 0 ? s : s.slice(0, dec).replace(/[.,]/g, "") + "." + s.slice(dec + 1)) || 0; };
  const total = sheet => $$("[data-total]", sheet).forEach(out => {
    const sum = $$(`[data-sum="${out.dataset.total}"]`, sheet).reduce((t, i) => t + number(i.value), 0);
    out.textContent = new Intl.NumberFormat(root.lang || "en", { maximumFractionDigits: 3 }).format(sum);
  });
  const changed = sheet => { total(sheet); sheet.dispatchEvent(new Event("change", { bubbles: true })); };
  const addRow = sheet => {
    const form = $(`template[data-row-for="${sheet.dataset.sheet}"]`), body = sheet.tBodies[0], last = body.rows[body.rows.length - 1];
    if (!form || body.rows.length > 499) return null;
    const used = $$("[name]", body).map(el => Number(el.name.match(/(\d+)\.[^.]*$/)?.[1] ?? -1));
    const index = Math.max(-1, ...used) + 1, n = body.rows.length + 1;
    const filled = form => make("template", { innerHTML: form.innerHTML.replaceAll("__i__", index).replaceAll("__n__", n) }).content.firstElementChild;
    const row = filled(form), more = $(`[data-more="${sheet.dataset.sheet}"]`), further = $(`template[data-more-for="${sheet.dataset.sheet}"]`);
    body.append(row);
    if (more && further) more.append(filled(further));
    const was = last ? $$("select", last) : [];
    $$("select", row).forEach((s, i) => { if (was[i]) s.value = was[i].value; });      // packaging is mostly the same
    window.htmx?.process(row);
    return row;
  };
  const removeRow = button => {
    const sheet = button.closest("[data-sheet]"), body = sheet.tBodies[0], row = button.closest("tr");
    const at = $("[name]", row)?.name.replace(/\.[^.]*$/, ""), more = $(`[data-more="${sheet.dataset.sheet}"]`), further = more && $(`[data-line="${at}"]`, more);
    if (body.rows.length === 1) [row, further].forEach(part => part && $$("input", part).forEach(i => tick(i) ? i.checked = false : i.value = ""));
    else { ($("input", row.nextElementSibling ?? row.previousElementSibling)).focus(); row.remove(); further?.remove(); }
    if (more) [...more.children].forEach((d, i) => $$("[data-n]", d).forEach(n => n.textContent = i + 1));
    [...body.rows].forEach((r, i) => {
      $$("[data-n]", r).forEach(n => n.textContent = i + 1);
      $$("[aria-label]", r).forEach(el => el.setAttribute("aria-label", el.getAttribute("aria-label").replace(/\d+(?=\D*$)/, i + 1)));
    });
    changed(sheet);
  };
  const cellBelow = (sheet, cell, down, right = 0) => {
    const body = sheet.tBodies[0], r = cell.parentElement.sectionRowIndex + down;
    while (body.rows.length <= r && addRow(sheet));
    const to = body.rows[r]?.cells[cell.cellIndex + right];
    return to && $("input, select", to);
  };
  on("keydown", e => {
    const input = near(e, "[data-sheet] tbody :is(input, select)");
    if (!input || e.key !== "Enter" || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    const sheet = input.closest("[data-sheet]"), to = cellBelow(sheet, input.closest("td"), e.shiftKey ? -1 : 1);
    to?.focus(); to?.select?.(); changed(sheet);
  });
  on("click", e => {
    const add = near(e, "[data-add-row]"), drop = near(e, "[data-sheet] [data-remove]");
    if (drop) { e.preventDefault(); removeRow(drop); }
    if (!add) return;
    const sheet = $(`[data-sheet="${add.dataset.addRow}"]`), row = sheet && addRow(sheet);
    if (row) { e.preventDefault(); $("input, select", row)?.focus(); changed(sheet); }
  });
  on("cartage:rows", e => { while (e.target.tBodies[0].rows.length < e.detail && addRow(e.target)); });
  on("cartage:settled", () => $$("[data-sheet]").forEach(total));
  on("input", e => { const sheet = near(e, "[data-sheet]"); if (sheet) total(sheet); });
  on("paste", e => {
    const input = near(e, "[data-sheet] tbody input"), text = e.clipboardData?.getData("text/plain") ?? "";
    if (!input || !/[\t\n]/.test(text.trim())) return;
    e.preventDefault();
    const sheet = input.closest("[data-sheet]"), cell = input.closest("td");
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((value, right) => {
      const to = cellBelow(sheet, cell, down, right);
      if (!to || to.readOnly) return;
      if (to.tagName === "SELECT") { const o = [...to.options].find(o => [o.text, o.value].some(t => fold(t) === fold(value))); if (o) to.value = o.value; } else if (tick(to)) to.checked = /^(1|x|y|yes|j|ja|true)$/i.test(value.trim()); else to.value = value.trim();
    }));
    changed(sheet);
  });

  /* ---- address book picker: the datalist's options, filtered by any word */
  const pickers = new WeakMap();
  const hiddenOf = input => input.form?.elements[input.dataset.picker];
  const close = input => { const p = pickers.get(input); if (p) { p.list.hidden = true; p.at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); } };
  const mark = (input, at) => {
    const p = pickers.get(input), items = $$("li[role=option]", p.list);
    p.at = items.length ? (at + items.length) % items.length : -1;
    items.forEach((li, i) => li.setAttribute("aria-selected", i === p.at));
    items[p.at] ? input.setAttribute("aria-activedescendant", items[p.at].id) : input.removeAttribute("aria-activedescendant");
    items[p.at]?.scrollIntoView({ block: "nearest" });
  };
  const show = input => {
    const p = pickers.get(input), wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const found = [...p.source.options].filter(o => { const t = fold(o.value + " " + o.text); return wanted.every(w => t.includes(w)); }).slice(0, 30);
    p.list.replaceChildren(...found.map((o, i) => { const li = make("li", { id: `${p.list.id}-${i}` }, o.value, o.text && o.text !== o.value ? make("small", { textContent: o.text }) : ""); li.setAttribute("role", "option"); li.option = o; return li; }));
    if (!found.length) { const li = make("li", { className: "muted", textContent: root.dataset.nothing || "Nothing found" }); li.setAttribute("role", "option"); li.setAttribute("aria-disabled", "true"); p.list.append(li); }
    p.list.hidden = false; input.setAttribute("aria-expanded", "true");
    mark(input, wanted.length && found.length ? 0 : -1);
  };
  const pick = (input, option) => {
    input.value = option.value;
    const id = hiddenOf(input);
    if (id) { id.value = option.dataset.id ?? ""; id.dispatchEvent(new Event("change", { bubbles: true })); }
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close(input);
  };
  const enhance = input => {
    const source = document.getElementById(input.getAttribute("list") || "");
    if (!source || pickers.has(input)) return;
    const list = make("ul", { className: "options", id: source.id + "-shown", hidden: true });
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
    list.onmousedown = e => { e.preventDefault(); const li = near(e, "li"); if (li?.option) pick(input, li.option); };
    input.removeAttribute("list");
    for (const [k, v] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(k, v);
    input.after(list);
    pickers.set(input, { source, list, at: -1 });
    new MutationObserver(() => { if (!list.hidden) show(input); }).observe(source, { childList: true, subtree: true });
  };
  on("focusin", e => { const input = near(e, "input[data-picker]"); if (input) enhance(input); });
  on("cartage:settled", () => $$("input[data-picker]").forEach(input => {          // a refresh took the list away
    if (input === document.activeElement) enhance(input);        // autofocus came first
    const p = pickers.get(input), source = p && document.getElementById(p.source.id);
    if (!source || p.list.isConnected && p.source === source) return;
    p.list.remove(); pickers.delete(input); input.setAttribute("list", source.id); enhance(input);
    if (!p.list.hidden && input === document.activeElement) show(input);
  }));
  on("focusout", e => {
    const input = near(e, "input[data-picker]"), p = input && pickers.get(input);
    if (!p) return;
    const exact = [...p.source.options].find(o => fold(o.value) === fold(input.value)), id = hiddenOf(input);
    if (exact && id && !id.value) pick(input, exact);
    close(input);
  });
  on("input", e => { const input = near(e, "input[data-picker]"); if (!input || !pickers.has(input)) return; const id = hiddenOf(input); if (id) id.value = ""; show(input); });
  on("click", e => { const input = near(e, "input[data-picker]"); if (input && pickers.has(input) && pickers.get(input).list.hidden) show(input); });
  on("keydown", e => {
    const input = near(e, "input[data-picker]"), p = input && pickers.get(input);
    if (!p) return;
    const open = !p.list.hidden;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); open ? mark(input, p.at + (e.key === "ArrowDown" ? 1 : p.at < 0 ? 0 : -1)) : show(input); }
    if (e.key === "Escape" && open) { e.preventDefault(); close(input); }
    if (e.key === "Enter" && open && p.at >= 0) { e.preventDefault(); pick(input, $$("li", p.list)[p.at].option); step(input); }
  });

  /* ---- Enter goes on to the next thing a usual order needs (data-step), Ctrl+Enter submits */
  const step = here => {
    const all = $$("[data-step]", here.form).filter(el => el.offsetParent || el === here), to = all[all.indexOf(here) + 1];
    to?.focus(); to?.select?.();
  };
  on("keydown", e => {
    const here = near(e, "form[data-steps] :is(input, select, textarea)");
    if (!here || e.key !== "Enter" || e.defaultPrevented || e.isComposing) return;
    if (e.ctrlKey || e.metaKey) { e.preventDefault(); $("button.primary", here.form)?.click(); }
    else if (here.matches("[data-step]")) { e.preventDefault(); step(here); }
  });
})();
