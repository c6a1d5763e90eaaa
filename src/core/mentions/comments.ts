/** The line without the comment that `#` begins, at its beginning or behind a blank. */
export function withoutComment(text: string): string {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (at === 0 || /\s/.test(text.charAt(at - 1))) return text.slice(0, Math.max(0, at - 1));
  }
  return text;
}

/** Languages that write comments alike, by what begins a line that is one. */
const FAMILIES: readonly (readonly [begin: RegExp, languages: string])[] = [
  [
    /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|<!--)/,
    'javascript javascriptreact typescript typescriptreact vue svelte astro ' +
      'java kotlin scala groovy csharp go rust swift dart v zig gleam',
  ],
  [/^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|<!--|@\*)/, 'razor aspnetcorerazor'],
  [/^\s*(?:\/\/|\(\*)/, 'fsharp'],
  [/^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?!\s*define\b))/, 'c cpp objective-c objective-cpp cuda-cpp'],
  [/^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|\/\+)/, 'd'],
  [/^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?!\[))/, 'php'],
  [/^\s*(?:#|"""|''')/, 'python'],
  [/^\s*(?:#|<#)/, 'ruby crystal elixir perl julia r powershell nim coffeescript toml'],
  [/^\s*[#!]/, 'properties java-properties spring-boot-properties'],
  [/^\s*[#;]/, 'ini conf'],
  [/^\s*--/, 'lua'],
  [/^\s*(?:--|\{-)/, 'haskell'],
  [/^\s*\(\*/, 'ocaml'],
  [/^\s*%/, 'erlang'],
  [/^\s*;/, 'clojure'],
  [/^\s*'/, 'vb'],
];

/** What begins a line of a language that is a comment, for every language that source files are read in. */
export const COMMENTS: ReadonlyMap<string, RegExp> = new Map(
  FAMILIES.flatMap(([begin, languages]) =>
    languages.split(' ').map((language) => [language, begin] as const),
  ),
);
