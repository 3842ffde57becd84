import { welcome } from './welcome';

it('leads first to the pages, then to the interface', () => {
  const settings = { stateDir: '/nowhere', host: '127.0.0.1', apiPort: 8080 };
  const addresses = [...said(settings).matchAll(/http\S+/g)].map(([address]) => address);
  expect(addresses.slice(0, 2)).toEqual(['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/api/v1']);
});

it('names the accounts of the demonstration there only', () => {
  const own = { stateDir: '/nowhere', host: '127.0.0.1', apiPort: 8080, demo: false };
  expect(said({ ...own, demo: true })).toMatch(/for this test only[^]*dispatcher/);
  const first = said(own, 'abcd-2345-efgh');
  expect(first).toMatch(/administrator: admin\n.*abcd-2345-efgh/);
  for (const text of [first, said(own)]) expect(text).not.toMatch(/for this test only|dispatcher/);
});

function said(settings: Partial<Parameters<typeof welcome>[0]>, firstPassword: string | null = null): string {
  process.env.DUBAN_DEMO_PASSWORD = 'for this test only';
  try {
    return welcome(
      settings as Parameters<typeof welcome>[0],
      { temporal: {}, firstPassword } as Parameters<typeof welcome>[1],
    );
  } finally {
    delete process.env.DUBAN_DEMO_PASSWORD;
  }
}
