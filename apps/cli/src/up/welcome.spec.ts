import { welcome } from './welcome';

it('leads first to the pages, then to the interface', () => {
  const addresses = [...said({ demo: true }).matchAll(/http\S+/g)].map(([address]) => address);
  expect(addresses.slice(0, 2)).toEqual(['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/api/v1']);
});

it('names the accounts of the demonstration there only', () => {
  expect(said({ demo: true })).toMatch(/for this test only[^]*dispatcher/);
  const first = said({ demo: false, firstPassword: 'abcd-2345-efgh' });
  expect(first).toMatch(/administrator: admin\n.*abcd-2345-efgh/);
  for (const text of [first, said({ demo: false })]) expect(text).not.toMatch(/for this test only|dispatcher/);
});

function said(found: { demo: boolean; firstPassword?: string }): string {
  const settings = { stateDir: '/nowhere', host: '127.0.0.1', apiPort: 8080 };
  process.env.DUBAN_DEMO_PASSWORD = 'for this test only';
  try {
    return welcome(
      settings as Parameters<typeof welcome>[0],
      { temporal: {}, firstPassword: null, ...found } as Parameters<typeof welcome>[1],
    );
  } finally {
    delete process.env.DUBAN_DEMO_PASSWORD;
  }
}
