import { clearTheWay } from './mouse';
import { until } from './poll';
import type { View } from './view';
import type { Workbench } from './workbench';

/** Shows one view of Netstat alone: the others are folded away. */
export async function openAlone(workbench: Workbench, title: string): Promise<View> {
  await workbench.runCommand(`Netstat: Focus on ${title} View`);
  const view = workbench.view(title);
  const others = workbench.page.locator(`.part.sidebar .pane-header.expanded:not([aria-label^="${title} "])`);
  await until('the other views folded away', async () => {
    if ((await others.count()) === 0) return true;
    await clearTheWay(workbench.page);
    await others.first().click({ position: { x: 8, y: 8 } });
    return undefined;
  });
  return view;
}
