import { DeviceStore } from './device-store';
import type { NoteDraft } from './note-draft';
import type { Outgoing } from './queue';
import type { Vault } from './vault';

type Note = Extract<Outgoing, { kind: 'note' }>;

/**
 * Earlier versions kept what waits and the draft readable in the browser's simple store, where this one does not look. What lies
 * there is moved into the vault, in its order, and then taken out: nobody loses a note that was said to be kept, and none stays
 * readable. Cut in between, or done in two windows, it is done again: each note has its key.
 */
export async function moveIn(vault: Vault<Outgoing>, personId: string): Promise<Vault<Outgoing>> {
  const queue = new DeviceStore<Omit<Note, 'kind'>[]>('queue', personId);
  const note = new DeviceStore<NoteDraft>('note', personId);
  const [waiting, draft] = [queue.read(), note.read()];
  if (!vault.lasting) return vault;
  try {
    for (const item of waiting ?? []) await vault.handOver({ ...item, kind: 'note' });
    if (waiting) queue.write(undefined);
    // A newer draft is not written over; the old one waits until there is room.
    if (!draft || (await vault.draft('note')) !== undefined) return vault;
    await vault.keepDraft('note', draft);
    note.write(undefined);
  } catch {
    // No room just now: everything is still where it was.
  }
  return vault;
}
