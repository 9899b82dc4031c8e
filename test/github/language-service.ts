/**
 * Prints what GitHub's own language service finds in the workflows, a line each, and fails if it finds
 * anything. A program of its own, because the package's modules need a loader:
 *
 *     node --import tsx test/github/language-service.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

const FOLDER = '.github/workflows';

const fileProvider = {
  async getFileContent(reference: { readonly path: string }) {
    return { name: reference.path, content: readFileSync(reference.path, 'utf8') };
  },
};

for (const file of readdirSync(FOLDER)) {
  const path = `${FOLDER}/${file}`;
  const document = TextDocument.create(`file:///${path}`, 'yaml', 0, readFileSync(path, 'utf8'));
  for (const { range, message } of await validate(document, { fileProvider })) {
    process.stdout.write(`${path}:${range.start.line + 1}: ${message}\n`);
    process.exitCode = 1;
  }
}
