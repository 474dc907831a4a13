// Runs inside the page under test, after axe; see browser.ts.
const exempt = '.sr-only, .skip, .gentle, .leaflet-control-attribution, [popover]:not(:popover-open)';

globalThis.spilMeasures = {
  async barriers() {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    const lines = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
    // A row half under the bar at the bottom is a matter of scrolling; sizes are measured whole below.
    return lines.filter((line) => !/^target-size .*partially obscured/s.test(line));
  },

  smallTargets() {
    return [...document.querySelectorAll('button, a[href], input, select, textarea, summary, .choice')]
      .filter((element) => element.offsetParent && !element.closest(exempt) && !element.matches('.plain-link, .explained.chip'))
      .filter((element) => !(element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type)))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(
        ({ element, box }) => `${element.tagName} ${element.className} "${element.textContent.slice(0, 30)}" ${box.width}x${box.height}`,
      );
  },

  overflows() {
    return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1;
  },
};
