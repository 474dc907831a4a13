interface Part {
  day: number;
  from: string;
  to: string;
}

/** The days of a week on which somebody can be reached, Monday first, each with its hours in order. */
export function weekOf(hours: readonly Part[]): { day: number; parts: string[] }[] {
  const sorted = [...hours].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from));
  return [...new Set(sorted.map(({ day }) => day))].map((day) => ({
    day,
    parts: sorted.filter((part) => part.day === day).map(({ from, to }) => `${from}–${to}`),
  }));
}
