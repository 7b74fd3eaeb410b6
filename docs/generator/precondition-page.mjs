import { preconditionDefinitions } from '../../dist/preconditions/index.js';
import { preconditionsFields } from '../../dist/define/changelog-elements.js';
import { code, fence, fieldTable, plain, sentence, table } from './markdown.mjs';
import { toData, toXml, toYaml } from './write-example.mjs';

/** The page of all preconditions. */
export function preconditionPage() {
  const definitions = [...preconditionDefinitions.values()];
  const rows = definitions.map((definition) => [
    `[${definition.name}](#${definition.name.toLowerCase()})`,
    plain(definition.summary),
    definition.offline || definition.nests ? 'yes' : '',
  ]);
  return `# Preconditions

<!-- Written by npm run generate from src/preconditions. -->

Conditions stand in \`preConditions\`, of a changeset or of a changelog, and must all hold.

\`\`\`xml
<preConditions onFail="MARK_RAN">
  <not><tableExists tableName="person"/></not>
</preConditions>
\`\`\`

\`\`\`yaml
preConditions:
  - onFail: MARK_RAN
  - not:
      - tableExists:
          tableName: person
\`\`\`

${fieldTable(preconditionsFields)}
*Offline*: the condition can be decided without a database.

${table(['condition', 'holds where', 'offline'], rows)}
${definitions.map(section).join('\n')}`;
}

function section({ name, summary, fields, examples, nests, refuse }) {
  const parts = [`## ${name}\n`, `${plain(sentence(summary))}${nests ? ' It holds other conditions.' : ''}\n`];
  if (Object.keys(fields).length > 0) parts.push(fieldTable(fields));
  for (const [field, { fields: nested, item }] of Object.entries(fields)) {
    if (nested !== undefined) parts.push(`Attributes of each ${code(item)} in ${code(field)}:\n`, fieldTable(nested));
  }
  for (const example of examples) {
    const refused = refuse(example);
    if (nests) continue;
    parts.push(
      fence('xml', toXml(name, fields, example)),
      fence(
        'yaml',
        `- ${toYaml({ [name]: toData(fields, example) })
          .trimEnd()
          .replaceAll('\n', '\n  ')}`,
      ),
    );
    if (refused !== undefined)
      parts.push(`Refused, \`PARSE_UNSUPPORTED\`: ${plain(sentence(refused.message))} Hint: ${plain(sentence(refused.hint))}\n`);
  }
  return parts.join('\n');
}
