"use strict";
// Filters, sorting, rows by scrolling and the evidence panel. Captured text only ever becomes text nodes and attributes.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const { words, labels, texts, groups, transfers: T, findings: F, exchanges: X, destinations: D } = data;
  const total = T.app.length;
  const NUMBERS = new Set(["exchanges", "values", "first", "last", "confidence"]);
  const FIELDS = ["app", "side", "place", "category", "recipient", "phase", "proof"];
  const PARTS = { item: "what", exchange: "found", destination: "destination" };
  const SCOPES = { item: ["entry", "category"], place: ["entry", "place"], phase: ["entry", "phase"], recipient: ["entry"] };
  const ROW_HEIGHT = 34;
  const AHEAD = 12;
  const PRINTED = 1000;
  const LISTED = 200;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  };
  const number = (value) => value.toLocaleString("en-US");
  const fill = (text, given) =>
    text.replace(/\{(\w+)\}/g, (_, key) => (typeof given[key] === "number" ? number(given[key]) : given[key]));
  const clock = (time) => time === null ? "–" : new Date(time + 9 * 3600e3).toISOString().slice(0, 19).replace("T", " ");
  const period = (from, to) => {
    const [one, other] = [clock(from), clock(to)];
    if (one === other) return one;
    return `${one} – ${other.startsWith(one.slice(0, 11)) ? other.slice(11) : other}`;
  };
  const word = (table, name, place) => words[table[name][place]];
  const severalApps = new Set(T.app).size > 1;
  const server = (table, place) => `${word(table, "ip", place) || "–"} : ${table.port[place]}`;
  const label = (name, row) => {
    const value = word(T, name, row);
    return (labels[name] && labels[name][value]) || value;
  };
  // What is called otherwise for people, with the mark as it was set.
  const named = (name, row) => (label(name, row) === word(T, name, row) ? label(name, row) : `${label(name, row)} (${word(T, name, row)})`);
  const shown = (name, row) =>
    name === "first" ? clock(T.first[row]) : NUMBERS.has(name) ? number(T[name][row]) : label(name, row);

  // Which exchanges each row was counted from: written as steps, read when they are first asked for.
  let places = null;
  const seen = (row) => {
    places = places || new Array(total);
    if (!places[row]) {
      let at = 0;
      const steps = T.seen[row];
      places[row] = steps ? steps.split(" ").map((step) => (at += Number(step))) : [];
    }
    return places[row];
  };
  const stamps = new Int32Array(data.sizes.exchanges);
  let stamp = 0;
  const distinct = (rows) => {
    stamp += 1;
    let found = 0;
    for (const row of rows)
      for (const place of seen(row))
        if (stamps[place] !== stamp) {
          stamps[place] = stamp;
          found += 1;
        }
    return found;
  };

  // ---- filters
  const filters = byId("filters");
  const controls = Object.fromEntries([...filters.querySelectorAll("select, input")].map((each) => [each.name, each]));
  const numbers = new Map(words.map((text, place) => [text, place]));
  const kept = new Uint8Array(total);
  let rows = [];
  let haystack = null;
  const search = () => {
    const names = ["category", "match", "recipient", "host", "place", "side", "phase", "app"];
    const line = (row) => names.map((name) => `${word(T, name, row)} ${label(name, row)}`).join(" ").toLowerCase();
    return (haystack = haystack || T.app.map((_, row) => line(row)));
  };
  const select = () => {
    const wanted = FIELDS.filter((name) => controls[name] && controls[name].value).map((name) => [
      T[name],
      numbers.has(controls[name].value) ? numbers.get(controls[name].value) : -1,
    ]);
    const needle = controls.search.value.trim().toLowerCase();
    const lines = needle ? search() : null;
    rows = [];
    for (let row = 0; row < total; row += 1) {
      const fits = wanted.every(([column, value]) => column[row] === value) && (!needle || lines[row].includes(needle));
      kept[row] = fits ? 1 : 0;
      if (fits) rows.push(row);
    }
  };
  // Whom nobody knows may be one of the others: counted only where nobody is known.
  const known = (some) => new Set(some.map((row) => word(T, "counted", row)).filter(Boolean)).size || 1;
  const describe = () => {
    const sides = { yes: [], undetermined: [], no: [] };
    for (const row of rows) (sides[word(T, "side", row)] || sides.undetermined).push(row);
    byId("status").textContent = rows.length
      ? fill(texts.status, {
          rows: rows.length,
          recipients: known(rows),
          exchanges: distinct(rows),
          yes: distinct(sides.yes),
          undetermined: distinct(sides.undetermined),
          no: distinct(sides.no),
        })
      : texts.none;
    const chosen = [...FIELDS, "search"]
      .filter((name) => controls[name] && controls[name].value)
      .map((name) => {
        const named = controls[name];
        const value = named.selectedOptions ? named.selectedOptions[0].textContent : named.value;
        return `${named.parentElement.firstChild.textContent} = ${value}`;
      });
    byId("filtered").textContent = chosen.length ? fill(texts.filtered, { filters: chosen.join(", ") }) : "";
  };

  // ---- the statute-shaped table: what fits no filter is hidden, what is left is counted anew
  let things = null;
  const parts = () =>
    [...document.querySelectorAll("#statute-table li[data-rows]")].map((item) => ({
      item,
      rows: item.dataset.rows.split(" ").map(Number),
      count: item.querySelector(".n"),
      address: item.firstElementChild.getAttribute("href"),
    }));
  const lines = [...document.querySelectorAll("#statute-table tbody tr")];
  let whole = true;
  const narrow = () => {
    // As it came, the table shows every row.
    if (whole && rows.length === total) return;
    whole = rows.length === total;
    things = things || parts();
    for (const { item, rows: all, count, address } of things) {
      const left = all.filter((row) => kept[row]);
      item.hidden = left.length === 0;
      if (left.length) {
        count.textContent = `×${number(distinct(left))}`;
        // The evidence that opens is that of a row which is still there.
        const [, row, part, scope] = address.split(".");
        item.firstElementChild.setAttribute("href", kept[Number(row)] ? address : `#e.${left[0]}.${part}.${scope}`);
      }
    }
    const periods = new Map();
    for (const row of rows) {
      const [from, to] = periods.get(T.entry[row]) || [Infinity, -Infinity];
      const timed = T.first[row] !== null;
      periods.set(T.entry[row], timed ? [Math.min(from, T.first[row]), Math.max(to, T.last[row])] : [from, to]);
    }
    lines.forEach((line, place) => {
      line.hidden = !periods.has(place);
      if (!line.hidden) line.querySelector(".period").textContent = period(...periods.get(place).map((time) => (Number.isFinite(time) ? time : null)));
    });
  };

  // ---- every row: as many as are in sight
  const view = byId("row-view");
  const body = byId("row-table").tBodies[0];
  const heads = [...byId("row-table").querySelectorAll("th[data-column]")];
  const columns = heads.map((head) => head.dataset.column);
  const partOf = (name) =>
    ["category", "match"].includes(name) ? "item" : ["phase", "exchanges", "first", "encrypted"].includes(name) ? "exchange" : "destination";
  let sorted = { name: "", down: false };
  let first = -1;
  let scrolled = 0; // asking the view would have the browser lay the page out
  const order = () => {
    const { name, down } = sorted;
    if (!name) return;
    const key = NUMBERS.has(name) ? (row) => T[name][row] : (row) => rank[row];
    let rank = null;
    if (!NUMBERS.has(name)) {
      const names = [...new Set(rows.map((row) => label(name, row)))].sort((a, b) => a.localeCompare(b, document.documentElement.lang));
      const place = new Map(names.map((text, at) => [text, at]));
      rank = T[name].map((_, row) => place.get(label(name, row)));
    }
    // A time that nobody knows is neither early nor late: it stands last whichever way.
    rows.sort((a, b) => (key(a) === null) - (key(b) === null) || (key(a) - key(b)) * (down ? -1 : 1) || a - b);
  };
  const cell = (name, row) => {
    const link = element("a", { href: `#e.${row}.${partOf(name)}.row` });
    if (name === "category") {
      const sure = word(T, "proof", row) === "proven";
      link.append(element("span", { class: "mark", role: "img", "aria-label": labels.proof[sure ? "proven" : "hint"] }, sure ? "●" : "○"), " ");
    }
    const text = shown(name, row);
    link.append(name === "side" ? element("span", { class: `tag side-${word(T, "side", row)}` }, text) : text);
    return element("td", { title: text }, link);
  };
  const evidence = (row) =>
    T.findings[row].slice(0, 1).map((f) => {
      const x = F.exchange[f];
      return `${word(X, "capture", x)}/${word(X, "exchange", x)} ${word(F, "part", f)} ${word(F, "path", f)} [${F.start[f]}, ${F.end[f]}) ${word(F, "value_preview", f)}`;
    })[0] || "";
  const line = (row, place, printed) => {
    const made = element("tr", { "aria-rowindex": place + 2 }, ...columns.map((name) => cell(name, row)));
    made.append(element("td", { class: "print-only" }, printed ? evidence(row) : ""));
    return made;
  };
  const space = (height) => {
    const blank = element("td", { colspan: columns.length });
    blank.style.height = `${height}px`;
    return element("tr", { class: "space", "aria-hidden": "true" }, blank);
  };
  const paint = (force) => {
    const fits = Math.ceil(Math.min(innerHeight, 720) / ROW_HEIGHT) + 2 * AHEAD;
    const start = Math.max(0, Math.min(Math.floor(scrolled / ROW_HEIGHT) - AHEAD, rows.length - fits));
    if (!force && Math.abs(start - first) < AHEAD / 2) return;
    first = start;
    const some = rows.slice(start, start + fits).map((row, place) => line(row, start + place, false));
    const below = Math.max(0, rows.length - start - fits);
    body.replaceChildren(...(start ? [space(start * ROW_HEIGHT)] : []), ...some, ...(below ? [space(below * ROW_HEIGHT)] : []));
  };
  const rewind = () => {
    if (scrolled) view.scrollTop = 0;
    scrolled = 0;
    paint(true);
  };
  const update = (begun) => {
    select();
    order();
    // What the page says at first was counted when it was made.
    if (begun) describe();
    narrow();
    byId("row-table").setAttribute("aria-rowcount", rows.length + 1);
    rewind();
  };
  for (const head of heads) {
    const name = head.dataset.column;
    const button = element("button", { type: "button", "aria-label": fill(texts.sort, { column: head.textContent }) }, head.textContent);
    // A button does not stand on the second printed page.
    head.replaceChildren(button, element("span", { class: "print-only" }, head.textContent));
    button.addEventListener("click", () => {
      sorted = { name, down: sorted.name === name && !sorted.down };
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      order();
      rewind();
    });
  }

  // ---- evidence
  const panel = byId("panel");
  let opener = null;
  const pairs = (list) =>
    element(
      "dl",
      {},
      ...list
        .filter(([, value]) => value !== "" && value !== null && value !== undefined)
        .map(([name, value]) => element("div", {}, element("dt", {}, texts[name]), element("dd", {}, typeof value === "number" ? number(value) : value))),
    );
  const part = (key, ...children) => element("section", { id: `panel-${key}` }, element("h3", { tabindex: -1 }, texts[key]), ...children);
  const what = (row) =>
    part(
      "what",
      pairs([
        ["app", severalApps ? label("app", row) : ""],
        ["item", label("category", row)],
        ["match", label("match", row)],
        ["proof", label("proof", row)],
        ["phase", named("phase", row)],
        ["counted", fill(texts.at_least, { number: T.exchanges[row], values: T.values[row] })],
        ["time", period(T.first[row], T.last[row])],
        ["detector", word(T, "detectors", row)],
        ["confidence", T.confidence[row]],
        ["cipher", word(T, "app_cipher", row)],
        ["origin", word(T, "origin", row)],
      ]),
    );
  const finding = (f) => {
    const x = F.exchange[f];
    const status = X.status[x] === null ? "" : ` → ${X.status[x]}`;
    return element(
      "li",
      { class: "finding" },
      pairs([
        ["exchange", `${word(X, "capture", x)}/${word(X, "exchange", x)}`],
        ["position", X.position[x]],
        ["time", clock(X.at[x])],
        ["request", `${word(X, "protocol", x)} ${word(X, "method", x)} ${word(X, "host", x)}${word(X, "endpoint", x)}${status}`],
        ["server", server(X, x)],
        ["place", `${word(F, "part", f)} · ${word(F, "path", f)}`],
        ["layers", word(F, "layers", f).split(">").join(" → ")],
        ["span", fill(texts.span_value, { part: word(F, "part", f), start: String(F.start[f]), end: String(F.end[f]) })],
        ["preview", element("code", {}, word(F, "value_preview", f))],
        ["sha", element("code", {}, word(F, "value_sha256", f))],
        ["reasoning", word(F, "reasoning", f)],
        ["detector", word(F, "detector", f)],
        ["origin", word(F, "origin", f)],
        ["state", labels.state[word(X, "state", x)] || word(X, "state", x)],
        ["error", word(X, "error", x)],
      ]),
    );
  };
  const found = (row) =>
    part(
      "found",
      element("p", { class: "quiet" }, fill(texts.shown, { number: T.findings[row].length, total: T.total[row] })),
      element("ol", {}, ...T.findings[row].map(finding)),
    );
  const destination = (row) => {
    const d = T.destination[row];
    const known = [
      ["recipient", label("recipient", row)],
      ["recipient_country", label("recipient_country", row)],
      ["party", label("party", row)],
      ["host", word(T, "host", row)],
      ["country", `${label("place", row)} (${label("certainty", row)}): ${label("side", row)}`],
    ];
    if (d === null) return part("destination", pairs(known));
    const asn = D.asn[d] === null ? "" : ` (AS${D.asn[d]})`;
    const answers = D.evidence[d].map((three) => element("tr", {}, ...three.map((text) => element("td", {}, words[text]))));
    return part(
      "destination",
      pairs([
        ...known,
        ["server", server(D, d)],
        ["network", `${word(D, "network_operator", d)}${asn}`],
        ["basis", word(D, "recipient_basis", d)],
      ]),
      element("div", { class: "scroll", tabindex: "0" }, element("table", { class: "plain" }, element("caption", {}, texts.answers), element("tbody", {}, ...answers))),
    );
  };
  const every = T.app.map((_, row) => row);
  const related = (row, scope) => {
    // A part of the page that is made of some phases is not filtered.
    const [kind, group] = scope.split("-");
    const names = SCOPES[kind];
    const phases = group ? new Set(groups[group] || []) : null;
    const of = phases ? every.filter((each) => phases.has(T.phase[each])) : rows;
    const all = names ? of.filter((each) => names.every((name) => T[name][each] === T[name][row])) : [];
    if (all.length < 2) return null;
    const link = (each) => {
      const text = [label("category", each), label("match", each), label("phase", each), word(T, "host", each)].join(" · ");
      const marks = each === row ? { "aria-current": "true" } : {};
      return element("li", {}, element("a", { href: `#e.${each}.item.${scope}`, ...marks }, text));
    };
    const more = all.length > LISTED ? element("p", { class: "quiet" }, fill(texts.more, { number: all.length - LISTED })) : null;
    return element("details", all.length <= 8 ? { open: "" } : {}, element("summary", {}, fill(texts.rows, { number: all.length })), element("ol", {}, ...all.slice(0, LISTED).map(link)), more);
  };
  const open = (row, partName, scope) => {
    if (!(row >= 0 && row < total)) return;
    if (panel.hidden) opener = document.activeElement;
    panel.hidden = false;
    byId("panel-heading").textContent = `${label("category", row)} → ${label("recipient", row)}`;
    byId("panel-body").replaceChildren(...[related(row, scope), what(row), found(row), destination(row)].filter(Boolean));
    panel.scrollTop = 0;
    const key = PARTS[partName] || "what";
    byId("panel-heading").focus({ preventScroll: true });
    if (key !== "what") byId(`panel-${key}`).scrollIntoView({ block: "start" });
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    if (location.hash.startsWith("#e.")) history.replaceState(null, "", `${location.pathname}${location.search}`);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  };
  const shut = element("button", { type: "button", class: "close" }, texts.close);
  shut.addEventListener("click", close);
  panel.prepend(shut);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());

  // ---- addresses within the page: #f.field=value filters, #e.row.part.scope opens evidence
  const follow = (hash) => {
    if (hash.startsWith("#e.")) {
      const [, row, partName, scope = ""] = hash.split(".");
      open(Number(row), partName, scope);
    } else if (hash.startsWith("#f.")) {
      const [name, value] = [hash.slice(3, hash.indexOf("=")), decodeURIComponent(hash.slice(hash.indexOf("=") + 1))];
      if (!Object.hasOwn(controls, name)) return;
      close();
      for (const control of Object.values(controls)) control.value = "";
      controls[name].value = value;
      update(true);
      filters.scrollIntoView({ block: "start" });
    } else close();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const address = link && link.getAttribute("href");
    if (address && address === location.hash) follow(address);
  });
  addEventListener("hashchange", () => follow(location.hash));

  // ---- printing: the rows that are chosen, in full, up to a bound
  const note = element("p", { class: "print-only note" });
  view.after(note);
  addEventListener("beforeprint", () => {
    body.replaceChildren(...rows.slice(0, PRINTED).map((row, place) => line(row, place, true)));
    note.textContent = rows.length > PRINTED ? fill(texts.printed, { shown: PRINTED, rows: rows.length }) : "";
  });
  addEventListener("afterprint", () => paint(true));

  document.documentElement.classList.add("live");
  filters.hidden = false;
  filters.addEventListener("input", () => update(true));
  byId("reset").addEventListener("click", () => {
    for (const control of Object.values(controls)) control.value = "";
    update(true);
  });
  const scroll = () => {
    scrolled = view.scrollTop;
    paint(false);
  };
  view.addEventListener("scroll", scroll, { passive: true });
  addEventListener("resize", () => paint(true));
  update(false);
  if (/^#[ef]\./.test(location.hash)) follow(location.hash);
})();
