import type uPlot from 'uplot';
import type { Plot } from '../outcome';

type Drawn = Plot & { id: string };

/**
 * Draws every plot in the page. This function is written into the report as text and runs in a browser: it may use nothing from
 * outside but the global `uPlot`.
 */
export function draw(plots: Drawn[]): void {
  const page = globalThis as unknown as { uPlot: typeof uPlot; document: { getElementById(id: string): unknown } };
  const Plotter = page.uPlot;
  const colours = ['#1f5fbf', '#c4532d', '#2b8a57', '#8a4fb5', '#a8861b', '#3a9aa8', '#b5446e', '#5d6675'];
  const short = (n: number | null): string => {
    if (n === null) return '';
    if (Math.abs(n) >= 1e6) return `${n / 1e6}M`;
    if (Math.abs(n) >= 1e4) return `${n / 1e3}k`;
    return String(Math.round(n * 1e4) / 1e4);
  };
  for (const plot of plots) {
    const place = page.document.getElementById(`plot-${plot.id}`);
    if (!place) continue;
    const xs = [...new Set(plot.series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
    const columns = plot.series.map(({ points }) => {
      const at = new Map(points);
      return xs.map((x) => at.get(x) ?? null);
    });
    const names = plot.x.names;
    const bars = plot.kind === 'bars';
    new Plotter(
      {
        width: 520,
        height: 300,
        scales: {
          x: { time: false, distr: plot.x.log ? 3 : 1, ...(bars ? { range: [-0.6, xs.length - 0.4] as [number, number] } : {}) },
          y: { distr: plot.y.log ? 3 : 1, ...(plot.y.log ? {} : { range: (_u, _least, most) => [0, most * 1.08 || 1] }) },
        },
        axes: [
          {
            label: plot.x.label,
            values: (_u, splits) => splits.map((x) => (names ? (names[x] ?? '') : short(x))),
            ...(names ? { splits: () => xs } : {}),
          },
          { label: plot.y.label, size: 64, values: (_u, splits) => splits.map(short) },
        ],
        series: [
          { label: plot.x.label, value: (_u, x) => (names ? (names[x] ?? '') : short(x)) },
          ...plot.series.map(({ name }, i): uPlot.Series => {
            const colour = colours[i % colours.length] as string;
            const look = bars ? { fill: `${colour}cc`, paths: Plotter.paths.bars?.({ size: [0.6, 60] }) } : { spanGaps: true };
            return {
              label: name,
              stroke: colour,
              width: 2,
              points: { show: !bars, size: 5 },
              value: (_u, y) => short(y),
              ...look,
            } as uPlot.Series;
          }),
        ],
      },
      [xs, ...columns] as uPlot.AlignedData,
      place as never,
    );
  }
}
