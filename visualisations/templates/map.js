(() => {
"use strict";
const data = JSON.parse(document.getElementById("gegevens").textContent);
const { look } = data;
const at = (id) => document.getElementById(id);
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const near = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  near.get(edge.from).push({ id: edge.to, say: edge.say, out: true, count: edge.count });
  if (edge.from !== edge.to) near.get(edge.to).push({ id: edge.from, say: edge.say, out: false, count: edge.count });
}
let chosen = null, hovered = null, lit = null, network;

const box = at("net"), tip = at("tip"), panel = at("gekozen");
for (const element of [box, at("tools"), panel]) element.hidden = false;

function make(tag, text, parent) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

function glyph(ctx, shape, x, y) {
  if (shape === "stapel") {
    ctx.strokeRect(x - 3, y - 3, 9, 9);
    return ctx.fillRect(x - 6, y - 6, 9, 9);
  }
  const path = {
    driehoek: [[0, -6], [6, 5], [-6, 5]], ruit: [[0, -6.5], [6.5, 0], [0, 6.5], [-6.5, 0]],
    zeshoek: [[-3, -5.5], [3, -5.5], [6, 0], [3, 5.5], [-3, 5.5], [-6, 0]],
    blad: [[-4.5, -6], [2, -6], [5, -3], [5, 6], [-4.5, 6]],
  }[shape] || [[-5, -5], [5, -5], [5, 5], [-5, 5]];
  ctx.beginPath();
  if (shape === "cirkel" || shape === "pil") ctx.arc(x, y, 5.5, 0, 2 * Math.PI);
  else path.forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
  ctx.closePath();
  if (shape !== "pil") return ctx.fill();
  ctx.setLineDash([2, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function card(ctx, node) {
  const tone = look.colours[node.colour], ring = node.look === "ring", strong = node.id === chosen;
  const left = node.x - node.w / 2, top = node.y - node.h / 2, readable = network.getScale() > 0.38;
  const dim = lit && !lit.has(node.id);
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = tone[0];
  ctx.lineWidth = strong ? 4 : node.focus ? 3 : 1.25;
  const shape = (dx) => {
    ctx.beginPath();
    if (ring) ctx.arc(node.x, node.y, node.w / 2 - 4, 0, 2 * Math.PI);
    else ctx.roundRect(left + dx, top + dx, node.w, node.h, node.look === "pil" ? 16 : 6);
  };
  if (node.look === "stapel") { shape(4); ctx.fillStyle = look.paper; ctx.fill(); ctx.stroke(); }
  shape(0);
  // Paper first: a dimmed card still hides the lines behind it.
  ctx.fillStyle = look.paper;
  ctx.fill();
  ctx.globalAlpha = dim ? 0.25 : 1;
  ctx.fillStyle = tone[1];
  ctx.fill();
  ctx.setLineDash(ring ? [9, 6] : node.look === "pil" ? [5, 3] : []);
  if (ring) ctx.lineWidth += 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = tone[0];
  ctx.lineWidth = 1.75;
  if (!ring) glyph(ctx, node.look, left + 16, top + 17);
  if (readable) {
    const size = ring ? 12 : 13, step = ring ? 14 : 16, room = ring ? node.w - 34 : node.w - 40;
    let x = ring ? node.x : left + 32, y = ring ? node.y - (node.lines.length + node.small.length) * 14 / 2 + 11 : top + 21;
    ctx.textAlign = ring ? "center" : "left";
    ctx.textBaseline = "alphabetic";
    ctx.fillStyle = look.ink;
    ctx.font = `${ring ? "bold " : ""}${size}px ${look.font}`;
    for (const line of node.lines) { ctx.fillText(line, x, y, room); y += step; }
    ctx.fillStyle = tone[0];
    ctx.font = `${ring ? "" : "bold "}11px ${look.font}`;
    for (const line of node.small) { ctx.fillText(line, x, y + (ring ? 1 : -2), room); y += 14; }
  }
  ctx.restore();
}

function lanes(ctx) {
  for (const group of data.groups) {
    const [left, top, wide, high] = group.box, lane = group.place === "baan";
    ctx.fillStyle = lane ? look.lane : look.paper;
    ctx.strokeStyle = look.rule;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(left, top, wide, high, 8);
    ctx.fill();
    if (!lane) ctx.stroke();
  }
}

function words(ctx, text, x, y, rim) {
  ctx.lineJoin = "round";
  ctx.strokeStyle = rim;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

// Over the lines, with a rim, so that a heading can always be read.
function headings(ctx) {
  const scale = network.getScale(), far = scale < 0.38;
  ctx.textBaseline = "alphabetic";
  for (const group of data.groups) {
    const [left, top, wide, high] = group.box, lane = group.place === "baan", rim = lane ? look.lane : look.paper;
    ctx.textAlign = "left";
    ctx.fillStyle = look.ink;
    if (far) {
      // From far away the cards say nothing any more, so the group says it for them, as large as it fits.
      ctx.font = `bold 100px ${look.font}`;
      const size = Math.min(14 / scale, high * 0.7, (wide - 20) / ctx.measureText(group.label).width * 100);
      if (size * scale < 7) continue;
      ctx.font = `bold ${size}px ${look.font}`;
      ctx.lineWidth = size / 3;
      words(ctx, group.label, left + 10, top + high / 2 + size / 3, rim);
      continue;
    }
    ctx.font = `bold 14px ${look.font}`;
    ctx.lineWidth = 4;
    let y = top + 24;
    for (const line of group.lines) { words(ctx, line, left + 14, y, rim); y += 18; }
    ctx.fillStyle = look.muted;
    ctx.font = `11px ${look.font}`;
    ctx.textAlign = lane ? "left" : "right";
    words(ctx, group.count ? String(group.count) : "leeg", lane ? left + 14 : left + wide - 14, lane ? y - 3 : top + 24, rim);
  }
}

function light() {
  const ids = [chosen, hovered].filter((id) => id !== null);
  lit = ids.length ? new Set(ids.flatMap((id) => [id, ...near.get(id).map((other) => other.id)])) : null;
  if (data.edges.length <= 1500) {
    lines.update(data.edges.map((edge) => ({ id: edge.id, color: tone(edge, !ids.length || ids.includes(edge.from) || ids.includes(edge.to)) })));
  }
  network.redraw();
}

function show(id) {
  const node = nodes.get(id);
  panel.replaceChildren();
  make("h2", node.name, panel);
  make("p", node.kind + (node.status ? ", " + node.status : ""), panel).className = "quiet";
  const list = make("dl", undefined, panel);
  for (const pair of rows.get(id).querySelectorAll(".pair")) {
    make("dt", pair.firstChild.textContent, list);
    make("dd", pair.lastChild.textContent, list);
  }
  const others = near.get(id);
  make("h2", others.length ? `Hangt samen met (${others.length})` : "Hangt op deze kaart nergens mee samen", panel);
  const names = make("ul", undefined, panel);
  for (const other of others.slice(0, 60)) {
    const item = make("li", undefined, names), name = nodes.get(other.id).name;
    const button = make("button", (other.out ? `${other.say} → ` : `← ${other.say}: `) + name + (other.count > 1 ? ` (${other.count}×)` : ""), item);
    button.type = "button";
    button.addEventListener("click", () => choose(other.id, true));
  }
  if (others.length > 60) make("p", `En nog ${others.length - 60}; zie de tabel met verbindingen.`, panel);
}

function choose(id, move) {
  chosen = id;
  network.selectNodes([id]);
  show(id);
  for (const row of rows.values()) row.classList.toggle("chosen", row === rows.get(id));
  if (move) {
    const scale = Math.max(network.getScale(), 0.8);
    network.focus(id, { scale, animation: still ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }
  light();
}

function free() {
  chosen = hovered = null;
  tip.hidden = true;
  network.unselectAll();
  for (const row of rows.values()) row.classList.remove("chosen");
  light();
}

const faint = data.edges.length > 1500 ? 0.18 : data.edges.length > 400 ? 0.35 : 0.6;
const tone = (edge, clear) => ({ color: edge.tone, highlight: edge.tone, hover: edge.tone, opacity: clear ? (lit ? 0.9 : faint) : 0.07 });
const lines = new vis.DataSet(data.edges.map((edge) => ({
  id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, width: edge.width, color: tone(edge, true),
  arrows: edge.arrow ? { to: { enabled: true, scaleFactor: 0.55 } } : "",
})));
network = new vis.Network(box, {
  nodes: data.nodes.map((node) => ({
    id: node.id, x: node.x, y: node.y, shape: "custom", size: node.w / 2,
    ctxRenderer: ({ ctx }) => ({ drawNode: () => card(ctx, node), nodeDimensions: { width: node.w, height: node.h } }),
  })),
  edges: lines,
}, {
  autoResize: true, physics: false, layout: { improvedLayout: false },
  edges: { smooth: { enabled: true, type: "curvedCW", roundness: 0.12 }, hoverWidth: 1.5, selectionWidth: 1.5, selfReference: { size: 14 } },
  interaction: { hover: true, dragNodes: false, keyboard: false, zoomView: false, zoomSpeed: 0.7, tooltipDelay: 0, hideEdgesOnDrag: data.edges.length > 800 },
});
network.on("beforeDrawing", lanes);
network.on("afterDrawing", headings);
network.on("hoverNode", ({ node, pointer }) => {
  hovered = node;
  const { name, kind, status } = nodes.get(node);
  tip.replaceChildren();
  make("b", name.length > 200 ? name.slice(0, 200) + "…" : name, tip);
  make("span", kind + (status ? ", " + status : ""), tip);
  tip.hidden = false;
  tip.style.left = Math.max(0, Math.min(pointer.DOM.x + 14, box.clientWidth - tip.offsetWidth - 4)) + "px";
  tip.style.top = Math.max(0, Math.min(pointer.DOM.y + 14, box.clientHeight - tip.offsetHeight - 4)) + "px";
  light();
});
network.on("blurNode", () => { hovered = null; tip.hidden = true; light(); });
network.on("click", ({ nodes: [id] }) => (id === undefined ? free() : choose(id, false)));
network.on("dragStart", () => { tip.hidden = true; });
// A wheel over the page scrolls the page; it zooms only when the map has been clicked or reached by keyboard.
box.addEventListener("pointerdown", () => box.focus({ preventScroll: true }));
box.addEventListener("focus", () => network.setOptions({ interaction: { zoomView: true } }));
box.addEventListener("blur", () => network.setOptions({ interaction: { zoomView: false } }));

function zoom(factor) {
  network.moveTo({ scale: Math.min(3, Math.max(0.03, network.getScale() * factor)), animation: false });
}
// vis-network's own fit looks at nodes only; an empty lane is part of the picture too.
function everything() {
  const [wide, high] = data.size, scale = Math.min(1, box.clientWidth / wide, box.clientHeight / high);
  network.moveTo({ position: { x: wide / 2, y: high / 2 }, scale, animation: false });
}
function start() {
  // All of it when that can be read; else the focus, or the top, at a size that can be read.
  everything();
  if (network.getScale() >= 0.5) return;
  const scale = 0.62, first = data.nodes.find((node) => node.focus);
  const wide = box.clientWidth / scale, high = box.clientHeight / scale;
  const position = first ? { x: first.x, y: first.y }
    : { x: Math.min(wide, data.size[0]) / 2, y: Math.min(high, data.size[1]) / 2 };
  network.moveTo({ position, scale, animation: false });
}

at("dichterbij").addEventListener("click", () => zoom(1.3));
at("verder").addEventListener("click", () => zoom(1 / 1.3));
at("alles").addEventListener("click", everything);
box.addEventListener("keydown", (event) => {
  const step = 80 / network.getScale(), { x, y } = network.getViewPosition();
  const to = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (to) network.moveTo({ position: { x: x + to[0], y: y + to[1] }, animation: false });
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") everything();
  else if (event.key === "Escape") free();
  else return;
  event.preventDefault();
});

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const search = at("zoek"), hits = at("treffers");
search.addEventListener("input", () => {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const found = words.length ? data.nodes.filter((node) => words.every((word) => plain(node.name + " " + node.kind).includes(word))) : [];
  hits.replaceChildren();
  at("gevonden").textContent = words.length ? `${found.length} gevonden` : "";
  for (const node of found.slice(0, 8)) {
    const button = make("button", `${node.name.slice(0, 120)} (${node.kind})`, make("li", undefined, hits));
    button.type = "button";
    button.addEventListener("click", () => { hits.replaceChildren(); search.value = ""; at("gevonden").textContent = ""; choose(node.id, true); });
  }
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && hits.querySelector("button")) hits.querySelector("button").click();
  if (event.key === "Escape") hits.replaceChildren();
});

const rows = new Map();
for (const cell of document.querySelectorAll("#knopen th[data-id]")) {
  const id = cell.dataset.id, button = make("button", cell.textContent);
  button.type = "button";
  button.addEventListener("click", () => { choose(id, true); at("kaart").scrollIntoView({ behavior: still ? "auto" : "smooth" }); });
  cell.replaceChildren(button);
  rows.set(id, cell.parentElement);
}
for (const table of document.querySelectorAll("table")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = make("button", head.textContent);
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending", way = down ? -1 : 1;
      for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = new Intl.Collator("nl", { numeric: true });
      const sorted = [...table.tBodies[0].rows].sort((a, b) => way * order.compare(a.cells[column].textContent, b.cells[column].textContent));
      table.tBodies[0].append(...sorted);
    });
  });
}

start();
// Among so many lines the picture opens on what it is about.
const about = data.nodes.filter((node) => node.focus);
if (about.length === 1 && data.edges.length > 400) choose(about[0].id, false);
at("static").hidden = true;
document.documentElement.dataset.ready = "true";
})();
