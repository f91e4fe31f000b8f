/* Sending files: how far they are, and a place to drop them. Without this file the form works all the same. */
(() => {
  "use strict";
  const near = (e, s) => e.target instanceof Element ? e.target.closest(s) : null;
  document.addEventListener("submit", e => {
    const form = near(e, "form[data-send-files]"), bar = form?.querySelector("progress");
    if (!bar || e.defaultPrevented) return;
    e.preventDefault(); e.stopPropagation();
    if (form.ariaBusy) return;
    const request = new XMLHttpRequest(), data = new FormData(form);
    request.open("POST", form.action);
    bar.hidden = false; form.setAttribute("aria-busy", "true");               // until the answer is there nothing else may refresh the page
    request.upload.onprogress = ({ loaded, total }) => { bar.value = 100 * loaded / total; };
    request.onload = () => {
      if (request.status < 300) return location.assign(request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, "text/html"), main = page.querySelector("main");
      if (!main) return request.onerror();
      document.querySelector("main").replaceWith(main); document.body.dataset.asOf = page.body.dataset.asOf;
      window.htmx?.process(main); main.querySelector("[autofocus]")?.focus(); document.dispatchEvent(new Event("cartage:settled"));
    };
    request.onerror = () => {
      bar.hidden = true; form.removeAttribute("aria-busy");
      document.dispatchEvent(new CustomEvent("cartage:say", { detail: form.dataset.lost }));
    };
    request.send(data);
  });
  for (const type of ["dragover", "drop"]) document.addEventListener(type, e => {
    const form = near(e, "#documents")?.querySelector("form[data-send-files]"), files = form?.elements.file;
    if (!files || !e.dataTransfer?.types.includes("Files")) return;
    e.preventDefault();
    if (type === "drop") { files.files = e.dataTransfer.files; files.focus(); }
  });
})();
