import { v5 } from 'uuid';

/** The id of what an audience gets of a note: the same whenever the note is routed again, so that a repeat makes nothing new. */
export const itemIdOf = (noteId: string, audience: string): string => v5(`spil:item:${audience}`, noteId);
