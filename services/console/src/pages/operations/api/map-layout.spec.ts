import { describe, expect, it } from '@jest/globals';
import { layoutOf } from './map-layout';

const call = (parent: string, child: string, callCount = 1) => ({ parent, child, callCount });

describe('the map of services', () => {
  it('stands in columns, people’s entrance first, also when calls go round', () => {
    const { nodes, edges } = layoutOf([
      call('gateway', 'wijk'),
      call('wijk', 'information-sharing'),
      call('information-sharing', 'intervention'),
      call('intervention', 'gateway'),
      call('information-sharing', 'wijk'),
    ]);
    const order = [...nodes].sort((a, b) => a.x - b.x).map(({ name }) => name);
    expect(order).toEqual(['gateway', 'wijk', 'information-sharing', 'intervention']);
    expect(edges).toHaveLength(5);
  });

  it('has no two services in one place', () => {
    const { nodes } = layoutOf([call('a', 'b'), call('a', 'c'), call('x', 'y')]);
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
  });

  it('is empty without traffic', () => expect(layoutOf([]).nodes).toEqual([]));
});
