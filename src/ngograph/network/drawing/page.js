"use strict";
// Moves, searches and tells; the picture itself comes ready, and stays as it is where scripts do not run.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const words = data.words;
  const sheet = byId("sheet");
  const svg = sheet.querySelector("svg");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const whole = svg.viewBox.baseVal;
  const size = { width: whole.width, height: whole.height };
  const numbers = (text) => text.split(" ").filter(Boolean).map(Number);
  const marked = (name) => [...svg.querySelectorAll(`[data-${name}]`)];
  const nodes = new Map(); // number -> {elements, box}; what is not drawn has no entry
  const lines = []; // {element, ends: the numbers of the nodes that it joins}

  for (const element of marked("node")) {
    const number = Number(element.dataset.node);
    const box = element.getBBox();
    const known = nodes.get(number);
    if (known) known.elements.push(element);
    else nodes.set(number, { elements: [element], box });
  }
  for (const element of marked("ties")) {
    const ties = numbers(element.dataset.ties);
    lines.push({ element, ends: element.dataset.ends ? numbers(element.dataset.ends) : data.ties[ties[0]].ends });
  }
  const tiesOf = data.nodes.map(() => []);
  data.ties.forEach((tie, number) => {
    for (const end of new Set(tie.ends)) tiesOf[end].push(number);
  });

  // What is seen: the corner and the scale, in points of the picture.
  const view = { x: 0, y: 0, scale: 1 };
  const extent = () => sheet.getBoundingClientRect();
  let painter = null;
  let asked = 0;

  const show = () => {
    const { width, height } = extent();
    if (painter) {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => painter.paint(view));
    } else {
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${width / view.scale} ${height / view.scale}`);
    }
  };
  const FOOT = 64; // where the buttons are
  const fitted = () => {
    const { width, height } = extent();
    const scale = Math.min(width / size.width, (height - FOOT) / size.height);
    return { x: (size.width - width / scale) / 2, y: (size.height - (height - FOOT) / scale) / 2, scale };
  };
  const fit = () => glide(fitted());
  const zoom = (factor, at) => {
    const { width, height } = extent();
    const spot = at || { x: width / 2, y: height / 2 };
    const scale = Math.min(12, Math.max(0.03, view.scale * factor));
    view.x += spot.x / view.scale - spot.x / scale;
    view.y += spot.y / view.scale - spot.y / scale;
    view.scale = scale;
    show();
  };
  const glide = (to) => {
    const from = { ...view };
    const began = performance.now();
    if (still.matches) {
      Object.assign(view, to);
      show();
      return;
    }
    const step = (now) => {
      const share = Math.min(1, (now - began) / 220);
      const eased = share * (2 - share);
      for (const key of ["x", "y", "scale"]) view[key] = from[key] + (to[key] - from[key]) * eased;
      show();
      if (share < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  };
  const reveal = (number) => {
    const node = nodes.get(number);
    if (!node) return;
    const { width, height } = extent();
    const scale = Math.max(view.scale, Math.min(1, 14 / 12));
    const middle = { x: node.box.x + node.box.width / 2, y: node.box.y + node.box.height / 2 };
    glide({ x: middle.x - width / scale / 2, y: middle.y - height / scale / 2, scale });
  };

  // What is chosen, and what is near it.
  let here = null; // number of the node, or null
  const mark = (number, line) => {
    const near = new Set(number === null ? [] : [number]);
    const hits = new Set(lines.filter((one) => one.element === line || one.ends.includes(number)));
    for (const one of hits) for (const end of one.ends) near.add(end);
    if (number !== null) for (const tie of tiesOf[number]) for (const end of data.ties[tie].ends) near.add(end);
    const chosen = near.size > 0;
    svg.classList.toggle("chosen", chosen);
    nodes.forEach(({ elements }, one) => {
      for (const element of elements) {
        element.classList.toggle("near", near.has(one));
        element.classList.toggle("here", one === number);
      }
    });
    for (const one of lines) {
      one.element.classList.toggle("near", hits.has(one));
      one.element.classList.toggle("here", one.element === line);
    }
    show();
  };
  const clear = () => {
    here = null;
    mark(null, null);
    byId("told").replaceChildren(made("p", {}, words.choose));
  };
  const made = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside.filter((one) => one !== null && one !== ""));
    return element;
  };
  const leading = (text, to) => (to ? made("a", { href: to, rel: "noreferrer" }, text) : text);
  const toNode = (number) => {
    const button = made("button", { type: "button" }, data.nodes[number].label);
    button.addEventListener("click", () => choose(number, true));
    return button;
  };
  const evidence = (tie, open) => {
    const list = made("ul", {});
    for (const number of tie.evidence) {
      const one = data.evidence[number];
      const place = [one.issued, one.place].filter(Boolean).join(", ");
      list.append(
        one.title
          ? made("li", {}, leading(one.title, one.link), place ? ` (${place}) ` : " ", leading(words["at-source"], one.href))
          : made("li", {}, leading(one.iri, one.href))
      );
    }
    tie.statements.forEach((to, at) => {
      const counted = tie.statements.length > 1 ? ` ${at + 1}` : "";
      list.append(made("li", {}, leading(words.statement + counted, /^(https?:|\/)/.test(to) ? to : "")));
    });
    if (!list.children.length) list.append(made("li", {}, words["no-evidence"]));
    const details = made("details", {}, made("summary", {}, `${words["evidence-of"]} (${tie.evidence.length})`), list);
    details.open = open;
    return details;
  };
  const how = (tie) => [...tie.said, words[tie.modality] || tie.modality, tie.time].filter(Boolean).join(" · ");
  const choose = (number, focused) => {
    here = number;
    const node = data.nodes[number];
    const list = made("ul", {});
    for (const at of tiesOf[number]) {
      const tie = data.ties[at];
      const other = tie.ends[0] === number ? tie.ends[1] : tie.ends[0];
      list.append(made("li", {}, toNode(other), made("p", { class: "quiet" }, how(tie)), evidence(tie, false)));
    }
    byId("told").replaceChildren(
      made("h2", {}, node.label),
      made("p", { class: "quiet" }, node.kind, node.href ? " · " : "", node.href ? leading(words["page-of"], node.href) : ""),
      made("h3", {}, `${words["ties-of"]} (${tiesOf[number].length})`),
      list
    );
    mark(number, null);
    reveal(number);
    if (focused) byId("told").focus();
  };
  const chooseTies = (line) => {
    here = null;
    const ties = numbers(line.dataset.ties);
    const list = made("ul", {});
    for (const at of ties) {
      const tie = data.ties[at];
      const ends = made("div", {}, toNode(tie.ends[0]), toNode(tie.ends[1]));
      list.append(made("li", {}, ends, made("p", { class: "quiet" }, how(tie)), evidence(tie, true)));
    }
    byId("told").replaceChildren(made("h2", {}, `${words["ties-of"]} (${ties.length})`), list);
    mark(null, line);
  };

  // The keyboard on the picture: from node to node, closer and further.
  const towards = (dx, dy) => {
    const { width, height } = extent();
    const from = here !== null && nodes.has(here)
      ? nodes.get(here).box
      : { x: view.x + width / view.scale / 2, y: view.y + height / view.scale / 2, width: 0, height: 0 };
    const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
    let best = null;
    let least = Infinity;
    nodes.forEach(({ box }, number) => {
      if (number === here) return;
      const [ox, oy] = [box.x + box.width / 2 - x, box.y + box.height / 2 - y];
      const ahead = ox * dx + oy * dy;
      const aside = Math.abs(ox * dy) + Math.abs(oy * dx);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [number, ahead + 2 * aside];
    });
    if (best !== null) choose(best, false);
  };
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step && event.shiftKey) {
      view.x += (step[0] * 80) / view.scale;
      view.y += (step[1] * 80) / view.scale;
      show();
    } else if (step) towards(...step);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") clear();
    else if (event.key === "Enter") {
      if (here !== null) byId("told").focus();
    } else return;
    event.preventDefault();
  });
  byId("told").addEventListener("keydown", (event) => {
    if (event.key === "Escape") sheet.focus();
  });

  // The pointer: one moves, two zoom, a click tells.
  const pointers = new Map();
  let moved = 0;
  sheet.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) moved = 0;
  });
  sheet.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (pointers.size === 1) {
      moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
      if (moved > 4) {
        if (!sheet.hasPointerCapture(event.pointerId)) sheet.setPointerCapture(event.pointerId);
        view.x -= (now.x - last.x) / view.scale;
        view.y -= (now.y - last.y) / view.scale;
        show();
      }
    } else if (pointers.size === 2) {
      moved = 99;
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const span = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      const { left, top } = extent();
      zoom(span(now) / span(last), { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top });
    }
    pointers.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    sheet.addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
  sheet.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = extent();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });
  sheet.addEventListener("click", (event) => {
    if (moved > 4) return;
    const { left, top } = extent();
    const at = { x: view.x + (event.clientX - left) / view.scale, y: view.y + (event.clientY - top) / view.scale };
    const found = painter ? painter.at(at, view.scale) : event.target.closest("[data-node],[data-ties]");
    if (!found) clear();
    else if (found.dataset.node !== undefined) choose(Number(found.dataset.node), false);
    else chooseTies(found);
  });
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("further").addEventListener("click", () => zoom(1 / 1.3));
  byId("whole").addEventListener("click", fit);

  // Search: letters without their marks, in any order of words.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
  const names = data.nodes.map((node) => plain(`${node.label} ${node.kind}`));
  const MOST = 100;
  const search = () => {
    const parts = plain(byId("search").value).split(/\s+/).filter(Boolean);
    const hits = names.flatMap((name, number) => (parts.every((part) => name.includes(part)) ? [number] : []));
    hits.sort((one, other) => data.nodes[one].label.localeCompare(data.nodes[other].label, document.documentElement.lang));
    byId("list").replaceChildren(...hits.slice(0, MOST).map((number) => made("li", {}, toNode(number))));
    const more = hits.length > MOST ? ` ${words.more.replace("{most}", MOST)}` : "";
    byId("found").textContent = hits.length ? `${words.found}: ${hits.length}.${more}` : words["nothing-found"];
  };
  byId("search").addEventListener("input", search);

  // Many nodes are painted: the elements are read once, and kept for print only.
  const canvasPainter = () => {
    const canvas = made("canvas", { "aria-hidden": "true" });
    const context = canvas.getContext("2d");
    const items = [];
    const inherited = (element, name) => element.closest(`[${name}]`)?.getAttribute(name) ?? null;
    const number = (element, name) => Number(element.getAttribute(name)) || 0;
    const matrix = (element) => {
      const own = svg.createSVGTransform();
      let found = own.matrix;
      for (let one = element; one && one !== svg; one = one.parentElement) {
        const list = one.transform?.baseVal;
        if (list && list.numberOfItems) {
          for (let at = list.numberOfItems - 1; at >= 0; at -= 1) found = list.getItem(at).matrix.multiply(found);
        }
      }
      return found;
    };
    const shape = (element) => {
      const kind = element.tagName;
      if (kind === "path") return new Path2D(element.getAttribute("d"));
      if (kind === "polygon") return new Path2D(`M${element.getAttribute("points")}Z`);
      const path = new Path2D();
      if (kind === "rect") path.rect(number(element, "x"), number(element, "y"), number(element, "width"), number(element, "height"));
      return path;
    };
    for (const element of svg.querySelectorAll("path,polygon,rect,text")) {
      if (element.getAttribute("width") === "100%" || element.classList.contains("reach")) continue;
      const owner = element.closest("[data-node],[data-ties]");
      const at = matrix(element);
      const item = { owner, at, fill: inherited(element, "fill"), stroke: element.getAttribute("stroke") };
      if (element.tagName === "text") {
        item.text = element.textContent;
        item.size = number(element, "font-size");
        item.weight = element.getAttribute("font-weight") || "400";
        item.anchor = element.getAttribute("text-anchor") || "start";
        item.x = number(element, "x");
        item.y = number(element, "y");
        item.length = number(element, "textLength");
      } else {
        item.path = shape(element);
        item.width = number(element, "stroke-width") || 1;
        item.dashes = (element.getAttribute("stroke-dasharray") || "").split(/[ ,]+/).filter(Boolean).map(Number);
        item.cap = element.getAttribute("stroke-linecap") || "butt";
      }
      items.push(item);
    }
    const family = svg.getAttribute("font-family");
    const paint = (seen) => {
      const { width, height } = extent();
      const dots = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * dots);
      canvas.height = Math.round(height * dots);
      const chosen = svg.classList.contains("chosen");
      const scale = seen.scale * dots;
      for (const item of items) {
        const at = item.at;
        context.setTransform(scale * at.a, scale * at.b, scale * at.c, scale * at.d, scale * (at.e - seen.x), scale * (at.f - seen.y));
        const near = item.owner?.classList.contains("near");
        context.globalAlpha = chosen && item.owner && !near ? 0.12 : 1;
        if (item.text) {
          if (item.size * scale < 4) continue;
          context.font = `${item.weight} ${item.size}px ${family}`;
          context.textAlign = { middle: "center", end: "right" }[item.anchor] || "left";
          context.fillStyle = item.fill;
          context.fillText(item.text, item.x, item.y, item.length || undefined);
          continue;
        }
        if (item.fill && item.fill !== "none") {
          context.fillStyle = item.fill;
          context.fill(item.path);
        }
        if (item.stroke && item.stroke !== "none") {
          context.strokeStyle = item.stroke;
          context.lineWidth = item.width * (item.owner?.classList.contains("here") ? 2.5 : 1);
          context.setLineDash(item.dashes);
          context.lineCap = item.cap;
          context.stroke(item.path);
        }
      }
      context.globalAlpha = 1;
    };
    const at = (spot, scale) => {
      for (const { elements, box } of nodes.values()) {
        if (spot.x >= box.x && spot.x <= box.x + box.width && spot.y >= box.y && spot.y <= box.y + box.height) return elements[0];
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.lineWidth = 12 / scale;
      context.setLineDash([]);
      const hit = items.find((item) => item.owner?.dataset.ties !== undefined && item.path && context.isPointInStroke(item.path, spot.x, spot.y));
      return hit ? hit.owner : null;
    };
    sheet.append(canvas);
    sheet.classList.add("painted");
    return { paint, at };
  };

  for (const { element } of lines) {
    for (const path of element.querySelectorAll("path")) {
      const reach = path.cloneNode();
      for (const name of ["stroke", "stroke-width", "stroke-dasharray", "fill"]) reach.removeAttribute(name);
      reach.setAttribute("class", "reach");
      element.append(reach);
      break;
    }
  }
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  if (data.canvas) painter = canvasPainter();
  byId("tools").hidden = false;
  byId("asked").hidden = false;
  Object.assign(view, fitted());
  show();
  search();
  new ResizeObserver(show).observe(sheet);
})();
