import { until } from './poll';
import { Workbench } from './workbench';

describe('the walkthrough', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
  });

  after(() => workbench.close());

  it('opens from the list of walkthroughs, with its steps', async () => {
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.type('Get Started with Netstat');
    await workbench.quickInput.choose('Get Started with Netstat');
    const steps = workbench.page.locator('.getting-started-step .step-title');
    for (const title of [
      'See who listens',
      'Ask what is on a port',
      'See which container has a port',
      'Use netstat as you know it',
    ]) {
      await steps.filter({ hasText: title }).waitFor();
    }
    await workbench.screenshot('walkthrough');
    // Beside the side bar VS Code shows texts alone: a picture takes the room of both.
    await workbench.press('Control+b');
    const picture = workbench.page.locator('.getting-started-media img:visible').first();
    await picture.waitFor();
    await until('the picture', () =>
      picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
    );
    await workbench.screenshot('walkthrough-picture');
    await workbench.press('Control+b');
    await steps.filter({ hasText: 'See which container has a port' }).click();
    await workbench.page
      .locator('.getting-started-step.expanded')
      .getByRole('button', { name: 'Free Port' })
      .waitFor();
    await workbench.screenshot('walkthrough-containers');
  });
});
