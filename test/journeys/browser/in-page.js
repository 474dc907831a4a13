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

  /** What is cut off where nobody can reach it: something wider than its box that does not scroll, or past the edge of the page. */
  clipped() {
    const seen = [...document.querySelectorAll('body *')].filter(
      (element) => element.getClientRects().length > 0 && !element.ownerSVGElement && !element.closest(`${exempt}, .map`),
    );
    return seen.flatMap((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
      const wide = cuts(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const high = cuts(overflowY) && element.scrollHeight > element.clientHeight + 1;
      const past = element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element);
      return wide || high || past ? [`${nameOf(element)} "${element.textContent.slice(0, 30)}"`] : [];
    });
  },

  /** What takes time to change or to play, of all that stand on the page and what stands before and after them; milliseconds count. */
  moving() {
    return [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after'].flatMap((part) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element, part);
        const takes = `${transitionDuration}, ${animationDuration}`.split(',').some((time) => Number.parseFloat(time) > 0.001);
        return takes ? [`${nameOf(element)}${part ?? ''}: ${transitionDuration} / ${animationDuration}`] : [];
      }),
    );
  },

  /** Things in the bar at the top that lie over one another. */
  barOverlaps() {
    const things = [...document.querySelectorAll('.top .brand > *, .top .chip, .top-side > button')].filter(
      (one) => one.getClientRects().length > 0,
    );
    return things.flatMap((one, at) =>
      things
        .slice(at + 1)
        .filter((other) => !one.contains(other) && shared(one.getBoundingClientRect(), other.getBoundingClientRect()) > 1)
        .map((other) => `${one.textContent.trim()} under ${other.textContent.trim()}`),
    );
  },

  /** Maps that lost their zone out of sight, and names of wijken written over one another. */
  mapTroubles() {
    const maps = [...document.querySelectorAll('.map')].filter((map) => map.checkVisibility());
    return maps.flatMap((map) => {
      const label = map.getAttribute('aria-label');
      const frame = map.getBoundingClientRect();
      const wijken = [...map.querySelectorAll('.map-wijk')].map((shape) => shape.getBoundingClientRect());
      const seen = wijken.reduce((sum, box) => sum + shared(box, frame), 0);
      const lost = wijken.length > 0 && seen < frame.width * frame.height * 0.15;
      const names = [...map.querySelectorAll('.map-name span')];
      const over = names.filter((name, at) => names.slice(at + 1).some((other) => shared(textBox(name), textBox(other)) > 0));
      return [
        ...(lost ? [`${label}: no zone in sight`] : []),
        ...over.map((name) => `${label}: ${name.textContent} lies over another name`),
      ];
    });
  },

  /** Where everything stands, one line each: its name, then left, top, width and height within its section. */
  boxes() {
    return drawn().map((element) => {
      const box = element.getBoundingClientRect();
      const home = (element.parentElement.closest('section') ?? document.body).getBoundingClientRect();
      return [nameOf(element), ...[box.x - home.x, box.y - home.y, box.width, box.height].map(Math.round)].join(' ');
    });
  },

  /** How everything is painted, one line for each kind of thing: text, ground and edge. */
  paints() {
    return [...new Set(drawn().map(paintOf))].sort();
  },

  /** What the page's fonts make of a sentence: two machines with the same fonts answer the same. */
  fonts() {
    const probe = document.createElement('span');
    Object.assign(probe.style, { position: 'absolute', whiteSpace: 'nowrap' });
    document.body.append(probe);
    const widths = ['--font', '--mono'].map((font) => {
      probe.style.font = `600 100px var(${font})`;
      probe.textContent = 'Wijkinspecteur ça 0123';
      return Math.round(probe.getBoundingClientRect().width);
    });
    probe.remove();
    return widths.join(' ');
  },
};

const shared = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
const textBox = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};

/** In a box that is scrolled sideways everything can be reached. */
const scrolls = (element) => {
  for (let box = element.parentElement; box; box = box.parentElement)
    if (box.scrollWidth > box.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return true;
  return false;
};

const drawn = () =>
  [...document.querySelectorAll('main *')].filter(
    (element) =>
      !element.closest('.sr-only, [popover]:not(:popover-open)') && !element.ownerSVGElement && element.getClientRects().length > 0,
  );
const nameOf = (element) => [element.tagName.toLowerCase(), ...element.classList].filter((word) => !word.startsWith('lucide-')).join('.');
const paintOf = (element) => {
  const { color, backgroundColor, borderTopStyle, borderTopColor, borderLeftColor, borderRadius } = getComputedStyle(element);
  const edge = borderTopStyle === 'none' ? 'no edge' : `${borderTopStyle} ${borderTopColor} ${borderLeftColor}`;
  const state = element.matches(':has(:checked), [aria-invalid], :disabled, .chosen') ? ' (marked)' : '';
  return `${nameOf(element)}${state}: ${color} on ${backgroundColor}, ${edge}, round ${borderRadius}`;
};
