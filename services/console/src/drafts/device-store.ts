/** What is kept on this device, apart for each person, so that a colleague on the same phone sees nothing of it. */
export class DeviceStore<T> {
  constructor(
    private readonly name: string,
    private readonly personId: string,
  ) {}

  private get key(): string {
    return `spil.${this.personId}.${this.name}`;
  }

  read(): T | undefined {
    try {
      const text = localStorage.getItem(this.key);
      return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
      return undefined;
    }
  }

  /** Answers false when the device has no room or forbids it; the screen then says so. */
  write(value: T | undefined): boolean {
    try {
      if (value === undefined) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }
}
