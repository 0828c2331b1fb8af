import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import * as z from 'zod/mini';
import { specSchema } from '../src/schema/spec-schema';

interface Json {
  title?: string;
  description?: string;
  properties?: Record<string, Json>;
}

/** The JSON Schema of a spec as text; its descriptions are the comments of the types in src/spec.ts. */
export function specJsonSchema(): string {
  const schema = z.toJSONSchema(specSchema(), { io: 'input', unrepresentable: 'any' }) as Json;
  const describe = descriptions();
  schema.title = 'Experiment of @fer/experiments';
  for (const type of ['SpecInput', 'ExperimentSpec']) addDescriptions(schema, type, describe);
  for (const [part, type] of Object.entries(PARTS)) {
    const found = schema.properties?.[part];
    if (found) addDescriptions(found, type, describe);
  }
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const PARTS = {
  data: 'DataSpec',
  model: 'ModelSpec',
  training: 'TrainingSpec',
  evaluation: 'EvaluationSpec',
};

function addDescriptions(schema: Json, type: string, describe: Map<string, string>): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const description = describe.get(`${type}.${name}`);
    if (description !== undefined) property.description = description;
  }
}

/** The comment of each property of the types of src/spec.ts, by `Type.property`. */
function descriptions(): Map<string, string> {
  const file = fileURLToPath(new URL('../src/spec.ts', import.meta.url));
  const source = ts.createSourceFile(file, ts.sys.readFile(file) ?? '', ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  source.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    for (const member of node.members) {
      const [comment] = ts.getJSDocCommentsAndTags(member);
      const text = comment && ts.getTextOfJSDocComment(comment.comment);
      if (text && member.name) {
        found.set(
          `${node.name.text}.${member.name.getText()}`,
          text.replace(/\s*\n\s*/g, ' ').replaceAll('`', ''),
        );
      }
    }
  });
  return found;
}
