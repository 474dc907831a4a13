import { z } from 'zod';
import { defineRequest } from '../define';
import { at } from '../samples';
import { instantOf, text } from '../vocabulary';
import { noteSummary } from './wijk';

export const findMyNotes = defineRequest('wijk.find-my-notes', {
  purpose: 'administrative',
  callers: ['gateway'],
  summary: 'My notes that hold these words, newest first; the words travel in the body, because they may name somebody.',
  roles: ['inspector', 'team-chief'],
  http: { method: 'POST', path: '/v1/notes/search', success: 200 },
  idempotent: false,
  request: z.strictObject({ text: text(80) }),
  answer: z.strictObject({ notes: z.array(noteSummary), asOf: instantOf() }),
  problems: ['read-not-logged'],
  sample: { request: { text: 'shed' }, answer: { notes: [], asOf: at } },
});
