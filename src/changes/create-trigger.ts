import { boolean } from '../define/fields.js';
import type { Infer } from '../define/fields.js';
import { defineLogic } from './shared/logic.js';
import { triggerNamed, triggerPlace, triggerTableOf } from './shared/trigger.js';

const extra = {
  tableName: triggerPlace.tableName,
  scope: triggerPlace.scope,
  disabled: boolean('Switch the trigger off once it is there; default false'),
};

type Props = Infer<typeof triggerPlace> & { readonly triggerName?: string; readonly disabled?: boolean };

export const createTrigger = defineLogic({
  name: 'createTrigger',
  type: 'trigger',
  summary: 'Creates a trigger',
  nameField: 'triggerName',
  textField: 'triggerBody',
  extra,
  examples: [
    {
      triggerName: 'person_stamp',
      tableName: 'person',
      triggerBody: 'CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW()',
      dbms: 'mysql, mariadb',
    },
    {
      triggerName: 'person_stamp',
      tableName: 'person',
      triggerBody: 'CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
      disabled: true,
      dbms: 'postgresql',
    },
    {
      triggerName: 'person_stamp',
      tableName: 'person',
      triggerBody: "CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END",
      dbms: 'sqlite',
    },
  ],
  after(props) {
    const p = props as Props;
    if (p.disabled !== true || p.triggerName === undefined) return [];
    return [{ kind: 'enableTrigger', enabled: false, trigger: triggerNamed(p.triggerName, p), table: triggerTableOf(p) }];
  },
});
