/* One stream for all tabs of a browser: HTTP/1.1 allows six connections to a host, and the eighth tab must work too.
   A page says which channels it follows and the number it was drawn at; it hears when one of them has moved past it. */
"use strict";
const SILENT = 200_000;                                // a page that gave no sign of life this long is gone (timers of hidden pages are slow)
const pages = new Map();                               // port → { follow: {channel: number}, seen }
const heard = new Map();                               // channel → the highest number the server named
let stream = null, asked = new Map(), tries = 0, timer = 0;

const wanted = () => {
  const all = new Map();
  for (const { follow } of pages.values()) for (const [c, n] of Object.entries(follow)) all.set(c, Math.min(n, all.get(c) ?? n));
  return all;
};
const query = all => [...all].map(([c, n]) => "c=" + encodeURIComponent(`${c}@${n}`)).join("&");
const tell = (channel, what) => {
  for (const [port, page] of pages) if (channel in page.follow) port.postMessage({ channel, ...what });
};
const moved = (channel, number) => {
  heard.set(channel, Math.max(number, heard.get(channel) ?? 0));
  for (const [port, page] of pages) {
    if (!(channel in page.follow) || page.follow[channel] >= number) continue;
    page.follow[channel] = number;
    port.postMessage({ channel, number });
  }
};
const gone = channel => {
  tell(channel, { gone: true });
  for (const page of pages.values()) delete page.follow[channel];
};

const close = () => { stream?.close(); stream = null; };
const again = () => {                                  // soon at first: a copy that restarts is back in a moment
  close();
  clearTimeout(timer);
  timer = setTimeout(open, Math.min(10_000, 250 * 2 ** tries++) * (.75 + Math.random() * .5));
};
function open() {
  clearTimeout(timer); timer = 0;
  close();
  asked = wanted();
  if (!asked.size) return;
  const mine = stream = new EventSource("/live?" + query(asked));
  mine.onopen = () => { tries = 0; };
  mine.addEventListener("changed", e => { const { channel, number } = JSON.parse(e.data); moved(channel, number); });
  mine.addEventListener("gone", e => gone(JSON.parse(e.data).channel));
  mine.onerror = () => {
    if (mine !== stream) return;
    if (mine.readyState === EventSource.CLOSED) return refused();
    again();
  };
}
/* An answer that is no stream: nothing of it is ours any more, or the server cannot now. */
async function refused() {
  close();
  try {
    const answer = await fetch("/live/moved?" + query(asked), { redirect: "manual" });
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) { [...asked.keys()].forEach(gone); return open(); }
  } catch { /* no connection */ }
  again();
}

const follow = (port, channels) => {
  pages.set(port, { follow: { ...channels }, seen: Date.now() });
  let anew = !stream && !timer;
  for (const [channel, number] of Object.entries(channels)) {
    const latest = heard.get(channel);
    if (latest > number) { pages.get(port).follow[channel] = latest; port.postMessage({ channel, number: latest }); }
    else if (!asked.has(channel) || asked.get(channel) > number) anew = true;
  }
  if (anew) { clearTimeout(timer); timer = setTimeout(open, 20); }
};

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.bye) pages.delete(port);
    else if (data.follow) follow(port, data.follow);
    else if (pages.has(port)) pages.get(port).seen = Date.now();
  };
};
setInterval(() => {
  for (const [port, page] of pages) if (Date.now() - page.seen > SILENT) pages.delete(port);
  const now = wanted();
  if (stream && [...asked.keys()].some(c => !now.has(c))) open();
}, 30_000);
addEventListener("online", () => { if (timer) { tries = 0; open(); } });
