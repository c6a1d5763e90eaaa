import type { PageStart } from '../../core/traffic/messages';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** Addresses of its script and its style sheet, as the webview may load them. */
  readonly script: string;
  readonly style: string;
  /** What the webview calls the extension's own files in a content security policy. */
  readonly source: string;
  readonly start: PageStart;
}

/**
 * The document of the page. Nothing is loaded but its own script and style sheet, and nothing stands in it but what it begins with,
 * as text of an attribute.
 */
export function pageHtml({ title, script, style, source, start }: PageParts): string {
  const policy = `default-src 'none'; script-src ${source}; style-src ${source};`;
  return `<!DOCTYPE html>
<html lang="${escaped(start.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body data-start="${escaped(JSON.stringify(start))}">
<script src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** A text as an attribute in double quotes, or between tags, has it. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
