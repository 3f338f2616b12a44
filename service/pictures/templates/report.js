"use strict";
// Draws the pictures of the report, and moves the threshold. All that it needs lies in this file's page.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const specs = read("specs");
  const steps = read("steps");
  const views = [];
  let drawn = new WeakSet();

  // A definition names colours and fonts as the style does; the browser knows what they are now.
  const coloured = (spec) => {
    const style = getComputedStyle(document.documentElement);
    return JSON.parse(JSON.stringify(spec).replace(/var\((--[a-z-]+)\)/g, (_, name) =>
      style.getPropertyValue(name).trim().replace(/"/g, "'")));
  };
  const rowsOf = (place) => {
    const rows = read(place.dataset.rows);
    return place.dataset.spec !== "threshold" ? rows : rows.flatMap((one) =>
      ["precision", "recall"].filter((what) => one[what] !== null)
        .map((what) => ({ threshold: one.threshold, what, share: one[what] })));
  };
  const chosen = () => steps[Number(document.getElementById("slider").value)];

  const draw = async (place) => {
    if (drawn.has(place) || place.offsetParent === null) return;
    drawn.add(place);
    const spec = coloured(specs[place.dataset.spec]);
    spec.datasets = { rows: rowsOf(place) };
    for (const one of spec.params || []) one.value = chosen().threshold;
    const made = await vegaEmbed(place, spec, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, logLevel: vega.Error,
      tooltip: { disableDefaultStyle: true },
    });
    if (spec.params) views.push(made.view);
  };
  const drawAll = () => document.querySelectorAll(".drawn").forEach(draw);

  const share = (value) => value === null ? "–" : (100 * value).toFixed(value > 0.99 ? 2 : 1) + " %";
  const move = () => {
    const step = chosen();
    const wrong = step.precision === null ? 0 : step.linked * (1 - step.precision);
    document.getElementById("chosen").textContent = String(step.threshold);
    document.getElementById("slider").setAttribute("aria-valuetext", String(step.threshold));
    document.getElementById("linked").textContent = step.linked.toLocaleString("en");
    document.getElementById("precision").textContent = share(step.precision);
    document.getElementById("recall").textContent = share(step.recall);
    document.getElementById("wrong").textContent = wrong.toLocaleString("en", { maximumFractionDigits: 1 });
    for (const view of views) view.signal("chosen", step.threshold).runAsync();
  };

  document.documentElement.classList.add("scripted");
  document.getElementById("slider").addEventListener("input", move);
  document.querySelectorAll("details").forEach((one) => one.addEventListener("toggle", drawAll));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawn = new WeakSet();
    views.length = 0;
    drawAll();
  });
  move();
  drawAll();
})();
