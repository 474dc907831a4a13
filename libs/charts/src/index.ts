export { charts, windowOf } from './charts';
export type { Chart, ChartId, ChartSeries, ChartUnit } from './charts';
export { figures } from './figures';
export type { Figure, FigureId } from './figures';
