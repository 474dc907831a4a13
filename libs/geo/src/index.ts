export { cellCentre, cellOf, rounded } from './cell';
export { distanceMetres } from './distance';
export type { ZoneFinding } from './finding';
export type { Box, Polygons, Position, Ring, Wijk } from './positions';
export { readZone } from './read-zone';
export { DEFAULT_TOLERANCE_M2, validateZone } from './validate-zone';
export { ZoneMap } from './zone-map';
