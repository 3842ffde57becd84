import { wantedNumber } from './numbering';

describe('a number from outside', () => {
  it('is ours when it is written as we write them', () => {
    expect(wantedNumber('DC2026-001')).toEqual({ series: 'DC2026-', n: 1 });
    expect(wantedNumber('DC2026-1204')).toEqual({ series: 'DC2026-', n: 1204 });
  });

  it.each([
    null,
    '',
    'DC2026-1',
    'DC2026-0012',
    'DC2026-000',
    'dc2026-001',
    'DC26-001',
    '创〔2026〕3',
    'DC2026-00000001',
  ])('is a stranger’s when it is %p', (external) => expect(wantedNumber(external)).toBeNull());
});
