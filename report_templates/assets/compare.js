/* Sets two periods of the comparison's tables beside each other; the tables are complete without it. */
(() => {
  "use strict";
  const page = document.documentElement;
  const place = document.getElementById("comparison");
  const matrices = [...document.querySelectorAll(".matrix")];
  const words = place.dataset;
  const create = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const select = (label, options) => {
    const made = create("select", {}, ...options.map((text, value) => create("option", { value }, text)));
    form.append(create("label", {}, `${label} `, made));
    made.addEventListener("change", show);
    return made;
  };
  const heads = (matrix) => [...matrix.querySelectorAll("thead th")].slice(1);
  const number = new Intl.NumberFormat(page.lang, { signDisplay: "exceptZero" });
  const percent = new Intl.NumberFormat(page.lang, { style: "percent", signDisplay: "exceptZero" });
  const smallest = 20; /* a change from less is no percentage that says anything */

  const value = (cell) => (cell.className ? null : Number(cell.dataset.v ?? cell.textContent));
  const copy = (cell) => {
    const made = create("td", { className: `num ${cell.className}` }, ...[...cell.childNodes].map((node) => node.cloneNode(true)));
    if (value(cell) !== null) made.dataset.v = value(cell);
    return made;
  };
  const figure = (format, amount) => {
    const made = create("td", { className: "num" });
    if (amount === null) made.append(create("abbr", { title: words.none }, "–"));
    else {
      made.append(create("bdi", { dir: "ltr" }, format.format(amount).replace("-", "−")));
      made.dataset.v = amount;
    }
    return made;
  };
  const row = (source, from, to, broken) => {
    const [one, other] = [source.cells[from + 1], source.cells[to + 1]];
    const [before, now] = [value(one), value(other)];
    const known = !broken && before !== null && now !== null;
    const head = source.cells[0].cloneNode(true);
    return create("tr", { className: source.className }, head, copy(one), copy(other),
      figure(number, known ? now - before : null),
      figure(percent, known && before >= smallest ? (now - before) / before : null));
  };
  const show = () => {
    const matrix = matrices[what.value];
    const spans = heads(matrix);
    if (from.dataset.of !== what.value) fill(spans);
    const [first, last] = [Number(from.value), Number(to.value)];
    const [early, late] = first < last ? [first, last] : [last, first];
    const days = matrix.dataset.breaks.split(" ").filter(Boolean);
    const broken = days.some((day) => day > spans[early].dataset.start && day <= spans[late].dataset.end);
    const titles = [words.country, spans[first].textContent, spans[last].textContent, words.difference, words.change];
    const head = create("tr", {}, ...titles.map((title, column) =>
      Object.assign(create("th", { scope: "col", className: column ? "num" : "" }, title))));
    const body = [...matrix.querySelectorAll("tbody tr")].map((source) => row(source, first, last, broken));
    const title = words.title.replace("{measures}", matrix.dataset.label).replace("{first}", titles[1]).replace("{last}", titles[2]);
    const caption = create("caption", { id: "compared" }, create("span", { className: "caption" }, title));
    const table = create("table", {}, caption, create("thead", {}, head), create("tbody", {}, ...body));
    const box = create("div", { className: "scroll", tabIndex: 0 }, table);
    box.setAttribute("role", "region");
    box.setAttribute("aria-labelledby", "compared");
    const dashes = table.querySelector("abbr[title]:not([aria-hidden])");
    const told = broken ? words.across : dashes && words.dash.replace("{n}", smallest.toLocaleString(page.lang));
    result.replaceChildren(box, ...(told ? [create("p", { className: "notes" }, told)] : []));
    document.dispatchEvent(new CustomEvent("pellucid:table", { detail: table }));
  };
  const fill = (spans) => {
    [from, to].forEach((list, at) => {
      list.replaceChildren(...spans.map((span, value) => create("option", { value }, span.textContent)));
      list.value = spans.length - 2 + at;
    });
    from.dataset.of = what.value;
  };

  const form = create("form", { className: "compare" });
  const result = create("div", { className: "table" });
  const what = select(words.what, matrices.map((matrix) => matrix.dataset.label));
  const from = select(words.from, []);
  const to = select(words.to, []);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelectorAll(".pick").forEach((form) => form.remove());
  place.append(form, result);
  show();
})();
