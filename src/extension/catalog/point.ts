/** What is contributed to VS Code as it is declared: languages, tasks, walkthroughs and their like. */
export interface PointDeclaration {
  readonly declares: 'point';
  /** The contribution point, as package.json calls it. */
  readonly point: string;
  /** As package.json has it, but for texts: these stand in it as they are declared. */
  readonly value: object;
}

/** Declares what is contributed to one contribution point. */
export function contribution(point: string, value: object): PointDeclaration {
  return { declares: 'point', point, value };
}
