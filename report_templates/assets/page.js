/* Adds to pages that are complete without it: sorting and filtering of tables, hints on charts, PNG. */
(() => {
  "use strict";
  const page = document.documentElement;
  const collator = new Intl.Collator(page.lang, { numeric: true, sensitivity: "base" });
  const create = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /* What has no figure, withheld or not, stands last both ways, in the order in which it was published. */
  const key = (row, column) => {
    const cell = row.cells[column];
    if (column === 0 || !cell.classList.contains("num")) return cell.textContent.trim();
    const figure = cell.dataset.v ?? cell.textContent.trim(); /* plain digits are their own key */
    return /^[-\d.]+$/.test(figure) ? Number(figure) : null;
  };
  const compare = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const published = [...body.rows];
    const rows = published.filter((row) => !row.classList.contains("total"));
    if (rows.length < 3) return;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = create("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = column && head.classList.contains("num") ? "descending" : "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const order = head.getAttribute("aria-sort") === first ? second : first;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        const keyed = rows.map((row) => [key(row, column), row]);
        const known = keyed.filter(([value]) => value !== null);
        known.sort(([one], [other]) => compare(one, other) * (order === "ascending" ? 1 : -1));
        const sorted = [...known, ...keyed.filter(([value]) => value === null)].map(([, row]) => row);
        body.append(...published.map((row) => (rows.includes(row) ? sorted.shift() : row)));
      });
    });
  };

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(page.lang);
  const makeFilterable = (box) => {
    const rows = [...box.querySelectorAll("tbody tr:not(.total)")];
    const input = create("input", { type: "search", autocomplete: "off", spellcheck: false });
    const shown = create("output", {});
    shown.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      rows.forEach((row) => { row.hidden = !plain(row.cells[0].textContent).includes(wanted); });
      const number = (count) => count.toLocaleString(page.lang);
      const left = rows.filter((row) => !row.hidden).length;
      shown.textContent = wanted
        ? box.dataset.shown.replace("{n}", number(left)).replace("{all}", number(rows.length))
        : "";
    });
    box.prepend(create("p", { className: "filter" }, create("label", {}, box.dataset.filter, " ", input), shown));
  };

  /* A chart's parts have their words in <title>: shown at once, on pointing and by the arrow keys. */
  const hint = create("div", { className: "hint", hidden: true });
  hint.setAttribute("role", "status");
  const addHints = (chart) => {
    const parts = [...chart.querySelectorAll(":scope * > title")].map((title) => {
      const part = title.parentNode;
      part.dataset.hint = title.textContent;
      title.remove();
      return part;
    });
    if (!parts.length) return;
    let current = -1;
    const show = (place) => {
      parts[current]?.classList.remove("hinted");
      current = place;
      hint.hidden = place < 0;
      if (place < 0) return;
      parts[place].classList.add("hinted");
      hint.textContent = parts[place].dataset.hint;
      const box = parts[place].getBoundingClientRect();
      const middle = box.left + box.width / 2 - hint.offsetWidth / 2;
      const left = Math.max(8, Math.min(middle, page.clientWidth - hint.offsetWidth - 8));
      const top = Math.max(8, box.top - hint.offsetHeight - 8);
      hint.style.left = `${left + window.scrollX}px`;
      hint.style.top = `${top + window.scrollY}px`;
    };
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    chart.tabIndex = 0;
    chart.addEventListener("pointermove", (event) => {
      const place = parts.indexOf(event.target.closest("[data-hint]"));
      if (place !== current) show(place);
    });
    chart.addEventListener("pointerleave", () => show(-1));
    chart.addEventListener("blur", () => show(-1));
    chart.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(-1);
      if (!(event.key in steps)) return;
      event.preventDefault();
      show((current + steps[event.key] + parts.length) % parts.length);
    });
  };

  /* A country's page carries its charts as SVG; they become PNG where a reader asks for it. */
  const sharpness = 2;
  const addPicture = (link) => {
    const button = create("button", { type: "button", className: "draw" }, "PNG");
    button.addEventListener("click", async () => {
      const picture = create("img", { src: link.href });
      await picture.decode();
      const canvas = create("canvas", { width: picture.naturalWidth * sharpness, height: picture.naturalHeight * sharpness });
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      create("a", { href: canvas.toDataURL(), download: link.download.replace(/svg$/, "png") }).click();
    });
    link.after(" ", button);
  };

  document.querySelectorAll(".table table").forEach(makeSortable);
  document.addEventListener("pellucid:table", (event) => makeSortable(event.detail));
  document.querySelectorAll(".table[data-filter]").forEach(makeFilterable);
  document.querySelectorAll("svg.chart").forEach(addHints);
  document.querySelectorAll('.take a[href^="data:image/svg"]').forEach(addPicture);
  document.body.append(hint);
})();
