/**
 * Writes one after the other, and only the newest of those that wait: the disk ends with what was typed last. The promise is
 * fulfilled when what was asked, or something newer, is on the disk. What could not be written is tried again with the next.
 */
export function newestWriter<D>(write: (draft: D) => Promise<void>): (draft: D) => Promise<void> {
  let next: { draft: D } | undefined;
  let writing: Promise<void> = Promise.resolve();
  const writeNewest = async () => {
    const newest = next;
    if (!newest) return;
    next = undefined;
    try {
      await write(newest.draft);
    } catch (error) {
      next ??= newest;
      throw error;
    }
  };
  return (draft) => {
    next = { draft };
    writing = writing.then(writeNewest, writeNewest);
    return writing;
  };
}
