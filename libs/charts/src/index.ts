export { charts, windowOf } from './charts';
export type { Chart, ChartId, ChartSeries, ChartUnit } from './charts';
export { figures } from './figures';
export type { Figure, FigureId } from './figures';
export { tables } from './tables';
export type { ColumnId, Table, TableId } from './tables';
