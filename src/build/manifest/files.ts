import { untrustedWorkspaces } from '../../extension/extension.contributions';
import type { Catalog } from './catalog';
import { commandFiles } from './commandFiles';
import { contributesOf } from './contributes';
import { problemsOf } from './manifestProblems';
import { Texts } from './manifestTexts';
import { pageTexts, pageTextsFile, translatableTexts } from './translatable';

/**
 * The files that the catalog makes, as they should be.
 * @param read the text of a file of the repository: package.json is kept but for what is declared
 * @throws with all problems of the catalog
 */
export function manifestFiles(catalog: Catalog, read: (file: string) => string): Record<string, string> {
  const texts = new Texts();
  const manifest = JSON.parse(read('package.json')) as { capabilities: { untrustedWorkspaces: object } };
  const contributes = contributesOf(catalog, texts);
  const { capabilities } = manifest;
  const untrusted = {
    description: texts.placeholder('', untrustedWorkspaces),
    restrictedConfigurations: restricted(catalog),
  };
  const made = {
    ...manifest,
    capabilities: {
      ...capabilities,
      untrustedWorkspaces: { ...capabilities.untrustedWorkspaces, ...untrusted },
    },
    contributes,
  };
  const problems = problemsOf(catalog, contributes, texts.all);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const collected = translatableTexts();
  return {
    'package.json': asFile(made),
    'package.nls.json': asFile(texts.all),
    'src/extension/commandFiles.ts': commandFiles(),
    'src/extension/traffic/pageTexts.ts': pageTextsFile(pageTexts()),
    'l10n/bundle.l10n.json': asFile(Object.fromEntries(collected.map((text) => [text, text]))),
  };
}

/** The settings that a folder could have, which VS Code is not to take from one that is not trusted. */
function restricted({ setting }: Catalog): string[] {
  return setting
    .filter(({ scope }) => scope !== 'machine')
    .map(({ id }) => id)
    .sort();
}

/** As the formatter writes it. */
function asFile(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
