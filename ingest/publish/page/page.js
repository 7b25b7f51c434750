"use strict";
const { charts, themes } = JSON.parse(document.getElementById("settings").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const PANEL_MARGIN = 62; // room beside a panel's plot: axis labels and the gap to the next panel

function fitted(spec, width) {
  if (!spec.facet) return spec;
  const columns = Math.max(1, Math.floor(width / 300));
  const panel = Math.floor(width / columns) - PANEL_MARGIN;
  return { ...spec, columns, spec: { ...spec.spec, width: panel } };
}

function themed(width) {
  const theme = themes[dark.matches ? "dark" : "light"];
  return { ...theme, legend: { ...theme.legend, columns: Math.max(2, Math.floor(width / 140)) } };
}

async function draw() {
  for (const [name, spec] of Object.entries(charts)) {
    const place = document.getElementById("chart-" + name), width = place.clientWidth;
    await vegaEmbed(place, fitted(spec, width), {
      config: themed(width), actions: false, renderer: "svg", logLevel: 1, tooltip: { theme: dark.matches ? "dark" : "light" },
    });
  }
  document.documentElement.dataset.drawn = `${dark.matches ? "dark" : "light"} ${innerWidth}`;
}

let pending, drawnWidth = innerWidth;
function redraw() {
  delete document.documentElement.dataset.drawn;
  clearTimeout(pending);
  pending = setTimeout(draw, 120);
}
dark.addEventListener("change", redraw);
addEventListener("resize", () => {
  if (innerWidth === drawnWidth) return; // on a phone, scrolling changes the height
  drawnWidth = innerWidth;
  redraw();
});
draw();

const valueOf = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent;

function sort(head) {
  const index = head.cellIndex, isNumber = head.classList.contains("number");
  const isDescending = head.getAttribute("aria-sort") === "none" ? isNumber : head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  const body = head.closest("table").tBodies[0], sign = isDescending ? -1 : 1;
  const rows = [...body.rows].sort((a, b) => {
    const x = valueOf(a, index), y = valueOf(b, index);
    if (x === "" || y === "") return (x === "") - (y === ""); // what is unknown stands last, either way
    return sign * (isNumber ? x - y : x.localeCompare(y));
  });
  body.append(...rows);
}

for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => sort(button.parentElement));
}

for (const input of document.querySelectorAll(".above input")) {
  const body = input.parentElement.nextElementSibling.querySelector("tbody");
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const row of body.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
    }
  });
}
