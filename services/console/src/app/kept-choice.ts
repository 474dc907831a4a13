/** What was chosen on this device; nothing when the browser keeps nothing. */
export function keptChoice(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice on this device. A browser that keeps nothing still does what was chosen, until it is closed. */
export function keepChoice(name: string, chosen: string): void {
  try {
    localStorage.setItem(name, chosen);
  } catch {
    // Storage is forbidden here.
  }
}
