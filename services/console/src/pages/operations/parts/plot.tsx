import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { preciseTime, tickTime } from './format';
import { usePalette, type Palette } from './colours';

export interface PlotSeries {
  label: string;
  values: (number | null)[];
  /** Dots without a line between them. */
  dots?: boolean;
  failed?: boolean;
}
interface Props {
  title: string;
  /** Seconds since 1970, rising. */
  times: number[];
  series: PlotSeries[];
  text: (value: number | null | undefined) => string;
  height?: number;
  /** Seconds the plot covers up to its last moment, also where nothing was measured; without it as much as there is. */
  covers?: number;
  /** Values of very different size: each step of the axis is ten times the one before. */
  log?: boolean;
  /** A click on the plot, with the nearest moment's place in `times`. */
  onPick?: (index: number) => void;
}

const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const seriesOf = ({ label, dots, failed }: PlotSeries, at: number, { lines, failed: amber }: Palette): uPlot.Series => {
  const stroke = failed ? amber : (lines[at % lines.length] ?? 'gray');
  if (dots) return { label, stroke, paths: () => null, points: { show: true, size: 8, fill: stroke, stroke } };
  // Never by colour alone: beyond the first colours the line itself differs.
  return { label, stroke, width: 2, dash: dashes[at % dashes.length] ?? [], points: { show: false }, spanGaps: false };
};

/** Half a note is rounded to one: a label that says the same as the one below it says nothing. */
const eachOnce = (labels: string[]): string[] => labels.map((label, at) => (label === labels[at - 1] ? '' : label));

const optionsOf = (
  { times, series, text, log, height = 180, covers }: Props,
  palette: Palette,
  language: string,
): Omit<uPlot.Options, 'width'> => {
  const axis = {
    stroke: palette.text,
    grid: { stroke: palette.grid, width: 1 },
    ticks: { stroke: palette.grid, width: 1 },
    font: '12px system-ui',
  };
  // One moment has no width: a minute around it.
  const measured = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const span = covers ?? (measured > 0 ? measured : 60);
  return {
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    scales: {
      x: { range: (_plot, low, high) => (covers || low === high ? [high - span, high] : [low, high]) },
      y: log ? { distr: 3 } : { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] },
    },
    axes: [
      { ...axis, space: 80, values: (_plot, ticks) => ticks.map((tick) => tickTime(tick * 1000, language, span)) },
      { ...axis, size: 64, values: (_plot, ticks) => eachOnce(ticks.map((tick) => (tick === null ? '' : text(tick)))) },
    ],
    series: [
      { value: (_plot, at) => (at === null ? '' : preciseTime(at * 1000, language, Date.now())) },
      ...series.map((one, at) => seriesOf(one, at, palette)),
    ],
  };
};

/** A plot over time. What it says stands in the table beside it as well (Plotted): the canvas is hidden from screen readers. */
export function Plot(props: Props) {
  const { i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const latest = useRef(props);
  latest.current = props;
  const shape = JSON.stringify([props.times, props.series]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { times, series } = latest.current;
    const data = [times, ...series.map(({ values }) => values)] as uPlot.AlignedData;
    const plot = new uPlot(
      { ...optionsOf(latest.current, palette, i18n.language), width: Math.max(120, element.clientWidth) },
      data,
      element,
    );
    const pick = () => {
      const { idx } = plot.cursor;
      if (idx !== null && idx !== undefined) latest.current.onPick?.(idx);
    };
    plot.over.addEventListener('click', pick);
    const sized = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(120, element.clientWidth), height: latest.current.height ?? 180 }),
    );
    sized.observe(element);
    return () => {
      sized.disconnect();
      plot.destroy();
    };
    // The data as text: a new array with the same values is not a new plot.
  }, [shape, palette, i18n.language]);
  return <div className={props.onPick ? 'plot pickable' : 'plot'} ref={box} aria-hidden />;
}
