import { defineChange } from '../define/change.js';
import { synonymOf, synonymRef } from './shared/synonym.js';

export const dropSynonym = defineChange({
  name: 'dropSynonym',
  summary: 'Drops a synonym',
  fields: synonymRef,
  examples: [{ synonymName: 'people', objectType: 'TABLE' }],
  confirm: (p) => `Synonym ${p.synonymName} dropped`,
  statements: (p) => [{ kind: 'dropSynonym', synonym: synonymOf(p), private: p.private === true }],
});
