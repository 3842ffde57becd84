import { accessible } from './support/accessible';
import { shot } from './support/shot';
import { Site } from './support/site';

jest.setTimeout(180_000);

describe('the district’s machinery', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(() => site.close());

  it.each([
    ['/rounds', '督查轮次', 'rounds'],
    ['/grid', '四级联动', 'grid-chain'],
    ['/lists', '整改清单', 'issue-lists'],
    ['/matters', '督办事项', 'matters'],
    ['/overlays', '迎检保障期', 'overlays'],
  ])('%s opens, is accessible and named', async (at, heading, name) => {
    const page = await site.open('dispatcher', { at });
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await accessible(page);
    await shot(page, name);
    await page.context().close();
  });
});
